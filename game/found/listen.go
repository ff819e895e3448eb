package found

import (
	"bytes"
	"net/netip"
	"slices"
	"time"

	"golang.org/x/net/dns/dnsmessage"
)

// mdnsPort is where multicast DNS is spoken. Who asks from another one is a plain
// resolver, and is answered like one.
const mdnsPort = 5353

// heard is one datagram.
type heard struct {
	device int
	from   netip.AddrPort
	data   []byte
}

// receive takes a datagram. What is no message, or comes from beyond the network, is
// no business of ours.
func (s *speaker) receive(now time.Time, h heard) {
	n, ok := s.nets[h.device]
	if !ok || !n.holds(h.from.Addr()) || s.said.has(h.data) {
		return
	}
	var m dnsmessage.Message
	if m.Unpack(h.data) != nil || m.OpCode != 0 || m.RCode != dnsmessage.RCodeSuccess {
		return
	}
	s.neighbours = s.neighbours || !s.own[h.from.Addr()]
	switch {
	case m.Response && h.from.Port() == mdnsPort:
		s.compare(now, m)
	case m.Response:
	case s.phase == probing:
		s.contest(now, n, m)
	case s.phase >= announcing:
		s.answer(now, h, n, m)
	}
}

// compare looks whether somebody else has a name of ours. While the names are only
// asked for, the other one keeps it; later, both ask again.
func (s *speaker) compare(now time.Time, m dnsmessage.Message) {
	host, instance := false, false
	for _, r := range append(m.Answers, m.Additionals...) {
		if r.Header.TTL > 0 { // else a goodbye
			host = host || s.contradictsHost(r)
			instance = instance || s.contradictsInstance(r)
		}
	}
	switch {
	case !host && !instance:
	case s.phase == probing:
		s.giveWay(now, host, instance)
	case s.phase >= announcing:
		s.base.Log.Info("somebody else has this name", "host", s.id.host, "instance", s.id.instance)
		s.probe(now, s.patience(now, 0))
	}
}

// giveWay takes the next names.
func (s *speaker) giveWay(now time.Time, host, instance bool) {
	if host {
		s.hostNo++
	}
	if instance {
		s.instanceNo++
	}
	s.rename()
	s.probe(now, s.patience(now, 0))
}

// patience is how long to wait after a conflict: longer where there are many.
func (s *speaker) patience(now time.Time, usual time.Duration) time.Duration {
	s.conflicts = slices.DeleteFunc(append(s.conflicts, now), func(t time.Time) bool { return now.Sub(t) > conflictSpan })
	if len(s.conflicts) >= manyConflicts {
		return slowPace
	}
	return usual
}

func (s *speaker) contradictsHost(r dnsmessage.Resource) bool {
	ip, ok := address(r)
	return ok && same(r.Header.Name, s.id.hostName()) && !s.own[ip]
}

func (s *speaker) contradictsInstance(r dnsmessage.Resource) bool {
	v, ok := r.Body.(*dnsmessage.SRVResource)
	return ok && same(r.Header.Name, s.id.instanceName()) && (v.Port != s.id.port || !same(v.Target, s.id.hostName()))
}

// contest judges a probe that came while we probe: of two who ask for one name at the
// same time, the lexicographically later data wins it (RFC 6762, section 8.2).
func (s *speaker) contest(now time.Time, n Net, m dnsmessage.Message) {
	var theirs [][]byte
	rival := false
	for _, r := range m.Authorities {
		if same(r.Header.Name, s.id.hostName()) || same(r.Header.Name, s.id.instanceName()) {
			theirs = append(theirs, comparable(r))
			rival = rival || s.contradictsHost(r) || s.contradictsInstance(r)
		}
	}
	if !rival {
		return
	}
	var ours [][]byte
	for _, r := range s.question(n).Authorities {
		ours = append(ours, comparable(r))
	}
	slices.SortFunc(ours, bytes.Compare)
	slices.SortFunc(theirs, bytes.Compare)
	if slices.CompareFunc(ours, theirs, bytes.Compare) < 0 {
		s.probe(now, s.patience(now, yield))
	}
}

