//go:build !windows

package storage

import (
	"errors"
	"os"
	"syscall"
)

// The codes that the system gives for what a leader can do something about.
// EFBIG is a limit on the size of files (ulimit -f), EDQUOT a user's share.
var (
	lockedCodes   = []syscall.Errno{}
	fullCodes     = []syscall.Errno{syscall.ENOSPC, syscall.EDQUOT, syscall.EFBIG}
	readOnlyCodes = []syscall.Errno{syscall.EROFS, syscall.EACCES, syscall.EPERM}
)

// syncFolder makes what was renamed in a folder survive a power cut.
func syncFolder(folder string) error {
	d, err := os.Open(folder)
	if err != nil {
		return told("syncing the folder", err)
	}
	defer d.Close()
	// Some network folders can't be synced; that is no reason to stop.
	if err := d.Sync(); err != nil && !errors.Is(err, syscall.EINVAL) && !errors.Is(err, syscall.ENOTSUP) {
		return told("syncing the folder", err)
	}
	return nil
}

// isInUse is false: here a file can be moved and removed while others look into it.
func isInUse(error) bool { return false }
