package appliance

import (
	"bufio"
	"fmt"
	"os"
	"unsafe"

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

var consoleProcesses = windows.NewLazySystemDLL("kernel32.dll").NewProc("GetConsoleProcessList")

// HoldWindow keeps the window open until the person has read why the program ends, where the
// window is the program's own and would close with it: after a double-click.
func HoldWindow() {
	var ids [2]uint32
	n, _, _ := consoleProcesses.Call(uintptr(unsafe.Pointer(&ids[0])), uintptr(len(ids)))
	if n != 1 || !LogsIntoWindow() {
		return
	}
	fmt.Fprintln(os.Stderr, "Press Enter to close this window.")
	_, _ = bufio.NewReader(os.Stdin).ReadString('\n') // however it ends, the person is done
}
