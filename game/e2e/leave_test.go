package e2e

import (
	"bufio"
	"context"
	"io"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"packnight/game/bot"
)

// TestEveryWayOfLeavingIsInOrder stops an evening from the console, with Ctrl-C, by closing
// the window of a terminal and as a service does, and finds everything where it was.
func TestEveryWayOfLeavingIsInOrder(t *testing.T) {
	ctx := evening(t, 3*time.Minute)
	folder := t.TempDir()
	signalled := func(s os.Signal) func(*process, *bot.Browser) error {
		return func(p *process, _ *bot.Browser) error { return p.cmd.Process.Signal(s) }
	}
	player := ""
	for _, way := range []struct {
		name  string
		leave func(*process, *bot.Browser) error
	}{
		{"the console", func(_ *process, b *bot.Browser) error { return b.Do(ctx, "POST", "/api/stop", nil, nil) }},
		{"Ctrl-C", signalled(os.Interrupt)},
		{"closing the window", signalled(syscall.SIGHUP)},
		{"the service", signalled(syscall.SIGTERM)},
		{"nothing", nil},
	} {
		p := start(t, freeAddress(t), folder)
		leader := p.login(ctx)
		if player != "" && !plays(ctx, t, leader, player) {
			t.Errorf("before leaving by %s the player is gone", way.name)
		}
		if player == "" {
			var err error
			if player, err = leader.Player(ctx, "Ada", "fox", "red"); err != nil {
				t.Fatal(err)
			}
		}
		if way.leave == nil {
			p.stop()
			return
		}
		if err := way.leave(p, leader); err != nil {
			t.Fatalf("%s: %v", way.name, err)
		}
		p.ends()
		if _, err := os.Stat(filepath.Join(folder, "running.json")); err == nil {
			t.Errorf("after %s it says that it runs", way.name)
		}
	}
}

// TestNobodyWhoTakesTooLongToAskKeepsItFromStopping has connected a browser that says
// nothing yet, and a phone that fell silent in the middle of a request.
func TestNobodyWhoTakesTooLongToAskKeepsItFromStopping(t *testing.T) {
	for _, name := range []string{"nothing", "half a request", "half a body"} {
		address := freeAddress(t)
		said := map[string]string{
			"half a request": "GET / HTTP/1.1\r\nHost: ",
			"half a body":    "POST /api/login HTTP/1.1\r\nHost: " + address + "\r\nContent-Type: application/json\r\nContent-Length: 20\r\n\r\n{",
		}[name]
		p := start(t, address, t.TempDir())
		conn, err := net.Dial("tcp", address)
		if err != nil {
			t.Fatal(err)
		}
		defer conn.Close()
		if _, err := io.WriteString(conn, said); err != nil {
			t.Fatal(err)
		}
		p.login(evening(t, time.Minute)) // whoever came before is connected now
		t.Logf("somebody who said %s", name)
		p.stop()
	}
}

// plays tells whether the leader can see that player.
func plays(ctx context.Context, t *testing.T, leader *bot.Browser, player string) bool {
	t.Helper()
	return leader.Do(ctx, "PATCH", "/api/players/"+player, map[string]any{"six": "blue"}, nil) == nil
}

// TestTerminalThatGoesAwayStopsNothing has nobody read any more what the program prints.
func TestTerminalThatGoesAwayStopsNothing(t *testing.T) {
	ctx := evening(t, time.Minute)
	r, w, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	cmd := command("-listen", freeAddress(t), "-data", t.TempDir(), "-open=false")
	cmd.Stdout, cmd.Stderr = w, w
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	w.Close()
	lines := bufio.NewScanner(r)
	base, key := "", ""
	for key == "" && lines.Scan() {
		if url, ok := strings.CutPrefix(lines.Text(), "Leader: "); ok {
			base, key, _ = strings.Cut(url, "/leader#key=")
		}
	}
	r.Close()
	b := bot.NewBrowser(base)
	defer b.Close()
	if err := b.Login(ctx, key); err != nil {
		t.Fatal(err)
	}
	for range 3 { // each is logged
		if err := b.Do(ctx, "DELETE", "/api/meeting", nil, nil); err != nil {
			t.Errorf("ending the evening: %v", err)
		}
	}
	if err := cmd.Process.Signal(os.Interrupt); err != nil {
		t.Fatal(err)
	}
	if err := cmd.Wait(); err != nil {
		t.Errorf("it ended with %v", err)
	}
}

