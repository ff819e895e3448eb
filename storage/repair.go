package storage

import (
	"errors"
	"fmt"
	"os"
)

// ready makes sure that a commit can begin: that the file is open for writing, and
// that nothing of a failed commit is left in it. The loop calls it before each.
func (f *File) ready() error {
	if f.loop.doubt != 0 {
		return f.settle()
	}
	if f.db != nil && !f.db.db.IsReadOnly() && !f.db.unsafe.Load() {
		return nil
	}
	f.swap.Lock()
	defer f.swap.Unlock()
	return f.reopen()
}

// repair is called after the commit of a transaction failed. Readers must not see
// what failed, the disk must not come back with it, and the next write must find
// a file that works.
func (f *File) repair(txid uint64) error {
	f.loop.doubt = txid
	return f.settle()
}

// settle takes back the transaction in doubt, if it reached the file: its meta page
// is erased and the erasure synced, which leaves the one before it. Until that has
// worked nothing may be written, because a later transaction uses the pages that
// the doubtful one would need. bbolt's memory may be that of the failed
// transaction, so the file is opened afresh.
func (f *File) settle() error {
	f.swap.Lock()
	defer f.swap.Unlock()
	f.shut()
	hidden, err := eraseMeta(f.path, f.loop.doubt)
	if !hidden {
		f.broken = err
		return err
	}
	if err == nil {
		f.loop.doubt = 0
	}
	return errors.Join(err, f.reopen())
}

// reopen opens the file again, for reading alone where it can't be written; swap
// is held.
func (f *File) reopen() error {
	f.shut()
	err := inspectRaw(f.path) // bbolt is not given what would make it fault again
	if err == nil {
		if f.db, err = openBolt(f.path, f.options); err == nil {
			f.broken = nil
			return nil
		}
	}
	f.broken = err
	if errors.Is(err, ErrDamaged) {
		return err
	}
	if db, e := openToRead(f.path); e == nil {
		f.db = db
	}
	return err
}

// shut closes the file if it is open; swap is held.
func (f *File) shut() {
	if f.db == nil {
		return
	}
	if err := f.db.close(); err != nil {
		f.options.Log.Warn("closing the file", "error", err)
	}
	f.db = nil
}

// eraseMeta writes over the meta page of a transaction that failed, so that bbolt
// uses the one before. hidden tells whether who reads the file now does not see the
// transaction; with an error, a power cut could bring it back.
func eraseMeta(path string, txid uint64) (hidden bool, err error) {
	failed, before := int64(txid%2), int64(1-txid%2)
	page, err := readPage(path, failed)
	if err != nil {
		return false, err
	}
	if m, ok := parseMeta(page); ok && m.txid < txid {
		return true, nil // it never got there
	}
	if page, err = readPage(path, before); err != nil {
		return false, err
	}
	if m, ok := parseMeta(page); !ok || m.txid >= txid {
		return false, fmt.Errorf("taking back a failed write: nothing before it: %w", ErrDamaged)
	}
	older(page, uint64(failed))
	file, err := os.OpenFile(path, os.O_WRONLY, 0)
	if err != nil {
		return false, told("taking back a failed write", err)
	}
	defer file.Close()
	if _, err := file.WriteAt(page, failed*pageSize); err != nil {
		return false, told("taking back a failed write", err)
	}
	return true, told("taking back a failed write", file.Sync())
}

func readPage(path string, id int64) ([]byte, error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, told("looking at the file", err)
	}
	defer file.Close()
	page := make([]byte, pageSize)
	_, err = file.ReadAt(page, id*pageSize)
	return page, told("looking at the file", err)
}
