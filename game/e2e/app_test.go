package e2e

import (
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"packnight/game/bot"
)

// app is the program in an application of macOS, which works as one on other systems too
// as far as they can have one: no window, no arguments.
type app struct {
	path, home string
	opened     string // where the browser notes what it was asked to open
	alerts     string // where the system notes what it was asked to show
}

// newApp lays the program into an application, and commands first on its path that only
// take note.
func newApp(t *testing.T) *app {
	t.Helper()
	dir := t.TempDir()
	a := &app{
		path: filepath.Join(dir, "Packnight.app", "Contents", "MacOS", "Packnight"), home: filepath.Join(dir, "home"),
		opened: filepath.Join(dir, "opened"), alerts: filepath.Join(dir, "alerts"),
	}
	data, err := os.ReadFile(program)
	if err != nil {
		t.Fatal(err)
	}
	for path, content := range map[string]string{
		a.path:                                 string(data),
		filepath.Join(dir, "bin", "xdg-open"):  "#!/bin/sh\nprintf '%s\\n' \"$1\" >>'" + a.opened + "'\n",
		filepath.Join(dir, "bin", "osascript"): "#!/bin/sh\nfor last; do :; done\nprintf '%s\\n' \"$last\" >>'" + a.alerts + "'\n",
	} {
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(content), 0o755); err != nil {
			t.Fatal(err)
		}
	}
	return a
}

// click starts the application as the Finder does, and waits for the process that it
// started.
func (a *app) click() (output string, err error) {
	cmd := exec.Command(a.path)
	bin := filepath.Join(filepath.Dir(a.home), "bin")
	cmd.Env = append(os.Environ(), "PATH="+bin+":"+os.Getenv("PATH"), "XDG_DATA_HOME="+a.home, "HOME="+a.home)
	out, err := cmd.CombinedOutput()
	return string(out), err
}

// pages waits until the browser was asked for that many, and returns them.
func (a *app) pages(t *testing.T, n int) []string {
	t.Helper()
	tick := time.NewTicker(20 * time.Millisecond)
	defer tick.Stop()
	for end := time.Now().Add(10 * time.Second); time.Now().Before(end); <-tick.C {
		data, err := os.ReadFile(a.opened)
		if pages := strings.Fields(string(data)); err == nil && len(pages) >= n {
			return pages
		}
	}
	t.Fatalf("the browser was not asked for %d pages", n)
	return nil
}

func TestAppRunsOnWhenItsStarterEndsAndOpensAgain(t *testing.T) {
	ctx := evening(t, time.Minute)
	a := newApp(t)
	if out, err := a.click(); err != nil {
		t.Fatalf("the application ended with %v:\n%s", err, out)
	}
	first := a.pages(t, 1)[0]
	base, key, ok := strings.Cut(first, "/leader#key=")
	if !ok {
		t.Fatalf("it opened %q", first)
	}
	leader := bot.NewBrowser(base)
	defer leader.Close()
	if err := leader.Login(ctx, key); err != nil {
		t.Fatalf("nobody serves when its starter has ended: %v", err)
	}
	if out, err := a.click(); err != nil {
		t.Errorf("a second click ended with %v:\n%s", err, out)
	}
	if pages := a.pages(t, 2); pages[1] != first {
		t.Errorf("a second click opened %q, not %q", pages[1], first)
	}
	if err := leader.Do(ctx, http.MethodPost, "/api/stop", nil, nil); err != nil {
		t.Fatalf("stopping: %v", err)
	}
	running := filepath.Join(a.home, "packnight", "running.json")
	tick := time.NewTicker(20 * time.Millisecond)
	defer tick.Stop()
	for end := time.Now().Add(10 * time.Second); ; <-tick.C {
		if _, err := os.Stat(running); os.IsNotExist(err) {
			return
		}
		if time.Now().After(end) {
			t.Fatal("stopped from the console, it runs on")
		}
	}
}

func TestAppShowsWhatKeepsItFromStarting(t *testing.T) {
	a := newApp(t)
	if err := os.WriteFile(a.home, []byte("not a folder"), 0o400); err != nil {
		t.Fatal(err)
	}
	if out, err := a.click(); err == nil {
		t.Errorf("it ended as if it had started:\n%s", out)
	}
	shown, err := os.ReadFile(a.alerts)
	if err != nil || !strings.Contains(string(shown), "folder") || strings.Count(string(shown), "\n") != 1 {
		t.Errorf("the person is shown %q (%v)", shown, err)
	}
}
