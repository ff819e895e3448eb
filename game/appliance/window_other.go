//go:build !windows

package appliance

// KeepWindowRunning does nothing: terminals of other systems go on when text is selected.
func KeepWindowRunning() {}

// LogsIntoWindow is false: on other systems no window opens by itself, and who has opened
// one may read what is logged.
func LogsIntoWindow() bool { return false }

// HoldWindow does nothing: what the program has said stays in its terminal.
func HoldWindow() {}
