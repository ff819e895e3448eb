package hub

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/netip"
	"os"
	"sync"
	"sync/atomic"
	"time"

	"github.com/gorilla/websocket"

	"packnight/game"
	"packnight/game/wire"
)

const (
	readBuffer = 512 // of gorilla's; a larger message is read past it
	// closeWait is how long a socket stays open after its close frame was written, for
	// the client to read it and to close too.
	closeWait = 2 * time.Second
	// drainUpTo is how much is read of a client that was told to go.
	drainUpTo = 1 << 20
)

// conn is one socket.
type conn struct {
	// What each frame touches is together, in one line of the cache: of a thousand sockets
	// nothing else is there any more when the next frame comes.
	mu      sync.Mutex
	fd      descriptor  // of the socket; good until gone
	out     *outbox     // nil while nothing is queued
	hub     *Hub        // fixed, as since
	greeted bool        // the room has sent something
	closing bool        // no more frames are taken
	gone    bool        // the socket is closed
	hushed  atomic.Bool // nothing was heard of it
	socket  net.Conn    // what the intake reads; nil before the handshake is over
	closeBy time.Time   // once closing: when the close frame must be out

	since time.Duration // when it came, as Hub.now
	in    intake        // the reader's, but for heard
	link  Link          // the reader's; nil before the room has taken it

	// Guarded by Hub.mu.
	place   place
	address netip.Addr
	device  string    // see Guest
	user    string    // of a leader or a stage
	role    game.Role // of it
}

func newConn(h *Hub) *conn {
	c := &conn{hub: h, since: h.now()}
	c.in.hub = h
	return c
}

// hijacker hands the socket to gorilla by way of the connection's intake.
type hijacker struct {
	http.ResponseWriter
	conn *conn
}

// Hijack implements http.Hijacker.
func (w hijacker) Hijack() (net.Conn, *bufio.ReadWriter, error) {
	socket, rw, err := http.NewResponseController(w.ResponseWriter).Hijack()
	if err != nil {
		return nil, nil, fmt.Errorf("taking the connection over: %w", err)
	}
	w.conn.in.Conn = socket
	return &w.conn.in, rw, nil
}

// opened makes the connection ready for its reader, after the handshake; false means
// that it was dropped or closed meanwhile.
func (c *conn) opened(ws *websocket.Conn) bool {
	ws.SetReadLimit(int64(c.hub.cfg.Limits.Message))
	ws.SetPingHandler(func(data string) error {
		c.Send(pongFrame(data))
		return nil
	})
	ws.SetCloseHandler(func(code int, _ string) error {
		c.Close(echo(code), "")
		return nil
	})
	c.in.open = true
	c.in.heard.Store(int64(c.since))
	c.mu.Lock()
	defer c.mu.Unlock()
	c.socket = c.in.Conn
	c.fd = descriptorOf(c.socket)
	if s, ok := c.socket.(interface{ SetWriteBuffer(bytes int) error }); ok {
		_ = s.SetWriteBuffer(c.hub.cfg.Limits.SocketBytes) // only a bound: the system's own works too
	}
	return !c.closing
}

// echo is the code of the answer to a client's close frame.
func echo(code int) wire.CloseCode {
	if code == websocket.CloseNoStatusReceived {
		return 0
	}
	return wire.CloseCode(code)
}

// goodbye is why the hub ends a connection: an error of the reader's that its client
// is told.
type goodbye struct {
	code   wire.CloseCode
	reason string
}

// Error implements error.
func (g goodbye) Error() string { return g.reason }

// errLost: the client has closed, or the network has; nobody would read a code.
var errLost = errors.New("connection lost")

// serve is the reader: it runs as long as the socket, and ends it.
func (c *conn) serve(ws *websocket.Conn) {
	defer c.end()
	err := c.read(ws)
	if errors.Is(err, errLost) && !c.hasQueue() {
		return
	}
	var g goodbye
	if errors.As(err, &g) {
		c.Close(g.code, g.reason)
	}
	c.drain()
}

// read handles messages until the connection ends.
func (c *conn) read(ws *websocket.Conn) error {
	if err := c.welcome(ws); err != nil {
		return err
	}
	l := &c.hub.cfg.Limits
	var messages bucket
	for {
		m, err := c.receive(ws)
		switch {
		case err != nil:
			return err
		case c.isClosing():
			// Read on for the client's own close frame.
		case !messages.take(c.hub.now(), 1, l.Rate, l.Burst):
			return goodbye{wire.TooMany, "too many messages"}
		case m.Type == wire.Move:
			c.link.Move(m)
		case m.Type == wire.Spark:
			c.link.Spark(m)
		default:
			return goodbye{wire.Wrong, "hello was said before"}
		}
	}
}

