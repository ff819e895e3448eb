package bench

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"math"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"packnight/game/appliance"
	"packnight/game/bot"
)

const (
	addressVariable = "PACKNIGHT_BENCH_ADDRESS"
	folderVariable  = "PACKNIGHT_BENCH_FOLDER"
	assets          = "../../assets"
)

// serve is the appliance with wider limits, in a process of its own.
func serve() error {
	return appliance.Run(context.Background(), appliance.Config{
		Listen: os.Getenv(addressVariable), Folder: os.Getenv(folderVariable), Assets: os.DirFS(assets),
		Started: time.Now(), Out: os.Stdout, Log: io.Discard, Limits: limits(),
	})
}

// program is one run of it.
type program struct {
	b       testing.TB
	cmd     *exec.Cmd
	started time.Time
	leader  string // its URL
}

// startProgram runs cmd and waits until it tells where it serves.
func startProgram(b testing.TB, cmd *exec.Cmd) *program {
	b.Helper()
	p := &program{b: b, cmd: cmd}
	cmd.Stderr = os.Stderr
	out, err := cmd.StdoutPipe()
	if err != nil {
		b.Fatal(err)
	}
	p.started = time.Now()
	if err := cmd.Start(); err != nil {
		b.Fatal(err)
	}
	lines := bufio.NewScanner(out)
	for lines.Scan() {
		if url, ok := strings.CutPrefix(lines.Text(), "Leader: "); ok {
			p.leader = url
			break
		}
	}
	if p.leader == "" {
		b.Fatal("the program does not serve")
	}
	go func() { _, _ = io.Copy(io.Discard, out) }()
	return p
}

func (p *program) kill() {
	_ = p.cmd.Process.Kill() // it may have ended
	_ = p.cmd.Wait()
}

// startWide runs the appliance of serve.
func startWide(b testing.TB, address, folder string) *program {
	b.Helper()
	self, err := os.Executable()
	if err != nil {
		b.Fatal(err)
	}
	cmd := exec.Command(self)
	cmd.Env = append(os.Environ(), roleVariable+"=server", addressVariable+"="+address, folderVariable+"="+folder)
	return startProgram(b, cmd)
}

func freeAddress(b testing.TB) string {
	b.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		b.Fatal(err)
	}
	defer l.Close()
	return l.Addr().String()
}

// BenchmarkRestart is how long after the start of a process, whose predecessor was
// killed half a second before, 1,000 players are back in the question that they were
// answering: a ticket each by HTTP, a socket, the welcome.
func BenchmarkRestart(b *testing.B) {
	const seats = 1000
	address, folder := freeAddress(b), b.TempDir()
	p := startWide(b, address, folder)
	defer func() { p.kill() }()
	code, next := openQuiz(b, p)
	g := startGenerator(b)
	g.do(order{Do: "meet", Address: address, Code: code, Seats: seats})
	g.do(order{Do: "arm", Backoff: true})
	g.do(order{Do: "live"})
	g.do(order{Do: "await"})
	next()
	for _, mode := range []struct {
		name    string
		backoff bool
	}{{"backoff", true}, {"at-once", false}} {
		b.Run(mode.name, func(b *testing.B) {
			var p99s, lasts, serving, clients []float64
			for range 3 {
				g.do(order{Do: "arm", Backoff: mode.backoff})
				p.kill()
				<-time.After(500 * time.Millisecond)
				p = startWide(b, address, folder)
				up := time.Now()
				if !mode.backoff {
					g.do(order{Do: "release"})
				}
				r := g.do(order{Do: "await"})
				if r.Refused > 0 {
					b.Fatalf("%d were welcomed elsewhere than in the question", r.Refused)
				}
				slices.Sort(r.Back)
				since := func(i int) float64 { return float64(r.Back[i]-p.started.UnixMicro()) / 1e3 }
				p99s, lasts = append(p99s, since(seats*99/100)), append(lasts, since(seats-1))
				clients = append(clients, r.CPU*1e3)
				serving = append(serving, up.Sub(p.started).Seconds()*1e3)
			}
			b.ReportMetric(0, "ns/op")
			b.ReportMetric(median(p99s), "p99-ms")
			b.ReportMetric(median(lasts), "last-ms")
			b.ReportMetric(median(serving), "serving-ms")
			b.ReportMetric(median(clients), "load-cpu-ms")
		})
	}
}

// openQuiz makes a quiz; next brings it to its first question, answered at leisure.
func openQuiz(b testing.TB, p *program) (code string, next func()) {
	b.Helper()
	base, key, _ := strings.Cut(p.leader, "/leader#key=")
	akela := bot.NewBrowser(base)
	ctx, cancel := context.WithTimeout(b.Context(), time.Minute)
	fatal := func(err error) {
		if err != nil {
			b.Helper()
			b.Fatal(err)
		}
	}
	fatal(akela.Login(ctx, key))
	var made struct{ Code string }
	options := map[string]any{"kind": "quiz", "options": map[string]any{"clock": "none"}}
	fatal(akela.Do(ctx, http.MethodPost, "/api/games", options, &made))
	return made.Code, func() {
		defer cancel()
		defer akela.Close()
		seat := bot.NewSeat(akela, akela.SeatTicket(made.Code, "leader"))
		run, stop := context.WithCancel(ctx)
		ended := make(chan error, 1)
		go func() { ended <- seat.Run(run) }()
		fatal(seat.Wait(ctx, func(s bot.State) bool { return s.Live }))
		for range 3 { // explain, read, play
			id := seat.Move(map[string]string{"do": "next"}, true)
			code, err := seat.Decided(ctx, id)
			fatal(err)
			if code != "" {
				b.Fatalf("next was refused: %s", code)
			}
		}
		stop()
		fatal(<-ended)
	}
}

// BenchmarkFirstPage is how long after the start of the built program its first page
// is there, in a new folder.
func BenchmarkFirstPage(b *testing.B) {
	binary := filepath.Join(b.TempDir(), "packnight")
	if out, err := exec.Command("go", "build", "-trimpath", "-ldflags", "-s -w", "-o", binary, "packnight").CombinedOutput(); err != nil {
		b.Fatalf("building: %v\n%s", err, out)
	}
	var took []float64
	for range 9 {
		took = append(took, firstPage(b, binary))
	}
	b.ReportMetric(0, "ns/op")
	b.ReportMetric(median(took), "ms")
	b.ReportMetric(slices.Max(took), "worst-ms")
}

func firstPage(b *testing.B, binary string) float64 {
	address := freeAddress(b)
	cmd := exec.Command(binary, "-listen", address, "-data", b.TempDir(), "-open=false")
	start := time.Now()
	if err := cmd.Start(); err != nil {
		b.Fatal(err)
	}
	defer func() {
		_ = cmd.Process.Kill() // it may have ended
		_ = cmd.Wait()
	}()
	client := &http.Client{Transport: &http.Transport{DisableKeepAlives: true}}
	for time.Since(start) < 10*time.Second {
		resp, err := client.Get(fmt.Sprintf("http://%s/", address))
		if err != nil {
			<-time.After(time.Millisecond)
			continue
		}
		_, err = io.Copy(io.Discard, resp.Body)
		resp.Body.Close()
		if err == nil && resp.StatusCode == http.StatusOK {
			return time.Since(start).Seconds() * 1e3
		}
	}
	b.Fatal("no page in 10 s")
	return math.NaN()
}
