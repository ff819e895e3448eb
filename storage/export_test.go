package storage

import (
	"errors"
	"fmt"
	"time"
)

// Check runs bbolt's own consistency check, and reads every value.
func (f *File) Check() error {
	f.swap.RLock()
	defer f.swap.RUnlock()
	if f.db == nil {
		return fmt.Errorf("not open: %w", f.broken)
	}
	tx, err := f.db.begin(false)
	if err != nil {
		return err
	}
	defer f.db.rollback(tx)
	var errs []error
	for err := range tx.Check() {
		errs = append(errs, err)
	}
	return errors.Join(errs...)
}

// Commits returns how many commits the file has had since Open.
func (f *File) Commits() (n uint64) {
	f.inLoop(func() { n = f.loop.commits })
	return n
}

// A Batch's content, for an implementation outside of this package.
type (
	BatchCondition struct {
		Kind, Name, Member string
		Value              []byte
		Count              int
	}
	BatchWrite struct {
		Kind, Name, Member string
		Value              []byte
		By                 int64
		TTL                time.Duration
	}
)

func (b *Batch) Conditions() (out []BatchCondition) {
	kinds := map[conditionKind]string{
		ifAbsent: "absent", ifPresent: "present", ifEquals: "equals",
		ifMember: "member", ifNotMember: "notmember", ifCountBelow: "below",
	}
	for _, c := range b.conditions {
		out = append(out, BatchCondition{kinds[c.kind], c.name, c.member, c.value, c.count})
	}
	return out
}

func (b *Batch) Writes() (out []BatchWrite) {
	kinds := map[writeKind]string{
		writeSet: "set", writeDelete: "delete", writeIncrement: "increment",
		writeAdd: "add", writeRemove: "remove", writeExpire: "expire",
	}
	for _, w := range b.writes {
		out = append(out, BatchWrite{kinds[w.kind], w.name, w.member, w.value, w.by, w.ttl})
	}
	return out
}

// inLoop runs fn in the loop's goroutine, which owns what fn may touch.
func (f *File) inLoop(fn func()) {
	done := make(chan struct{})
	f.queue.push(&request{run: func(ops) error { fn(); return nil }, done: func(error) { close(done) }})
	<-done
}

// Queued returns how many requests the loop has not taken.
func (f *File) Queued() int {
	f.queue.mu.Lock()
	defer f.queue.mu.Unlock()
	return len(f.queue.waiting)
}

// FailCommits has fn decide, after a commit reached the disk, whether it failed.
func (f *File) FailCommits(fn func(error) error) { f.inLoop(func() { f.loop.afterCommit = fn }) }

// OnStep has fn called between the steps of an exchange of files.
func (f *File) OnStep(fn func(step string)) { f.inLoop(func() { f.loop.afterStep = fn }) }

// OnDisk returns how many names, members and expiries the file holds, expired ones
// included.
func (f *File) OnDisk() (names, members, expiries int) {
	f.swap.RLock()
	defer f.swap.RUnlock()
	err := f.db.view(func(b buckets) error {
		names, members, expiries = b.names.Stats().KeyN, b.members.Stats().KeyN, b.expiry.Stats().KeyN
		return nil
	})
	if err != nil {
		panic(err)
	}
	return names, members, expiries
}
