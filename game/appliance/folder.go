package appliance

import (
	"fmt"
	"os"
	"path/filepath"
	"runtime"
)

// DefaultFolder returns the user's own folder for application data on this
// machine: not one that roams or is synced, for what children play stays here.
func DefaultFolder() (string, error) {
	if runtime.GOOS == "linux" {
		if dir := os.Getenv("XDG_DATA_HOME"); filepath.IsAbs(dir) {
			return filepath.Join(dir, "packnight"), nil
		}
		home, err := os.UserHomeDir()
		if err != nil {
			return "", fmt.Errorf("finding the home folder: %w", err)
		}
		return filepath.Join(home, ".local", "share", "packnight"), nil
	}
	if runtime.GOOS == "darwin" {
		dir, err := os.UserConfigDir() // ~/Library/Application Support
		if err != nil {
			return "", fmt.Errorf("finding the application data folder: %w", err)
		}
		return filepath.Join(dir, "Packnight"), nil
	}
	dir, err := os.UserCacheDir() // %LocalAppData%
	if err != nil {
		return "", fmt.Errorf("finding the application data folder: %w", err)
	}
	return filepath.Join(dir, "Packnight"), nil
}
