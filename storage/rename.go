package storage

import (
	"os"
	"time"
)

// inUseTime is how long a file may be held by another program. On Windows a virus
// scanner or an indexer looks into every new file, and nobody may move or remove it
// meanwhile.
const inUseTime = 500 * time.Millisecond

// Rename is os.Rename, which waits for a file that another program is looking into.
func Rename(from, to string) error {
	return insist(isInUse, func() error { return os.Rename(from, to) })
}

// Remove is os.Remove, which waits like Rename.
func Remove(path string) error {
	return insist(isInUse, func() error { return os.Remove(path) })
}

// insist does it again, ever more slowly, while the error says that a file is in use, and
// returns the last error.
func insist(inUse func(error) bool, do func() error) error {
	began := time.Now()
	for wait := time.Millisecond; ; wait *= 2 {
		err := do()
		if err == nil || !inUse(err) || time.Since(began) > inUseTime {
			return err
		}
		time.Sleep(wait)
	}
}
