package storage

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
)

// What stands beside the file at path, besides its lock.
const (
	newSuffix       = ".new"        // being made, to become the file; worth nothing
	backupSuffix    = ".backup"     // the newest copy
	olderSuffix     = ".backup-old" // the one before
	backupNewSuffix = ".backup-new" // being made
	asideInfix      = ".damaged-"   // a damaged file kept aside, then its date
)

// build makes a whole new file with what fill puts in, and puts it in the place of
// the one at path, which must not be open. A crash at any moment leaves the old
// file or the new one.
func (f *File) build(fill func(b buckets) error) error {
	if err := f.prepare(fill); err != nil {
		return err
	}
	if err := f.install(); err != nil {
		return err
	}
	return syncFolder(filepath.Dir(f.path))
}

// prepare makes the new file beside the old one, synced and closed.
func (f *File) prepare(fill func(b buckets) error) error {
	err := buildAt(f.path+newSuffix, f.options, fill)
	if err != nil {
		return errors.Join(err, remove(f.path+newSuffix))
	}
	return nil
}

// install puts the prepared file in the place of the old one. syncFolder then makes
// that last.
func (f *File) install() error {
	return told("exchanging the file", Rename(f.path+newSuffix, f.path))
}

// buildAt writes a fresh file in one transaction. What was at path is removed.
func buildAt(path string, o Options, fill func(b buckets) error) (err error) {
	if err := remove(path); err != nil {
		return err
	}
	db, err := openBolt(path, o)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, db.close()) }()
	tx, err := db.begin(true)
	if err != nil {
		return err
	}
	defer db.rollback(tx)
	for _, name := range [][]byte{namesBucket, membersBucket, expiryBucket, aboutBucket} {
		if _, err := tx.CreateBucket(name); err != nil {
			return told("making a file", err)
		}
	}
	b, err := bucketsOf(tx)
	if err != nil {
		return err
	}
	if err := b.about.Put(formatKey, encodeFormat()); err != nil {
		return told("making a file", err)
	}
	if err := fill(b); err != nil {
		return err
	}
	return told("making a file", db.commit(tx))
}

// tidy removes what a crash left half made.
func (f *File) tidy() error {
	return errors.Join(remove(f.path+newSuffix), remove(f.path+backupNewSuffix))
}

// remove removes a file that need not be there.
func remove(path string) error {
	if err := Remove(path); err != nil && !errors.Is(err, os.ErrNotExist) {
		return told(fmt.Sprintf("removing %s", filepath.Base(path)), err)
	}
	return nil
}

// asides returns the damaged files that were kept beside path, oldest first.
func asides(path string) ([]string, error) {
	entries, err := os.ReadDir(filepath.Dir(path))
	if err != nil {
		return nil, told("looking at the folder", err)
	}
	var found []string
	for _, e := range entries {
		if name := e.Name(); len(name) > 0 && hasAsidePrefix(name, filepath.Base(path)) {
			found = append(found, filepath.Join(filepath.Dir(path), name))
		}
	}
	return found, nil
}
