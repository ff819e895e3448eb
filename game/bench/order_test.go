package bench

import (
	"encoding/json"
	"fmt"
	"io"
	"os"
	"os/exec"
	"sync/atomic"
	"testing"
	"time"
)

// order is one line that the load process reads; it answers each with a report.
type order struct {
	Do string // "open", "start", "run", "close"; "prepare" and "wait" are a run of somebody else's moves;
	// "meet", "live", "arm", "release" and "await" are the crowd's
	Fleet   string     // which sockets
	Address string     // open
	Raw     bool       // open: no handshake, no hello: the floor's sockets
	Tickets [][]string // open: of the seats of each room, the movers first
	Led     bool       // open: the last seat of each room is its leader's
	Nexts   int        // start: how often each leader goes on
	Load    load       // run and prepare
	Code    string     // meet: the game of the crowd
	Seats   int        // meet: how many
	Backoff bool       // arm: whether the crowd backs off, or waits for the release
}

// load is what moves are made.
type load struct {
	Moves  int     // in all
	Movers int     // of each room
	Rate   float64 // moves a second in all, evenly; 0: as fast as they are acknowledged
	Window int     // with no rate: moves that each mover has under way
	Cycle  bool    // with a rate: after all movers have moved, the leader has the round played again
	Draws  bool    // with a rate: the first seat of each room draws, and all others see it
	Acks   bool    // done once all moves are acknowledged, whatever was delivered
}

// report is the answer to an order.
type report struct {
	Err        string
	Seconds    float64
	Deliveries int64
	Acks       int64
	Refused    int64
	Frames     int64   // of patches
	Bytes      int64   // of those, with their headers
	P50, P99   float64 // delivery, in µs
	CPU        float64 // seconds, of the load process
	Back       []int64 // await: when each was welcomed, in µs since 1970
}

// generator is the load process.
type generator struct {
	b   testing.TB
	in  *json.Encoder
	out *json.Decoder
}

// startGenerator runs the test binary again as load generator.
func startGenerator(b testing.TB) *generator {
	b.Helper()
	self, err := os.Executable()
	if err != nil {
		b.Fatal(err)
	}
	cmd := exec.Command(self)
	cmd.Env = append(os.Environ(), roleVariable+"=load")
	cmd.Stderr = os.Stderr
	in, err := cmd.StdinPipe()
	if err != nil {
		b.Fatal(err)
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		b.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() {
		in.Close()
		if err := cmd.Wait(); err != nil {
			b.Errorf("load process: %v", err)
		}
	})
	return &generator{b, json.NewEncoder(in), json.NewDecoder(out)}
}

// give sends an order without waiting for its report.
func (g *generator) give(o order) {
	g.b.Helper()
	if err := g.in.Encode(o); err != nil {
		g.b.Fatalf("ordering: %v", err)
	}
}

// report waits for one.
func (g *generator) report() report {
	g.b.Helper()
	var r report
	if err := g.out.Decode(&r); err != nil {
		g.b.Fatalf("load process: %v", err)
	}
	if r.Err != "" {
		g.b.Fatalf("load process: %s", r.Err)
	}
	return r
}

func (g *generator) do(o order) report {
	g.b.Helper()
	g.give(o)
	return g.report()
}

// generate is the load process: orders in, reports out, until the orders end.
func generate(in io.Reader, out io.Writer) error {
	orders, reports := json.NewDecoder(in), json.NewEncoder(out)
	fleets := map[string]*fleet{}
	var all *crowd
	for {
		var o order
		if err := orders.Decode(&o); err == io.EOF {
			return nil
		} else if err != nil {
			return fmt.Errorf("reading an order: %w", err)
		}
		var err error
		r := report{}
		before, start := cpu(), time.Now()
		switch o.Do {
		case "open":
			fleets[o.Fleet], err = openFleet(o)
		case "start":
			fleets[o.Fleet].start(o.Nexts)
		case "prepare":
			fleets[o.Fleet].prepare(o.Load, false)
		case "wait":
			r, err = fleets[o.Fleet].wait()
		case "run":
			f := fleets[o.Fleet]
			f.prepare(o.Load, true)
			f.begin(o.Load)
			r, err = f.wait()
		case "close":
			fleets[o.Fleet].close()
			delete(fleets, o.Fleet)
		case "meet":
			all, err = meet(o.Address, o.Code, o.Seats)
		case "live":
			all.live()
		case "arm":
			all.arm(o.Backoff)
		case "release":
			close(*all.release.Load())
		case "await":
			r, err = all.await()
		default:
			err = fmt.Errorf("unknown order %q", o.Do)
		}
		if err != nil {
			r.Err = err.Error()
		}
		r.CPU = (cpu() - before).Seconds()
		r.Seconds = time.Since(start).Seconds()
		if err := reports.Encode(r); err != nil {
			return fmt.Errorf("reporting: %w", err)
		}
	}
}

// histogram counts durations in buckets that are 1/32 wide.
type histogram struct{ buckets [64 * 32]atomic.Int64 }

func (h *histogram) add(d time.Duration) {
	v := uint64(max(d, 1))
	exp := 0
	for v >= 64 {
		v >>= 1
		exp++
	}
	h.buckets[exp*32+int(v)&63].Add(1)
}

// quantile returns the q-quantile in µs.
func (h *histogram) quantile(q float64) float64 {
	var all, seen int64
	for i := range h.buckets {
		all += h.buckets[i].Load()
	}
	for i := range h.buckets {
		if seen += h.buckets[i].Load(); all > 0 && float64(seen) >= q*float64(all) {
			exp, v := max(0, i/32-1), i
			if i >= 64 {
				v = i%32 + 32
			}
			return float64(uint64(v)<<exp) / 1e3
		}
	}
	return 0
}
