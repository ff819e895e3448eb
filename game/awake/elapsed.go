package awake

import "time"

// Elapsed returns a clock that nobody sets and that never goes back: the time since some
// instant, in which the computer's sleep counts. Any goroutine may use it.
func Elapsed() func() time.Duration {
	start := time.Now()
	before, err := elapsed()
	if err != nil { // Windows, where sleep counts by itself, or a system of which nothing is known
		return func() time.Duration { return time.Since(start) }
	}
	return func() time.Duration {
		now, err := elapsed()
		if err != nil {
			return time.Since(start)
		}
		return now - before
	}
}
