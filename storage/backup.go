package storage

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"time"
)

// backup is the copying of the file beside itself, now and then.
type backup struct {
	stop    chan struct{}
	changed atomic.Bool // since the last copy

	mu sync.Mutex // held while the copies in the folder change
}

// keepBackups is the goroutine that makes a copy of a changed file every now and
// then.
func (f *File) keepBackups() {
	if f.options.BackupEvery < 0 {
		return
	}
	tick := time.NewTicker(f.options.BackupEvery)
	defer tick.Stop()
	for {
		select {
		case <-f.backup.stop:
			return
		case <-tick.C:
			if err := f.copyIfChanged(); err != nil {
				f.options.Log.Warn("backing up", "error", err)
			}
		}
	}
}

func (f *File) copyIfChanged() error {
	if f.options.BackupEvery < 0 || !f.backup.changed.Swap(false) {
		return nil
	}
	if err := f.Backup(); err != nil {
		f.backup.changed.Store(true)
		return err
	}
	return nil
}

// Backup makes a consistent copy of the file beside it now; the copy before it is
// kept too. A copy that is not sound does not take the place of one that is.
func (f *File) Backup() error {
	f.backup.mu.Lock()
	defer f.backup.mu.Unlock()
	image, err := f.image()
	if err != nil {
		return fmt.Errorf("backing up: %w", err)
	}
	if err := verify(image); err != nil {
		return fmt.Errorf("backing up: %w", err)
	}
	next := f.path + backupNewSuffix
	if err := writeSynced(next, image); err != nil {
		return errors.Join(told("backing up", err), remove(next))
	}
	f.written.Add(int64(len(image)))
	err = Rename(f.path+backupSuffix, f.path+olderSuffix)
	if err != nil && !errors.Is(err, os.ErrNotExist) {
		return told("backing up", err)
	}
	if err := Rename(next, f.path+backupSuffix); err != nil {
		return told("backing up", err)
	}
	return syncFolder(filepath.Dir(f.path))
}

// image copies the file into memory: to write it to a slow disk would keep the
// transaction open, and a commit that has to map a larger file waits for that.
func (f *File) image() (image []byte, err error) {
	f.swap.RLock()
	defer f.swap.RUnlock()
	if f.db == nil {
		return nil, f.broken
	}
	tx, err := f.db.begin(false)
	if err != nil {
		return nil, err
	}
	defer f.db.rollback(tx)
	defer guard(&err, nil)()
	var out bytes.Buffer
	out.Grow(int(tx.Size()))
	if _, err := tx.WriteTo(&out); err != nil {
		return nil, told("reading", err)
	}
	return out.Bytes(), nil
}

// removeCopies removes all that holds the meeting's data beside the file; the
// backup's lock is held.
func (f *File) removeCopies() error {
	kept, err := asides(f.path)
	if err != nil {
		return err
	}
	var errs []error
	for _, path := range append(kept, f.path+backupSuffix, f.path+olderSuffix, f.path+backupNewSuffix) {
		errs = append(errs, remove(path))
	}
	return errors.Join(errs...)
}

// writeSynced writes a new file and waits until it is on disk.
func writeSynced(path string, data []byte) (err error) {
	file, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o600)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, file.Close()) }()
	if _, err := file.Write(data); err != nil {
		return err
	}
	return file.Sync()
}

func hasAsidePrefix(name, base string) bool { return strings.HasPrefix(name, base+asideInfix) }
