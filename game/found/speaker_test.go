package found

import (
	"log/slog"
	"net"
	"net/netip"
	"slices"
	"testing"
	"time"

	"golang.org/x/net/dns/dnsmessage"
)

// lan is a network with a clock of its own: what one machine says arrives at all,
// itself included.
type lan struct {
	t        *testing.T
	now      time.Time
	machines []*machine
	waiting  []datagram
}

type datagram struct {
	from netip.AddrPort
	to   netip.AddrPort // zero for everybody
	data []byte
}

// machine is one computer on a lan.
type machine struct {
	*speaker
	ip   netip.Addr
	name string // that it is found by
	net  Net
}

const device = 3

func newLAN(t *testing.T) *lan { return &lan{t: t, now: time.Unix(1_795_651_200, 0)} }

func network(cidr string) Net {
	return Net{Device: net.Interface{Index: device, Name: "wlan0"}, Prefixes: []netip.Prefix{netip.MustParsePrefix(cidr)}}
}

// machine adds one and connects it.
func (l *lan) machine(cidr string, port int) *machine {
	m := &machine{net: network(cidr)}
	m.ip = m.net.Prefixes[0].Addr()
	send := func(_ int, to netip.AddrPort, data []byte) {
		l.waiting = append(l.waiting, datagram{netip.AddrPortFrom(m.ip, mdnsPort), to, data})
	}
	c := Config{Host: "packnight", Service: "Packnight", Log: slog.New(slog.DiscardHandler)}
	m.speaker = newSpeaker(c, port, send, func(name string) { m.name = name })
	l.machines = append(l.machines, m)
	m.update(l.now, []Net{m.net})
	return m
}

// run lets time pass, in small steps, and carries what is said.
func (l *lan) run(d time.Duration) (said []datagram) {
	for end := l.now.Add(d); l.now.Before(end); l.now = l.now.Add(10 * time.Millisecond) {
		for _, m := range l.machines {
			m.tick(l.now)
		}
		said = append(said, l.carry()...)
	}
	return said
}

func (l *lan) carry() (said []datagram) {
	for len(l.waiting) > 0 {
		d := l.waiting[0]
		l.waiting = l.waiting[1:]
		said = append(said, d)
		for _, m := range l.machines {
			if !d.to.IsValid() || d.to.Addr() == m.ip {
				m.receive(l.now, heard{device, d.from, d.data})
			}
		}
	}
	return said
}

// ask puts a question to all machines, and returns what they say.
func (l *lan) ask(from string, name string, kind dnsmessage.Type, class dnsmessage.Class, known ...dnsmessage.Resource) []dnsmessage.Message {
	l.t.Helper()
	q := dnsmessage.Message{
		Header:    dnsmessage.Header{ID: 77},
		Questions: []dnsmessage.Question{{Name: dnsmessage.MustNewName(name), Type: kind, Class: dnsmessage.ClassINET | class}},
		Answers:   known,
	}
	data, err := q.Pack()
	if err != nil {
		l.t.Fatal(err)
	}
	for _, m := range l.machines {
		m.receive(l.now, heard{device, netip.MustParseAddrPort(from), data})
	}
	return l.messages(l.carry())
}

func (l *lan) messages(said []datagram) (out []dnsmessage.Message) {
	l.t.Helper()
	for _, d := range said {
		var m dnsmessage.Message
		if err := m.Unpack(d.data); err != nil {
			l.t.Fatalf("what is said is no message: %v", err)
		}
		out = append(out, m)
	}
	return out
}

const asker = "192.168.1.9:5353"

