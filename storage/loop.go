package storage

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"runtime"
	"sync"
	"time"

	"go.etcd.io/bbolt"
)

// loop is the goroutine that alone changes the file. It takes what has queued up,
// commits once and answers all; a lone writer waits for nobody.
type loop struct {
	// Owned by the loop.
	doubt   uint64 // the transaction of a failed commit that may be on disk; 0 none
	commits uint64 // since Open
	quiet   bool   // nothing was committed since the clock was last saved

	// For tests: afterCommit makes a commit that reached the disk fail, afterStep
	// is called between the steps of an exchange of files.
	afterCommit func(error) error
	afterStep   func(step string)
}

func (l *loop) step(name string) {
	if l.afterStep != nil {
		l.afterStep(name)
	}
}

// sweepBatch is the most expired names removed in one commit, so that a writer
// never waits for long.
const sweepBatch = 256

func (l *loop) start(f *File) {
	var all sync.WaitGroup
	all.Go(f.run)
	all.Go(f.keepBackups)
	go func() {
		all.Wait()
		close(f.ended)
	}()
}

// probeEvery is how long after a failed commit another one is tried, if no writer does:
// Saving tells the truth whether or not anybody wants to write.
const probeEvery = time.Second

// run is the loop's goroutine.
func (f *File) run() {
	tick := time.NewTicker(f.options.SweepEvery)
	defer tick.Stop()
	var spare []*request
	var probe <-chan time.Time
	for {
		if f.Saving() {
			probe = nil
		} else if probe == nil {
			probe = time.After(probeEvery)
		}
		select {
		case <-probe:
			probe = nil
			_ = f.saveClock() // it failed before, and was told then
			continue
		case <-f.queue.wake:
			// Writers that were just answered are about to write again: on a busy
			// store this gathers them into one commit, on a quiet one it costs nothing.
			runtime.Gosched()
		case <-tick.C:
			f.sweep()
			continue
		}
		taken, closed := f.queue.take(spare)
		f.serve(taken)
		clear(taken)
		spare = taken
		if closed && len(taken) == 0 {
			return
		}
		if closed {
			f.queue.signal()
		}
	}
}

// serve answers requests, in order: a wipe by itself, all between two in one commit.
func (f *File) serve(taken []*request) {
	for len(taken) > 0 {
		n := 0
		for n < len(taken) && taken[n].wipe == nil {
			n++
		}
		f.commit(taken[:n])
		if n < len(taken) {
			if r := taken[n]; r.claimed.CompareAndSwap(false, true) {
				r.done(f.doWipe(r.wipe))
			}
			n++
		}
		taken = taken[n:]
	}
}

// commit runs requests in one transaction. One that fails by itself does not harm
// the others. If the commit fails, all have failed, also those that were refused
// because of what others of them did.
func (f *File) commit(group []*request) {
	if len(group) == 0 {
		return
	}
	answers := make([]error, len(group))
	err := f.update(func(o *overlay) error {
		for i, r := range group {
			if r.claimed.CompareAndSwap(false, true) {
				answers[i] = r.run(ops{o, o.now})
			} else {
				group[i] = nil
			}
		}
		return nil
	})
	for i, r := range group {
		if r == nil {
			continue
		}
		if err != nil {
			answers[i] = err
		}
		r.done(answers[i])
	}
}

// update runs fn on the file and commits what it changed, if anything. If it
// returns an error, nothing has happened.
func (f *File) update(fn func(o *overlay) error) error {
	if err := f.ready(); err != nil {
		f.failing.Store(true)
		return err
	}
	txid, err := f.attempt(fn)
	if err != nil && txid != 0 {
		err = errors.Join(err, f.repair(txid))
	}
	return err
}

// attempt is one try at update. A txid comes with an error of the commit itself,
// whose transaction may be on disk.
func (f *File) attempt(fn func(o *overlay) error) (txid uint64, err error) {
	tx, err := f.db.begin(true)
	if err != nil {
		f.failing.Store(true)
		return 0, err
	}
	defer f.db.rollback(tx)
	defer guard(&err, nil)()
	b, err := bucketsOf(tx)
	if err != nil {
		return 0, err
	}
	o := newOverlay(b, f.clock.nanos())
	if err := fn(o); err != nil {
		return 0, err
	}
	if !o.changed() {
		return 0, nil
	}
	txid = uint64(tx.ID())
	return txid, f.finish(tx, o)
}

func (f *File) finish(tx *bbolt.Tx, o *overlay) error {
	if err := o.flush(o.buckets); err != nil {
		return told("writing", err)
	}
	if err := f.stamp().put(o.buckets); err != nil {
		return err
	}
	err := f.db.commit(tx)
	stats := tx.Stats()
	f.written.Add(stats.GetPageAlloc() + int64(os.Getpagesize())) // with the page that makes it count
	if f.loop.afterCommit != nil {
		err = f.loop.afterCommit(err)
	}
	f.failing.Store(err != nil)
	if err != nil {
		return told("saving", err)
	}
	f.loop.commits++
	f.loop.quiet = false
	f.backup.changed.Store(true)
	return nil
}

// sweep removes names that have expired, and saves the clock if nothing else did.
func (f *File) sweep() {
	for {
		more := false
		err := f.update(func(o *overlay) (err error) {
			more, err = o.sweep(sweepBatch)
			return err
		})
		if err != nil {
			f.options.Log.Warn("sweeping the store", "error", err)
			return
		}
		if !more {
			break
		}
		taken, _ := f.queue.take(nil) // writers go first
		f.serve(taken)
	}
	if f.loop.quiet {
		if err := f.saveClock(); err != nil {
			f.options.Log.Warn("saving the clock", "error", err)
		}
	}
	f.loop.quiet = true
}

// saveClock commits the clock alone.
func (f *File) saveClock() error {
	return f.update(func(o *overlay) error {
		o.touched = true
		return nil
	})
}

// saveAtEnd is what Close writes when the goroutines are gone.
func (f *File) saveAtEnd() error {
	if err := f.saveClock(); err != nil {
		return err
	}
	return f.copyIfChanged()
}

// sweep drops up to limit of the names that have expired, and tells whether there
// may be more.
func (o *overlay) sweep(limit int) (more bool, err error) {
	c := o.expiry.Cursor()
	var gone [][]byte
	for k, _ := c.First(); k != nil && len(gone) < limit; k, _ = c.Next() {
		at, _, err := splitExpiry(k)
		if err != nil || at > o.now {
			break
		}
		gone = append(gone, bytes.Clone(k))
	}
	for _, k := range gone {
		if err := o.sweepOne(k); err != nil {
			return false, err
		}
	}
	return len(gone) == limit, nil
}

func (o *overlay) sweepOne(k []byte) error {
	at, name, err := splitExpiry(k)
	if err != nil {
		return err
	}
	if err := o.expiry.Delete(k); err != nil {
		return fmt.Errorf("removing an expiry: %w", err)
	}
	o.touched = true
	if s, err := o.load(name); err == nil && s.was.expires == at {
		return o.drop(name)
	}
	return nil
}
