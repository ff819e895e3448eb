package appliance

import (
	"errors"
	"fmt"
	"path/filepath"

	"github.com/gofrs/flock"
)

// lockFile, beside the store, is locked by the Packnight that runs, from before it
// looks at the store until after it has closed it: a second start learns at once
// that it is the second, and never looks at a store that is in use.
const lockFile = "packnight.lock"

// errSecond: another Packnight holds the folder.
var errSecond = errors.New("another Packnight runs in this folder")

// lock takes the folder, or returns errSecond. The lock dies with the process.
func lock(folder string) (unlock func() error, err error) {
	l := flock.New(filepath.Join(folder, lockFile))
	ok, err := l.TryLock()
	if err != nil {
		return nil, fmt.Errorf("locking the folder: %w", err)
	}
	if !ok {
		return nil, errSecond
	}
	return l.Unlock, nil
}
