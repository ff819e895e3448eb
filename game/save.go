package game

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"strconv"
	"time"
)

// encodeState is the record of what is not one player's.
func (g *Game) encodeState() json.RawMessage {
	s := g.state
	s.Left, s.Alarm = 0, g.alarmLeft()
	if g.Timed {
		s.Left = g.left()
	}
	chance, err := g.source.chacha.MarshalBinary()
	if err != nil {
		panic(fmt.Sprintf("game: saving chance: %v", err))
	}
	s.Rand = chance
	out, err := json.Marshal(s)
	if err != nil {
		panic(fmt.Sprintf("game: saving: %v", err))
	}
	// Put together by hand: encoding/json would read the rules' part once more.
	return append(appendValue(append(out[:len(out)-1], `,"rules":`...), g.rules.Save()), '}')
}

// decodeState reads such a record and returns the rules' part of it.
func (g *Game) decodeState(data json.RawMessage) (json.RawMessage, error) {
	var r record
	if err := json.Unmarshal(data, &r); err != nil {
		return nil, fmt.Errorf("reading a game: %w", err)
	}
	g.state = r.state
	g.source.chacha = &rand.ChaCha8{}
	if err := g.source.chacha.UnmarshalBinary(r.state.Rand); err != nil {
		return nil, fmt.Errorf("reading a game's chance: %w", err)
	}
	g.state.Rand = nil
	return r.Rules, nil
}

// encodeSeat appends a player's record: what seldom changes, then what a move
// changes, then the rules' part.
func (g *Game) encodeSeat(dst []byte, p *player) []byte {
	if p.cold == nil {
		s := p.seat
		// Who is waited for counts as awake still, should there be another restart.
		s.Awake = s.Awake || p.missed
		data, err := json.Marshal(s)
		if err != nil {
			panic(fmt.Sprintf("game: saving a seat: %v", err))
		}
		p.cold = data[:len(data)-1]
	}
	dst = append(dst, p.cold...)
	if p.Moved {
		dst = append(dst, `,"moved":true`...)
	}
	if p.Quick {
		dst = append(dst, `,"quick":true`...)
	}
	if p.hot.Epoch != 0 {
		dst = strconv.AppendInt(append(dst, `,"epoch":`...), p.hot.Epoch, 10)
		dst = strconv.AppendInt(append(dst, `,"left":`...), int64(p.hot.Left), 10)
	}
	if own := g.rules.SaveSeat(p.id); own != nil {
		dst = appendValue(append(dst, `,"rules":`...), own)
	}
	return append(dst, '}')
}

// seatRecord is the stored form of a player.
type seatRecord struct {
	seat
	Moved bool            `json:"moved"`
	Quick bool            `json:"quick"`
	Epoch int64           `json:"epoch"`
	Left  time.Duration   `json:"left"`
	Rules json.RawMessage `json:"rules"`
}

// decodeSeats reads the players and returns the rules' part of each that has one.
// The latest of the records tells how much time was left.
func (g *Game) decodeSeats(records map[string]json.RawMessage) (map[string]json.RawMessage, error) {
	rules := map[string]json.RawMessage{}
	for id, data := range records {
		var r seatRecord
		if err := json.Unmarshal(data, &r); err != nil {
			return nil, fmt.Errorf("reading the seat %s: %w", id, err)
		}
		p := &player{id: id, seat: r.seat, hot: hot{r.Moved, r.Quick, r.Epoch, r.Left}}
		p.points = p.Scores.total(g.Voided)
		g.players[id] = p
		if r.Rules != nil {
			rules[id] = r.Rules
		}
		if g.Timed && r.Epoch == g.Epoch {
			g.state.Left = min(g.state.Left, r.Left)
		}
		if p.Resting {
			g.crowd.resting++
		}
	}
	return rules, nil
}
