package storage_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"packnight/storage"
)

var errInjected = errors.New("injected")

func holds(t *testing.T, s storage.Store, key, want string) {
	t.Helper()
	if got, err := s.Get(t.Context(), key); err != nil || string(got) != want {
		t.Errorf("%s holds %q, %v; want %q", key, got, err, want)
	}
}

// occupy keeps the loop busy, until what it returns is closed.
func occupy(f *storage.File) (hold chan struct{}) {
	hold = make(chan struct{})
	begun := make(chan struct{})
	f.Submit(new(storage.Batch), func(error) { close(begun); <-hold })
	<-begun
	return hold
}

// TestFailedCommitHasNotHappened is the worst kind of failure: the commit is on
// disk, and the sync after it fails.
func TestFailedCommitHasNotHappened(t *testing.T) {
	path := filepath.Join(t.TempDir(), "packnight.db")
	f := openAt(t, path, storage.Options{BackupEvery: -1})
	must(t, f.Set(t.Context(), "a", []byte("1"), 0))
	for i := range 3 {
		failing := true
		f.FailCommits(func(err error) error {
			if failing {
				failing = false
				return errInjected
			}
			return err
		})
		if err := f.Set(t.Context(), "a", []byte("not this"), time.Hour); !errors.Is(err, errInjected) {
			t.Fatalf("got %v", err)
		}
		holds(t, f, "a", fmt.Sprint(i+1))
		// What a power cut would leave now.
		crashed := filepath.Join(t.TempDir(), "crashed.db")
		image, err := os.ReadFile(path)
		must(t, err)
		must(t, os.WriteFile(crashed, image, 0o600))
		must(t, storage.Inspect(crashed))
		holds(t, openAt(t, crashed, storage.Options{BackupEvery: -1}), "a", fmt.Sprint(i+1))
		// Tried again, it happens once.
		n, err := f.Increment(t.Context(), "a", 1, 0)
		if err != nil || n != int64(i+2) {
			t.Fatalf("got %d, %v", n, err)
		}
		must(t, f.Check())
	}
	must(t, f.Close())
	must(t, storage.Inspect(path))
	holds(t, openAt(t, path, storage.Options{}), "a", "4")
}

// TestCommitsThatFailAtRandom counts: what was answered with nil has happened once,
// what was answered with an error has not.
func TestCommitsThatFailAtRandom(t *testing.T) {
	path := filepath.Join(t.TempDir(), "packnight.db")
	f := openAt(t, path, storage.Options{BackupEvery: -1})
	var commits int
	f.FailCommits(func(err error) error {
		if commits++; commits%3 == 0 {
			return errInjected
		}
		return err
	})
	const writers, each = 8, 30
	var all sync.WaitGroup
	for w := range writers {
		all.Go(func() {
			key, stored := fmt.Sprint("w", w), 0
			for range each {
				switch n, err := f.Increment(t.Context(), key, 1, 0); {
				case errors.Is(err, errInjected):
				case err != nil:
					t.Error(err)
				default:
					if stored++; int64(stored) != n {
						t.Errorf("the counter is %d after %d", n, stored)
					}
				}
				if got, err := f.Get(t.Context(), key); stored > 0 && (err != nil || string(got) != fmt.Sprint(stored)) {
					t.Errorf("reads %q, %v after %d", got, err, stored)
				}
			}
		})
	}
	all.Wait()
	f.FailCommits(nil) // closing commits too
}

// TestConflictOfAFailedCommit: a batch that was refused for what another did must
// not be told so if the other has not happened.
func TestConflictOfAFailedCommit(t *testing.T) {
	f := openAt(t, filepath.Join(t.TempDir(), "packnight.db"), storage.Options{BackupEvery: -1})
	f.FailCommits(func(error) error { return errInjected })
	answers := make(chan error, 3)
	hold := occupy(f) // until both are queued
	f.Submit(new(storage.Batch).IfAbsent("a").Set("a", nil, 0), func(err error) { answers <- err })
	f.Submit(new(storage.Batch).IfAbsent("a").Set("a", nil, 0), func(err error) { answers <- err })
	close(hold)
	for range 2 {
		if err := <-answers; !errors.Is(err, errInjected) {
			t.Errorf("got %v", err)
		}
	}
	f.FailCommits(nil)
}

