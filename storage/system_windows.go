package storage

import (
	"errors"
	"slices"
	"syscall"

	"golang.org/x/sys/windows"
)

// The codes that the system gives for what a leader can do something about.
var (
	lockedCodes = []syscall.Errno{windows.ERROR_SHARING_VIOLATION, windows.ERROR_LOCK_VIOLATION}
	fullCodes   = []syscall.Errno{
		windows.ERROR_DISK_FULL, windows.ERROR_HANDLE_DISK_FULL,
		windows.ERROR_DISK_QUOTA_EXCEEDED, windows.ERROR_FILE_TOO_LARGE,
	}
	readOnlyCodes = []syscall.Errno{windows.ERROR_ACCESS_DENIED, windows.ERROR_WRITE_PROTECT}
)

// syncFolder does nothing: Windows has no such thing, its file system keeps the
// order of renames by itself.
func syncFolder(string) error { return nil }

// isInUse tells whether another program has the file open. To replace an open file is
// said to be denied, like what is never allowed.
func isInUse(err error) bool {
	var code syscall.Errno
	return errors.As(err, &code) && (code == windows.ERROR_ACCESS_DENIED || slices.Contains(lockedCodes, code))
}
