package e2e

import (
	"bufio"
	"bytes"
	"context"
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"packnight/game/bot"
)

// program is the path of the built binary. PACKNIGHT_BINARY names another one, and
// PACKNIGHT_RUNNER what runs it: wine, or qemu with the processor that it plays.
var (
	program = os.Getenv("PACKNIGHT_BINARY")
	runner  = strings.Fields(os.Getenv("PACKNIGHT_RUNNER"))
)

// command runs the program with these arguments.
func command(args ...string) *exec.Cmd {
	all := append(append(slices.Clone(runner), program), args...)
	return exec.Command(all[0], all[1:]...)
}

func TestMain(m *testing.M) {
	if program != "" {
		os.Exit(m.Run())
	}
	dir, err := os.MkdirTemp("", "packnight-e2e")
	if err != nil {
		panic(err)
	}
	program = filepath.Join(dir, "packnight")
	out, err := exec.Command("go", "build", raceFlag, "-o", program, "packnight").CombinedOutput()
	if err != nil {
		fmt.Fprintf(os.Stderr, "building the program: %v\n%s", err, out)
		os.Exit(1)
	}
	code := m.Run()
	os.RemoveAll(dir)
	os.Exit(code)
}

// process is one run of the program.
type process struct {
	t      *testing.T
	cmd    *exec.Cmd
	stderr *lockedBuffer
	leader string // the leader's URL, as printed
	mu     sync.Mutex
	join   []string
	base   string // "http://127.0.0.1:4711"
	key    string
	ready  chan struct{} // closed once it has printed where it serves, or has ended
	exited chan error
}

// lockedBuffer takes what the program writes while the test may look at it.
type lockedBuffer struct {
	mu  sync.Mutex
	buf bytes.Buffer
}

func (b *lockedBuffer) Write(p []byte) (int, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.buf.Write(p)
}

func (b *lockedBuffer) String() string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.buf.String()
}

// freeAddress returns a loopback address that nobody listens on just now.
func freeAddress(t *testing.T) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	return l.Addr().String()
}

// start runs the program on address with its data in folder and waits until it has
// printed where it serves.
func start(t *testing.T, address, folder string, more ...string) *process {
	t.Helper()
	args := append([]string{"-listen", address, "-data", folder, "-open=false"}, more...)
	// A qemu that plays a processor can stand still for ever when the program starts its
	// child, in a copy of itself that has not yet become the child.
	for try := 0; len(runner) > 0 && try < 2; try++ {
		p := launch(t, command(args...))
		if p.serves(8 * time.Second) {
			return p
		}
		t.Logf("%v stands still, and is started again", runner)
		p.kill()
	}
	return startCommand(t, command(args...))
}

// startCommand runs the program as cmd says.
func startCommand(t *testing.T, cmd *exec.Cmd) *process {
	t.Helper()
	p := launch(t, cmd)
	if !p.serves(20 * time.Second) {
		t.Fatalf("the program did not say where it serves:\n%s", p.stderr)
	}
	if p.leader == "" {
		t.Fatalf("the program ended before it served:\n%s", p.stderr)
	}
	return p
}

// launch starts the program as cmd says, and whatever it starts as one group with it.
func launch(t *testing.T, cmd *exec.Cmd) *process {
	t.Helper()
	p := &process{t: t, cmd: cmd, stderr: &lockedBuffer{}, ready: make(chan struct{}), exited: make(chan error, 1)}
	p.cmd.Stderr = p.stderr
	p.cmd.WaitDelay = 5 * time.Second // Wine leaves helpers behind that hold what it wrote to
	asGroup(cmd)
	stdout, err := p.cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := p.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	go p.follow(bufio.NewScanner(stdout), p.ready)
	t.Cleanup(func() { p.cleanup() })
	return p
}

// serves waits until the program has printed where it serves, or has ended.
func (p *process) serves(within time.Duration) bool {
	select {
	case <-p.ready:
		return true
	case <-time.After(within):
		return false
	}
}

// follow reads the program's output to its end and waits for it.
func (p *process) follow(lines *bufio.Scanner, ready chan struct{}) {
	for lines.Scan() {
		if url, ok := strings.CutPrefix(lines.Text(), "Leader: "); ok {
			p.leader = url
			p.base, p.key, _ = strings.Cut(url, "/leader#key=")
		}
		url, joins := strings.CutPrefix(lines.Text(), "Join: ")
		if joins {
			p.mu.Lock()
			p.join = append(p.join, url)
			p.mu.Unlock()
		}
		if joins || p.leader != "" && slices.Contains(p.cmd.Env, shut) {
			if ready != nil {
				close(ready)
				ready = nil
			}
		}
	}
	if ready != nil {
		close(ready)
	}
	p.exited <- p.cmd.Wait()
}

// kill ends the program with SIGKILL and waits until it is gone.
func (p *process) kill() {
	p.t.Helper()
	if err := killGroup(p.cmd); err != nil {
		p.t.Fatalf("killing: %v", err)
	}
	p.exited <- <-p.exited
}

// stop ends the program in order and checks that it took at most 5 s and exit 0.
func (p *process) stop() {
	p.t.Helper()
	if err := p.cmd.Process.Signal(os.Interrupt); err != nil {
		p.t.Fatalf("interrupting: %v", err)
	}
	p.ends()
}

// ends waits until the program has ended, as it should: within 5 s, with exit 0.
func (p *process) ends() {
	p.t.Helper()
	select {
	case err := <-p.exited:
		p.exited <- err
		if err != nil {
			p.t.Errorf("the program ended with %v:\n%s", err, p.stderr)
		}
	case <-time.After(5 * time.Second):
		p.t.Errorf("the program did not stop within 5 s:\n%s", p.stderr)
	}
}

// joins are the addresses that the program has printed for phones.
func (p *process) joins() []string {
	p.mu.Lock()
	defer p.mu.Unlock()
	return slices.Clone(p.join)
}

var (
	trouble = regexp.MustCompile(`(?m)^(panic|fatal error|WARNING: DATA RACE).*$`)
	// names are those of the Cubs of these tests, bots and others.
	names = regexp.MustCompile(`(?m)^.*\b(Cub [0-9]|Ben|Eva|Lena|Max|Mia)\b.*$`)
)

// cleanup ends the program if it still runs and looks for what must never be said.
func (p *process) cleanup() {
	select {
	case err := <-p.exited:
		p.exited <- err
	default:
		p.kill()
	}
	if at := trouble.FindStringIndex(p.stderr.String()); at != nil {
		p.t.Errorf("the program said:\n%s", p.stderr.String()[at[0]:])
	}
	if line := names.FindString(p.stderr.String()); line != "" {
		p.t.Errorf("a name is in the log: %s", line)
	}
	if p.t.Failed() && testing.Verbose() {
		p.t.Logf("stderr:\n%s", p.stderr)
	}
}

// login returns a leader's browser.
func (p *process) login(ctx context.Context) *bot.Browser {
	p.t.Helper()
	b := bot.NewBrowser(p.base)
	p.t.Cleanup(b.Close)
	if err := b.Login(ctx, p.key); err != nil {
		p.t.Fatalf("the leader can't log in: %v", err)
	}
	return b
}

// written is how many bytes the program says, once it has stopped, that it wrote.
func (p *process) written() int {
	p.t.Helper()
	found := regexp.MustCompile(`written_bytes=(\d+)`).FindStringSubmatch(p.stderr.String())
	if found == nil {
		p.t.Fatalf("the program did not say how much it wrote:\n%s", p.stderr)
	}
	n, err := strconv.Atoi(found[1])
	if err != nil {
		p.t.Fatal(err)
	}
	return n
}