// shut, in the environment, has the program start as on its first run on Windows.
const shut = "PACKNIGHT_SHY=1"

// shy starts the program so.
func shy(t *testing.T, folder string) *process {
	t.Helper()
	cmd := command("-data", folder, "-open=false")
	cmd.Env = append(os.Environ(), shut)
	return startCommand(t, cmd)
}

// TestFirstRunServesTheLeaderAlone is Windows' first run, on any system: the leader reads
// what will be asked, opens the door, saves the packs, and stops the program.
func TestFirstRunServesTheLeaderAlone(t *testing.T) {
	ctx := evening(t, 3*time.Minute)
	folder := t.TempDir()
	p := shy(t, folder)
	outside := strings.Replace(p.base, "127.0.0.1", "127.0.0.2", 1)
	if len(p.joins()) > 0 || !answers(ctx, p.base) || answers(ctx, outside) {
		t.Fatalf("behind the shut door: printed %v, lets itself in: %v, others: %v", p.joins(), answers(ctx, p.base), answers(ctx, outside))
	}
	b := openBrowser(t, ctx)
	leader := b.open("console", p.base+"/leader#key="+p.key, console)
	leader.sees("Shall the phones come in?")
	leader.shot("door-shut")
	checker := axe(t)
	leader.accessible(checker, "door-shut")
	stage := leader.tab("stage", p.base+"/stage", bigScreen)
	stage.sees("The door opens in a moment")
	stage.shot("door-shut-stage")
	leader.tap("Open the door")
	leader.sees("Point a camera at it")
	stage.sees("Point your camera here")
	leader.shot("door-open")
	if !answers(ctx, outside) {
		t.Error("the open door lets nobody in")
	}
	leader.savesPacks(p.login(ctx))
	leader.tap("Evening")
	leader.shot("door-evening")
	leader.tap("Stop Packnight")
	leader.shot("door-stop")
	leader.tap("Yes, stop it")
	leader.sees("You may close this page")
	leader.shot("door-stopped")
	p.ends()
	if len(p.joins()) == 0 {
		t.Error("the addresses were not printed when the door opened")
	}
	again := shy(t, folder)
	again.stop() // by then it has printed all
	if len(again.joins()) == 0 {
		t.Error("at the second start the door is shut again")
	}
}

// bringBack takes the backup as a file, deletes the pack, and chooses the file.
const bringBack = `(() => { (async () => {
  const text = await (await fetch('/api/backup')).text();
  await fetch('/api/packs/trees', { method: 'DELETE', headers: { 'Content-Type': 'application/json' } });
  const chosen = new DataTransfer();
  chosen.items.add(new File([text], 'all.json'));
  const input = document.getElementById('pack-file');
  input.files = chosen.files;
  input.dispatchEvent(new Event('change'));
})(); return true; })()`

// savesPacks saves all packs as one file and brings them back.
func (p *page) savesPacks(leader *bot.Browser) {
	p.t.Helper()
	pack := map[string]any{"id": "trees", "name": "Trees of our wood", "questions": []any{map[string]any{
		"text": "Which is a tree?", "answers": []any{map[string]any{"text": "Oak"}, map[string]any{"text": "Cod"}}, "correct": []int{0},
	}}}
	if err := leader.Do(p.ctx, "PUT", "/api/packs/trees", pack, nil); err != nil {
		p.t.Fatal(err)
	}
	p.tap("Evening")
	p.tap("Quiz packs")
	p.sees("Save all as one file")
	p.shot("packs-backup")
	p.until(bringBack, "the file is chosen")
	p.sees("«all.json» is in.")
	p.sees("Trees of our wood")
	if err := leader.Do(p.ctx, "GET", "/api/packs/trees", nil, nil); err != nil {
		p.t.Errorf("the pack did not come back: %v", err)
	}
	p.tap("‹ Console")
}

func answers(ctx context.Context, base string) bool {
	ctx, cancel := context.WithTimeout(ctx, 2*time.Second)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, base+"/healthz", nil)
	if err != nil {
		return false
	}
	req.Host = "localhost"
	req.Close = true
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		return false
	}
	resp.Body.Close()
	return resp.StatusCode == http.StatusOK
}
