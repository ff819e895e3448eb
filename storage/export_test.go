package storage

import (
	"errors"
	"fmt"
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
