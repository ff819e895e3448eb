package hub_test

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/gorilla/websocket"
	"go.uber.org/goleak"

	"packnight/game"
	"packnight/game/hub"
	"packnight/game/wire"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// patience bounds what must come, on a busy machine.
const patience = 20 * time.Second

var (
	errTicket = errors.New("no such ticket")
	errGone   = errors.New("no such game")
)

// tickets takes "seat:id:code".
type tickets struct{}

func (tickets) Redeem(_ context.Context, ticket string) (hub.Claims, error) {
	parts := strings.Split(ticket, ":")
	if len(parts) != 3 {
		return hub.Claims{}, errTicket
	}
	return hub.Claims{Seat: game.Role(parts[0]), Subject: parts[1], Code: parts[2]}, nil
}

// rooms is one room for all codes but "GONE": it welcomes, echoes moves as acks to
// the sender and relays sparks to everyone; the newest connection of a seat wins.
type rooms struct {
	mu     sync.Mutex
	seats  map[string]*seat
	moves  []wire.Client
	lost   int
	silent int // of those
	now    int // connected
}

type seat struct {
	rooms *rooms
	id    string
	conn  hub.Conn
}

func newRooms() *rooms { return &rooms{seats: map[string]*seat{}} }

func (r *rooms) Connect(ctx context.Context, code string, s game.Seat, c hub.Conn) (hub.Link, error) {
	switch code {
	case "GONE":
		return nil, errGone
	case "SLOW": // loads for as long as the hub lives
		<-ctx.Done()
		return nil, ctx.Err()
	}
	l := &seat{rooms: r, id: s.ID, conn: c}
	r.mu.Lock()
	defer r.mu.Unlock()
	if old := r.seats[s.ID]; old != nil {
		old.conn.Close(wire.Elsewhere, "opened elsewhere")
	}
	r.seats[s.ID] = l
	r.now++
	c.Send(wire.Text([]byte(`{"type":"welcome","you":"` + s.ID + `"}`)))
	return l, nil
}

func (s *seat) Move(m wire.Client) {
	s.rooms.mu.Lock()
	s.rooms.moves = append(s.rooms.moves, m)
	s.rooms.mu.Unlock()
	s.conn.Send(wire.Text([]byte(`{"type":"patch"}`)), wire.Text(wire.Ack(m.ID)))
}

func (s *seat) Spark(m wire.Client) { s.rooms.send(wire.Text(m.Body)) }

func (s *seat) Lost() {
	s.rooms.mu.Lock()
	defer s.rooms.mu.Unlock()
	s.rooms.lost++
	s.rooms.now--
	if s.rooms.seats[s.id] == s {
		delete(s.rooms.seats, s.id)
	}
}

func (s *seat) Silent() {
	s.rooms.mu.Lock()
	s.rooms.silent++
	s.rooms.mu.Unlock()
	s.Lost()
}

// send sends frames to everyone.
func (r *rooms) send(frames ...wire.Frame) {
	r.mu.Lock()
	defer r.mu.Unlock()
	for _, s := range r.seats {
		s.conn.Send(frames...)
	}
}

// conn returns the connection of a seat.
func (r *rooms) conn(id string) hub.Conn {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.seats[id].conn
}

// count returns how many are connected and how many were lost.
func (r *rooms) count() (now, lost int) {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.now, r.lost
}

// bench is a hub that serves real sockets.
type bench struct {
	t      testing.TB
	hub    *hub.Hub
	rooms  *rooms
	url    string
	dialer websocket.Dialer
}

// open starts a hub with the default limits as change leaves them.
func open(t testing.TB, change func(*hub.Config)) *bench {
	t.Helper()
	r := newRooms()
	cfg := config(r)
	if change != nil {
		change(&cfg)
	}
	h := hub.New(context.Background(), cfg)
	server := httptest.NewServer(h)
	t.Cleanup(func() {
		ctx, cancel := context.WithTimeout(context.Background(), patience)
		defer cancel()
		if err := h.Close(ctx); err != nil {
			t.Errorf("closing: %v", err)
		}
		server.Close()
		if n := (&bench{hub: h}).open(); n != 0 {
			t.Errorf("%d sockets are counted after the end", n)
		}
		if now, _ := r.count(); now != 0 {
			t.Errorf("%d links were never lost", now)
		}
	})
	return &bench{t: t, hub: h, rooms: r, url: "ws" + strings.TrimPrefix(server.URL, "http")}
}