// TestBatchesShareACommit: what one of them does wrong harms none of the others.
func TestBatchesShareACommit(t *testing.T) {
	f := openAt(t, filepath.Join(t.TempDir(), "packnight.db"), storage.Options{BackupEvery: -1})
	before := f.Commits()
	answers, hold := make(chan error, 100), occupy(f)
	for i := range 100 {
		b := new(storage.Batch).Set(fmt.Sprint("k", i), []byte("v"), 0).Add("s", fmt.Sprint(i))
		switch i % 4 {
		case 1:
			b.Increment(fmt.Sprint("k", i), 1, 0)
		case 2:
			b.IfPresent("none")
		case 3:
			b.Add(fmt.Sprint("k", i), "m")
		}
		want := []error{nil, storage.ErrNotInteger, storage.ErrConflict, storage.ErrWrongType}[i%4]
		f.Submit(b, func(err error) {
			if !errors.Is(err, want) {
				err = fmt.Errorf("batch %d: got %w, want %w", i, err, want)
			} else {
				err = nil
			}
			answers <- err
		})
	}
	close(hold)
	for range 100 {
		must(t, <-answers)
	}
	if n := f.Commits() - before; n != 1 {
		t.Errorf("%d commits for batches that waited together", n)
	}
	names, members, _ := f.OnDisk()
	if n, err := f.Count(t.Context(), "s"); err != nil || n != 25 || names != 26 || members != 25 {
		t.Errorf("%d members, %v; on disk %d names and %d members", n, err, names, members)
	}
}

// TestRefusalsCostNoCommit: who only asks does not make the disk work.
func TestRefusalsCostNoCommit(t *testing.T) {
	f := openAt(t, filepath.Join(t.TempDir(), "packnight.db"), storage.Options{BackupEvery: -1})
	must(t, f.Set(t.Context(), "a", nil, 0))
	before := f.Commits()
	if ok, err := f.SetIfAbsent(t.Context(), "a", nil, 0); ok || err != nil {
		t.Errorf("got %v, %v", ok, err)
	}
	if _, err := f.Delete(t.Context(), "none"); err != nil {
		t.Error(err)
	}
	if err := f.Apply(t.Context(), new(storage.Batch).IfAbsent("a").Set("b", nil, 0)); !errors.Is(err, storage.ErrConflict) {
		t.Errorf("got %v", err)
	}
	if n := f.Commits() - before; n != 0 {
		t.Errorf("%d commits", n)
	}
}

// TestCallerGivesUp: a write that its caller no longer waits for, and that has not
// begun, does not happen.
func TestCallerGivesUp(t *testing.T) {
	f := openAt(t, filepath.Join(t.TempDir(), "packnight.db"), storage.Options{BackupEvery: -1})
	hold := occupy(f)
	ctx, cancel := context.WithCancel(t.Context())
	answer := make(chan error)
	go func() { answer <- f.Set(ctx, "a", nil, 0) }()
	for f.Queued() == 0 {
		runtime.Gosched()
	}
	cancel()
	if err := <-answer; !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
	close(hold)
	must(t, f.Set(t.Context(), "b", nil, 0)) // after which the loop has come past it
	if _, err := f.Get(t.Context(), "a"); !errors.Is(err, storage.ErrNotFound) {
		t.Errorf("it happened: %v", err)
	}
}

// TestExpiredIsSwept: what nobody asks for any more leaves the file, and memory.
func TestExpiredIsSwept(t *testing.T) {
	folder := t.TempDir()
	synctest.Test(t, func(t *testing.T) {
		f, err := storage.Open(t.Context(), filepath.Join(folder, "packnight.db"), storage.Options{BackupEvery: -1})
		must(t, err)
		defer f.Close()
		for n := range 3 {
			b := new(storage.Batch)
			for i := range 400 {
				b.Set(fmt.Sprint("k", n, i), []byte("v"), time.Duration(1+i%2)*time.Hour)
			}
			must(t, f.Apply(t.Context(), b.Add(fmt.Sprint("s", n), "m").Expire(fmt.Sprint("s", n), time.Hour).Set(fmt.Sprint("stays", n), nil, 0)))
		}
		time.Sleep(time.Hour + 2*time.Minute)
		synctest.Wait()
		if names, members, expiries := f.OnDisk(); names != 603 || members != 0 || expiries != 600 {
			t.Errorf("%d names, %d members, %d expiries are on disk after an hour", names, members, expiries)
		}
		time.Sleep(time.Hour)
		synctest.Wait()
		if names, members, expiries := f.OnDisk(); names != 3 || members != 0 || expiries != 0 {
			t.Errorf("%d names, %d members, %d expiries are on disk after two hours", names, members, expiries)
		}
		must(t, f.Check())
	})
}

// TestBackupsAreMadeNowAndThen, and only of what changed.
func TestBackupsAreMadeNowAndThen(t *testing.T) {
	path := filepath.Join(t.TempDir(), "packnight.db")
	synctest.Test(t, func(t *testing.T) {
		f, err := storage.Open(t.Context(), path, storage.Options{BackupEvery: 10 * time.Minute})
		must(t, err)
		must(t, f.Set(t.Context(), "a", []byte("1"), 0))
		time.Sleep(11 * time.Minute)
		synctest.Wait()
		must(t, storage.Inspect(path+".backup"))
		must(t, f.Set(t.Context(), "a", []byte("2"), 0))
		must(t, f.Close())
	})
	for suffix, want := range map[string]string{"": "2", ".backup": "2", ".backup-old": "1"} {
		copied := filepath.Join(t.TempDir(), "copy.db")
		data, err := os.ReadFile(path + suffix)
		must(t, err)
		must(t, os.WriteFile(copied, data, 0o600))
		must(t, storage.Inspect(copied))
		holds(t, openAt(t, copied, storage.Options{BackupEvery: -1}), "a", want)
	}
}

