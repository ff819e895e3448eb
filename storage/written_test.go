package storage

import (
	"context"
	"os"
	"path/filepath"
	"testing"
)

// TestWhatIsWrittenIsCounted holds the count against the process's own on Linux's terms: at
// least what was asked for, and not a multiple of it.
func TestWhatIsWrittenIsCounted(t *testing.T) {
	f, err := Open(context.Background(), filepath.Join(t.TempDir(), "packnight.db"), Options{BackupEvery: -1})
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	value := make([]byte, 10_000)
	before := f.Written()
	for range 20 {
		if err := f.Apply(context.Background(), (&Batch{}).Set("some", value, 0)); err != nil {
			t.Fatal(err)
		}
	}
	commit := (f.Written() - before) / 20
	if page := int64(os.Getpagesize()); commit < 10_000 || commit > 20*page {
		t.Errorf("a commit of 10,000 bytes counts as %d", commit)
	}
	before = f.Written()
	if err := f.Backup(); err != nil {
		t.Fatal(err)
	}
	if info, err := os.Stat(f.path + backupSuffix); err != nil || f.Written()-before != info.Size() {
		t.Errorf("a copy counts as %d bytes (%v)", f.Written()-before, err)
	}
}