func TestNameIsUsedOnceItIsFree(t *testing.T) {
	l := newLAN(t)
	m := l.machine("192.168.1.20/24", 8080)
	if l.ask(asker, "packnight.local.", dnsmessage.TypeA, 0) != nil || m.name != "" {
		t.Error("the name is used before it was asked for")
	}
	said := l.messages(l.run(3 * time.Second))
	if m.name != "packnight.local" {
		t.Fatalf("found as %q", m.name)
	}
	var kinds []bool
	for _, s := range said {
		kinds = append(kinds, s.Response)
	}
	if want := []bool{false, false, false, true, true}; !slices.Equal(kinds, want) {
		t.Errorf("said %v, want three probes and two announcements", kinds)
	}
	got := l.ask(asker, "PackNight.local.", dnsmessage.TypeA, 0)
	if len(got) != 1 || len(got[0].Answers) != 1 {
		t.Fatalf("answered %v", got)
	}
	if ip, _ := address(got[0].Answers[0]); ip != m.ip || got[0].Answers[0].Header.Class != dnsmessage.ClassINET|flush {
		t.Errorf("answered %v", got[0].Answers[0])
	}
}

func TestServiceIsListedWithAllThatIsNeeded(t *testing.T) {
	l := newLAN(t)
	l.machine("192.168.1.20/24", 8080)
	l.run(3 * time.Second)
	got := l.ask(asker, "_http._tcp.local.", dnsmessage.TypePTR, 0)
	if len(got) != 1 || len(got[0].Answers) != 1 || len(got[0].Additionals) < 3 {
		t.Fatalf("answered %v", got)
	}
	pointer := got[0].Answers[0]
	if pointer.Body.(*dnsmessage.PTRResource).PTR.String() != "Packnight._http._tcp.local." || pointer.Header.Class != dnsmessage.ClassINET {
		t.Errorf("answered %v", pointer)
	}
	srv := got[0].Additionals[0].Body.(*dnsmessage.SRVResource)
	if srv.Port != 8080 || srv.Target.String() != "packnight.local." {
		t.Errorf("answered %v", srv)
	}
	if l.ask(asker, "_http._tcp.local.", dnsmessage.TypePTR, 0, pointer) != nil {
		t.Error("told what is known already")
	}
	if got := l.ask(asker, allTypes, dnsmessage.TypePTR, 0); len(got) != 1 {
		t.Errorf("asked for all types it answers %v", got)
	}
	if got := l.ask(asker, "Packnight._http._tcp.local.", dnsmessage.TypeSRV, 0); len(got) != 1 || len(got[0].Answers) != 1 {
		t.Errorf("asked for the service it answers %v", got)
	}
	for _, other := range []string{"other.local.", "_ipp._tcp.local.", "packnight-2.local."} {
		if got := l.ask(asker, other, dnsmessage.TypeALL, 0); got != nil {
			t.Errorf("asked for %s it answers %v", other, got)
		}
	}
}

func TestOtherKindsOfAddressAreDenied(t *testing.T) {
	l := newLAN(t)
	l.machine("192.168.1.20/24", 80)
	l.run(3 * time.Second)
	got := l.ask(asker, "packnight.local.", dnsmessage.TypeAAAA, 0)
	if len(got) != 1 || got[0].Answers[0].Header.Type != typeNSEC {
		t.Fatalf("answered %v", got)
	}
	data := got[0].Answers[0].Body.(*dnsmessage.UnknownResource).Data
	if want := "\x09packnight\x05local\x00\x00\x01\x40"; string(data) != want {
		t.Errorf("denies with %q, want %q", data, want)
	}
}

func TestPlainResolverIsAnsweredAlone(t *testing.T) {
	l := newLAN(t)
	m := l.machine("192.168.1.20/24", 80)
	l.run(3 * time.Second)
	var to netip.AddrPort
	m.send = func(_ int, addr netip.AddrPort, data []byte) {
		to = addr
		l.waiting = append(l.waiting, datagram{data: data})
	}
	got := l.ask("192.168.1.9:40000", "packnight.local.", dnsmessage.TypeA, 0)
	if to.String() != "192.168.1.9:40000" || len(got) != 1 || got[0].ID != 77 || len(got[0].Questions) != 1 {
		t.Fatalf("told %v: %v", to, got)
	}
	if h := got[0].Answers[0].Header; h.TTL != legacyTTL || h.Class != dnsmessage.ClassINET {
		t.Errorf("answered %v", h)
	}
	l.ask(asker, "packnight.local.", dnsmessage.TypeA, flush)
	if to.String() != asker {
		t.Errorf("a question that wants to be answered alone was answered to %v", to)
	}
	l.ask(asker, "packnight.local.", dnsmessage.TypeA, 0)
	if to.IsValid() {
		t.Errorf("a question was answered to %v alone", to)
	}
}

