package bench

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"net"
	"strings"
	"sync"
	"sync/atomic"
	"time"
)

// fleet is the sockets of the load process.
type fleet struct {
	rooms  []*hall
	seats  []*seat
	tally  atomic.Pointer[tally] // of the present run
	window atomic.Int64          // of each mover; 0 with a rate
	budget atomic.Int64          // moves that movers may still begin
}

// tally is what is counted of one run, beside the seats' own counters.
type tally struct {
	latency histogram
	expect  atomic.Int64 // deliveries (or acks) still to come
	acks    bool         // expect counts acks
	done    chan struct{}
	refused atomic.Int64
}

// hall is a room as its clients know it.
type hall struct {
	seats     []*seat
	leader    *seat                          // one of them; nil where nobody leads
	began     atomic.Int64                   // moves begun
	at        atomic.Pointer[[]atomic.Int64] // when the n-th was begun, in ns since epoch
	delivered atomic.Int64
	step      int       // of the cycle; the pacer's
	artist    *seat     // who draws in this run; nil for nobody
	inked     time.Time // when it last sent a spark; the pacer's
}

var epoch = time.Now()

// seat is one socket.
type seat struct {
	fleet *fleet
	hall  *hall
	conn  net.Conn
	ready chan error // welcomed, or not

	buffer []byte // the reader's

	mu     sync.Mutex
	last   int64 // answered, as the last patch told
	seen   int64 // moves whose effect was seen
	acked  int64
	frames int64
	bytes  int64

	moment atomic.Int64
	nextID atomic.Int64
}

// openFleet opens all sockets of an order.
func openFleet(o order) (*fleet, error) {
	f := &fleet{}
	f.tally.Store(&tally{})
	slots := make(chan struct{}, 50)
	var wg sync.WaitGroup
	for _, tickets := range o.Tickets {
		h := &hall{}
		f.rooms = append(f.rooms, h)
		for i, ticket := range tickets {
			s := &seat{fleet: f, hall: h, ready: make(chan error, 1), buffer: make([]byte, 4<<10)}
			h.seats, f.seats = append(h.seats, s), append(f.seats, s)
			if o.Led && i == len(tickets)-1 {
				h.leader = s
			}
			wg.Go(func() {
				slots <- struct{}{}
				defer func() { <-slots }()
				s.open(o, ticket)
			})
		}
	}
	wg.Wait()
	for _, s := range f.seats {
		if err := <-s.ready; err != nil {
			return f, err
		}
	}
	return f, nil
}

func (f *fleet) close() {
	for _, s := range f.seats {
		s.conn.Close()
	}
}

func (s *seat) open(o order, ticket string) {
	conn, err := net.Dial("tcp", o.Address)
	if err != nil {
		s.ready <- err
		return
	}
	s.conn = conn
	if o.Raw {
		go s.read(0)
		s.ready <- nil
		return
	}
	n, err := s.handshake(o.Address, ticket)
	if err != nil {
		s.ready <- err
		return
	}
	go s.read(n)
	select {
	case err := <-s.ready:
		s.ready <- err
	case <-time.After(30 * time.Second):
		s.ready <- errors.New("no welcome in 30 s")
	}
}

// handshake upgrades and says hello; it returns how many bytes after the answer are in
// the buffer.
func (s *seat) handshake(address, ticket string) (n int, err error) {
	request := "GET /ws HTTP/1.1\r\nHost: " + address + "\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n" +
		"Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"
	if _, err := io.WriteString(s.conn, request); err != nil {
		return 0, err
	}
	for {
		k, err := s.conn.Read(s.buffer[n:])
		if err != nil {
			return 0, fmt.Errorf("in the handshake: %w", err)
		}
		n += k
		if end := bytes.Index(s.buffer[:n], []byte("\r\n\r\n")); end >= 0 {
			if !bytes.HasPrefix(s.buffer, []byte("HTTP/1.1 101 ")) {
				return 0, fmt.Errorf("the handshake was refused: %.80q", s.buffer[:n])
			}
			n = copy(s.buffer, s.buffer[end+4:n])
			break
		}
	}
	_, err = s.conn.Write(frameOf(0x81, `{"type":"hello","ticket":"`+ticket+`"}`))
	return n, err
}

