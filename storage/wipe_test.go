package storage_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"packnight/storage"
)

// secret begins what a wipe has to remove; no file may contain it afterwards.
const secret = "Badger-Ben"

func fillMeeting(t *testing.T, f *storage.File) {
	t.Helper()
	for i := range 50 {
		must(t, f.Apply(t.Context(), new(storage.Batch).
			Set(fmt.Sprint("player:", i), []byte(fmt.Sprint(secret, i)), time.Hour).
			Set(secret+fmt.Sprint(i), []byte("as a name"), 0).
			Add("players", fmt.Sprint(secret, "-member-", i)).
			Set(fmt.Sprint("pack:", i), []byte("a leader's pack"), 0)))
	}
	must(t, f.Backup())
	must(t, f.Backup())
	for i := range 50 {
		must(t, f.Set(t.Context(), fmt.Sprint("player:", i), []byte("gone, but in a free page"), 0))
	}
}

// holding returns the files of a folder that contain text.
func holding(t *testing.T, folder, text string) (found []string) {
	t.Helper()
	entries, err := os.ReadDir(folder)
	must(t, err)
	for _, e := range entries {
		data, err := os.ReadFile(filepath.Join(folder, e.Name()))
		must(t, err)
		if bytes.Contains(data, []byte(text)) {
			found = append(found, e.Name())
		}
	}
	return found
}

func TestWipeLeavesNothingOnDisk(t *testing.T) {
	folder := t.TempDir()
	path := filepath.Join(folder, "packnight.db")
	f := openAt(t, path, storage.Options{})
	fillMeeting(t, f)
	must(t, os.WriteFile(path+".damaged-2026-11-20-190000", []byte("kept aside: "+secret), 0o600))
	if n := len(holding(t, folder, secret)); n != 4 {
		t.Fatalf("%d files hold the meeting, the test expects four", n)
	}
	must(t, f.Wipe(t.Context(), storage.Keep{Prefixes: []string{"pack:"}}, new(storage.Batch).Set("meeting", []byte("new"), 0)))
	check := func() {
		t.Helper()
		if found := holding(t, folder, secret); len(found) != 0 {
			t.Errorf("%v still hold the meeting", found)
		}
		if found := holding(t, folder, "free page"); len(found) != 0 {
			t.Errorf("%v still hold the meeting", found)
		}
	}
	check()
	holds(t, f, "pack:7", "a leader's pack")
	holds(t, f, "meeting", "new")
	must(t, f.Check())
	must(t, f.Backup())
	must(t, f.Close())
	check()
	must(t, storage.Inspect(path))
	must(t, storage.Inspect(path+".backup"))
	f = openAt(t, path, storage.Options{})
	holds(t, f, "pack:7", "a leader's pack")
	holds(t, f, "meeting", "new")
}

// TestCrashDuringWipe takes the folder as it is after every step, which is what a
// crash there would leave, and expects the old state or the new one, whole.
func TestCrashDuringWipe(t *testing.T) {
	folder := t.TempDir()
	path := filepath.Join(folder, "packnight.db")
	f := openAt(t, path, storage.Options{})
	fillMeeting(t, f)
	crashes := map[string]string{}
	f.OnStep(func(step string) {
		crashes[step] = t.TempDir()
		if err := os.CopyFS(crashes[step], os.DirFS(folder)); err != nil {
			t.Error(err)
		}
	})
	must(t, f.Wipe(t.Context(), storage.Keep{Prefixes: []string{"pack:"}}, new(storage.Batch).Set("meeting", []byte("new"), 0)))
	if len(crashes) != 4 {
		t.Fatalf("%d steps", len(crashes))
	}
	for step, left := range crashes {
		path := filepath.Join(left, "packnight.db")
		report, err := storage.Recover(t.Context(), path, storage.Child{})
		if err != nil || report.Outcome != storage.Sound {
			t.Errorf("%s: %+v, %v", step, report, err)
		}
		f := openAt(t, path, storage.Options{BackupEvery: -1})
		holds(t, f, "pack:7", "a leader's pack")
		n, err := f.Count(t.Context(), "players")
		must(t, err)
		_, err = f.Get(t.Context(), "meeting")
		after := err == nil
		if want := 50; !after && n != want || after && n != 0 {
			t.Errorf("%s: the meeting is new: %v, with %d players", step, after, n)
		}
		if installed := step == "installed"; after != installed {
			t.Errorf("%s: the meeting is new: %v", step, after)
		}
		must(t, f.Close())
		if found := holding(t, left, secret); after && len(found) != 0 {
			t.Errorf("%s: %v hold the old meeting", step, found)
		}
		if _, err := os.Stat(path + ".new"); !errors.Is(err, os.ErrNotExist) {
			t.Errorf("%s: something half made stayed: %v", step, err)
		}
	}
}

// TestWipeWhileServing: readers and writers go on, on the old state or the new.
func TestWipeWhileServing(t *testing.T) {
	f := openAt(t, filepath.Join(t.TempDir(), "packnight.db"), storage.Options{BackupEvery: 10 * time.Millisecond})
	ctx, stop := context.WithCancel(t.Context())
	must(t, f.Set(ctx, "game", []byte("old"), 0))
	var all sync.WaitGroup
	for w := range 4 {
		all.Go(func() {
			state := fmt.Sprint("game:state", w)
			for ctx.Err() == nil {
				err := f.Apply(context.Background(), new(storage.Batch).IfPresent("game").Set(state, []byte(secret), 0))
				if err != nil && !errors.Is(err, storage.ErrConflict) {
					t.Error(err)
					return
				}
			}
		})
		all.Go(func() {
			for ctx.Err() == nil {
				got, err := f.GetMany(context.Background(), "meeting", "game", fmt.Sprint("game:state", w))
				if err != nil || (got[0] != nil && string(got[1]) == "old") {
					t.Errorf("read %q, %v", got, err)
					return
				}
			}
		})
	}
	for i := range 20 {
		value := fmt.Sprint("meeting ", i)
		must(t, f.Wipe(t.Context(), storage.Keep{}, new(storage.Batch).Set("meeting", []byte(value), 0)))
		holds(t, f, "meeting", value)
		names, _, _ := f.OnDisk()
		if names != 1 { // what asks for a game that was wiped writes nothing
			t.Errorf("%d names after a wipe", names)
		}
	}
	stop()
	all.Wait()
}

func TestWipeThatFailsChangesNothing(t *testing.T) {
	folder := t.TempDir()
	path := filepath.Join(folder, "packnight.db")
	f := openAt(t, path, storage.Options{BackupEvery: -1})
	must(t, f.Set(t.Context(), "a", []byte("1"), 0))
	must(t, os.MkdirAll(filepath.Join(path+".new", "in the way"), 0o700))
	if err := f.Wipe(t.Context(), storage.Keep{}, new(storage.Batch)); err == nil {
		t.Error("it claims to have worked")
	}
	holds(t, f, "a", "1")
	must(t, f.Set(t.Context(), "b", nil, 0))
	must(t, os.RemoveAll(path+".new"))
	must(t, f.Wipe(t.Context(), storage.Keep{}, new(storage.Batch)))
	if left := strings.Join(holding(t, folder, "never there"), ""); left != "" {
		t.Error(left)
	}
	if _, err := f.Get(t.Context(), "a"); !errors.Is(err, storage.ErrNotFound) {
		t.Errorf("got %v", err)
	}
}