func TestWhoComesLaterTakesTheNextName(t *testing.T) {
	l := newLAN(t)
	first := l.machine("192.168.1.20/24", 80)
	l.run(3 * time.Second)
	second := l.machine("192.168.1.21/24", 80)
	l.run(5 * time.Second)
	third := l.machine("192.168.1.5/24", 80)
	l.run(8 * time.Second)
	for m, want := range map[*machine]string{first: "packnight.local", second: "packnight-2.local", third: "packnight-3.local"} {
		if m.name != want {
			t.Errorf("%v is found as %q, want %q", m.ip, m.name, want)
		}
	}
	if second.id.instance != "Packnight (2)" || third.id.instance != "Packnight (3)" {
		t.Errorf("the services are %q and %q", second.id.instance, third.id.instance)
	}
}

func TestTwoAtTheSameInstantGetTwoNames(t *testing.T) {
	for range 50 {
		l := newLAN(t)
		a, b := l.machine("192.168.1.20/24", 80), l.machine("192.168.1.21/24", 80)
		l.run(15 * time.Second)
		if a.name == b.name || a.name == "" || b.name == "" || a.id.instance == b.id.instance {
			t.Fatalf("found as %q and %q, services %q and %q", a.name, b.name, a.id.instance, b.id.instance)
		}
	}
}

func TestTwoNetworksThatAreJoinedGetTwoNames(t *testing.T) {
	one, other := newLAN(t), newLAN(t)
	a, b := one.machine("192.168.1.20/24", 80), other.machine("192.168.1.21/24", 80)
	one.run(3 * time.Second)
	other.run(3 * time.Second)
	b.send = a.send
	whole := newLAN(t)
	whole.now, whole.machines = one.now, []*machine{a, b}
	for _, m := range whole.machines {
		m.send = func(_ int, to netip.AddrPort, data []byte) {
			whole.waiting = append(whole.waiting, datagram{netip.AddrPortFrom(m.ip, mdnsPort), to, data})
		}
	}
	whole.ask(asker, "packnight.local.", dnsmessage.TypeA, 0) // both answer, and hear each other
	whole.run(15 * time.Second)
	if a.name == b.name || a.name == "" || b.name == "" {
		t.Errorf("found as %q and %q", a.name, b.name)
	}
}

func TestTwoProgramsOfOneMachineShareItsName(t *testing.T) {
	l := newLAN(t)
	a := l.machine("192.168.1.20/24", 80)
	l.run(3 * time.Second)
	b := l.machine("192.168.1.20/24", 8080)
	l.run(8 * time.Second)
	if a.name != "packnight.local" || b.name != a.name || a.id.instance == b.id.instance {
		t.Errorf("found as %q and %q, services %q and %q", a.name, b.name, a.id.instance, b.id.instance)
	}
}

func TestNewAddressIsToldAndOldOneForgotten(t *testing.T) {
	l := newLAN(t)
	m := l.machine("192.168.1.20/24", 80)
	l.run(3 * time.Second)
	m.ip = netip.MustParseAddr("192.168.1.99")
	m.update(l.now, []Net{network("192.168.1.99/24")})
	said := l.messages(l.run(4 * time.Second))
	last := said[len(said)-1]
	found := slices.ContainsFunc(last.Answers, func(r dnsmessage.Resource) bool {
		ip, ok := address(r)
		return ok && ip == m.ip && r.Header.Class&flush != 0
	})
	if !found || m.name != "packnight.local" {
		t.Errorf("found as %q, and the last word is %v", m.name, last.Answers)
	}
	m.update(l.now, nil)
	if said := l.run(4 * time.Second); m.name != "" || len(said) > 0 {
		t.Errorf("without a network it is found as %q and says %v", m.name, said)
	}
}