// frameOf is a client's frame with a mask of zeros.
func frameOf(first byte, payload string) []byte {
	f := []byte{first}
	if n := len(payload); n < 126 {
		f = append(f, 0x80|byte(n))
	} else {
		f = binary.BigEndian.AppendUint16(append(f, 0x80|126), uint16(n))
	}
	return append(append(f, 0, 0, 0, 0), payload...)
}

// read reads frames until the socket ends; n bytes are in the buffer.
func (s *seat) read(n int) {
	for {
		used, acks := s.cut(s.buffer[:n])
		n = copy(s.buffer, s.buffer[used:n])
		if acks > 0 && s.fleet.window.Load() > 0 {
			s.move(acks)
		}
		if n == len(s.buffer) {
			s.buffer = append(s.buffer, make([]byte, len(s.buffer))...)
		}
		k, err := s.conn.Read(s.buffer[n:])
		if err != nil {
			select {
			case s.ready <- fmt.Errorf("before the welcome: %w", err):
			default:
			}
			return
		}
		n += k
	}
}

// cut takes the complete frames at the start of p and returns their length, and
// how many acks were among them.
func (s *seat) cut(p []byte) (used, acks int) {
	now, t := time.Since(epoch), s.fleet.tally.Load()
	s.mu.Lock()
	defer s.mu.Unlock()
	for {
		payload, size := split(p[used:])
		if size == 0 {
			return used, acks
		}
		switch first := p[used]; {
		case first == 0x89:
			_, _ = s.conn.Write(frameOf(0x8a, "")) // the reader hears of a broken socket
		case first == 0x88:
			s.fail(payload)
		case len(payload) > 10:
			acks += s.take(t, payload, size, now)
		}
		used += size
	}
}

func (s *seat) fail(payload []byte) {
	code := 0
	if len(payload) >= 2 {
		code = int(binary.BigEndian.Uint16(payload))
	}
	select {
	case s.ready <- fmt.Errorf("closed with %d", code):
	default:
	}
}

// split returns the payload of the frame at the start of p; size is 0 where it is not
// complete.
func split(p []byte) (payload []byte, size int) {
	if len(p) < 2 {
		return nil, 0
	}
	head, n := 2, int(p[1])
	switch n {
	case 126:
		if head = 4; len(p) >= head {
			n = int(binary.BigEndian.Uint16(p[2:]))
		}
	case 127:
		if head = 10; len(p) >= head {
			n = int(binary.BigEndian.Uint64(p[2:]))
		}
	}
	if len(p) < head+n {
		return nil, 0
	}
	return p[head : head+n], head + n
}

var (
	answered = []byte(`"answered":`)
	moment   = []byte(`"moment":`)
	inked    = []byte(`"strokes":{"`)
)

// take looks at one message, by the first letter of its type.
func (s *seat) take(t *tally, payload []byte, size int, now time.Duration) (acks int) {
	switch payload[len(`{"type":"`)] {
	case 'w':
		s.look(payload)
		s.ready <- nil
	case 'a':
		s.acked++
		if t.acks {
			t.arrived(1)
		}
		return 1
	case 'r':
		t.refused.Add(1)
		return 1
	case 'p':
		s.frames++
		s.bytes += int64(size)
		if n := s.look(payload); n > 0 {
			s.effects(t, n, now)
		}
	case 's':
		s.frames++
		s.bytes += int64(size)
		s.effects(t, 1, now)
	}
	return 0
}

