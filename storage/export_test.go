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
