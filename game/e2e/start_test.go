package e2e

import (
	"context"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"packnight/game/bot"
)

// catchBrowser puts an xdg-open first on the path of a command that only notes
// what it was asked to open, and returns where it notes it.
func catchBrowser(t *testing.T, cmd *exec.Cmd) string {
	t.Helper()
	dir := t.TempDir()
	noted := filepath.Join(dir, "opened")
	script := "#!/bin/sh\nprintf '%s\\n' \"$1\" >>'" + noted + "'\n"
	if err := os.WriteFile(filepath.Join(dir, "xdg-open"), []byte(script), 0o755); err != nil {
		t.Fatal(err)
	}
	cmd.Env = append(os.Environ(), "PATH="+dir+":"+os.Getenv("PATH"))
	return noted
}

func opened(t *testing.T, noted string) string {
	t.Helper()
	data, err := os.ReadFile(noted)
	if err != nil {
		t.Fatalf("no browser was opened: %v", err)
	}
	return strings.TrimSpace(string(data))
}

func TestSecondStartOpensThePageOfTheFirstAndEnds(t *testing.T) {
	folder := t.TempDir()
	p := start(t, freeAddress(t), folder)
	second := command("-data", folder)
	noted := catchBrowser(t, second)
	began := time.Now()
	out, err := second.CombinedOutput()
	if err != nil {
		t.Fatalf("the second start ended with %v:\n%s", err, out)
	}
	if took := time.Since(began); took > 5*time.Second {
		t.Errorf("the second start took %v", took)
	}
	if got := opened(t, noted); got != p.leader {
		t.Errorf("the second start opened %q, want %q", got, p.leader)
	}
}

func TestTwoStartsAtTheSameInstantAreOneServer(t *testing.T) {
	for range 10 {
		twoStarts(t)
	}
}

// twoStarts starts the program twice on one folder: one serves, the other ends.
func twoStarts(t *testing.T) {
	t.Helper()
	folder := t.TempDir()
	ends := make(chan error, 2)
	var cmds [2]*exec.Cmd
	for i := range cmds {
		cmds[i] = command("-listen", freeAddress(t), "-data", folder)
		catchBrowser(t, cmds[i])
		if err := cmds[i].Start(); err != nil {
			t.Fatal(err)
		}
		go func() { ends <- cmds[i].Wait() }()
	}
	select {
	case err := <-ends:
		if err != nil {
			t.Errorf("the second start ended with %v", err)
		}
	case <-time.After(10 * time.Second):
		t.Error("two servers run on one folder")
	}
	for _, c := range cmds {
		// The one that has ended already answers with an error; there is nothing to end.
		_ = c.Process.Signal(os.Interrupt)
	}
	if err := <-ends; err != nil {
		t.Errorf("the first start ended with %v", err)
	}
}

func TestExplicitAddressThatIsTakenIsAnError(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	out, err := command("-listen", l.Addr().String(), "-data", t.TempDir(), "-open=false").CombinedOutput()
	if err == nil || !strings.Contains(string(out), "in use") {
		t.Errorf("ended with %v, and said %q", err, out)
	}
}

func TestFolderThatCanNotBeIsToldInASentence(t *testing.T) {
	folder := filepath.Join(t.TempDir(), "a-file")
	if err := os.WriteFile(folder, []byte("not a folder"), 0o400); err != nil {
		t.Fatal(err)
	}
	out, err := command("-listen", freeAddress(t), "-data", folder, "-open=false").CombinedOutput()
	if err == nil || strings.Contains(string(out), "panic") || !strings.Contains(string(out), "folder") {
		t.Errorf("ended with %v, and said %q", err, out)
	}
}

// TestDamagedStoreIsSetAsideAndTold damages the store between two starts.
func TestDamagedStoreIsSetAsideAndTold(t *testing.T) {
	ctx := evening(t, 5*time.Minute)
	folder := t.TempDir()
	p := start(t, freeAddress(t), folder)
	p.login(ctx)
	p.stop()
	stores, err := filepath.Glob(filepath.Join(folder, "*.db"))
	if err != nil || len(stores) == 0 {
		t.Fatalf("no store in the folder (%v)", err)
	}
	for _, damage := range []func(string) error{
		func(f string) error { return os.Truncate(f, 5000) },
		func(f string) error { return os.WriteFile(f, []byte("Dear diary, today we played."), 0o600) },
		func(f string) error { return os.WriteFile(f, nil, 0o600) },
	} {
		if err := damage(stores[0]); err != nil {
			t.Fatal(err)
		}
		began := time.Now()
		p := start(t, freeAddress(t), folder)
		took := time.Since(began)
		t.Logf("it took %v to listen", took)
		if took > 3*time.Second && raceFlag != "-race" && len(runner) == 0 { // the detector and an emulator make it another program
			t.Errorf("it took %v to listen, want at most 3s", took)
		}
		told(t, ctx, p.login(ctx))
		p.stop()
	}
}

// told checks that the leader's page has something to say about the store.
func told(t *testing.T, ctx context.Context, leader *bot.Browser) {
	t.Helper()
	var m struct{ Notice string }
	if err := leader.Do(ctx, http.MethodGet, "/api/meeting", nil, &m); err != nil || m.Notice == "" {
		t.Errorf("the leader is told %q (%v)", m.Notice, err)
	}
}

func TestFirstPageIsThereSoonAfterTheStart(t *testing.T) {
	p := start(t, freeAddress(t), t.TempDir())
	resp, err := http.Get(p.base + "/")
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	if resp.StatusCode != http.StatusOK {
		t.Errorf("the first page answers %d", resp.StatusCode)
	}
}
