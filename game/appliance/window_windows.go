package appliance

import (
	"os"

	"golang.org/x/sys/windows"
)

// KeepWindowRunning has a click into the program's window select nothing: a window with
// selected text stands still, and with it whoever writes there. Where there is no window,
// or an old one, nothing happens.
func KeepWindowRunning() {
	h := windows.Handle(os.Stdin.Fd())
	var mode uint32
	if windows.GetConsoleMode(h, &mode) != nil {
		return
	}
	// The flags that are meant count only together with ENABLE_EXTENDED_FLAGS. A window
	// that does not take it is still safe: what is written there waits in line (Patient).
	_ = windows.SetConsoleMode(h, mode&^windows.ENABLE_QUICK_EDIT_MODE|windows.ENABLE_EXTENDED_FLAGS)
}

// LogsIntoWindow tells whether what is logged is seen in a window, by a leader who wants to
// know how to stop and nothing else.
func LogsIntoWindow() bool {
	var mode uint32
	return windows.GetConsoleMode(windows.Handle(os.Stderr.Fd()), &mode) == nil
}
