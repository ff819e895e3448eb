package room

import (
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"time"

	"packnight/game"
	"packnight/game/wire"
)

// maxRefused is how many refusals of a seat are remembered.
const maxRefused = 32

// seat is one player's or leader's place in the game, whether connected or not.
// The room's goroutine owns it.
type seat struct {
	id      string
	key     string // of its record
	link    *Link  // the newest connection, nil for none
	in      bool   // belongs to the game; false for a leader
	acked   int64  // the highest move that was decided
	refused []wire.Refusal
	game    json.RawMessage // the game's own record, nil for none
	dirty   bool            // differs from its stored record
	listed  bool            // is in the stored set of seats
	sparked time.Time       // when its last spark is relayed
	lost    int             // how often it was lost: a generation for falling asleep
}

// storedSeat is the record of a seat.
type storedSeat struct {
	Acked   int64                `json:"acked"`
	Refused [][2]json.RawMessage `json:"refused"`
	Game    json.RawMessage      `json:"game"`
}

// record returns the seat as it is stored.
func (s *seat) record() []byte {
	b := make([]byte, 0, 64+len(s.game)+24*len(s.refused))
	b = strconv.AppendInt(append(b, `{"acked":`...), s.acked, 10)
	b = wire.AppendRefusals(append(b, `,"refused":`...), s.refused)
	if s.game != nil {
		b = append(append(b, `,"game":`...), s.game...)
	}
	return append(b, '}')
}

// restore reads what record wrote.
func (s *seat) restore(data []byte) error {
	var stored storedSeat
	if err := json.Unmarshal(data, &stored); err != nil {
		return fmt.Errorf("reading the seat %s: %w", s.id, err)
	}
	s.acked, s.game, s.listed = stored.Acked, stored.Game, true
	for _, pair := range stored.Refused {
		var r wire.Refusal
		if err := json.Unmarshal(pair[0], &r.ID); err != nil {
			return fmt.Errorf("reading a refusal of the seat %s: %w", s.id, err)
		}
		if err := json.Unmarshal(pair[1], &r.Code); err != nil {
			return fmt.Errorf("reading a refusal of the seat %s: %w", s.id, err)
		}
		s.refused = append(s.refused, r)
	}
	return nil
}

// decide notes that a move was decided; code is "" for an applied one.
func (s *seat) decide(id int64, code string) {
	s.acked = id
	if code == "" {
		return
	}
	if len(s.refused) == maxRefused {
		s.refused = slices.Delete(s.refused, 0, 1)
	}
	s.refused = append(s.refused, wire.Refusal{ID: id, Code: code})
}

// answer is the reply to a move that was decided before.
func (s *seat) answer(id int64) []byte {
	for _, r := range s.refused {
		if r.ID == id {
			return wire.Refused(id, r.Code, sentence(r.Code))
		}
	}
	return wire.Ack(id)
}

func refusal(id int64, r game.Refusal) []byte { return wire.Refused(id, r.Code, r.Message) }

// sentence is the usual sentence for a code: the one that was first sent is not kept.
func sentence(code string) string {
	for _, r := range []game.Refusal{game.TooLate, game.NotNow, game.NotYours, game.BadMove, game.HasMoved, game.SlowDown} {
		if r.Code == code {
			return r.Message
		}
	}
	return game.BadMove.Message
}
