package storage

import (
	"log/slog"
	"time"
)

// Options configure a store. The zero value means the defaults; NewMemory looks
// at the clocks alone.
type Options struct {
	// Now is the wall clock; nil is time.Now.
	Now func() time.Time
	// Elapsed is the time since some fixed instant, which never goes back and is
	// never set by anybody: the monotonic clock. Nil means the time that has
	// passed by Now (whose own monotonic reading is used where it has one).
	Elapsed func() time.Duration
	// Built is the date of the program's build. A wall clock before it has not
	// been set, as on a Raspberry Pi that has not seen the network yet.
	Built time.Time

	// MaxSize is the most bytes that the file may have, 0 meaning 64 MB. A write
	// beyond it is ErrFull.
	MaxSize int
	// SweepEvery is how often expired names are removed from the file and its
	// clock is saved; 0 means every minute.
	SweepEvery time.Duration
	// BackupEvery is how often a changed file is copied beside itself, 0 meaning
	// every two minutes. Close makes a copy too. Negative means never.
	BackupEvery time.Duration
	// Log is told of failures that no caller is told of; nil discards them.
	Log *slog.Logger
}

const (
	defaultMaxSize     = 64 << 20
	defaultSweepEvery  = time.Minute
	defaultBackupEvery = 2 * time.Minute
)

func (o Options) withDefaults() Options {
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.MaxSize == 0 {
		o.MaxSize = defaultMaxSize
	}
	if o.SweepEvery == 0 {
		o.SweepEvery = defaultSweepEvery
	}
	if o.BackupEvery == 0 {
		o.BackupEvery = defaultBackupEvery
	}
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	return o
}
