package bot

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"math/rand/v2"
	"sync"
	"time"

	"github.com/gorilla/websocket"
)

// Seat is one seat's connection, kept up as the contract tells a client to. Its
// methods may be called from any goroutine; Run owns the socket.
type Seat struct {
	browser *Browser
	mu      sync.Mutex
	ticket  func(context.Context) (string, error)
	socket  *websocket.Conn // the live one, nil between two
	state   State
	next    int64 // id of the last move
	moves   map[int64]*Entry
	pending []int64 // sent or to be sent, not yet decided, in order
	broken  []string
	gained  map[int]float64 // by round: what the present game's reveals gave
	changed chan struct{}   // closed and replaced at every change
	Backoff func(attempt int) time.Duration
	// Follow returns where tickets come from after a `go`; nil keeps the source, as
	// a player's is good for whichever game it is in. Set it before Run.
	Follow func(code string) func(context.Context) (string, error)
	// Heard is called with each frame as it came, from the reader; nil for nobody.
	// Set it before Run.
	Heard func(frame []byte)
}

// State is what the seat sees now.
type State struct {
	Live     bool
	Welcomes int
	V        int64
	Acked    int64
	Room     map[string]any
	Game     map[string]any
	Mine     map[string]any
	Go       string // code of the game that a `go` frame named last
	Closed   int    // close code of the last socket, 0 for none
}

// Entry is one move in the ledger.
type Entry struct {
	Move    any
	Frame   []byte
	Acked   bool
	Refused string
}

// NewSeat returns a seat of the browser, its tickets coming from ticket.
func NewSeat(b *Browser, ticket func(context.Context) (string, error)) *Seat {
	return &Seat{
		browser: b,
		ticket:  ticket,
		moves:   map[int64]*Entry{},
		gained:  map[int]float64{},
		changed: make(chan struct{}),
		Backoff: fullJitter,
	}
}

// fullJitter is the wait before attempt n, as the contract has it.
func fullJitter(n int) time.Duration {
	longest := 2 * time.Second
	if n < 3 {
		longest = 250 * time.Millisecond << n
	}
	return rand.N(longest)
}

// Run keeps the seat connected until ctx ends (nil) or a close code of 4500 and
// above says not to (*Over).
func (s *Seat) Run(ctx context.Context) error {
	for attempt := 0; ; attempt++ {
		welcomed, err := s.connect(ctx)
		if welcomed {
			attempt = 0
		}
		if ctx.Err() != nil {
			return nil
		}
		var over *Over
		if errors.As(err, &over) {
			return err
		}
		wait := time.NewTimer(s.Backoff(attempt))
		select {
		case <-ctx.Done():
			wait.Stop()
			return nil
		case <-wait.C:
		}
	}
}

// Over is a close that a client does not come back from.
type Over struct{ Code int }

// Error implements error.
func (o *Over) Error() string { return fmt.Sprintf("closed for good with %d", o.Code) }

// connect opens one socket and reads it to its end.
func (s *Seat) connect(ctx context.Context) (welcomed bool, err error) {
	ticketOf := s.source()
	ticket, err := ticketOf(ctx)
	if err != nil {
		return false, err
	}
	socket, resp, err := websocket.DefaultDialer.DialContext(ctx, s.browser.socketURL(), nil)
	if err != nil {
		return false, fmt.Errorf("dialing: %w", err)
	}
	resp.Body.Close()
	defer socket.Close()
	stop := context.AfterFunc(ctx, func() { socket.Close() })
	defer stop()
	if err := socket.WriteJSON(map[string]string{"type": "hello", "ticket": ticket}); err != nil {
		return false, fmt.Errorf("saying hello: %w", err)
	}
	return s.read(socket)
}

func (s *Seat) source() func(context.Context) (string, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.ticket
}

