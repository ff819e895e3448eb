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
	tx, err := f.db.Begin(false)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	var errs []error
	for err := range tx.Check() {
		errs = append(errs, err)
	}
	return errors.Join(errs...)
}

// Commits returns how many commits the file has had since Open, once its writers
// are quiet.
func (f *File) Commits() uint64 {
	done := make(chan uint64, 1)
	f.queue.push(&request{run: func(ops) error { done <- f.loop.commits; return nil }, done: func(error) {}})
	return <-done
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