func config(r *rooms) hub.Config {
	return hub.Config{
		Tickets: tickets{}, Rooms: r, Limits: wire.Default(),
		CloseCode: func(err error) wire.CloseCode {
			if errors.Is(err, errGone) {
				return wire.GameOver
			}
			return wire.NotLoaded
		},
		Log: slog.New(slog.DiscardHandler),
	}
}

// open counts the sockets that are open.
func (b *bench) open() int {
	s := b.hub.Stats()
	return s.Strangers + s.Players + s.Leaders
}

// dial opens a socket that has said nothing yet.
func (b *bench) dial() *client {
	b.t.Helper()
	ws, resp, err := b.dialer.Dial(b.url, nil)
	if err != nil {
		b.t.Fatalf("dialing: %v", err)
	}
	resp.Body.Close()
	b.t.Cleanup(func() { ws.Close() })
	return &client{b.t, ws}
}

// join opens a socket and says hello.
func (b *bench) join(ticket string) *client {
	b.t.Helper()
	c := b.dial()
	c.say(`{"type":"hello","ticket":"` + ticket + `"}`)
	c.sees(`"welcome"`)
	return c
}

// client is a browser's socket.
type client struct {
	t  testing.TB
	ws *websocket.Conn
}

func (c *client) say(message string) {
	c.t.Helper()
	if err := c.ws.WriteMessage(websocket.TextMessage, []byte(message)); err != nil {
		c.t.Fatalf("saying %.40q: %v", message, err)
	}
}

// sees reads until a message that contains part.
func (c *client) sees(part string) {
	c.t.Helper()
	_ = c.ws.SetReadDeadline(time.Now().Add(patience))
	for {
		_, data, err := c.ws.ReadMessage()
		if err != nil {
			c.t.Fatalf("waiting for %s: %v", part, err)
		}
		if strings.Contains(string(data), part) {
			return
		}
	}
}

// closed reads to the end and returns the close code, 0 where there was none.
func (c *client) closed() wire.CloseCode {
	c.t.Helper()
	_ = c.ws.SetReadDeadline(time.Now().Add(patience))
	for {
		_, _, err := c.ws.ReadMessage()
		var closed *websocket.CloseError
		var timeout net.Error
		switch {
		case err == nil:
		case errors.As(err, &closed) && closed.Code != websocket.CloseAbnormalClosure:
			return wire.CloseCode(closed.Code)
		case errors.As(err, &timeout) && timeout.Timeout():
			c.t.Fatal("the socket is still open")
		default:
			return 0
		}
	}
}

// wants fails unless the socket ends with that code.
func (c *client) wants(code wire.CloseCode) {
	c.t.Helper()
	if got := c.closed(); got != code {
		c.t.Errorf("closed with %d, want %d", got, code)
	}
}

// eventually waits until ok holds.
func eventually(t testing.TB, what string, ok func() bool) {
	t.Helper()
	limit := time.After(patience)
	tick := time.NewTicker(2 * time.Millisecond)
	defer tick.Stop()
	for !ok() {
		select {
		case <-limit:
			t.Fatalf("never: %s", what)
		case <-tick.C:
		}
	}
}

func TestMovesSparksAndFramesGoThrough(t *testing.T) {
	b := open(t, nil)
	ben, eva := b.join("player:ben:K7QX"), b.join("player:eva:K7QX")
	ben.say(`{"type":"move","id":7,"move":{"answer":1}}`)
	ben.sees(`{"type":"patch"}`)
	ben.sees(`"id":7`)
	eva.say(`{"type":"spark","cheer":"hooray"}`)
	ben.sees("hooray")
	b.rooms.mu.Lock()
	defer b.rooms.mu.Unlock()
	if m := b.rooms.moves[0]; m.ID != 7 || string(m.Body) != `{"answer":1}` {
		t.Errorf("the room got %+v", m)
	}
}

