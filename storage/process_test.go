package storage_test

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"packnight/storage"
)

// The test binary is its own child, with one of these as its first argument and a
// path as its second.
const (
	childHold  = "test-hold"  // opens the store, says so, and waits for its input to end
	childWrite = "test-write" // counts, and says what it was told is stored
)

func runTestChild(args []string) (handled bool, exit int) {
	if len(args) != 2 {
		return false, 0
	}
	var err error
	switch args[0] {
	case childHold:
		err = holdStore(args[1])
	case childWrite:
		err = writeForEver(args[1])
	default:
		if handled, err = runSystemChild(args[0], args[1]); !handled {
			return false, 0
		}
	}
	if err != nil {
		fmt.Println(err)
		return true, 1
	}
	return true, 0
}

// child starts the test binary as a child; it is killed when the test ends.
func child(t *testing.T, args ...string) (cmd *exec.Cmd, in io.WriteCloser, out *bufio.Scanner) {
	t.Helper()
	program, err := os.Executable()
	must(t, err)
	cmd = exec.Command(program, args...)
	in, err = cmd.StdinPipe()
	must(t, err)
	pipe, err := cmd.StdoutPipe()
	must(t, err)
	cmd.Stderr = cmd.Stdout
	must(t, cmd.Start())
	t.Cleanup(func() {
		cmd.Process.Kill()
		cmd.Wait()
	})
	return cmd, in, bufio.NewScanner(pipe)
}

func holdStore(path string) error {
	f, err := storage.Open(context.Background(), path, storage.Options{})
	if err != nil {
		return err
	}
	fmt.Println("open")
	io.Copy(io.Discard, os.Stdin)
	return f.Close()
}

func TestLockedByAnotherProcess(t *testing.T) {
	path := filepath.Join(t.TempDir(), "packnight.db")
	cmd, in, out := child(t, childHold, path)
	if !out.Scan() || out.Text() != "open" {
		t.Fatalf("the child says %q", out.Text())
	}
	for name, try := range map[string]func() error{
		"Open": func() error {
			_, err := storage.Open(t.Context(), path, storage.Options{})
			return err
		},
		"Recover": func() error {
			_, err := storage.Recover(t.Context(), path, storage.Child{})
			return err
		},
	} {
		start := time.Now()
		if err := try(); !errors.Is(err, storage.ErrLocked) {
			t.Errorf("%s: got %v", name, err)
		}
		if took := time.Since(start); took < 400*time.Millisecond || took > 2*time.Second {
			t.Errorf("%s took %v", name, took)
		}
	}
	must(t, in.Close())
	must(t, cmd.Wait())
	openAt(t, path, storage.Options{})
}

func TestLockedByThisProcess(t *testing.T) {
	path := filepath.Join(t.TempDir(), "packnight.db")
	f := openAt(t, path, storage.Options{})
	if _, err := storage.Open(t.Context(), path, storage.Options{}); !errors.Is(err, storage.ErrLocked) {
		t.Errorf("got %v", err)
	}
	// The file that is swapped in is as locked as the old one.
	must(t, f.Wipe(t.Context(), storage.Keep{}, new(storage.Batch)))
	if _, err := storage.Open(t.Context(), path, storage.Options{}); !errors.Is(err, storage.ErrLocked) {
		t.Errorf("got %v after a wipe", err)
	}
	// Who gives up waiting is told so.
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := storage.Open(ctx, path, storage.Options{}); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
}

// TestOneOfManyOpens: of those who start at one instant, one gets the store.
func TestOneOfManyOpens(t *testing.T) {
	path := filepath.Join(t.TempDir(), "packnight.db")
	var all sync.WaitGroup
	opened := make(chan *storage.File, 8)
	for range 8 {
		all.Go(func() {
			f, err := storage.Open(t.Context(), path, storage.Options{})
			switch {
			case err == nil:
				opened <- f
			case !errors.Is(err, storage.ErrLocked):
				t.Error(err)
			}
		})
	}
	all.Wait()
	close(opened)
	if len(opened) != 1 {
		t.Errorf("%d opened it", len(opened))
	}
	for f := range opened {
		must(t, f.Close())
	}
}

const childWriters = 4

// writeForEver counts in several keys at once, and wipes and backs up now and then.
func writeForEver(path string) error {
	f, err := storage.Open(context.Background(), path, storage.Options{BackupEvery: 20 * time.Millisecond, SweepEvery: 10 * time.Millisecond})
	if err != nil {
		return err
	}
	ctx := context.Background()
	var all sync.WaitGroup
	var printing sync.Mutex
	for w := range childWriters {
		all.Go(func() {
			for i := 0; ; i++ {
				n, err := f.Increment(ctx, fmt.Sprint("count", w), 1, 0)
				if i%20 == 19 && err == nil {
					err = f.Wipe(ctx, storage.Keep{Prefixes: []string{"count"}}, new(storage.Batch))
				}
				printing.Lock()
				if err != nil {
					fmt.Println(err)
				} else {
					fmt.Println("stored", w, n)
				}
				printing.Unlock()
			}
		})
	}
	all.Wait()
	return nil
}

// TestKilled kills a process that writes, many times over: what it was told is
// stored is there, once, and nothing that it did not ask for.
// PACKNIGHT_STORE_KILLS says how many times, for the long run.
func TestKilled(t *testing.T) {
	path := filepath.Join(t.TempDir(), "packnight.db")
	var told [childWriters]int64
	for range environment(t, "PACKNIGHT_STORE_KILLS", 6) {
		cmd, _, out := child(t, childWrite, path)
		lines := 20 + rand.IntN(200)
		for n := 0; out.Scan(); n++ {
			var w int
			var count int64
			if _, err := fmt.Sscanf(out.Text(), "stored %d %d", &w, &count); err != nil {
				if strings.Contains(out.Text(), "stored") {
					break // cut off by the kill
				}
				t.Fatalf("the child says %q", out.Text())
			}
			told[w] = count
			if n == lines {
				must(t, cmd.Process.Kill())
			}
		}
		cmd.Wait()
		checkKilled(t, path, &told)
	}
}

func checkKilled(t *testing.T, path string, told *[childWriters]int64) {
	t.Helper()
	report, err := storage.Recover(t.Context(), path, storage.Child{})
	if err != nil || report.Outcome != storage.Sound {
		t.Fatalf("%+v, %v", report, err)
	}
	f, err := storage.Open(t.Context(), path, storage.Options{BackupEvery: -1})
	must(t, err)
	must(t, f.Check())
	for w := range childWriters {
		stored, err := f.Increment(t.Context(), fmt.Sprint("count", w), 0, 0)
		must(t, err)
		if stored < told[w] || stored > told[w]+1 {
			t.Errorf("writer %d was told %d, and %d are stored", w, told[w], stored)
		}
		told[w] = stored
	}
	must(t, f.Close())
}