// look returns how many moves a welcome or patch shows: answered grows by one with
// each player's and starts from 0 again in a new round, moment grows with a leader's, and
// strokes come one by one.
func (s *seat) look(payload []byte) (moves int64) {
	if i := bytes.Index(payload, answered); i >= 0 {
		n := leadingInt(payload[i+len(answered):])
		if moves = n - s.last; moves < 0 {
			moves = n
		}
		s.last = n
	}
	if bytes.Contains(payload, inked) && s.hall.artist != s {
		moves++
	}
	if i := bytes.Index(payload, moment); i >= 0 {
		s.moment.Store(leadingInt(payload[i+len(moment):]))
		moves++
	}
	return moves
}

func leadingInt(p []byte) (n int64) {
	for _, c := range p {
		if c < '0' || c > '9' {
			break
		}
		n = n*10 + int64(c-'0')
	}
	return n
}

// effects counts moves whose effect this seat sees now.
func (s *seat) effects(t *tally, n int64, now time.Duration) {
	at := s.hall.at.Load()
	for range n {
		s.seen++
		if at != nil && s.seen <= int64(len(*at)) {
			t.latency.add(now - time.Duration((*at)[s.seen-1].Load()))
		}
	}
	s.hall.delivered.Add(n)
	if !t.acks {
		t.arrived(n)
	}
}

func (t *tally) arrived(n int64) {
	if t.expect.Add(-n) == 0 {
		close(t.done)
	}
}

// move begins up to n moves in one write, as far as the budget goes.
func (s *seat) move(n int) {
	var out []byte
	for range n {
		if s.fleet.budget.Add(-1) < 0 {
			break
		}
		s.hall.begin()
		id := s.nextID.Add(1)
		out = append(out, frameOf(0x81, fmt.Sprintf(`{"type":"move","id":%d,"move":{"answer":%d}}`, id, id%2))...)
	}
	if len(out) > 0 {
		_, _ = s.conn.Write(out) // the reader hears of a broken socket
	}
}

// begin notes when a move is begun.
func (h *hall) begin() {
	n, at := h.began.Add(1), h.at.Load()
	if at != nil && n <= int64(len(*at)) {
		(*at)[n-1].Store(int64(time.Since(epoch)))
	}
}

// command is a leader's move, meant for the moment that the leader sees.
func (s *seat) command(do string) {
	s.hall.begin()
	id := s.nextID.Add(1)
	move := fmt.Sprintf(`{"type":"move","id":%d,"at":%d,"move":{"do":"%s"}}`, id, s.moment.Load(), do)
	_, _ = s.conn.Write(frameOf(0x81, move)) // the reader hears of a broken socket
}

// settled waits until every seat has seen all moves of this room.
func (h *hall) settled() {
	for h.delivered.Load() < h.began.Load()*int64(len(h.seats)) {
		<-time.After(50 * time.Microsecond)
	}
}

// start has every leader go on that many times.
func (f *fleet) start(nexts int) {
	f.prepare(load{}, false)
	for _, h := range f.rooms {
		for range nexts {
			h.leader.command("next")
			h.settled()
		}
	}
}

// cycle makes the next move of a round that is played again and again: its leader's,
// redo and next, or one of its players'.
func (h *hall) cycle(movers int) {
	step := h.step
	h.step = (step + 1) % (movers + 2)
	if step <= 2 {
		h.settled()
	}
	switch step {
	case 0:
		h.leader.command("redo")
	case 1:
		h.leader.command("next")
	default:
		h.seats[step-2].move(1)
	}
}

const (
	piecesOfStroke = 20                    // sparks before a stroke is finished
	inkEvery       = 66 * time.Millisecond // more often than every 60 is not relayed
)