func TestBadBehaviourIsClosedWithItsCode(t *testing.T) {
	const hello = `{"type":"hello","ticket":"player:ben:K7QX"}`
	big := strings.Repeat("x", wire.Default().Message)
	for name, test := range map[string]struct {
		say  []string
		kind int
		want wire.CloseCode
	}{
		"no JSON":             {[]string{"hello"}, websocket.TextMessage, wire.Wrong},
		"an array":            {[]string{"[]"}, websocket.TextMessage, wire.Wrong},
		"unknown type":        {[]string{`{"type":"dance"}`}, websocket.TextMessage, wire.Wrong},
		"twice a key":         {[]string{`{"type":"hello","Type":"hello","ticket":"player:a:K7QX"}`}, websocket.TextMessage, wire.Wrong},
		"bad UTF-8":           {[]string{"{\"type\":\"hello\",\"ticket\":\"\xff\"}"}, websocket.TextMessage, wire.Wrong},
		"deep JSON":           {[]string{strings.Repeat("[", 2000) + strings.Repeat("]", 2000)}, websocket.TextMessage, wire.Wrong},
		"binary":              {[]string{hello}, websocket.BinaryMessage, wire.Wrong},
		"a move first":        {[]string{`{"type":"move","id":1,"move":{}}`}, websocket.TextMessage, wire.Wrong},
		"hello twice":         {[]string{hello, hello}, websocket.TextMessage, wire.Wrong},
		"a bad id":            {[]string{hello, `{"type":"move","id":0,"move":{}}`}, websocket.TextMessage, wire.Wrong},
		"too large":           {[]string{`{"type":"hello","ticket":"` + big + `"}`}, websocket.TextMessage, wire.TooLarge},
		"too large later":     {[]string{hello, `{"type":"spark","x":"` + big + `"}`}, websocket.TextMessage, wire.TooLarge},
		"a forged ticket":     {[]string{`{"type":"hello","ticket":"none"}`}, websocket.TextMessage, wire.BadTicket},
		"a game that is over": {[]string{`{"type":"hello","ticket":"player:ben:GONE"}`}, websocket.TextMessage, wire.GameOver},
		"64 MiB in one":       {[]string{strings.Repeat("x", 64<<20)}, websocket.TextMessage, wire.TooLarge},
	} {
		t.Run(name, func(t *testing.T) {
			b := open(t, nil)
			other := b.join("player:eva:K7QX")
			c := b.dial()
			for _, message := range test.say {
				if c.ws.WriteMessage(test.kind, []byte(message)) != nil {
					break // closed already
				}
			}
			c.wants(test.want)
			other.say(`{"type":"move","id":1,"move":{}}`)
			other.sees(`"ack"`)
		})
	}
}

func TestTooManyMessagesAreClosed(t *testing.T) {
	b := open(t, nil)
	c := b.join("player:ben:K7QX")
	burst := wire.Default().Burst
	for id := 1; id <= burst+5; id++ {
		c.say(fmt.Sprintf(`{"type":"move","id":%d,"move":{}}`, id))
	}
	c.wants(wire.TooMany)
	b.rooms.mu.Lock()
	defer b.rooms.mu.Unlock()
	// A slow run earns a few more.
	if n := len(b.rooms.moves); n < burst || n > burst+4 {
		t.Errorf("%d moves went through, want %d", n, burst)
	}
}

func TestTheNewestConnectionOfASeatWins(t *testing.T) {
	b := open(t, nil)
	old := b.join("player:ben:K7QX")
	young := b.join("player:ben:K7QX")
	old.wants(wire.Elsewhere)
	eventually(t, "the old link is lost", func() bool { _, lost := b.rooms.count(); return lost == 1 })
	young.say(`{"type":"move","id":1,"move":{}}`)
	young.sees(`"ack"`)
}

