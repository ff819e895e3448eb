package hub

import (
	"context"
	"log/slog"
	"maps"
	"net/http"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"github.com/gorilla/websocket"

	"packnight/game"
	"packnight/game/wire"
)

// Claims are what a ticket entitles to.
type Claims struct {
	Subject string // the player's id; the user's for a leader or a stage
	Code    string // of the game
	Seat    game.Role
}

// Tickets redeems what clients say hello with. Redeem is called once for a socket;
// any error means that the ticket opens nothing.
type Tickets interface {
	Redeem(ctx context.Context, ticket string) (Claims, error)
}

// Link is a connection's way into its room. Its methods never block. The last call is
// one of Lost or Silent: the latter when nothing had been heard for Limits.Silent.
type Link interface {
	Move(m wire.Client)
	Spark(m wire.Client)
	Lost()
	Silent()
}

// Rooms connects a seat to the room of a game. It may use the Conn before it returns,
// from any goroutine; ctx ends when the hub closes.
type Rooms interface {
	Connect(ctx context.Context, code string, seat game.Seat, c Conn) (Link, error)
}

// Conn is one connection as a room sees it. Its methods never block and may be called
// from any goroutine, after the connection is gone too.
type Conn interface {
	// Send writes the frames, in order and with no other frame between them, or queues
	// them. A connection that can't keep up is closed with wire.TooSlow.
	Send(frames ...wire.Frame)
	// Close sends what is queued, then the close code, and takes no frames any more.
	Close(code wire.CloseCode, reason string)
}

// Config is what a hub is made of. Tickets and Rooms are required.
type Config struct {
	Tickets Tickets
	Rooms   Rooms
	Limits  wire.Limits
	// Now is the clock that beats tell; nil means time.Now.
	Now func() time.Time
	// CloseCode tells how a socket is closed that Rooms did not connect; nil means
	// wire.NotLoaded for every error.
	CloseCode func(error) wire.CloseCode
	// Origin tells whether a page of that origin may open a socket; nil means that
	// the Origin's host is the request's Host, or that there is none.
	Origin func(*http.Request) bool
	// Refuse answers a request that becomes no socket; nil means http.Error.
	Refuse func(w http.ResponseWriter, r *http.Request, status int)
	Log    *slog.Logger // nil means slog.Default()
}

// Hub serves /ws. Any goroutine may call its methods.
type Hub struct {
	cfg      Config
	upgrader websocket.Upgrader
	buffers  sync.Pool // *[]byte of Limits.Message+1 bytes, for messages being read
	joints   sync.Pool // *[]byte, for frames that leave in one write
	start    time.Time
	ctx      context.Context // ends at Close
	cancel   context.CancelFunc
	tasks    sync.WaitGroup // readers, flushers, the sweeper
	slow     atomic.Int64   // counts of Stats
	silent   atomic.Int64

	mu     sync.Mutex // never held together with a connection's
	closed bool
	places places
}

// New starts a hub; Close ends it. Redeem and Connect run on ctx, the program's.
func New(ctx context.Context, cfg Config) *Hub {
	ctx, cancel := context.WithCancel(ctx)
	h := &Hub{cfg: withDefaults(cfg), start: time.Now(), ctx: ctx, cancel: cancel}
	h.places = newPlaces(cfg.Limits)
	h.buffers.New = func() any { b := make([]byte, cfg.Limits.Message+1); return &b }
	h.joints.New = func() any { b := make([]byte, 0, chunk); return &b }
	h.upgrader = websocket.Upgrader{
		ReadBufferSize: readBuffer,
		// The pool keeps gorilla from holding a write buffer; it is never asked.
		WriteBufferPool: new(sync.Pool),
		CheckOrigin:     h.cfg.Origin,
		Error: func(w http.ResponseWriter, r *http.Request, status int, _ error) {
			h.cfg.Refuse(w, r, status)
		},
	}
	h.tasks.Go(h.sweep)
	return h
}

func withDefaults(cfg Config) Config {
	if cfg.Now == nil {
		cfg.Now = time.Now
	}
	if cfg.CloseCode == nil {
		cfg.CloseCode = func(error) wire.CloseCode { return wire.NotLoaded }
	}
	if cfg.Refuse == nil {
		cfg.Refuse = func(w http.ResponseWriter, _ *http.Request, status int) {
			http.Error(w, http.StatusText(status), status)
		}
	}
	if cfg.Log == nil {
		cfg.Log = slog.Default()
	}
	return cfg
}

// ServeHTTP makes a request a socket and returns: the socket's reader is a goroutine
// of its own, so that the stack and the buffers of net/http die.
func (h *Hub) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	c := newConn(h)
	c.device = deviceOf(r.UserAgent())
	if status := h.enter(c, addressOf(r)); status != 0 {
		w.Header().Set("Retry-After", "2")
		h.cfg.Refuse(w, r, status)
		return
	}
	ws, err := h.upgrader.Upgrade(hijacker{w, c}, r, nil)
	if err != nil { // Upgrade has answered
		h.cfg.Log.Debug("socket not opened", "err", err)
		c.end()
		return
	}
	if !c.opened(ws) {
		c.end()
		return
	}
	go c.serve(ws)
}

// Close stops taking sockets, closes all with 1012 and waits for every goroutine.
// When ctx ends first, it cuts what is still open and returns ctx's error.
func (h *Hub) Close(ctx context.Context) error {
	h.mu.Lock()
	h.closed = true
	h.mu.Unlock()
	for _, c := range h.open() {
		c.Close(wire.Restarting, "restarting")
	}
	h.cancel()
	stop := context.AfterFunc(ctx, h.cut)
	defer stop()
	h.tasks.Wait()
	return ctx.Err()
}

// cut drops every socket without a word.
func (h *Hub) cut() {
	for _, c := range h.open() {
		c.drop()
	}
}

// open returns every connection.
func (h *Hub) open() []*conn {
	h.mu.Lock()
	defer h.mu.Unlock()
	return slices.Collect(maps.Keys(h.places.conns))
}

// now is the monotonic time since the hub was made.
func (h *Hub) now() time.Duration { return time.Since(h.start) }

// Stats are counts of the sockets open now and of those dropped since the start.
type Stats struct {
	Strangers int // before their hello
	Players   int
	Leaders   int // and stages
	Slow      int // closed with 4440, since the start
	Silent    int // dropped because nothing was heard, since the start
}

// Stats returns the counts.
func (h *Hub) Stats() Stats {
	h.mu.Lock()
	defer h.mu.Unlock()
	s := h.places.stats
	s.Slow, s.Silent = int(h.slow.Load()), int(h.silent.Load())
	return s
}
