package found

import (
	"context"
	"log/slog"
	"net"
	"net/netip"
	"sync"
	"testing"
	"time"

	"go.uber.org/goleak"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// TestRunWaitsForItsGoroutines runs on this machine's own networks, which may be none
// that takes multicast: it must serve, change and end all the same.
func TestRunWaitsForItsGoroutines(t *testing.T) {
	var here []Net
	devices, err := net.Interfaces()
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range devices {
		here = append(here, Net{Device: d, Prefixes: []netip.Prefix{netip.MustParsePrefix("192.0.2.1/24")}})
	}
	here = append(here, Net{Device: net.Interface{Index: 9999, Name: "gone"}})
	b := New(Config{Host: "packnight-test", Service: "Packnight test", Log: slog.New(slog.DiscardHandler)})
	ctx, cancel := context.WithCancel(t.Context())
	networks := make(chan []Net)
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		b.Run(ctx, 8080, networks)
	}()
	for _, nets := range [][]Net{here, here[:1], nil, here} {
		networks <- nets
	}
	waitFor(t, func() bool { return b.Name() != "" })
	cancel()
	<-ended
	if b.Name() != "" {
		t.Errorf("after its end it is found as %q", b.Name())
	}
}

// TestNoNameWhereNothingCanBeSaid gives the beacon a device that can't be opened.
func TestNoNameWhereNothingCanBeSaid(t *testing.T) {
	b := New(Config{Host: "packnight-test", Service: "Packnight test", Log: slog.New(slog.DiscardHandler)})
	ctx, cancel := context.WithTimeout(t.Context(), 2*time.Second) // probing takes one
	defer cancel()
	networks := make(chan []Net, 1)
	networks <- []Net{{Device: net.Interface{Index: 9999, Name: "gone"}, Prefixes: []netip.Prefix{netip.MustParsePrefix("192.0.2.1/24")}}}
	var done sync.WaitGroup
	done.Go(func() { b.Run(ctx, 8080, networks) })
	tick := time.NewTicker(20 * time.Millisecond)
	defer tick.Stop()
	for ctx.Err() == nil {
		if name := b.Name(); name != "" {
			t.Errorf("it is found as %q", name)
			cancel()
		}
		<-tick.C
	}
	done.Wait()
}

func waitFor(t *testing.T, what func() bool) {
	t.Helper()
	tick := time.NewTicker(10 * time.Millisecond)
	defer tick.Stop()
	for end := time.Now().Add(10 * time.Second); !what(); <-tick.C {
		if time.Now().After(end) {
			t.Fatal("it did not happen within 10 s")
		}
	}
}
