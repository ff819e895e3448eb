//go:build unix

package storage_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/signal"
	"path/filepath"
	"syscall"
	"testing"
	"time"

	"packnight/storage"
)

const (
	childFull     = "test-full"      // fills a disk, then gets room
	childReadOnly = "test-read-only" // may not write what it opens
)

func runSystemChild(command, path string) (handled bool, err error) {
	switch command {
	case childFull:
		return true, fillDisk(path)
	case childReadOnly:
		return true, openWithoutRights(path)
	}
	return false, nil
}

// fillDisk writes under a limit on the size of files, which the kernel enforces in
// the same calls as a full disk, and which needs no rights to set.
func fillDisk(path string) error {
	signal.Ignore(syscall.SIGXFSZ)
	ctx := context.Background()
	f, err := storage.Open(ctx, path, storage.Options{BackupEvery: -1})
	if err != nil {
		return err
	}
	defer f.Close()
	var limit syscall.Rlimit
	if err := syscall.Getrlimit(syscall.RLIMIT_FSIZE, &limit); err != nil {
		return err
	}
	full := limit
	full.Cur = 2 << 20
	if err := syscall.Setrlimit(syscall.RLIMIT_FSIZE, &full); err != nil {
		return err
	}
	value := make([]byte, 100_000)
	stored, failed := 0, 0
	for failed < 20 { // tries again, as a room does; old pages may become free
		err := f.Set(ctx, fmt.Sprint("k", stored), value, 0)
		switch {
		case err == nil:
			stored, failed = stored+1, 0
		case errors.Is(err, storage.ErrFull):
			failed++
		default:
			return fmt.Errorf("write %d: %w", stored, err)
		}
	}
	if stored < 5 || stored > 25 {
		return fmt.Errorf("full after %d writes", stored)
	}
	if err := checkFull(f, stored); err != nil {
		return err
	}
	if err := syscall.Setrlimit(syscall.RLIMIT_FSIZE, &limit); err != nil {
		return err
	}
	start := time.Now()
	if err := f.Set(ctx, "another", value, 0); err != nil {
		return fmt.Errorf("with room again: %w", err)
	}
	if took := time.Since(start); took > 5*time.Second {
		return fmt.Errorf("saving again after %v", took)
	}
	return checkFull(f, stored)
}

// checkFull reads what was stored, beside which nothing else may be.
func checkFull(f *storage.File, stored int) error {
	for i := range stored + 1 {
		_, err := f.Get(context.Background(), fmt.Sprint("k", i))
		if (err == nil) != (i < stored) {
			return fmt.Errorf("key %d of %d: %w", i, stored, err)
		}
	}
	return f.Check()
}

func TestFullDisk(t *testing.T) {
	cmd, _, out := child(t, childFull, filepath.Join(t.TempDir(), "packnight.db"))
	for out.Scan() {
		t.Error(out.Text())
	}
	must(t, cmd.Wait())
}

func TestLargestFile(t *testing.T) {
	f := openAt(t, filepath.Join(t.TempDir(), "packnight.db"), storage.Options{BackupEvery: -1, MaxSize: 4 << 20})
	value := make([]byte, 500_000)
	var err error
	n := 0
	for ; err == nil; n++ {
		err = f.Set(t.Context(), fmt.Sprint("k", n), value, 0)
	}
	if !errors.Is(err, storage.ErrFull) || n < 4 {
		t.Errorf("after %d writes: %v", n, err)
	}
	if _, err := f.Delete(t.Context(), "k0", "k1"); err != nil {
		t.Errorf("making room: %v", err)
	}
	must(t, f.Set(t.Context(), "small", []byte("1"), 0))
	holds(t, f, "small", "1")
}

// openWithoutRights opens what only another user may write.
func openWithoutRights(path string) error {
	if os.Getuid() == 0 {
		if err := syscall.Setuid(65534); err != nil {
			return err
		}
	}
	ctx := context.Background()
	if _, err := storage.Open(ctx, path, storage.Options{}); !errors.Is(err, storage.ErrReadOnly) {
		return fmt.Errorf("Open: %w", err)
	}
	if _, err := storage.Recover(ctx, path, storage.Child{}); !errors.Is(err, storage.ErrReadOnly) {
		return fmt.Errorf("Recover: %w", err)
	}
	return nil
}

func TestReadOnlyFolder(t *testing.T) {
	// In a folder of its own, since the test's is closed to other users.
	outer, err := os.MkdirTemp("", "packnight")
	must(t, err)
	t.Cleanup(func() { os.RemoveAll(outer) })
	must(t, os.Chmod(outer, 0o755))
	full := filepath.Join(outer, "full")
	must(t, os.Mkdir(full, 0o755))
	f, err := storage.Open(t.Context(), filepath.Join(full, "packnight.db"), storage.Options{})
	must(t, err)
	must(t, f.Set(t.Context(), "a", []byte("1"), 0))
	must(t, f.Close())
	empty := filepath.Join(outer, "empty")
	must(t, os.Mkdir(empty, 0o555))
	must(t, os.Chmod(full, 0o555))
	t.Cleanup(func() { os.Chmod(full, 0o755) })
	for _, folder := range []string{empty, full, filepath.Join(empty, "none yet")} {
		cmd, _, out := child(t, childReadOnly, filepath.Join(folder, "packnight.db"))
		for out.Scan() {
			t.Errorf("%s: %s", folder, out.Text())
		}
		must(t, cmd.Wait())
	}
	must(t, os.Chmod(full, 0o755))
	f = openAt(t, filepath.Join(full, "packnight.db"), storage.Options{})
	holds(t, f, "a", "1")
}
