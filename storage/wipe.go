package storage

import (
	"bytes"
	"context"
	"errors"
	"path/filepath"
	"strings"
)

// wipe is a request to the loop.
type wipe struct {
	keep  Keep
	batch *Batch
}

// Wipe implements Store: a fresh file with what is kept takes the place of the
// old one. Readers and writers wait for the exchange.
func (f *File) Wipe(ctx context.Context, keep Keep, b *Batch) error {
	if err := b.check(); err != nil {
		return err
	}
	return f.wait(ctx, &request{wipe: &wipe{keep, b}})
}

// doWipe is the loop's. The order makes a crash leave the old state or the new one:
// what is beside the old file goes first, since it is only needed if that is
// damaged; the exchange is one rename.
func (f *File) doWipe(w *wipe) error {
	if err := f.ready(); err != nil {
		return err
	}
	f.backup.mu.Lock() // a copy being made holds what is being removed
	defer f.backup.mu.Unlock()
	err := f.prepareWipe(w)
	if errors.Is(err, ErrFull) { // without the copies there may be room
		err = errors.Join(f.removeCopies(), f.prepareWipe(w))
	}
	if err != nil {
		return err
	}
	f.loop.step("prepared")
	if err := f.removeCopies(); err != nil {
		return errors.Join(err, remove(f.path+newSuffix))
	}
	f.loop.step("copies removed")
	return f.exchange()
}

// prepareWipe makes the file that is to take the place of the old one.
func (f *File) prepareWipe(w *wipe) error {
	return f.db.view(func(b buckets) error {
		now := f.clock.nanos()
		if err := (ops{newOverlay(b, now), now}).hold(w.batch); err != nil {
			return err
		}
		return f.prepare(func(fresh buckets) error { return f.fillKept(b, fresh, w, now) })
	})
}

// exchange closes the old file, puts the prepared one in its place and opens it.
// With the rename it has happened: what fails after that is logged, and the next
// write tries to open the file again, and syncs the rename with itself.
func (f *File) exchange() error {
	f.swap.Lock()
	defer f.swap.Unlock()
	f.shut()
	f.loop.step("closed")
	if err := f.install(); err != nil {
		return errors.Join(err, remove(f.path+newSuffix), f.reopen())
	}
	f.loop.step("installed")
	f.loop.commits++
	f.backup.changed.Store(true)
	if err := errors.Join(syncFolder(filepath.Dir(f.path)), f.reopen()); err != nil {
		f.options.Log.Error("after the exchange of the file", "error", err)
	}
	return nil
}

// fillKept writes what w keeps, and then its batch, into a fresh file.
func (f *File) fillKept(old, fresh buckets, w *wipe, now int64) error {
	if err := old.copyKept(fresh, w.keep, now); err != nil {
		return err
	}
	o := newOverlay(old, now)
	o.keep = &w.keep
	if err := (ops{o, now}).apply(&Batch{writes: w.batch.writes}); err != nil {
		return err
	}
	if err := o.flush(fresh); err != nil {
		return told("making a file", err)
	}
	return f.stamp().put(fresh)
}

// copyKept copies what is to be kept and has not expired into another file. A
// damaged entry is left behind: a wipe must not fail because of it.
func (b buckets) copyKept(to buckets, keep Keep, now int64) error {
	return b.names.ForEach(func(k, v []byte) error {
		name := strings.TrimPrefix(string(k), "n")
		e, err := decodeEntry(k, v)
		if err != nil || !keep.has(name) || expired(e.expires, now) {
			return nil
		}
		return b.copyEntry(to, name, e)
	})
}

// copyEntry copies one name into another file.
func (b buckets) copyEntry(to buckets, name string, e entry) error {
	s := slot{is: e}
	if e.kind == set {
		s.is.count, s.delta = 0, map[string]bool{}
		for _, k := range b.memberKeys(name) {
			v := b.members.Get(k)
			_, member, err := splitMember(k)
			if _, sealed := unseal(membersBucket, k, v); err == nil && sealed == nil {
				s.delta[member] = true
				s.is.count++
			}
		}
		if s.is.count == 0 {
			return nil
		}
	}
	s.is.value = bytes.Clone(e.value)
	return told("copying", s.flush(to, name))
}
