// Package awake keeps the computer from falling asleep by itself while Cubs are playing on
// it, and lets it go afterwards. It is never needed: where it can't be done, that is logged
// and tried again now and then.
//
// What a person does, such as shutting the lid, is left to the person.
package awake

import (
	"context"
	"errors"
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

// errLost: the system let go by itself, perhaps because it did not want to in the first place.
var errLost = errors.New("the system has let go again")

// Keep holds the lock while needed says so, and for a minute after, until ctx ends. It
// returns with the lock released.
func Keep(ctx context.Context, lock Lock, needed func() bool, log *slog.Logger) {
	k := keeper{lock: lock, log: log}
	defer lock.Release()
	tick := time.NewTicker(lookTime)
	defer tick.Stop()
	var last time.Time
	for {
		now := time.Now()
		if needed() {
			last = now
		}
		if !last.IsZero() && now.Sub(last) < lingerTime {
			k.hold(now)
		} else {
			k.release()
		}
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
	}
}

// keeper is what Keep knows of the lock.
type keeper struct {
	lock  Lock
	log   *slog.Logger
	asked bool      // Hold has worked
	sure  bool      // and it was still held at the next look
	retry time.Time // the next try
	told  bool      // that it can't be done
}

func (k *keeper) hold(now time.Time) {
	if k.lock.Held() {
		if k.asked && !k.sure {
			k.sure = true
			k.log.Info("the computer is kept awake")
		}
		return
	}
	if now.Before(k.retry) {
		return
	}
	if k.asked && !k.sure {
		k.complain(errLost)
	}
	k.lock.Release() // what is left of a hold that was lost
	k.retry = now.Add(retryTime)
	err := k.lock.Hold()
	k.asked, k.sure = err == nil, false
	if err != nil {
		k.complain(err)
	}
}

func (k *keeper) release() {
	if !k.asked {
		return
	}
	k.lock.Release()
	if k.sure {
		k.log.Info("the computer may sleep again")
	}
	k.asked, k.sure = false, false
}

// complain says once that it can't be done.
func (k *keeper) complain(err error) {
	if !k.told {
		k.log.Info("the computer can't be kept awake: look at its settings", "err", err)
		k.told = true
	}
}
