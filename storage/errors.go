package storage

import (
	"context"
	"errors"
	"fmt"
	"os"
	"strings"
	"syscall"

	berrors "go.etcd.io/bbolt/errors"
)

// ErrDamaged: the file, or a value in it, is not what was written.
var ErrDamaged = errors.New("the store's file is damaged")

// told wraps what bbolt or the system said with the sentinel it amounts to, if any.
func told(doing string, err error) error {
	switch kind := sentinel(err); {
	case err == nil:
		return nil
	case kind == nil || errors.Is(err, kind):
		return fmt.Errorf("%s: %w", doing, err)
	default:
		return fmt.Errorf("%s: %w: %w", doing, kind, err)
	}
}

func sentinel(err error) error {
	switch {
	case err == nil:
		return nil
	case errors.Is(err, berrors.ErrTimeout):
		return ErrLocked
	case errors.Is(err, berrors.ErrMaxSizeReached):
		return ErrFull
	case errors.Is(err, berrors.ErrInvalid), errors.Is(err, berrors.ErrVersionMismatch), errors.Is(err, berrors.ErrChecksum):
		return ErrDamaged
	case is(err, lockedCodes):
		return ErrLocked
	case is(err, fullCodes):
		return ErrFull
	case is(err, readOnlyCodes), errors.Is(err, os.ErrPermission):
		return ErrReadOnly
	}
	return nil
}

// is looks for one of the system's codes in err. bbolt passes some of them on as
// text alone, so the text is looked at too.
func is(err error, codes []syscall.Errno) bool {
	for _, code := range codes {
		if errors.Is(err, code) || strings.HasSuffix(err.Error(), code.Error()) {
			return true
		}
	}
	return false
}

// done returns why a call that has not begun should not begin.
func done(ctx context.Context) error {
	if err := ctx.Err(); err != nil {
		return context.Cause(ctx)
	}
	return nil
}
