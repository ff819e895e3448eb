package storage

import "time"

// day is the longest gap between two runs that still is the same evening.
const day = 24 * time.Hour

// A clock is the meeting clock: a stored value plus the monotonic time since the
// start. Nobody who sets the wall clock moves it. It never changes once made.
type clock struct {
	wall    func() time.Time
	elapsed func() time.Duration
	base    int64 // Unix nanoseconds of the meeting clock when elapsed was origin
	origin  time.Duration
}

// newClock starts a meeting clock at base.
func newClock(o Options, base time.Time) *clock {
	c := &clock{wall: o.Now, elapsed: o.Elapsed, base: base.UnixNano()}
	if c.elapsed == nil {
		start := o.Now()
		c.elapsed = func() time.Duration { return o.Now().Sub(start) }
	}
	c.origin = c.elapsed()
	return c
}

// nanos returns the meeting clock's Unix nanoseconds.
func (c *clock) nanos() int64 { return c.base + int64(c.elapsed()-c.origin) }

func (c *clock) now() time.Time { return time.Unix(0, c.nanos()) }

// resume returns what the meeting clock shows at a start: the stored value, and
// the wall time since then if it is between 0 and 24 hours. A wall clock from
// before the build, then or now, has not been set and tells nothing.
func resume(stored, storedWall, wall, built time.Time) time.Time {
	gap := wall.Sub(storedWall)
	if wall.Before(built) || storedWall.Before(built) || gap < 0 || gap > day {
		return stored
	}
	return stored.Add(gap)
}

// stale tells whether a file last used at storedWall is older than a day, as far
// as clocks that were set can tell.
func stale(storedWall, wall, built time.Time) bool {
	return !wall.Before(built) && !storedWall.Before(built) && wall.Sub(storedWall) > day
}

// deadline returns when something with this ttl expires, 0 for never.
func deadline(now int64, ttl time.Duration) int64 {
	if ttl == 0 {
		return 0
	}
	at := now + int64(ttl)
	if ttl > 0 && at < now { // beyond the clock's range
		return 0
	}
	return at
}

// expired tells whether an expiry, 0 for never, has passed.
func expired(at, now int64) bool { return at != 0 && at <= now }
