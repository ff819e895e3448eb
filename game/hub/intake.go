package hub

import (
	"errors"
	"net"
	"sync/atomic"
	"time"
)

// errFlood: more bytes or frames a second than messages within the limits can need.
var errFlood = errors.New("too many bytes or frames")

const (
	frameHeader = 14 // the longest header of a client's frame
	// fragments is how many frames a message may usually be split into: what a
	// client may send in fragments, pings and pongs is this times its messages.
	fragments = 4
)

// intake is the net.Conn that gorilla gets. It counts what comes in, since empty
// fragments and control frames pass every limit of gorilla's, and swallows what
// gorilla would write after the handshake: it may stand between two halves of a
// message of ours. Owned by the reader, but for heard.
type intake struct {
	net.Conn
	hub    *Hub
	open   bool         // the handshake is over
	heard  atomic.Int64 // when bytes came in last, as Hub.now
	err    error        // why reading from the net.Conn ended
	bytes  bucket
	frames bucket
	scan   scanner
}

// Read implements net.Conn.
func (in *intake) Read(p []byte) (int, error) {
	n, err := in.Conn.Read(p)
	if n > 0 && in.open {
		err = errors.Join(in.count(p[:n]), err)
	}
	if err != nil {
		in.err = err
	}
	return n, err
}

func (in *intake) count(p []byte) error {
	now, l := in.hub.now(), &in.hub.cfg.Limits
	in.heard.Store(int64(now))
	size := l.Message + frameHeader
	if !in.bytes.take(now, len(p), l.Rate*size, l.Burst*size) ||
		!in.frames.take(now, in.scan.frames(p), fragments*l.Rate, fragments*l.Burst) {
		return errFlood
	}
	return nil
}

// Write implements net.Conn: the answer to the handshake goes out, nothing else.
func (in *intake) Write(p []byte) (int, error) {
	if in.open {
		return len(p), nil
	}
	return in.Conn.Write(p)
}

// SetWriteDeadline implements net.Conn. After the handshake deadlines are the hub's.
func (in *intake) SetWriteDeadline(t time.Time) error {
	if in.open {
		return nil
	}
	return in.Conn.SetWriteDeadline(t)
}

// bucket limits a rate: it holds the time at which all that was taken will have been
// worked off (the generic cell rate algorithm), so it is full of tokens as its zero
// value and needs no filling.
type bucket struct{ until time.Duration }

// take takes n at now where no more than burst are taken ahead of rate a second.
func (b *bucket) take(now time.Duration, n, rate, burst int) bool {
	until := max(b.until, now) + time.Duration(n)*time.Second/time.Duration(rate)
	if until-now > time.Duration(burst)*time.Second/time.Duration(rate) {
		return false
	}
	b.until = until
	return true
}

// scanner finds the frames in what a client sends.
type scanner struct {
	skip uint64 // bytes of payload still to come
	n    uint8  // bytes of the header seen
	head [frameHeader]byte
}

// frames returns how many headers of frames end in p.
func (s *scanner) frames(p []byte) (count int) {
	for len(p) > 0 {
		if s.skip > 0 {
			k := min(s.skip, uint64(len(p)))
			s.skip, p = s.skip-k, p[k:]
			continue
		}
		s.head[s.n], p = p[0], p[1:]
		s.n++
		if length, ok := s.length(); ok {
			s.skip, s.n = length, 0
			count++
		}
	}
	return count
}

// length returns the length of the payload once the header is complete.
func (s *scanner) length() (length uint64, ok bool) {
	if s.n < 2 {
		return 0, false
	}
	length, extended := uint64(s.head[1]&0x7f), 0
	switch length {
	case 126:
		extended = 2
	case 127:
		extended = 8
	}
	need := 2 + extended
	if s.head[1]&0x80 != 0 {
		need += 4
	}
	if int(s.n) < need {
		return 0, false
	}
	if extended > 0 {
		length = 0
		for _, b := range s.head[2 : 2+extended] {
			length = length<<8 | uint64(b)
		}
	}
	return length, true
}