func TestGoodbyeTakesEverythingBack(t *testing.T) {
	l := newLAN(t)
	m := l.machine("192.168.1.20/24", 80)
	l.run(3 * time.Second)
	m.goodbye()
	said := l.messages(l.carry())
	if len(said) != 1 || len(said[0].Answers) < 4 {
		t.Fatalf("said %v", said)
	}
	for _, r := range said[0].Answers {
		if r.Header.TTL != 0 {
			t.Errorf("%v is to be remembered", r.Header)
		}
	}
}

func TestStrangeDatagramsChangeNothing(t *testing.T) {
	l := newLAN(t)
	m := l.machine("192.168.1.20/24", 80)
	l.run(3 * time.Second)
	theirs := dnsmessage.Message{
		Header:  dnsmessage.Header{Response: true, Authoritative: true},
		Answers: identity{host: "packnight", instance: "Packnight", port: 1}.everything(network("192.168.1.66/24")),
	}
	data, err := theirs.Pack()
	if err != nil {
		t.Fatal(err)
	}
	for name, h := range map[string]heard{
		"from beyond the network": {device, netip.MustParseAddrPort("8.8.8.8:5353"), data},
		"from a plain port":       {device, netip.MustParseAddrPort("192.168.1.66:999"), data},
		"from another device":     {device + 1, netip.MustParseAddrPort("192.168.1.66:5353"), data},
		"half of it":              {device, netip.MustParseAddrPort("192.168.1.66:5353"), data[:len(data)/2]},
		"nothing":                 {device, netip.MustParseAddrPort("192.168.1.66:5353"), nil},
	} {
		m.receive(l.now, h)
		if m.phase != settled {
			t.Errorf("%s: the name was given up", name)
		}
	}
	m.receive(l.now, heard{device, netip.MustParseAddrPort("192.168.1.66:5353"), data})
	if m.phase != probing {
		t.Error("a real contradiction was not noticed")
	}
}

func TestFloodOfQuestionsIsAnsweredSeldom(t *testing.T) {
	l := newLAN(t)
	l.machine("192.168.1.20/24", 80)
	l.run(3 * time.Second)
	answers := 0
	for range 1000 {
		answers += len(l.ask(asker, "packnight.local.", dnsmessage.TypeA, 0))
	}
	if answers != answersPerSecond {
		t.Errorf("answered %d times in one instant", answers)
	}
	l.run(2 * time.Second)
	if len(l.ask(asker, "packnight.local.", dnsmessage.TypeA, 0)) != 1 {
		t.Error("later it answers no more")
	}
}

func FuzzReceive(f *testing.F) {
	l := newLAN(&testing.T{})
	m := l.machine("192.168.1.20/24", 80)
	for _, s := range []dnsmessage.Message{m.question(m.net), m.announcement(m.net)} {
		data, err := s.Pack()
		if err != nil {
			f.Fatal(err)
		}
		f.Add(data)
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		l := newLAN(t)
		m := l.machine("192.168.1.20/24", 80)
		l.run(3 * time.Second)
		m.receive(l.now, heard{device, netip.MustParseAddrPort(asker), data})
		l.messages(l.run(time.Second))
	})
}

// TestNeighboursAreNoticed: what this machine says itself proves nothing, and what was
// heard on one network says nothing of the next.
func TestNeighboursAreNoticed(t *testing.T) {
	l := newLAN(t)
	m := l.machine("192.168.1.20/24", 80)
	l.run(5 * time.Second)
	if m.neighbours {
		t.Fatal("a machine alone has heard itself")
	}
	l.machine("192.168.1.21/24", 80)
	l.run(5 * time.Second)
	if !m.neighbours {
		t.Fatal("the other machine was not noticed")
	}
	m.update(l.now, []Net{network("10.0.0.5/24")})
	if m.neighbours {
		t.Fatal("the neighbours came along to another network")
	}
}
