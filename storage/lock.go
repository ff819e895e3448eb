package storage

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"github.com/gofrs/flock"
)

// lockTimeout is how long an open waits for another program to let go.
const lockTimeout = 500 * time.Millisecond

// lockFile takes the lock of the store at path, which is a file beside it: the
// store's own file is swapped while serving, and a lock on that would be lost in
// between. The file stays when the lock is released; removing it would let two
// programs lock two files of one name.
func lockFile(ctx context.Context, path string) (*flock.Flock, error) {
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return nil, told("making the folder", err)
	}
	l := flock.New(path+".lock", flock.SetPermissions(0o600))
	short, cancel := context.WithTimeout(ctx, lockTimeout)
	defer cancel()
	_, err := l.TryLockContext(short, 20*time.Millisecond)
	switch {
	case err == nil:
		return l, nil
	case ctx.Err() != nil:
		return nil, context.Cause(ctx)
	case errors.Is(err, context.DeadlineExceeded):
		return nil, fmt.Errorf("locking: %w", ErrLocked)
	}
	return nil, told("locking", err)
}
