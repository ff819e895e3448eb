package storage

import (
	"context"
	"errors"
	"fmt"
	"os"
	"sync"
	"sync/atomic"
	"time"

	"github.com/gofrs/flock"
)

// File is a Store on a bbolt file. One goroutine, its loop, makes every change to
// the file; readers read beside it.
type File struct {
	calls
	path    string
	options Options
	clock   *clock
	lock    *flock.Flock
	lastUse time.Time // wall clock of the last commit before Open; zero for a new file
	stale   bool

	// swap lets the loop exchange db: readers hold it for reading. Only the loop
	// changes what it guards.
	swap   sync.RWMutex
	db     *bolt // nil while the file can't be opened
	broken error // why not

	queue   queue
	loop    loop
	written atomic.Int64 // bytes handed to the disk since Open
	failing atomic.Bool  // the last commit failed
	backup  backup
	ended   chan struct{} // closed when the goroutines are gone
}

var _ Store = (*File)(nil)

// Open opens the store at path, making it and its folder where there is none.
// Errors wrap ErrLocked, ErrReadOnly, ErrFull or ErrDamaged where they amount to
// that. A damaged file can make bbolt bring the process down: see Recover.
// The caller closes the File.
func Open(ctx context.Context, path string, o Options) (*File, error) {
	o = o.withDefaults()
	lock, err := lockFile(ctx, path)
	if err != nil {
		return nil, fmt.Errorf("opening the store: %w", err)
	}
	f := &File{path: path, options: o, lock: lock, ended: make(chan struct{})}
	if err := f.start(); err != nil {
		return nil, fmt.Errorf("opening the store: %w", errors.Join(err, lock.Close()))
	}
	return f, nil
}

// start opens the file and starts the goroutines; the lock is held.
func (f *File) start() error {
	if err := f.tidy(); err != nil {
		return err
	}
	if _, err := os.Stat(f.path); errors.Is(err, os.ErrNotExist) {
		if err := f.create(); err != nil {
			return err
		}
	}
	db, err := openBolt(f.path, f.options)
	if err != nil {
		return err
	}
	if err := f.readClock(db); err != nil {
		return errors.Join(err, db.close())
	}
	f.db = db
	f.calls = calls{read: f.read, write: f.write}
	f.queue.wake = make(chan struct{}, 1)
	f.backup.stop = make(chan struct{})
	f.loop.start(f)
	return nil
}

// create makes a new, empty file, whole or not at all.
func (f *File) create() error {
	wall := f.options.Now()
	return f.build(stamp{meeting: wall, wall: wall}.put)
}

// readClock sets the clock, and what is known of the last use, from the file.
func (f *File) readClock(db *bolt) error {
	return db.view(func(b buckets) error {
		if err := checkFormat(b.about.Get(formatKey)); err != nil {
			return err
		}
		last, err := decodeStamp(b.about.Get(clockKey))
		if err != nil {
			return err
		}
		now := f.options.Now()
		f.lastUse, f.stale = last.wall, stale(last.wall, now, f.options.Built)
		f.clock = newClock(f.options, resume(last.meeting, last.wall, now, f.options.Built))
		return nil
	})
}

// Written returns how many bytes were written since Open, to the file and to its copies:
// what wears an SD card out. Any goroutine may call it.
func (f *File) Written() int64 { return f.written.Load() }

// read runs fn on what the file holds at this instant.
func (f *File) read(ctx context.Context, fn func(ops) error) error {
	if err := done(ctx); err != nil {
		return err
	}
	if f.queue.isClosed() {
		return ErrClosed
	}
	f.swap.RLock()
	defer f.swap.RUnlock()
	if f.db == nil {
		return f.broken
	}
	now := f.clock.nanos()
	return f.db.view(func(b buckets) error {
		return fn(ops{newOverlay(b, now), now})
	})
}

// write has the loop run fn, and waits until it is on disk.
func (f *File) write(ctx context.Context, fn func(ops) error) error {
	return f.wait(ctx, &request{run: fn})
}

// wait queues a request and waits for its answer. Once the loop has taken it, the
// answer is waited for whatever becomes of ctx: it may have happened.
func (f *File) wait(ctx context.Context, r *request) error {
	if err := done(ctx); err != nil {
		return err
	}
	answer := make(chan error, 1)
	r.done = func(err error) { answer <- err }
	f.queue.push(r)
	select {
	case err := <-answer:
		return err
	case <-ctx.Done():
		if r.claimed.CompareAndSwap(false, true) {
			return context.Cause(ctx)
		}
		return <-answer
	}
}

// Apply implements Store.
func (f *File) Apply(ctx context.Context, b *Batch) error {
	if err := b.check(); err != nil {
		return err
	}
	return f.write(ctx, func(o ops) error { return o.apply(b) })
}

// Submit implements Store; done is called from the store's own goroutine.
func (f *File) Submit(b *Batch, done func(error)) {
	if err := b.check(); err != nil {
		done(err)
		return
	}
	f.queue.push(&request{run: func(o ops) error { return o.apply(b) }, done: done})
}

// stamp is the stamp of a commit that is made now.
func (f *File) stamp() stamp { return stamp{meeting: f.clock.now(), wall: f.options.Now()} }

// Now implements Store.
func (f *File) Now() time.Time { return f.clock.now() }

// Saving tells whether the last commit reached the disk. After one that did not, it is
// tried again by itself every second. Any goroutine may call it.
func (f *File) Saving() bool { return !f.failing.Load() }

// LastUse is the wall clock of the last write before Open, as far as it was set.
func (f *File) LastUse() time.Time { return f.lastUse }

// Stale tells whether the file was last used more than a day before Open, as far
// as the clocks tell: what it holds of people has to be wiped.
func (f *File) Stale() bool { return f.stale }

// Close implements Store.
func (f *File) Close() error {
	if !f.queue.close() {
		return ErrClosed
	}
	close(f.backup.stop)
	<-f.ended
	err := f.saveAtEnd()
	f.swap.Lock()
	defer f.swap.Unlock()
	if f.db != nil {
		err = errors.Join(err, f.db.close())
		f.db, f.broken = nil, ErrClosed
	}
	return errors.Join(err, f.lock.Close())
}
