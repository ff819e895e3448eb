package room_test

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"sync"

	"packnight/game/wire"
)

// conn is a connection that keeps the client's state as the contract tells a client
// to, and its own ledger of what the server said.
type conn struct {
	mu       sync.Mutex
	clock    func() int // how many batches are stored; noted with what is seen
	welcomes int
	v        int64
	acked    int64 // of the welcome
	you      struct{ ID, Seat string }
	room     map[string]any
	game     map[string]any
	mine     map[string]any
	acks     map[int64]int    // id → when it was acknowledged
	refused  map[int64]string // id → code
	order    []string         // types of the frames
	sparks   []string
	gone     string // code of the last `go`
	closed   wire.CloseCode
	reason   string
	broken   []string
	seenV    map[int64]int // v → when it was seen
	changed  chan struct{}
}

func newConn() *conn {
	return &conn{
		clock: func() int { return 0 }, acks: map[int64]int{}, refused: map[int64]string{},
		seenV: map[int64]int{}, changed: make(chan struct{}),
	}
}

// incoming is any frame.
type incoming struct {
	Type    string
	V       int64
	You     struct{ ID, Seat string }
	Acked   int64
	Refused [][2]any
	Room    map[string]any
	Game    map[string]any
	Mine    map[string]any
	Patch   map[string]any
	ID      int64
	Code    string
}

func (c *conn) Send(frames ...wire.Frame) {
	c.mu.Lock()
	defer c.mu.Unlock()
	for _, f := range frames {
		for len(f) > 0 {
			var payload []byte
			payload, f = unframe(f)
			c.take(payload)
		}
	}
	close(c.changed)
	c.changed = make(chan struct{})
}

// unframe cuts the first message off.
func unframe(f wire.Frame) (payload []byte, rest wire.Frame) {
	n, header := int(f[1]), 2
	switch n {
	case 126:
		n, header = int(f[2])<<8|int(f[3]), 4
	case 127:
		n, header = 0, 10
		for _, b := range f[2:10] {
			n = n<<8 | int(b)
		}
	}
	return f[header : header+n], f[header+n:]
}

func (c *conn) take(payload []byte) {
	var m incoming
	if err := json.Unmarshal(payload, &m); err != nil {
		c.complain("%s: %v", payload, err)
		return
	}
	if c.closed != 0 {
		c.complain("%s after the close with %d", payload, c.closed)
	}
	if c.welcomes == 0 && m.Type != "welcome" && m.Type != "go" {
		c.complain("%s before the welcome", payload)
	}
	c.order = append(c.order, m.Type)
	switch m.Type {
	case "welcome":
		c.welcome(m)
	case "patch":
		c.patch(m)
	case "mine":
		merge(c.mine, m.Patch)
	case "ack":
		if code, ok := c.refused[m.ID]; ok {
			c.complain("move %d was refused %s and is acknowledged", m.ID, code)
		}
		if _, ok := c.acks[m.ID]; !ok {
			c.acks[m.ID] = c.clock()
		}
	case "refused":
		if _, ok := c.acks[m.ID]; ok {
			c.complain("move %d was acknowledged and is refused", m.ID)
		}
		c.refused[m.ID] = m.Code
	case "spark":
		c.sparks = append(c.sparks, string(payload))
	case "go":
		c.gone = m.Code
	default:
		c.complain("unknown frame %s", payload)
	}
}

func (c *conn) welcome(m incoming) {
	if c.welcomes++; c.welcomes > 1 {
		c.complain("a second welcome")
	}
	c.v, c.acked, c.you = m.V, m.Acked, m.You
	c.room, c.game, c.mine = m.Room, m.Game, m.Mine
	c.seenV[m.V] = c.clock()
	for _, r := range m.Refused {
		c.refused[int64(r[0].(float64))] = r[1].(string)
	}
}

func (c *conn) patch(m incoming) {
	if m.V != c.v+1 {
		c.complain("patch %d follows %d", m.V, c.v)
	}
	c.v = m.V
	c.seenV[m.V] = c.clock()
	merge(c.room, m.Room)
	merge(c.game, m.Game)
}

func (c *conn) complain(format string, args ...any) {
	c.broken = append(c.broken, fmt.Sprintf(format, args...))
}

func (c *conn) Close(code wire.CloseCode, reason string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.closed != 0 {
		c.complain("closed twice, with %d and %d", c.closed, code)
	}
	c.closed, c.reason = code, reason
	close(c.changed)
	c.changed = make(chan struct{})
}

// until waits until ok holds; ok is called with the connection locked.
func (c *conn) until(ok func(*conn) bool) {
	for {
		c.mu.Lock()
		done, changed := ok(c), c.changed
		c.mu.Unlock()
		if done {
			return
		}
		<-changed
	}
}

// see returns a copy of what the connection has seen.
func (c *conn) see() seen {
	c.mu.Lock()
	defer c.mu.Unlock()
	return seen{
		welcomes: c.welcomes, v: c.v, acked: c.acked, closed: c.closed, reason: c.reason, gone: c.gone,
		room: deep(c.room), game: deep(c.game), mine: deep(c.mine),
		acks: maps.Clone(c.acks), refused: maps.Clone(c.refused), order: slices.Clone(c.order),
		sparks: slices.Clone(c.sparks), broken: slices.Clone(c.broken), seenV: maps.Clone(c.seenV),
	}
}

type seen struct {
	welcomes         int
	v, acked         int64
	room, game, mine map[string]any
	acks             map[int64]int
	refused          map[int64]string
	order            []string
	sparks           []string
	gone             string
	closed           wire.CloseCode
	reason           string
	broken           []string
	seenV            map[int64]int
}

func deep(m map[string]any) map[string]any {
	out := map[string]any{}
	check(json.Unmarshal(must(json.Marshal(m)), &out))
	return out
}

// merge applies a JSON merge patch (RFC 7396) in place.
func merge(doc, patch map[string]any) {
	for k, v := range patch {
		sub, object := v.(map[string]any)
		switch {
		case v == nil:
			delete(doc, k)
		case object:
			old, ok := doc[k].(map[string]any)
			if !ok {
				old = map[string]any{}
				doc[k] = old
			}
			merge(old, sub)
		default:
			doc[k] = v
		}
	}
}