// TestDamageWhileRunning: a page that changes under the running program is told,
// and a new value takes the place of a damaged one.
func TestDamageWhileRunning(t *testing.T) {
	path := filepath.Join(t.TempDir(), "packnight.db")
	f := openAt(t, path, storage.Options{BackupEvery: -1})
	must(t, f.Set(t.Context(), "a", []byte("a value that is looked for"), time.Hour))
	must(t, f.Set(t.Context(), "b", []byte("another"), 0))
	image, err := os.ReadFile(path)
	must(t, err)
	file, err := os.OpenFile(path, os.O_WRONLY, 0)
	must(t, err)
	defer file.Close()
	for at := range image {
		if bytes.HasPrefix(image[at:], []byte("that is looked")) {
			_, err := file.WriteAt([]byte("this"), int64(at))
			must(t, err)
		}
	}
	if _, err := f.Get(t.Context(), "a"); !errors.Is(err, storage.ErrDamaged) {
		t.Errorf("got %v", err)
	}
	if err := f.Backup(); !errors.Is(err, storage.ErrDamaged) {
		t.Errorf("a damaged file was backed up: %v", err)
	}
	holds(t, f, "b", "another")
	must(t, f.Set(t.Context(), "a", []byte("new"), 0))
	holds(t, f, "a", "new")
}

// TestTruncatedWhileRunning: the map of a file that somebody cuts short would fault.
func TestTruncatedWhileRunning(t *testing.T) {
	path := filepath.Join(t.TempDir(), "packnight.db")
	f, err := storage.Open(t.Context(), path, storage.Options{BackupEvery: -1})
	must(t, err)
	must(t, f.Set(t.Context(), "a", []byte("1"), 0))
	must(t, os.Truncate(path, 0))
	if _, err := f.Get(t.Context(), "a"); !errors.Is(err, storage.ErrDamaged) {
		t.Errorf("got %v", err)
	}
	if err := f.Set(t.Context(), "a", nil, 0); !errors.Is(err, storage.ErrDamaged) {
		t.Errorf("got %v", err)
	}
	if err := f.Close(); err == nil {
		t.Error("closing saved the clock in no file")
	}
}

// TestReadersDuringWrites: a reader sees whole batches.
func TestReadersDuringWrites(t *testing.T) {
	f := openAt(t, filepath.Join(t.TempDir(), "packnight.db"), storage.Options{BackupEvery: 20 * time.Millisecond})
	var all sync.WaitGroup
	var over atomic.Bool
	for range 4 {
		all.Go(func() {
			for !over.Load() {
				got, err := f.GetMany(t.Context(), "a", "b")
				if err != nil || !bytes.Equal(got[0], got[1]) {
					t.Errorf("read %q, %v", got, err)
					return
				}
			}
		})
	}
	for i := range 100 {
		value := []byte(strings.Repeat(fmt.Sprint(i), 1+i*20)) // the file grows meanwhile
		must(t, f.Apply(t.Context(), new(storage.Batch).Set("a", value, 0).Set("b", value, 0).Set(fmt.Sprint(i), value, 0)))
	}
	over.Store(true)
	all.Wait()
}

// TestSavingTellsWhatTheDiskDoes: a fault shows at once, and so does its end, even if
// nobody writes.
func TestSavingTellsWhatTheDiskDoes(t *testing.T) {
	f := openAt(t, filepath.Join(t.TempDir(), "packnight.db"), storage.Options{BackupEvery: -1})
	var fails atomic.Bool
	tried := make(chan struct{}, 100)
	f.FailCommits(func(err error) error {
		tried <- struct{}{}
		if fails.Load() {
			return errInjected
		}
		return err
	})
	fails.Store(true)
	if err := f.Set(t.Context(), "a", []byte("1"), 0); !errors.Is(err, errInjected) {
		t.Fatalf("got %v", err)
	}
	if f.Saving() {
		t.Error("a commit failed, and it says that it saves")
	}
	refused := func() { // which writes nothing, and comes after what the loop has begun
		t.Helper()
		if err := f.Apply(t.Context(), new(storage.Batch).IfPresent("nobody").Set("a", nil, 0)); !errors.Is(err, storage.ErrConflict) {
			t.Fatalf("got %v", err)
		}
	}
	refused()
	if f.Saving() {
		t.Error("a refused batch wrote nothing, and it says that it saves")
	}
	<-tried
	fails.Store(false)
	for !f.Saving() {
		<-tried
		refused()
	}
}
