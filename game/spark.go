package game

import (
	"encoding/json"
	"slices"
	"time"
)

// cheerEvery is how often one seat may cheer.
const cheerEvery = 3 * time.Second

// Cheers lists the four canned cheers, the only ones that there are.
func Cheers() []string { return []string{"wave", "howl", "clap", "yum"} }

// Spark judges a fleeting message: it returns what is relayed to all others, an
// object without its type, or ok false. A cheer, {"type":"spark","cheer":"clap"},
// is taken everywhere, from each seat at most once in 3 s; anything else is the
// rules' matter. Who is muted is heard by nobody.
func (g *Game) Spark(now time.Time, seat Seat, spark json.RawMessage) (relay json.RawMessage, ok bool) {
	g.begin(now)
	defer g.settle()
	if seat.Role == RoleStage || g.state.Ended {
		return nil, false
	}
	p := g.players[seat.ID]
	if seat.Role == RolePlayer && (p == nil || p.Muted || g.Muted) {
		return nil, false
	}
	var c struct {
		Type  string `json:"type"`
		Cheer string `json:"cheer"`
	}
	if DecodeStrict(spark, &c) == nil && c.Cheer != "" {
		return g.cheer(seat, p, c.Cheer)
	}
	return g.sparkKind(p, spark)
}

func (g *Game) cheer(seat Seat, p *player, cheer string) (json.RawMessage, bool) {
	last := g.leaders[seat.ID]
	if p != nil {
		last = p.cheered
	}
	if !slices.Contains(Cheers(), cheer) || !last.IsZero() && g.now.Sub(last) < cheerEvery {
		return nil, false
	}
	if p != nil {
		p.cheered = g.now
	} else {
		g.leaders[seat.ID] = g.now
	}
	return appendValue(nil, View{"cheer": cheer}), true
}

// sparkKind hands a spark to the rules.
func (g *Game) sparkKind(p *player, spark json.RawMessage) (json.RawMessage, bool) {
	body, ok := withoutType(spark)
	if !ok || p == nil || !g.rules.Spark(g.table(), p.id, body) {
		return nil, false
	}
	return body, true
}

// withoutType returns an object without its member "type".
func withoutType(spark json.RawMessage) (json.RawMessage, bool) {
	s := scanner{data: spark}
	if !json.Valid(spark) || !s.skip(1) || !s.end() || spark[0] != '{' {
		return nil, false
	}
	m := members(spark)
	v := View{}
	for key, value := range m {
		if key != "type" && key != "from" {
			v[key] = value
		}
	}
	return appendValue(nil, v), true
}
