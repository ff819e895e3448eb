package awake

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// inhibitor puts a systemd-inhibit first on the path, and returns where it notes what
// it was asked.
func inhibitor(t *testing.T, script string) string {
	t.Helper()
	dir := t.TempDir()
	noted := filepath.Join(dir, "noted")
	text := "#!/bin/sh\necho \"$@\" >>'" + noted + "'\n" + script + "\n"
	if err := os.WriteFile(filepath.Join(dir, "systemd-inhibit"), []byte(text), 0o755); err != nil {
		t.Fatal(err)
	}
	t.Setenv("PATH", dir+":"+os.Getenv("PATH"))
	return noted
}

func eventually(t *testing.T, what string, check func() bool) {
	t.Helper()
	tick := time.NewTicker(10 * time.Millisecond)
	defer tick.Stop()
	for end := time.Now().Add(10 * time.Second); !check(); <-tick.C {
		if time.Now().After(end) {
			t.Fatalf("not within 10 s: %s", what)
		}
	}
}

func TestLinuxIsHeldByAChildThatIsWaitedFor(t *testing.T) {
	noted := inhibitor(t, `while [ "${1#--}" != "$1" ]; do shift; done; "$@"; echo over >>"$0.ended"`)
	lock := System()
	for range 2 {
		if err := lock.Hold(); err != nil || !lock.Held() {
			t.Fatalf("held %v: %v", lock.Held(), err)
		}
		eventually(t, "the child notes", func() bool { _, err := os.Stat(noted); return err == nil })
		lock.Release()
		lock.Release()
		if lock.Held() {
			t.Error("released, it is held")
		}
	}
	said, err := os.ReadFile(noted)
	if err != nil || !strings.Contains(string(said), "--what=idle:sleep") {
		t.Errorf("asked for %q (%v)", said, err)
	}
	over, err := os.ReadFile(filepath.Join(filepath.Dir(noted), "systemd-inhibit.ended"))
	if err != nil || !strings.Contains(string(over), "over") {
		t.Errorf("the child did not end by itself: %v", err)
	}
}

func TestLinuxThatRefusesIsNotHeld(t *testing.T) {
	inhibitor(t, "exit 1")
	lock := System()
	if err := lock.Hold(); err != nil {
		t.Fatal(err)
	}
	eventually(t, "it is lost", func() bool { return !lock.Held() })
	lock.Release()
}

func TestLinuxChildThatDoesNotEndIsKilled(t *testing.T) {
	inhibitor(t, "exec sleep 100")
	lock := System()
	if err := lock.Hold(); err != nil {
		t.Fatal(err)
	}
	began := time.Now()
	lock.Release()
	if took := time.Since(began); took > 10*time.Second || lock.Held() {
		t.Errorf("released after %v, held %v", took, lock.Held())
	}
}

func TestComputerWithoutSystemdSaysSo(t *testing.T) {
	t.Setenv("PATH", t.TempDir())
	lock := System()
	if err := lock.Hold(); err == nil || lock.Held() {
		t.Errorf("held %v: %v", lock.Held(), err)
	}
	lock.Release()
}

func TestSleepCountsAsTime(t *testing.T) {
	clock := Elapsed()
	up := func() time.Duration {
		data, err := os.ReadFile("/proc/uptime") // which counts sleep
		if err != nil {
			t.Fatal(err)
		}
		first, _, _ := strings.Cut(string(data), " ")
		d, err := time.ParseDuration(first + "s")
		if err != nil {
			t.Fatal(err)
		}
		return d
	}
	system, err := elapsed()
	if err != nil {
		t.Fatal(err)
	}
	if off := (up() - system).Abs(); off > time.Second {
		t.Errorf("the clock is %v beside the system's uptime", off)
	}
	before := clock()
	eventually(t, "the clock goes on", func() bool { return clock()-before > 50*time.Millisecond })
	if clock() > time.Minute {
		t.Errorf("it began at %v", clock())
	}
}
