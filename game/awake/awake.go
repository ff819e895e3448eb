// Package awake keeps the computer from falling asleep by itself while Cubs are playing on
// it, and lets it go afterwards. It is never needed: where it can't be done, that is logged
// and tried again now and then.
//
// What a person does, such as shutting the lid, is left to the person.
package awake

import (
	"context"
	"log/slog"
	"time"
)

// Lock keeps one computer awake. One goroutine uses it at a time.
type Lock interface {
	// Hold keeps it awake until Release, or until the process ends in any way.
	Hold() error
	// Held tells whether it is kept awake now: a hold may be lost.
	Held() bool
	// Release lets it go, and waits until that is done. Releasing twice is fine.
	Release()
}

const (
	lookTime   = 5 * time.Second // between two looks whether it is needed
	lingerTime = time.Minute     // for which it is held after it was needed last
	retryTime  = time.Minute     // between two tries where it can't be held
)

// Keep holds the lock while needed says so, and for a minute after, until ctx ends. It
// returns with the lock released.
func Keep(ctx context.Context, lock Lock, needed func() bool, log *slog.Logger) {
	defer lock.Release()
	tick := time.NewTicker(lookTime)
	defer tick.Stop()
	var last, retry time.Time
	for held, told := false, false; ; {
		now := time.Now()
		if needed() {
			last = now
		}
		wanted := !last.IsZero() && now.Sub(last) < lingerTime
		switch {
		case !wanted && held:
			lock.Release()
			held = false
			log.Info("the computer may sleep again")
		case wanted && !lock.Held() && !now.Before(retry):
			lock.Release() // what is left of a hold that was lost
			retry = now.Add(retryTime)
			if err := lock.Hold(); err != nil {
				if held = false; !told {
					log.Info("the computer can't be kept awake: look at its settings", "err", err)
					told = true
				}
				break
			}
			held = true
			log.Info("the computer is kept awake")
		}
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
	}
}
