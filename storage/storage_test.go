package storage_test

import (
	"errors"
	"path/filepath"
	"testing"

	"packnight/storage"
	"packnight/storage/storagetest"
)

func TestMemory(t *testing.T) {
	storagetest.Run(t, openMemory)
}

func TestFile(t *testing.T) {
	storagetest.Run(t, func(t *testing.T, c *storagetest.Clock) storage.Store { return openFile(t, c) })
}

func openMemory(t *testing.T, c *storagetest.Clock) storage.Store {
	m := storage.NewMemory(storage.Options{Now: c.Now, Elapsed: c.Elapsed})
	t.Cleanup(func() { closeOnce(t, m) })
	return m
}

func openFile(t *testing.T, c *storagetest.Clock) *storage.File {
	return openAt(t, filepath.Join(t.TempDir(), "packnight.db"), storage.Options{Now: c.Now, Elapsed: c.Elapsed})
}

// openAt opens a file, and checks and closes it at the end of the test.
func openAt(t *testing.T, path string, o storage.Options) *storage.File {
	t.Helper()
	f, err := storage.Open(t.Context(), path, o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := f.Check(); err != nil && !errors.Is(err, storage.ErrClosed) {
			t.Errorf("the file is not consistent: %v", err)
		}
		closeOnce(t, f)
	})
	return f
}

func closeOnce(t *testing.T, s storage.Store) {
	if err := s.Close(); err != nil && !errors.Is(err, storage.ErrClosed) {
		t.Errorf("closing: %v", err)
	}
}
