package bot

import (
	"fmt"

	"github.com/gorilla/websocket"
)

// message is any frame of the server's.
type message struct {
	Type    string         `json:"type"`
	V       int64          `json:"v"`
	Now     int64          `json:"now"`
	ID      int64          `json:"id"`
	Code    string         `json:"code"`
	Acked   int64          `json:"acked"`
	Refused [][2]any       `json:"refused"`
	Room    map[string]any `json:"room"`
	Game    map[string]any `json:"game"`
	Mine    map[string]any `json:"mine"`
	Patch   map[string]any `json:"patch"`
}

func (s *Seat) take(socket *websocket.Conn, m message, raw []byte) {
	s.mu.Lock()
	defer s.mu.Unlock()
	defer s.wake()
	switch m.Type {
	case "welcome":
		s.welcome(socket, m)
		s.noteGain()
	case "patch":
		s.patch(m)
	case "mine":
		merge(s.state.Mine, m.Patch)
		s.noteGain()
	case "ack":
		s.decide(m.ID, "")
	case "refused":
		s.decide(m.ID, m.Code)
	case "go":
		s.moveOn(socket, m.Code)
	case "spark", "beat":
	default:
		s.broken = append(s.broken, fmt.Sprintf("unknown frame %s", raw))
	}
}

// welcome takes the whole state and sends again what was not decided.
func (s *Seat) welcome(socket *websocket.Conn, m message) {
	if sameGame(s.state.Room, m.Room) && m.V < s.state.V {
		s.broken = append(s.broken, fmt.Sprintf("welcome goes back from v %d to %d", s.state.V, m.V))
	}
	if !sameGame(s.state.Room, m.Room) {
		s.forget(m.Acked)
	}
	s.state.V, s.state.Acked = m.V, m.Acked
	s.state.Room, s.state.Game, s.state.Mine = orEmpty(m.Room), orEmpty(m.Game), orEmpty(m.Mine)
	s.state.Live = true
	s.state.Welcomes++
	s.socket = socket
	s.settle(m)
	for _, id := range s.pending {
		_ = socket.WriteMessage(websocket.TextMessage, s.moves[id].Frame)
	}
}

// settle decides the pending moves that a welcome tells of, and holds what was
// acknowledged before against it.
func (s *Seat) settle(m message) {
	refused := map[int64]string{}
	for _, r := range m.Refused {
		id, _ := r[0].(float64)
		code, _ := r[1].(string)
		refused[int64(id)] = code
	}
	for id, e := range s.moves {
		if e.Acked && id > m.Acked {
			s.broken = append(s.broken, fmt.Sprintf("move %d was acknowledged and is lost: acked is %d", id, m.Acked))
		}
		if code, ok := refused[id]; ok && e.Acked {
			s.broken = append(s.broken, fmt.Sprintf("move %d was acknowledged and is refused now: %s", id, code))
		}
	}
	for len(s.pending) > 0 && s.pending[0] <= m.Acked {
		s.decide(s.pending[0], refused[s.pending[0]])
	}
}

// moveOn leaves for the game that a `go` named.
func (s *Seat) moveOn(socket *websocket.Conn, code string) {
	s.state.Go = code
	if s.Follow != nil {
		s.ticket = s.Follow(code)
	}
	// The reader finds the closed socket and connects afresh, with a new ticket.
	socket.NetConn().Close()
}

// forget starts counting anew in another game.
func (s *Seat) forget(acked int64) {
	s.moves, s.pending, s.next = map[int64]*Entry{}, nil, acked
	s.gained = map[int]float64{}
}

// noteGain keeps what a reveal gives this seat.
func (s *Seat) noteGain() {
	round, _ := s.state.Room["round"].(float64)
	if gained, ok := s.state.Mine["gained"].(float64); ok && s.state.Room["phase"] == "reveal" {
		s.gained[int(round)] = gained
	}
}

func sameGame(a, b map[string]any) bool { return a != nil && a["code"] == b["code"] }

func (s *Seat) patch(m message) {
	if m.V != s.state.V+1 {
		s.broken = append(s.broken, fmt.Sprintf("patch %d follows %d", m.V, s.state.V))
	}
	s.state.V = m.V
	merge(s.state.Room, m.Room)
	merge(s.state.Game, m.Game)
}

func (s *Seat) decide(id int64, code string) {
	e, ok := s.moves[id]
	if !ok {
		return // from before a reload of this bot
	}
	e.Acked, e.Refused = code == "", code
	if id > s.state.Acked {
		s.state.Acked = id
	}
	for i, p := range s.pending {
		if p == id {
			s.pending = append(s.pending[:i:i], s.pending[i+1:]...)
			break
		}
	}
}

// merge applies a JSON merge patch (RFC 7396) in place.
func merge(doc, patch map[string]any) {
	for k, v := range patch {
		if v == nil {
			delete(doc, k)
			continue
		}
		sub, isObject := v.(map[string]any)
		if !isObject {
			doc[k] = v
			continue
		}
		old, ok := doc[k].(map[string]any)
		if !ok {
			old = map[string]any{}
			doc[k] = old
		}
		merge(old, sub)
	}
}

func orEmpty(m map[string]any) map[string]any {
	if m == nil {
		return map[string]any{}
	}
	return m
}