// comparable is a record's class, type and data, as they are compared.
func comparable(r dnsmessage.Resource) []byte {
	kind := r.Header.Type
	switch b := r.Body.(type) {
	case *dnsmessage.AResource:
		return append([]byte{0, 1, 0, 1}, b.A[:]...)
	case *dnsmessage.SRVResource:
		data := []byte{0, 1, 0, 33, byte(b.Priority >> 8), byte(b.Priority), byte(b.Weight >> 8), byte(b.Weight), byte(b.Port >> 8), byte(b.Port)}
		return append(data, b.Target.String()...)
	}
	return []byte{0, 1, byte(kind >> 8), byte(kind)}
}

// answer says what is asked for, if it is ours: to everybody, or to the asker alone
// where that was asked for.
func (s *speaker) answer(now time.Time, h heard, n Net, m dnsmessage.Message) {
	reply := dnsmessage.Message{Header: dnsmessage.Header{Response: true, Authoritative: true}}
	alone := true
	for _, q := range m.Questions {
		answers, more := s.about(q, n)
		answers = slices.DeleteFunc(answers, func(r dnsmessage.Resource) bool { return known(r, m.Answers) })
		if len(answers) == 0 {
			continue
		}
		alone = alone && q.Class&flush != 0
		reply.Answers, reply.Additionals = append(reply.Answers, answers...), append(reply.Additionals, more...)
	}
	if len(reply.Answers) == 0 || !s.answers[h.device].take(now) {
		return
	}
	switch {
	case h.from.Port() != mdnsPort:
		s.tell(h.device, h.from, plain(reply, m))
	case alone:
		s.tell(h.device, h.from, reply)
	default:
		s.tell(h.device, netip.AddrPort{}, reply)
	}
}

// about is what there is to say to one question, and what will be asked next.
func (s *speaker) about(q dnsmessage.Question, n Net) (answers, more []dnsmessage.Resource) {
	wants := func(t dnsmessage.Type) bool { return q.Type == t || q.Type == dnsmessage.TypeALL }
	host := append(s.id.addresses(n), s.id.noMore())
	switch {
	case same(q.Name, s.id.hostName()) && wants(dnsmessage.TypeA):
		return s.id.addresses(n), []dnsmessage.Resource{s.id.noMore()}
	case same(q.Name, s.id.hostName()):
		return []dnsmessage.Resource{s.id.noMore()}, s.id.addresses(n)
	case same(q.Name, s.id.instanceName()):
		if wants(dnsmessage.TypeSRV) {
			answers = append(answers, s.id.service())
		}
		if wants(dnsmessage.TypeTXT) {
			answers = append(answers, s.id.text())
		}
		return answers, host
	case same(q.Name, s.id.pointer().Header.Name) && wants(dnsmessage.TypePTR):
		return []dnsmessage.Resource{s.id.pointer()}, append([]dnsmessage.Resource{s.id.service(), s.id.text()}, host...)
	case same(q.Name, s.id.ofType().Header.Name) && wants(dnsmessage.TypePTR):
		return []dnsmessage.Resource{s.id.ofType()}, nil
	}
	return nil, nil
}

// known tells whether the asker has said that it knows the answer, and will for a
// while. Only what several machines answer is asked for like that.
func known(r dnsmessage.Resource, told []dnsmessage.Resource) bool {
	ours, ok := r.Body.(*dnsmessage.PTRResource)
	return ok && slices.ContainsFunc(told, func(t dnsmessage.Resource) bool {
		theirs, ok := t.Body.(*dnsmessage.PTRResource)
		return ok && same(t.Header.Name, r.Header.Name) && same(theirs.PTR, ours.PTR) && t.Header.TTL >= r.Header.TTL/2
	})
}

// plain is a reply as a resolver expects it that knows nothing of multicast DNS.
func plain(reply, to dnsmessage.Message) dnsmessage.Message {
	reply.ID, reply.Questions = to.ID, to.Questions
	for _, section := range []*[]dnsmessage.Resource{&reply.Answers, &reply.Additionals} {
		*section = lasting(legacyTTL*time.Second, *section)
		for i := range *section {
			(*section)[i].Header.Class = dnsmessage.ClassINET
		}
	}
	return reply
}
