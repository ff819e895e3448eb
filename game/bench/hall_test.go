package bench

import (
	"context"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"packnight/game"
	"packnight/game/hub"
	"packnight/game/wire"
)

// limits are the appliance's, but for what a load within one machine is beyond.
func limits() wire.Limits {
	l := wire.Default()
	l.Rate, l.Burst = 1e7, 1e7
	l.Seats, l.Sockets, l.Strangers = 2000, 20_000, 20_000
	l.Queue, l.QueueBytes = 4096, 4<<20
	l.Players = 20_000
	return l
}

// seatTickets takes "seat:id:code" for a ticket.
type seatTickets struct{}

func (seatTickets) Redeem(_ context.Context, ticket string) (hub.Claims, error) {
	p := strings.SplitN(ticket, ":", 3)
	return hub.Claims{Seat: game.Role(p[0]), Subject: p[1], Code: p[2]}, nil
}

// serveHub serves a hub before those rooms and returns its address.
func serveHub(b testing.TB, rooms hub.Rooms) (h *hub.Hub, address string) {
	b.Helper()
	h = hub.New(context.Background(), hub.Config{Tickets: seatTickets{}, Rooms: rooms, Limits: limits()})
	server := httptest.NewServer(http.Handler(h))
	b.Cleanup(func() {
		ctx, cancel := context.WithTimeout(context.Background(), time.Second)
		defer cancel()
		_ = h.Close(ctx) // the load process may have gone before
		server.Close()
	})
	return h, strings.TrimPrefix(server.URL, "http://")
}

// trivial are rooms without a game and a store: what the hub costs alone.
type trivial struct {
	b     testing.TB
	mu    sync.Mutex
	rooms map[string]*trivialRoom
	tasks sync.WaitGroup
}

func newTrivial(b testing.TB) *trivial {
	t := &trivial{b: b, rooms: map[string]*trivialRoom{}}
	b.Cleanup(func() {
		for _, r := range t.rooms {
			close(r.stop)
		}
		t.tasks.Wait()
	})
	return t
}

type trivialRoom struct {
	inbox chan trivialMove
	stop  chan struct{}
	mu    sync.Mutex
	conns []hub.Conn
}

type trivialMove struct {
	conn hub.Conn
	id   int64
}

type trivialLink struct {
	room *trivialRoom
	conn hub.Conn
}

func (l trivialLink) Move(m wire.Client) { l.room.inbox <- trivialMove{l.conn, m.ID} }
func (trivialLink) Spark(wire.Client)    {}
func (trivialLink) Lost()                {}
func (trivialLink) Silent()              {}

// Connect implements hub.Rooms.
func (t *trivial) Connect(_ context.Context, code string, _ game.Seat, c hub.Conn) (hub.Link, error) {
	t.mu.Lock()
	r := t.rooms[code]
	if r == nil {
		r = &trivialRoom{inbox: make(chan trivialMove, 1<<16), stop: make(chan struct{})}
		t.rooms[code] = r
		t.tasks.Go(r.run)
	}
	t.mu.Unlock()
	r.mu.Lock()
	r.conns = append(r.conns, c)
	r.mu.Unlock()
	c.Send(wire.Text([]byte(`{"type":"welcome"}`)))
	return trivialLink{r, c}, nil
}

// run takes the moves that have queued up and sends one patch for them, then an ack
// for each.
func (r *trivialRoom) run() {
	answered := int64(0)
	var batch []trivialMove
	for {
		select {
		case <-r.stop:
			return
		case m := <-r.inbox:
			batch = append(batch[:0], m)
		}
		for len(r.inbox) > 0 {
			batch = append(batch, <-r.inbox)
		}
		answered += int64(len(batch))
		n := strconv.FormatInt(answered, 10)
		r.send(batch, wire.Text([]byte(`{"type":"patch","v":`+n+`,"game":{"answered":`+n+`}}`)))
	}
}

func (r *trivialRoom) send(batch []trivialMove, patch wire.Frame) {
	acks := map[hub.Conn][]wire.Frame{}
	for _, m := range batch {
		if acks[m.conn] == nil {
			acks[m.conn] = []wire.Frame{patch}
		}
		acks[m.conn] = append(acks[m.conn], wire.Text(wire.Ack(m.id)))
	}
	one := []wire.Frame{patch}
	r.mu.Lock()
	defer r.mu.Unlock()
	for _, c := range r.conns {
		if frames := acks[c]; frames != nil {
			c.Send(frames...)
		} else {
			c.Send(one...)
		}
	}
}
