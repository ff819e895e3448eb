package game

import (
	"bytes"
	"encoding/json"
	"maps"
	"time"
)

// Room is the whole `room` of a welcome. As with View and Mine: patches go on from it
// only if it was composed after a Take, with nothing in between.
func (g *Game) Room() View {
	v := g.roomView()
	v["sixes"] = g.sixesView()
	players := View{}
	for id, p := range g.players {
		players[id] = g.lookView(p)
	}
	v["players"] = players
	return v
}

// roomView is room without the Sixes and the players.
func (g *Game) roomView() View {
	v := g.pausing()
	v["code"], v["kind"] = g.code, g.kind.ID
	v["phase"], v["round"], v["rounds"], v["moment"] = string(g.state.Phase), g.Round, g.rules.Rounds(), g.state.Moment
	v["hidden"], v["break"] = g.Hidden, g.Break
	if g.Muted {
		v["muted"] = true
	}
	return v
}

// lookView is one player in room.players.
func (g *Game) lookView(p *player) View {
	v := View{"name": p.Name, "icon": p.Icon, "six": p.Six, "online": p.Awake}
	if p.Resting {
		v["resting"] = true
	}
	if p.Late {
		v["late"] = true
	}
	if p.Muted {
		v["muted"] = true
	}
	switch {
	case g.Hidden:
	case g.kind.Gathering:
		v["points"] = g.evening.Points[p.id] + g.Fixes[p.id]
	default:
		v["points"] = p.points
	}
	return v
}

// View is the whole `game` of a welcome.
func (g *Game) View() View {
	v := g.rules.View(g.table())
	if g.frame == nil {
		g.frame = g.frameView()
	}
	maps.Copy(v, g.frame)
	return v
}

// frameView is what the common rules add to the kind's view. No move changes it.
func (g *Game) frameView() View {
	v := View{}
	if g.step.Name != "" && g.inRound() {
		v["step"] = g.step.Name
	}
	if g.Bell && !g.Muffled && g.state.Phase == Play {
		v["bell"] = true
	}
	switch g.state.Phase {
	case Lobby:
		v["name"] = g.kind.Name
	case Explain:
		v["explain"] = g.kind.HowTo
	case Podium:
		v["podium"] = g.podiumView()
	}
	if t, ok := g.targetView(); ok {
		v["target"] = t
	}
	return v
}

// Mine is the whole `mine` of a welcome for a seat; empty for leader and stage.
func (g *Game) Mine(seat Seat) View {
	if p := g.players[seat.ID]; p != nil && seat.Role == RolePlayer {
		return g.rules.Mine(g.table(), p.id)
	}
	return View{}
}

// Names gives the Sixes the names that the leader chose.
func (g *Game) Names(now time.Time, sixes map[string]string) {
	g.begin(now)
	g.state.Names = map[string]string{}
	for _, six := range Sixes {
		if name := sixes[six]; name != "" {
			g.state.Names[six] = name
		}
	}
	g.everything()
	g.settle()
}

// Evening is what the campfire shows: the points of the evening by player and the
// score of the evening by Six. Only a gathering takes it.
type Evening struct {
	Points map[string]int
	Sixes  map[string]int
}

// SetEvening shows the evening's totals, at a gathering.
func (g *Game) SetEvening(now time.Time, e Evening) {
	g.begin(now)
	if g.kind.Gathering {
		g.evening = Evening{maps.Clone(e.Points), maps.Clone(e.Sixes)}
		g.changes.room = true
		g.touchAll(true)
	}
	g.settle()
}

// Shown is the whole room, game and mine of a welcome, encoded: what Room, View and
// Mine would give. It only copies what the last Take encoded, so call it after a
// Take, before anything else happens in the game.
func (g *Game) Shown(seat Seat) (room, view, mine json.RawMessage) {
	c := &g.changes
	room = c.shownRoom.appendTo(make([]byte, 0, 512+160*len(g.ids)))
	room = append(room[:len(room)-1], `,"players":{`...)
	for _, id := range g.ids {
		if p := g.players[id]; len(p.look) > 0 {
			room = append(p.look.appendTo(appendKey(room, id)), ',')
		}
	}
	room = append(bytes.TrimSuffix(room, []byte{','}), "}}"...)
	view = c.shownView.appendTo(nil)
	if p := g.players[seat.ID]; p != nil && seat.Role == RolePlayer {
		return room, view, p.mine.appendTo(nil)
	}
	return room, view, json.RawMessage("{}")
}
