package awake

import (
	"bytes"
	"context"
	"errors"
	"log/slog"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"go.uber.org/goleak"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// fake is a computer that may refuse to be kept awake, and may forget it.
type fake struct {
	held    atomic.Bool
	holds   atomic.Int64
	refuses atomic.Bool
	forgets atomic.Bool
}

func (f *fake) Hold() error {
	f.holds.Add(1)
	if f.refuses.Load() {
		return errors.New("no")
	}
	f.held.Store(!f.forgets.Load())
	return nil
}
func (f *fake) Held() bool { return f.held.Load() }
func (f *fake) Release()   { f.held.Store(false) }

// evening runs Keep in a bubble. needed is set by do, which returns after everything has
// come to rest.
func evening(t *testing.T, lock *fake, do func(needed *atomic.Bool, pass func(time.Duration))) {
	synctest.Test(t, func(t *testing.T) {
		var needed atomic.Bool
		ctx, cancel := context.WithCancel(t.Context())
		var done sync.WaitGroup
		done.Go(func() { Keep(ctx, lock, needed.Load, slog.New(slog.DiscardHandler)) })
		do(&needed, func(d time.Duration) {
			time.Sleep(d)
			synctest.Wait()
		})
		cancel()
		done.Wait()
		if lock.held.Load() {
			t.Error("at the end the computer is still kept awake")
		}
	})
}

func TestComputerIsAwakeWhileCubsAreThereAndNotLonger(t *testing.T) {
	lock := &fake{}
	evening(t, lock, func(needed *atomic.Bool, pass func(time.Duration)) {
		pass(time.Hour)
		if lock.holds.Load() != 0 {
			t.Error("kept awake for nobody")
		}
		needed.Store(true)
		pass(lookTime)
		if !lock.held.Load() {
			t.Error("not kept awake for a Cub")
		}
		pass(3 * time.Hour)
		if !lock.held.Load() || lock.holds.Load() != 1 {
			t.Errorf("three hours later: held %v, %d times", lock.held.Load(), lock.holds.Load())
		}
		needed.Store(false)
		pass(lingerTime / 2)
		if !lock.held.Load() {
			t.Error("let go while the Cubs are only between two pages")
		}
		needed.Store(true)
		pass(lingerTime)
		needed.Store(false)
		pass(lingerTime + lookTime)
		if lock.held.Load() {
			t.Error("kept awake for nobody, after everybody has gone")
		}
		needed.Store(true)
		pass(retryTime)
		if !lock.held.Load() {
			t.Error("not kept awake when they came back")
		}
	})
}

func TestComputerThatRefusesIsAskedSeldom(t *testing.T) {
	lock := &fake{}
	lock.refuses.Store(true)
	evening(t, lock, func(needed *atomic.Bool, pass func(time.Duration)) {
		needed.Store(true)
		pass(time.Hour)
		if lock.holds.Load() < 50 || lock.holds.Load() > 61 {
			t.Errorf("asked %d times in an hour", lock.holds.Load())
		}
		lock.refuses.Store(false)
		pass(retryTime + lookTime)
		if !lock.held.Load() {
			t.Error("it is not asked again")
		}
	})
}

// TestComputerThatLetsGoAtOnceIsNotBelieved is a service without the right to keep the
// computer awake: the child starts, and is refused.
func TestComputerThatLetsGoAtOnceIsNotBelieved(t *testing.T) {
	lock := &fake{}
	lock.forgets.Store(true)
	var said bytes.Buffer
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithTimeout(t.Context(), 10*retryTime)
		defer cancel()
		Keep(ctx, lock, func() bool { return true }, slog.New(slog.NewTextHandler(&said, nil)))
	})
	if n := strings.Count(said.String(), "can't be kept awake"); n != 1 || strings.Contains(said.String(), "is kept awake") {
		t.Errorf("it said\n%s", said.String())
	}
}

func TestHoldThatIsLostIsTakenAgain(t *testing.T) {
	lock := &fake{}
	evening(t, lock, func(needed *atomic.Bool, pass func(time.Duration)) {
		needed.Store(true)
		pass(2 * retryTime)
		lock.held.Store(false)
		pass(lookTime)
		if !lock.held.Load() || lock.holds.Load() != 2 {
			t.Errorf("held %v after %d tries", lock.held.Load(), lock.holds.Load())
		}
	})
}
