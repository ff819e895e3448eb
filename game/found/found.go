// Package found makes the program be found by name: it answers for packnight.local
// and announces an _http._tcp service, by multicast DNS (RFC 6762) and DNS service
// discovery (RFC 6763), on every network that it is told of.
//
// It speaks over IPv4 and tells IPv4 addresses, each on its own network alone. Before it
// uses a name it asks whether somebody has it, and then takes the next: packnight-2.local.
// If somebody claims it later, both ask again. When the networks change, and at the end, it
// says so. It is never needed: whatever fails is logged, tried again, and nothing else.
//
// The rules are a state machine without clock and socket (speaker); this file gives it both.
package found

import (
	"context"
	"fmt"
	"log/slog"
	"net"
	"net/netip"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"golang.org/x/net/ipv4"
)

// Config says what is to be found.
type Config struct {
	Host    string // the first label of the name: "packnight"
	Service string // as lists of services show it: "Packnight"
	Log     *slog.Logger
}

// Net is a network that this machine is in: a device and the addresses it has there.
type Net struct {
	Device   net.Interface
	Prefixes []netip.Prefix // IPv4, each with this machine's address
}

// holds tells whether an address belongs to the network.
func (n Net) holds(ip netip.Addr) bool {
	return slices.ContainsFunc(n.Prefixes, func(p netip.Prefix) bool { return p.Masked().Contains(ip.Unmap()) })
}

var group = &net.UDPAddr{IP: net.IPv4(224, 0, 0, 251), Port: mdnsPort}

const (
	reopenTime = 30 * time.Second // between two tries to open what failed
	writeTime  = time.Second
	mtu        = 9000 // the most that a message may be long
)

// Beacon makes one program be found. Run owns it; any goroutine may ask for its Name.
type Beacon struct {
	cfg  Config
	name atomic.Pointer[string]
	// another machine was heard
	neighbours atomic.Bool
	links      map[int]*link
	heard      chan heard
	ended      chan *link // whose reader has given up
}

// New returns a beacon that says nothing yet.
func New(c Config) *Beacon {
	return &Beacon{cfg: c, links: map[int]*link{}, heard: make(chan heard), ended: make(chan *link)}
}

// Name returns the name that this machine is found by now, such as "packnight.local",
// or "" for none.
func (b *Beacon) Name() string {
	if name := b.name.Load(); name != nil {
		return *name
	}
	return ""
}

// Neighbours tells whether another machine on the networks of now was heard asking for
// a name or saying its own: then they do not keep their machines apart. Any goroutine.
func (b *Beacon) Neighbours() bool { return b.neighbours.Load() }

// Run announces port on the networks that it is given until ctx ends, then takes
// everything back and waits for its goroutines. Once.
func (b *Beacon) Run(ctx context.Context, port int, networks <-chan []Net) {
	s := newSpeaker(b.cfg, port, b.send, func(name string) { b.name.Store(&name) })
	var nets []Net
	due := time.NewTimer(time.Hour)
	reopen := time.NewTicker(reopenTime)
	defer due.Stop()
	defer reopen.Stop()
	defer b.close(func(*link) bool { return true })
	for {
		if !s.due.IsZero() {
			due.Reset(time.Until(s.due))
		}
		select {
		case <-ctx.Done():
			s.goodbye()
			s.named("")
			return
		case nets = <-networks:
			b.open(ctx, nets)
			s.update(time.Now(), b.linked(nets))
		case l := <-b.ended:
			b.close(func(other *link) bool { return other == l })
			s.update(time.Now(), b.linked(nets))
		case <-reopen.C:
			if b.open(ctx, nets) {
				s.update(time.Now(), b.linked(nets))
			}
		case h := <-b.heard:
			s.receive(time.Now(), h)
			b.neighbours.Store(s.neighbours)
		case <-due.C:
			s.tick(time.Now())
		}
	}
}