// draw sends the n-th piece of a drawing: four points of a line, or now and then the
// stroke that they make.
func (h *hall) draw(n int) {
	if wait := time.Until(h.inked.Add(inkEvery)); wait > 0 {
		<-time.After(wait)
	}
	h.inked = time.Now()
	h.begin()
	stroke, piece := n/(piecesOfStroke+1), n%(piecesOfStroke+1)
	const points = "512,498,520,497,531,490,538,481"
	if piece < piecesOfStroke {
		h.artist.write(`{"type":"spark","line":{"c":1,"w":0,"p":[%s]},"sheet":1,"n":%d,"from":%d}`, points, stroke, 8*piece)
		return
	}
	id := h.artist.nextID.Add(1)
	h.artist.write(`{"type":"move","id":%d,"move":{"stroke":{"c":1,"w":0,"p":[%s]}}}`, id, strings.Repeat(points+",", 9)+points)
}

func (s *seat) write(format string, args ...any) {
	_, _ = s.conn.Write(frameOf(0x81, fmt.Sprintf(format, args...))) // the reader hears of a broken socket
}

// wait waits for all that prepare said will come.
func (f *fleet) wait() (report, error) {
	t := f.tally.Load()
	limit := time.NewTimer(time.Minute)
	defer limit.Stop()
	select {
	case <-t.done:
	case <-limit.C:
		return report{}, fmt.Errorf("%d deliveries never came, %d were refused", t.expect.Load(), t.refused.Load())
	}
	r := report{Refused: t.refused.Load(), P50: t.latency.quantile(0.5), P99: t.latency.quantile(0.99)}
	for _, s := range f.seats {
		s.mu.Lock()
		r.Deliveries += s.seen
		r.Acks += s.acked
		r.Frames += s.frames
		r.Bytes += s.bytes
		s.mu.Unlock()
	}
	return r, nil
}

// prepare sets everything to 0; nothing that is counted is under way then.
func (f *fleet) prepare(l load, own bool) {
	t := &tally{acks: l.Acks, done: make(chan struct{})}
	t.expect.Store(f.reset(l, own))
	if l.Acks {
		t.expect.Store(int64(l.Moves))
	}
	f.budget.Store(int64(l.Moves))
	f.window.Store(int64(l.Window))
	f.tally.Store(t)
}

// reset sets the rooms' and the seats' counters to 0 and returns how many deliveries
// the moves will be.
func (f *fleet) reset(l load, own bool) (deliveries int64) {
	for _, h := range f.rooms {
		h.began.Store(0)
		h.delivered.Store(0)
		h.at.Store(nil)
		if own {
			at := make([]atomic.Int64, l.Moves/len(f.rooms))
			h.at.Store(&at)
		}
		h.artist = nil
		sees := len(h.seats)
		if l.Draws && own {
			h.artist, sees = h.seats[0], sees-1
		}
		deliveries += int64(l.Moves / len(f.rooms) * sees)
		for _, s := range h.seats {
			s.mu.Lock()
			s.seen, s.acked, s.frames, s.bytes = 0, 0, 0, 0
			s.mu.Unlock()
		}
	}
	return deliveries
}

// begin makes the moves at their rate, or starts what goes on with each ack.
func (f *fleet) begin(l load) {
	if l.Rate > 0 {
		f.pace(l)
		return
	}
	for _, h := range f.rooms {
		for _, s := range h.seats[:l.Movers] {
			s.move(l.Window)
		}
	}
}

// pace begins the i-th move at i/rate, room after room, mover after mover.
func (f *fleet) pace(l load) {
	start := time.Now()
	timer := time.NewTimer(0)
	defer timer.Stop()
	<-timer.C
	for i := range l.Moves {
		if wait := time.Until(start.Add(time.Duration(float64(i) / l.Rate * float64(time.Second)))); wait > 0 {
			timer.Reset(wait)
			<-timer.C
		}
		h := f.rooms[i%len(f.rooms)]
		switch {
		case l.Draws:
			h.draw(i / len(f.rooms))
		case l.Cycle:
			h.cycle(l.Movers)
		default:
			h.seats[i/len(f.rooms)%l.Movers].move(1)
		}
	}
}
