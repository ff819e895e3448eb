package found

import (
	"hash/maphash"
	"math/rand/v2"
	"net/netip"
	"time"

	"golang.org/x/net/dns/dnsmessage"
)

// The pace of RFC 6762: three probes, then two announcements (sections 8.1 and 8.3);
// who loses to a simultaneous probe waits a second (8.2); who meets fifteen conflicts
// in ten seconds goes slow (8.1).
const (
	probes        = 3
	probePace     = 250 * time.Millisecond
	announcements = 2
	announcePace  = time.Second
	yield         = time.Second
	manyConflicts = 15
	conflictSpan  = 10 * time.Second
	slowPace      = 5 * time.Second
)

// answersPerSecond bounds what one network is told in answer to questions: whoever
// floods it with questions must not make this machine flood it with answers.
const answersPerSecond = 30

type phase int

const (
	silent     phase = iota // no network
	probing                 // asks whether the names are free
	announcing              // they are; says so
	settled                 // answers
)

// speaker decides what is said: a state machine that is told the time, what arrives
// and which networks there are, and that sends through a function. One goroutine's.
type speaker struct {
	base       Config
	port       int
	id         identity
	hostNo     int
	instanceNo int
	nets       map[int]Net // by the index of their device
	own        map[netip.Addr]bool
	answers    map[int]*quota
	phase      phase
	step       int       // probes or announcements sent
	due        time.Time // of the next one; zero for none
	conflicts  []time.Time
	said       echo
	neighbours bool                                             // another machine was heard, on the networks that there are now
	send       func(device int, to netip.AddrPort, data []byte) // to is zero for everybody
	named      func(host string)                                // "" while there is no name
}

func newSpeaker(c Config, port int, send func(int, netip.AddrPort, []byte), named func(string)) *speaker {
	s := &speaker{base: c, port: port, hostNo: 1, instanceNo: 1, send: send, named: named, said: echo{seed: maphash.MakeSeed()}}
	s.rename()
	return s
}

func (s *speaker) rename() {
	s.id = identity{
		host:     numbered(s.base.Host, s.hostNo, "-%d"),
		instance: numbered(s.base.Service, s.instanceNo, " (%d)"),
		port:     uint16(s.port),
	}
}

// update takes the networks that there are now, and tells all of them afresh.
func (s *speaker) update(now time.Time, nets []Net) {
	s.nets, s.own, s.answers, s.neighbours = map[int]Net{}, map[netip.Addr]bool{}, map[int]*quota{}, false
	for _, n := range nets {
		s.nets[n.Device.Index], s.answers[n.Device.Index] = n, &quota{}
		for _, p := range n.Prefixes {
			s.own[p.Addr()] = true
		}
	}
	if len(nets) == 0 {
		s.phase, s.due = silent, time.Time{}
		s.named("")
		return
	}
	s.probe(now, rand.N(probePace))
}

// probe asks, after a while, whether the names are free.
func (s *speaker) probe(now time.Time, after time.Duration) {
	s.phase, s.step, s.due = probing, 0, now.Add(after)
	s.named("")
}

// tick does what is due.
func (s *speaker) tick(now time.Time) {
	if s.due.IsZero() || now.Before(s.due) {
		return
	}
	if s.phase == probing && s.step == probes {
		s.phase, s.step = announcing, 0
		s.named(s.id.host + ".local")
	}
	s.step++
	switch {
	case s.phase == probing:
		s.everywhere(s.question)
		s.due = now.Add(probePace)
	case s.step < announcements:
		s.everywhere(s.announcement)
		s.due = now.Add(announcePace)
	default:
		s.everywhere(s.announcement)
		s.phase, s.due = settled, time.Time{}
	}
}

// goodbye takes everything back.
func (s *speaker) goodbye() {
	if s.phase < announcing {
		return
	}
	s.everywhere(func(n Net) dnsmessage.Message {
		m := s.announcement(n)
		m.Answers = lasting(0, m.Answers)
		return m
	})
}

func (s *speaker) everywhere(what func(Net) dnsmessage.Message) {
	for device, n := range s.nets {
		s.tell(device, netip.AddrPort{}, what(n))
	}
}

func (s *speaker) tell(device int, to netip.AddrPort, m dnsmessage.Message) {
	data, err := m.Pack()
	if err != nil { // names of ours that are no names: a mistake in this package
		s.base.Log.Error("packing a record", "err", err)
		return
	}
	s.said.add(data)
	s.send(device, to, data)
}

// question asks who has the names, and says what would be told of them. Everybody is
// to hear the answer: another responder on this machine may share the port.
func (s *speaker) question(n Net) dnsmessage.Message {
	ask := func(name dnsmessage.Name) dnsmessage.Question {
		return dnsmessage.Question{Name: name, Type: dnsmessage.TypeALL, Class: dnsmessage.ClassINET}
	}
	claims := append(s.id.addresses(n), s.id.service())
	for i := range claims {
		claims[i].Header.Class = dnsmessage.ClassINET
	}
	return dnsmessage.Message{
		Questions: []dnsmessage.Question{ask(s.id.hostName()), ask(s.id.instanceName())}, Authorities: claims,
	}
}

func (s *speaker) announcement(n Net) dnsmessage.Message {
	return dnsmessage.Message{Header: dnsmessage.Header{Response: true, Authoritative: true}, Answers: s.id.everything(n)}
}

// quota bounds answers to answersPerSecond.
type quota struct {
	second time.Time
	used   int
}

func (q *quota) take(now time.Time) bool {
	if now.Sub(q.second) >= time.Second {
		q.second, q.used = now, 0
	}
	q.used++
	return q.used <= answersPerSecond
}

// echo knows the last messages that were sent: each of them comes back to its sender,
// on a bridged network perhaps by another device too, and contradicts nobody.
type echo struct {
	seed maphash.Seed
	sums [64]uint64
	next int
}

func (e *echo) add(data []byte) {
	e.sums[e.next%len(e.sums)] = maphash.Bytes(e.seed, data)
	e.next++
}

func (e *echo) has(data []byte) bool {
	sum := maphash.Bytes(e.seed, data)
	for _, s := range e.sums {
		if s == sum {
			return true
		}
	}
	return false
}