// open opens what is not open yet, and closes what is no more. It tells whether there
// is something new.
func (b *Beacon) open(ctx context.Context, nets []Net) (more bool) {
	b.close(func(l *link) bool {
		return !slices.ContainsFunc(nets, func(n Net) bool { return n.Device.Index == l.device.Index && n.Device.Name == l.device.Name })
	})
	for _, n := range nets {
		if b.links[n.Device.Index] != nil {
			continue
		}
		l, err := openLink(n.Device)
		if err != nil {
			b.cfg.Log.Warn("not found by name on this network", "device", n.Device.Name, "err", err)
			continue
		}
		b.links[n.Device.Index], more = l, true
		ctx, cancel := context.WithCancel(ctx)
		l.cancel = cancel
		l.done.Go(func() { l.read(ctx, b.heard, b.ended) })
	}
	return more
}

// linked are the networks on which something can be said.
func (b *Beacon) linked(nets []Net) (out []Net) {
	for _, n := range nets {
		if b.links[n.Device.Index] != nil {
			out = append(out, n)
		}
	}
	return out
}

// close closes the links that are meant and waits for their readers.
func (b *Beacon) close(meant func(*link) bool) {
	for index, l := range b.links {
		if meant(l) {
			l.close()
			delete(b.links, index)
		}
	}
}

func (b *Beacon) send(device int, to netip.AddrPort, data []byte) {
	l := b.links[device]
	if l == nil {
		return
	}
	if err := l.send(to, data); err != nil {
		b.cfg.Log.Debug("saying the name", "device", l.device.Name, "err", err)
	}
}

// link is a socket on one device, with a goroutine that reads it.
type link struct {
	device net.Interface
	conn   *ipv4.PacketConn
	cancel context.CancelFunc
	done   sync.WaitGroup
}

func openLink(device net.Interface) (*link, error) {
	udp, err := net.ListenMulticastUDP("udp4", &device, group)
	if err != nil {
		return nil, fmt.Errorf("joining the group: %w", err)
	}
	conn := ipv4.NewPacketConn(udp)
	// Others on this machine are to hear it too, and routers to see that it came from here.
	for _, err := range []error{conn.SetMulticastLoopback(true), conn.SetMulticastTTL(255), conn.SetTTL(255)} {
		if err != nil {
			conn.Close()
			return nil, fmt.Errorf("setting up the socket: %w", err)
		}
	}
	// Where a socket of one device gets what arrived at others, it can say so; where
	// that can't be asked for, Windows, it gets only its own.
	_ = conn.SetControlMessage(ipv4.FlagInterface, true)
	return &link{device: device, conn: conn}, nil
}

func (l *link) send(to netip.AddrPort, data []byte) error {
	if err := l.conn.SetWriteDeadline(time.Now().Add(writeTime)); err != nil {
		return err
	}
	dst := group
	if to.IsValid() {
		dst = net.UDPAddrFromAddrPort(to)
	}
	_, err := l.conn.WriteTo(data, nil, dst)
	return err
}

// read hands on what arrives at the device until the link is closed or broken.
func (l *link) read(ctx context.Context, to chan<- heard, ended chan<- *link) {
	buf := make([]byte, mtu)
	for {
		n, cm, from, err := l.conn.ReadFrom(buf)
		if err != nil {
			select {
			case ended <- l:
			case <-ctx.Done():
			}
			return
		}
		udp, ok := from.(*net.UDPAddr)
		if !ok || cm != nil && cm.IfIndex != l.device.Index {
			continue
		}
		ip := udp.AddrPort()
		h := heard{device: l.device.Index, from: netip.AddrPortFrom(ip.Addr().Unmap(), ip.Port()), data: slices.Clone(buf[:n])}
		select {
		case to <- h:
		case <-ctx.Done():
			return
		}
	}
}

func (l *link) close() {
	l.cancel()
	l.conn.Close()
	l.done.Wait()
}