// welcome takes the hello, which must come in time, and enters the room.
func (c *conn) welcome(ws *websocket.Conn) error {
	c.readBy(time.Now().Add(c.hub.cfg.Limits.Hello))
	m, err := c.receive(ws)
	if errors.Is(c.in.err, os.ErrDeadlineExceeded) {
		return goodbye{wire.NoHello, "no hello"}
	}
	if err != nil {
		return err
	}
	if m.Type != wire.Hello {
		return goodbye{wire.Wrong, "the first message must be hello"}
	}
	if err := c.enter(m.Ticket); err != nil {
		return err
	}
	c.readBy(time.Time{})
	return nil
}

// enter redeems the ticket and connects to the room.
func (c *conn) enter(ticket string) error {
	h := c.hub
	claims, err := h.cfg.Tickets.Redeem(h.ctx, ticket)
	if h.ctx.Err() != nil {
		return goodbye{wire.Restarting, "restarting"}
	}
	if err != nil {
		h.cfg.Log.Debug("ticket refused", "err", err)
		return goodbye{wire.BadTicket, "ticket refused"}
	}
	seat := game.Seat{ID: claims.Subject, Role: claims.Seat}
	if !h.seat(c, seat) {
		return goodbye{wire.TooMany, "no place left"}
	}
	link, err := h.cfg.Rooms.Connect(h.ctx, claims.Code, seat, c)
	if err != nil && h.ctx.Err() != nil {
		return goodbye{wire.Restarting, "restarting"}
	}
	if err != nil {
		h.cfg.Log.Debug("not connected", "game", claims.Code, "seat", seat.ID, "err", err)
		return goodbye{h.cfg.CloseCode(err), "not connected"}
	}
	c.link = link
	return nil
}

// receive reads one message.
func (c *conn) receive(ws *websocket.Conn) (wire.Client, error) {
	data, err := c.message(ws)
	if err != nil {
		return wire.Client{}, c.ending(err)
	}
	m, err := wire.ParseClient(data)
	if err != nil {
		return wire.Client{}, goodbye{wire.Wrong, "bad message"}
	}
	return m, nil
}

// ending tells how a connection ends whose reading failed.
func (c *conn) ending(err error) error {
	var closed *websocket.CloseError
	switch {
	case errors.Is(err, websocket.ErrReadLimit):
		return goodbye{wire.TooLarge, "message too large"}
	case errors.Is(c.in.err, errFlood):
		return goodbye{wire.TooMany, "too many frames"}
	case c.in.err != nil || errors.As(err, &closed):
		return errLost
	default:
		return goodbye{wire.Wrong, "bad frame"}
	}
}

var errBinary = errors.New("a binary message")

// message reads one text message into memory of its own.
func (c *conn) message(ws *websocket.Conn) ([]byte, error) {
	kind, r, err := ws.NextReader()
	if err != nil {
		return nil, err
	}
	if kind != websocket.TextMessage {
		return nil, errBinary
	}
	buffer := c.hub.buffers.Get().(*[]byte)
	defer c.hub.buffers.Put(buffer)
	n := 0
	for {
		k, err := r.Read((*buffer)[n:])
		n += k
		if err == io.EOF {
			return append([]byte(nil), (*buffer)[:n]...), nil
		}
		if err != nil {
			return nil, err
		}
	}
}

// readBy sets the read deadline, unless the connection is closing and has one for good.
func (c *conn) readBy(t time.Time) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if !c.closing {
		_ = c.socket.SetReadDeadline(t) // of a broken socket the reader hears too
	}
}

func (c *conn) isClosing() bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.closing
}

func (c *conn) hasQueue() bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.out != nil
}

// drain reads on without looking, so that what the client still sends does not make
// the kernel throw the close frame away; at most until the read deadline of Close.
func (c *conn) drain() {
	buffer := c.hub.buffers.Get().(*[]byte)
	defer c.hub.buffers.Put(buffer)
	for left := drainUpTo; left > 0; {
		n, err := c.socket.Read(*buffer)
		if err != nil {
			return
		}
		left -= n
	}
}

// end is the last that happens to a connection.
func (c *conn) end() {
	c.drop()
	c.hub.mu.Lock()
	c.hub.places.leave(c)
	c.hub.mu.Unlock()
	switch {
	case c.link == nil:
	case c.hushed.Load():
		c.link.Silent()
	default:
		c.link.Lost()
	}
	c.hub.tasks.Done()
}
