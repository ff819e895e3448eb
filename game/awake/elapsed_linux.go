package awake

import (
	"time"

	"golang.org/x/sys/unix"
)

// elapsed is the time since the computer was switched on, its sleep included. Go's own
// clock stands still in it, and a game that does not know how long everybody was away
// would go on in the instant of waking up.
func elapsed() (time.Duration, error) { return read(unix.CLOCK_BOOTTIME) }
