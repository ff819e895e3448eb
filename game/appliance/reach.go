package appliance

import (
	"context"
	"fmt"
	"net"
	"net/netip"
	"runtime"
	"slices"
	"sync"
	"time"
)

const (
	// quietTime is how long nobody may come before a leader is told what may be in the way.
	quietTime = 90 * time.Second
	// selfTime is how long this machine may take to reach itself.
	selfTime = time.Second
)

// reach knows whether other devices reach this machine. A firewall that blocks lets
// nothing through, so one connection from elsewhere proves that it does not; none for
// minutes, while this machine reaches itself at the address that is shown, makes it
// likely. Any goroutine may use it.
type reach struct {
	now  func() time.Time
	here func() []netip.Addr // of this machine
	port func() int

	mu    sync.Mutex
	since time.Time // the door is open at these addresses since then; zero: it is shut
	heard bool      // of another device since then
	self  bool      // it reaches itself
	times int       // that it began
}

// begin starts to count: the door is open, or the addresses are others.
func (r *reach) begin(self bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.since, r.heard, r.self = r.now(), false, self
	r.times++
}

// hear takes note of who connects.
func (r *reach) hear(from net.Addr) {
	tcp, ok := from.(*net.TCPAddr)
	if !ok {
		return
	}
	ip := tcp.AddrPort().Addr().Unmap().WithZone("")
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.since.IsZero() || r.heard || ip.IsLoopback() || slices.Contains(r.here(), ip) {
		return
	}
	r.heard = true
}

// learned returns what is known of the way here.
func (r *reach) learned() (self, heard, moved bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.self || r.since.IsZero(), r.heard, r.times > 1
}

// advice is what a leader should look at, or "".
func (r *reach) advice() (heard bool, sentence string) {
	r.mu.Lock()
	defer r.mu.Unlock()
	switch {
	case r.since.IsZero() || r.heard:
		return r.heard, ""
	case !r.self:
		return false, "This computer does not reach itself at the address of the QR code. A firewall or a VPN stands in between: " +
			"turn the VPN off, and allow Packnight in the firewall."
	case r.now().Sub(r.since) < quietTime:
		return false, ""
	}
	return false, "No phone has got through to this computer yet. " + allowSentence(runtime.GOOS, r.port())
}

// allowSentence says what to click, by operating system.
func allowSentence(system string, port int) string {
	switch system {
	case "windows":
		return "If one tries and nothing opens, Windows blocks it: open Windows Security, «Firewall & network protection», " +
			"«Allow an app through firewall», «Change settings», and tick Packnight for private and public networks."
	case "darwin":
		return "If one tries and nothing opens, the Mac blocks it: open System Settings, «Network», «Firewall», «Options», " +
			"and set Packnight to «Allow incoming connections»."
	default:
		return fmt.Sprintf("If one tries and nothing opens, a firewall blocks it: allow Packnight’s port in it, "+
			"such as with «sudo ufw allow %d/tcp».", port)
	}
}

// reachesItself tells whether this machine reaches its own port at an address.
func reachesItself(ctx context.Context, at netip.AddrPort) bool {
	ctx, cancel := context.WithTimeout(ctx, selfTime)
	defer cancel()
	c, err := new(net.Dialer).DialContext(ctx, "tcp", at.String())
	if err != nil {
		return false
	}
	c.Close()
	return true
}
