package awake

import (
	"time"

	"golang.org/x/sys/unix"
)

// elapsed is the time since the computer was switched on, its sleep included: here that
// is the clock called raw. Go's own clock stands still in sleep.
func elapsed() (time.Duration, error) { return read(unix.CLOCK_MONOTONIC_RAW) }
