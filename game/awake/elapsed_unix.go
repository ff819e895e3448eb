//go:build linux || darwin

package awake

import (
	"time"

	"golang.org/x/sys/unix"
)

func read(clock int32) (time.Duration, error) {
	var t unix.Timespec
	if err := unix.ClockGettime(clock, &t); err != nil {
		return 0, err
	}
	return time.Duration(t.Nano()), nil
}
