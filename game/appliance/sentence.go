package appliance

import (
	"errors"
	"io/fs"
	"syscall"

	"packnight/storage"
)

// sentences say what a leader can do about an error, the first that fits.
var sentences = []struct {
	is   error
	text string
}{
	{storage.ErrFull, "The disk is full. Free some space, then start Packnight again."},
	{storage.ErrReadOnly, "Packnight can't write in its folder. Choose another one: packnight -data FOLDER"},
	{storage.ErrLocked, "Packnight is running already, but does not answer. Restart the computer, then try again."},
	{errSecond, "Packnight is running already, but does not answer. Restart the computer, then try again."},
	{errNoFirst, "Packnight is running already, but does not answer. Restart the computer, then try again."},
	{addressTaken, "That address is in use by another program. Start Packnight without -listen, and it finds a free one."},
	{fs.ErrPermission, "Packnight may not write in its folder. Choose another one: packnight -data FOLDER"},
	{syscall.EROFS, "Packnight can't write in its folder. Choose another one: packnight -data FOLDER"},
	{syscall.ENOSPC, "The disk is full. Free some space, then start Packnight again."},
	{syscall.EIO, "The disk does not take what Packnight writes. Use another one: packnight -data FOLDER"},
	{syscall.ENOTDIR, "Packnight's folder is a file. Choose another folder: packnight -data FOLDER"},
}

// Sentence says what went wrong in words that a leader can act on, with the cause
// behind them for whoever they ask.
func Sentence(err error) string {
	for _, s := range sentences {
		if errors.Is(err, s.is) {
			return s.text + " (" + err.Error() + ")"
		}
	}
	return "Packnight could not go on: " + err.Error()
}
