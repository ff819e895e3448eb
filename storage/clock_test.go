package storage_test

import (
	"errors"
	"path/filepath"
	"testing"
	"time"

	"packnight/storage"
	"packnight/storage/storagetest"
)

var built = time.Date(2026, 11, 1, 0, 0, 0, 0, time.UTC)

// TestClockBetweenRuns: what the meeting clock makes of the wall clock at a start.
func TestClockBetweenRuns(t *testing.T) {
	for _, tt := range []struct {
		name  string
		begin time.Time // the wall clock of the first run; zero: 20 November 2026
		wall  time.Time // … and at the second start, an hour of use later
		gap   time.Duration
		stale bool
	}{
		{name: "at once", wall: evening(1, 0), gap: 0},
		{name: "ten minutes", wall: evening(1, 10), gap: 10 * time.Minute},
		{name: "23 hours", wall: evening(24, 0), gap: 23 * time.Hour},
		{name: "a day and a minute", wall: evening(25, 1), stale: true},
		{name: "a month", wall: evening(720, 0), stale: true},
		{name: "set back by an hour", wall: evening(0, 0)},
		{name: "set back by a year", wall: evening(-8760, 0)},
		{name: "a Pi that has not seen the network", wall: time.Unix(100, 0)},
		{name: "a Pi that has now", begin: time.Unix(0, 0), wall: evening(0, 0)},
		{name: "a Pi that is on for an hour without", begin: time.Unix(0, 0), wall: time.Unix(7200, 0)},
		{name: "a Pi that never does", begin: time.Unix(0, 0), wall: time.Unix(60, 0)},
	} {
		t.Run(tt.name, func(t *testing.T) {
			c := storagetest.NewClock()
			if !tt.begin.IsZero() {
				c.Jump(tt.begin)
			}
			path := filepath.Join(t.TempDir(), "packnight.db")
			o := storage.Options{Now: c.Now, Elapsed: c.Elapsed, Built: built, BackupEvery: -1}
			first := openAt(t, path, o)
			must(t, first.Set(t.Context(), "a", nil, 25*time.Hour))
			c.Advance(time.Hour)
			stood := first.Now()
			must(t, first.Close())
			c.Jump(tt.wall)
			second := openAt(t, path, o)
			if got := second.Now().Sub(stood); got != tt.gap {
				t.Errorf("the clock moved by %v, want %v", got, tt.gap)
			}
			if second.Stale() != tt.stale {
				t.Errorf("stale is %v", second.Stale())
			}
			if tt.begin.IsZero() && !second.LastUse().Equal(evening(1, 0)) {
				t.Errorf("last used at %v", second.LastUse())
			}
			left, err := second.TTL(t.Context(), "a")
			if err != nil || left != 24*time.Hour-tt.gap {
				t.Errorf("it expires in %v, %v", left, err)
			}
		})
	}
}

// evening is an instant after the clock of the tests begins.
func evening(hours, minutes int) time.Time {
	return storagetest.NewClock().Now().Add(time.Duration(hours)*time.Hour + time.Duration(minutes)*time.Minute)
}

// TestClockWhileRunning: nobody who sets the wall clock moves the meeting clock.
func TestClockWhileRunning(t *testing.T) {
	c := storagetest.NewClock()
	f := openAt(t, filepath.Join(t.TempDir(), "packnight.db"), storage.Options{Now: c.Now, Elapsed: c.Elapsed, Built: built})
	must(t, f.Set(t.Context(), "a", nil, time.Hour))
	start := f.Now()
	for _, to := range []time.Time{evening(1, 0), evening(-1, 0), time.Unix(0, 0), evening(100_000, 0)} {
		c.Jump(to)
		if !f.Now().Equal(start) {
			t.Errorf("the clock moved by %v", f.Now().Sub(start))
		}
		must(t, f.Set(t.Context(), "b", nil, 0))
		if left, err := f.TTL(t.Context(), "a"); err != nil || left != time.Hour {
			t.Errorf("it expires in %v, %v", left, err)
		}
	}
	c.Advance(61 * time.Minute)
	if _, err := f.Get(t.Context(), "a"); !errors.Is(err, storage.ErrNotFound) {
		t.Errorf("got %v", err)
	}
}

// TestClockAfterACrash: the clock of the last commit is what counts.
func TestClockAfterACrash(t *testing.T) {
	c := storagetest.NewClock()
	o := storage.Options{Now: c.Now, Elapsed: c.Elapsed, Built: built, BackupEvery: -1}
	path := filepath.Join(t.TempDir(), "packnight.db")
	f := openAt(t, path, o)
	c.Advance(30 * time.Minute)
	must(t, f.Set(t.Context(), "a", nil, time.Hour))
	crashed := filepath.Join(t.TempDir(), "packnight.db")
	copyTo(t, path, crashed)
	c.Advance(20 * time.Minute) // of which the crashed file knows nothing
	again := openAt(t, crashed, o)
	if left, err := again.TTL(t.Context(), "a"); err != nil || left != 40*time.Minute {
		t.Errorf("it expires in %v, %v", left, err)
	}
}
