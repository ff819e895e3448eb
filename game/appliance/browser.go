package appliance

import (
	"context"
	"fmt"
	"os/exec"
	"runtime"
)

// openBrowser shows url in the person's browser. It returns once the system has
// taken the request, not when the page is there.
func openBrowser(ctx context.Context, url string) error {
	name, args := browserCommand(runtime.GOOS, url)
	if err := exec.CommandContext(ctx, name, args...).Run(); err != nil {
		return fmt.Errorf("opening the browser: %w", err)
	}
	return nil
}

func browserCommand(system, url string) (string, []string) {
	switch system {
	case "windows":
		return "rundll32", []string{"url.dll,FileProtocolHandler", url}
	case "darwin":
		return "open", []string{url}
	default:
		return "xdg-open", []string{url}
	}
}