func TestAClientMayClose(t *testing.T) {
	b := open(t, nil)
	c := b.join("player:ben:K7QX")
	message := websocket.FormatCloseMessage(websocket.CloseGoingAway, "bye")
	if err := c.ws.WriteControl(websocket.CloseMessage, message, time.Now().Add(patience)); err != nil {
		t.Fatal(err)
	}
	c.wants(websocket.CloseGoingAway)
	eventually(t, "the link is lost", func() bool { now, _ := b.rooms.count(); return now == 0 })
}

func TestAPingIsAnswered(t *testing.T) {
	b := open(t, nil)
	c := b.join("player:ben:K7QX")
	pong := ""
	c.ws.SetPongHandler(func(data string) error { pong = data; return nil })
	if err := c.ws.WriteControl(websocket.PingMessage, []byte("are you there"), time.Now().Add(patience)); err != nil {
		t.Fatal(err)
	}
	c.say(`{"type":"move","id":1,"move":{}}`)
	c.sees(`"ack"`)
	if pong != "are you there" {
		t.Errorf("the pong says %q", pong)
	}
}

func TestForeignOriginsAndPlainRequestsAreRefused(t *testing.T) {
	b := open(t, nil)
	for name, header := range map[string]http.Header{
		"another host": {"Origin": {"http://evil.example"}},
		"null":         {"Origin": {"null"}},
	} {
		_, resp, err := websocket.DefaultDialer.Dial(b.url, header)
		if err == nil || resp.StatusCode != http.StatusForbidden {
			t.Errorf("%s: err %v", name, err)
		}
	}
	resp, err := http.Get("http" + strings.TrimPrefix(b.url, "ws"))
	if err != nil {
		t.Fatal(err)
	}
	resp.Body.Close()
	if resp.StatusCode != http.StatusBadRequest {
		t.Errorf("a plain request got %d", resp.StatusCode)
	}
	http.DefaultClient.CloseIdleConnections()
	if s := b.hub.Stats(); s.Strangers != 0 {
		t.Errorf("%d refused ones are counted", s.Strangers)
	}
}

func TestWhoLeads(t *testing.T) {
	b := open(t, nil)
	b.join("player:ben:K7QX")
	b.join("leader:akela:K7QX")
	stage := b.join("stage:akela:K7QX")
	guests := b.hub.Guests()
	if len(guests) != 2 || guests[0].User != "akela" || guests[0].Role != game.RoleLeader || guests[1].Role != game.RoleStage || guests[0].Since.IsZero() {
		t.Errorf("the guests are %+v", guests)
	}
	stage.ws.Close()
	eventually(t, "who went is no guest", func() bool { return len(b.hub.Guests()) == 1 })
}

func TestCompressionIsNotOffered(t *testing.T) {
	b := open(t, nil)
	dialer := websocket.Dialer{EnableCompression: true}
	ws, resp, err := dialer.Dial(b.url, nil)
	if err != nil {
		t.Fatal(err)
	}
	defer ws.Close()
	if got := resp.Header.Get("Sec-Websocket-Extensions"); got != "" {
		t.Errorf("extensions %q", got)
	}
	c := &client{t, ws}
	// A compressed frame all the same: RSV1 is set.
	if _, err := ws.NetConn().Write([]byte{0xc1, 0x81, 0, 0, 0, 0, 'x'}); err != nil {
		t.Fatal(err)
	}
	c.wants(wire.Wrong)
}

func TestCloseEndsAllWith1012(t *testing.T) {
	b := open(t, nil)
	stranger, ben := b.dial(), b.join("player:ben:K7QX")
	loading := b.dial()
	loading.say(`{"type":"hello","ticket":"player:eva:SLOW"}`)
	eventually(t, "the loading one is seated", func() bool { return b.hub.Stats().Players == 2 })
	done := make(chan error, 1)
	go func() { done <- b.hub.Close(context.Background()) }()
	for _, c := range []*client{stranger, ben, loading} {
		c.wants(wire.Restarting)
	}
	if err := <-done; err != nil {
		t.Errorf("closing: %v", err)
	}
	if _, resp, err := websocket.DefaultDialer.Dial(b.url, nil); err == nil || resp.StatusCode != http.StatusServiceUnavailable {
		t.Errorf("a closed hub took a socket: %v", err)
	}
}
