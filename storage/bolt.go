package storage

import (
	"errors"
	"fmt"
	"os"
	"runtime"
	"runtime/debug"
	"sync/atomic"

	"go.etcd.io/bbolt"
)

// bolt is an open bbolt file whose panics are errors.
type bolt struct {
	db   *bbolt.DB
	file *os.File // bbolt's own

	// unsafe tells that bbolt panicked where it holds its locks: who called it
	// again would wait for ever, so it is left as it is, and the file closed.
	unsafe atomic.Bool
}

// pageSize is the same on every system, so that a file can move.
const pageSize = 4096

// openBolt opens a bbolt file with this package's options, making an empty one
// where there is none.
func openBolt(path string, o Options) (*bolt, error) {
	options := bbolt.Options{
		Timeout:        lockTimeout,
		FreelistType:   bbolt.FreelistMapType,
		PageSize:       pageSize,
		MaxSize:        o.MaxSize,
		NoStatistics:   true,
		NoFreelistSync: false,
	}
	if runtime.GOOS != "windows" { // where the file would be as large as the map
		options.InitialMmapSize = 16 << 20
	}
	b, err := open(path, options)
	if err != nil {
		return nil, err
	}
	b.db.AllocSize = 1 << 20
	return b, nil
}

// openToRead opens a bbolt file that can't be written.
func openToRead(path string) (*bolt, error) {
	return open(path, bbolt.Options{ReadOnly: true, Timeout: lockTimeout, NoStatistics: true})
}

func open(path string, options bbolt.Options) (b *bolt, err error) {
	b = &bolt{}
	options.OpenFile = func(name string, flag int, mode os.FileMode) (*os.File, error) {
		file, err := os.OpenFile(name, flag, mode)
		b.file = file
		return file, err
	}
	defer guard(&err, func() { err = errors.Join(err, b.file.Close()) })()
	if b.db, err = bbolt.Open(path, 0o600, &options); err != nil {
		return nil, told("opening the file", err)
	}
	return b, nil
}

// close closes the file. Nobody may be using it.
func (b *bolt) close() (err error) {
	if b.unsafe.Load() {
		return told("closing the file", b.file.Close())
	}
	defer guard(&err, nil)()
	return told("closing the file", b.db.Close())
}

// begin starts a transaction.
func (b *bolt) begin(writable bool) (tx *bbolt.Tx, err error) {
	if b.unsafe.Load() {
		return nil, fmt.Errorf("the file was closed after a fault: %w", ErrDamaged)
	}
	// bbolt looks at the metas under a lock that a fault would leave locked, for
	// all readers; a file that was cut short is found here instead.
	info, err := b.file.Stat()
	if err != nil {
		return nil, told("looking at the file", err)
	}
	if info.Size() < 2*pageSize {
		return nil, fmt.Errorf("the file was cut short: %w", ErrDamaged)
	}
	defer guard(&err, b.leave)()
	tx, err = b.db.Begin(writable)
	return tx, told("beginning a transaction", err)
}

func (b *bolt) leave() { b.unsafe.Store(true) }

// rollback ends a transaction, if it has not ended.
func (b *bolt) rollback(tx *bbolt.Tx) {
	var err error
	defer guard(&err, b.leave)()
	tx.Rollback() // its one error is that the transaction has ended
}

// commit commits a transaction.
func (b *bolt) commit(tx *bbolt.Tx) (err error) {
	defer guard(&err, b.leave)()
	return tx.Commit()
}

// view runs fn in a read transaction. What fn gets dies with it.
func (b *bolt) view(fn func(b buckets) error) (err error) {
	tx, err := b.begin(false)
	if err != nil {
		return err
	}
	defer b.rollback(tx)
	defer guard(&err, nil)()
	in, err := bucketsOf(tx)
	if err != nil {
		return err
	}
	return fn(in)
}

// guard turns a panic of bbolt's, or a fault in its map of the file, both of which
// a damaged page can cause, into ErrDamaged, and then calls stopped if there is one.
// Defer what it returns.
func guard(err *error, stopped func()) func() {
	before := debug.SetPanicOnFault(true)
	return func() {
		debug.SetPanicOnFault(before)
		if p := recover(); p != nil {
			*err = fmt.Errorf("bbolt stopped (%v): %w", p, ErrDamaged)
			if stopped != nil {
				stopped()
			}
		}
	}
}