func (s *Seat) read(socket *websocket.Conn) (welcomed bool, err error) {
	defer s.down(socket)
	for {
		// The server is given 9 s to be heard, as the contract has it.
		if err := socket.SetReadDeadline(time.Now().Add(9 * time.Second)); err != nil {
			return welcomed, fmt.Errorf("setting a deadline: %w", err)
		}
		_, data, err := socket.ReadMessage()
		if err != nil {
			return welcomed, s.closed(err)
		}
		var m message
		if err := json.Unmarshal(data, &m); err != nil {
			s.complain("frame %q is not JSON: %v", data, err)
			continue
		}
		if m.Type == "welcome" {
			welcomed = true
		}
		if s.Heard != nil {
			s.Heard(data)
		}
		s.take(socket, m, data)
	}
}

// closed notes the code that a socket ended with.
func (s *Seat) closed(err error) error {
	var ce *websocket.CloseError
	if !errors.As(err, &ce) {
		return fmt.Errorf("reading: %w", err)
	}
	s.mu.Lock()
	s.state.Closed = ce.Code
	s.mu.Unlock()
	if ce.Code >= 4500 && ce.Code <= 4999 {
		return &Over{ce.Code}
	}
	return fmt.Errorf("reading: %w", err)
}

func (s *Seat) down(socket *websocket.Conn) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.socket == socket {
		s.socket = nil
	}
	s.state.Live = false
	s.wake()
}

// wake tells everybody who waits that something changed; s.mu is held.
func (s *Seat) wake() {
	close(s.changed)
	s.changed = make(chan struct{})
}

func (s *Seat) complain(format string, args ...any) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.broken = append(s.broken, fmt.Sprintf(format, args...))
}

// Broken lists where the server broke the contract, as far as this seat saw.
func (s *Seat) Broken() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([]string(nil), s.broken...)
}

// Move sends a move now, or after the next welcome where there is no connection,
// and returns its id. With at it names the moment that the seat sees.
func (s *Seat) Move(move any, at bool) int64 {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.next++
	frame := map[string]any{"type": "move", "id": s.next, "move": move}
	if at {
		frame["at"] = s.state.Room["moment"]
	}
	data, err := json.Marshal(frame)
	if err != nil {
		panic(err) // a test's own move
	}
	s.moves[s.next] = &Entry{Move: move, Frame: data}
	s.pending = append(s.pending, s.next)
	if s.socket != nil {
		// A failed write is found by the reader; the move goes out again then.
		_ = s.socket.WriteMessage(websocket.TextMessage, data)
	}
	return s.next
}

// Wait returns once ok holds for what the seat sees, or with ctx's error.
func (s *Seat) Wait(ctx context.Context, ok func(State) bool) error {
	for {
		s.mu.Lock()
		good, changed := ok(s.state), s.changed
		s.mu.Unlock()
		if good {
			return nil
		}
		select {
		case <-ctx.Done():
			return fmt.Errorf("waiting for a state: %w", ctx.Err())
		case <-changed:
		}
	}
}

// Decided waits until the move with that id was acknowledged or refused, and
// returns the refusal's code, "" for none.
func (s *Seat) Decided(ctx context.Context, id int64) (string, error) {
	var e Entry
	err := s.Wait(ctx, func(State) bool {
		e = *s.moves[id]
		return e.Acked || e.Refused != ""
	})
	return e.Refused, err
}

// Look calls f with what the seat sees, which f must not keep.
func (s *Seat) Look(f func(State)) {
	s.mu.Lock()
	defer s.mu.Unlock()
	f(s.state)
}

// Gained returns what each reveal of the present game that this seat saw gave it,
// by round.
func (s *Seat) Gained() map[int]float64 {
	s.mu.Lock()
	defer s.mu.Unlock()
	return maps.Clone(s.gained)
}

// Ledger returns a copy of all moves by id.
func (s *Seat) Ledger() map[int64]Entry {
	s.mu.Lock()
	defer s.mu.Unlock()
	out := make(map[int64]Entry, len(s.moves))
	for id, e := range s.moves {
		out[id] = *e
	}
	return out
}
