//go:build !linux && !darwin

package awake

import (
	"errors"
	"time"
)

// elapsed leaves it to Go's own clock, which counts sleep on Windows.
func elapsed() (time.Duration, error) { return 0, errors.ErrUnsupported }
