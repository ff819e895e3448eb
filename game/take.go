package game

import (
	"bytes"
	"encoding/json"
	"maps"
	"slices"
	"strings"
)

// Changes are what became different since the last Take (since New or Load, at
// first): merge patches to be shown, nil where nothing is, and records to be stored.
// The first Changes of a new game hold its State. All of it is the caller's.
type Changes struct {
	Room json.RawMessage            // for everyone
	Game json.RawMessage            // for everyone
	Mine map[string]json.RawMessage // by player
	// State is the record of what is not one player's, nil where it is as it was.
	State json.RawMessage
	// Seats are the records of players that changed; nil for one to be deleted.
	Seats map[string]json.RawMessage
}

// pending is what may have become different since the last Take, and what was
// shown and stored then.
type pending struct {
	room, view, state bool
	players           []*player // each once
	left              map[string]*player

	shownRoom, shownView shown // shownRoom without the players
	shownDos             []string
	stored               []byte // the last State
	differ               differ
	buffer               []byte
}

// touch marks what may be different of a player: its looks (anything of seat), what
// it alone may see, its record.
func (g *Game) touch(p *player, look, mine, record bool) {
	p.newLook = p.newLook || look
	p.newMine = p.newMine || mine
	p.newRecord = p.newRecord || record
	if look {
		p.cold = nil
	}
	if !p.stale {
		p.stale = true
		g.changes.players = append(g.changes.players, p)
	}
}

// touchAll marks every player, where rules may have changed anyone's.
func (g *Game) touchAll(look bool) {
	for _, p := range g.players {
		g.touch(p, look, true, true)
	}
}

func (c *pending) leave(p *player) {
	if c.left == nil {
		c.left = map[string]*player{}
	}
	c.left[p.id] = p
}

// rejoin makes who left since the last Take, and is back, be patched from what was
// shown of it.
func (c *pending) rejoin(p *player) {
	if old := c.left[p.id]; old != nil {
		p.look, p.mine, p.stored = old.look, old.mine, old.stored
		delete(c.left, p.id)
	}
}

// baseline takes all there is to see as shown, and nothing as stored.
func (g *Game) baseline() {
	g.everything()
	g.touchAll(true)
	g.Take()
	g.changes.stored = nil
	for _, p := range g.players {
		p.stored = nil
	}
}

// Take returns the changes and starts afresh.
func (g *Game) Take() Changes {
	c := &g.changes
	slices.SortFunc(c.players, func(a, b *player) int { return strings.Compare(a.id, b.id) })
	var out Changes
	out.Room = g.takeRoom()
	if c.view {
		c.view = false
		out.Game = c.patch(&c.shownView, g.View())
	}
	for _, p := range c.players {
		if g.players[p.id] == p {
			g.takePlayer(&out, p)
		}
		p.stale = false
	}
	for _, id := range g.gone() {
		out.seat(id, nil)
	}
	if c.state || g.source.used {
		out.State = g.takeState()
	}
	clear(c.players)
	c.players, c.left = c.players[:0], nil
	return out
}

// patch brings what was shown up to v and returns the difference, or nil.
func (c *pending) patch(was *shown, v View) json.RawMessage {
	c.buffer = c.differ.diff(c.buffer[:0], was, v)
	if len(c.buffer) == 0 {
		return nil
	}
	return bytes.Clone(c.buffer)
}

func (o *Changes) seat(id string, record json.RawMessage) {
	if o.Seats == nil {
		o.Seats = map[string]json.RawMessage{}
	}
	o.Seats[id] = record
}

// takePlayer adds what only this player sees, and its record.
func (g *Game) takePlayer(out *Changes, p *player) {
	if p.newMine {
		p.newMine = false
		if patch := g.changes.patch(&p.mine, g.rules.Mine(g.table(), p.id)); patch != nil {
			if out.Mine == nil {
				out.Mine = map[string]json.RawMessage{}
			}
			out.Mine[p.id] = patch
		}
	}
	if p.newRecord {
		p.newRecord = false
		g.changes.buffer = g.encodeSeat(g.changes.buffer[:0], p)
		if !bytes.Equal(g.changes.buffer, p.stored) {
			p.stored = bytes.Clone(g.changes.buffer)
			out.seat(p.id, p.stored)
		}
	}
}

func (g *Game) takeState() json.RawMessage {
	g.changes.state, g.source.used = false, false
	data := g.encodeState()
	if bytes.Equal(data, g.changes.stored) {
		return nil
	}
	g.changes.stored = data
	return data
}

// takeRoom returns the patch of room. Players that are as they were cost nothing.
func (g *Game) takeRoom() json.RawMessage {
	c := &g.changes
	dos := g.rules.Dos(g.table())
	if !slices.Equal(dos, c.shownDos) {
		c.room, c.shownDos = true, slices.Clone(dos)
	}
	dst := append(c.buffer[:0], '{')
	if c.room {
		c.room = false
		v := g.roomView()
		v["sixes"] = g.sixesView()
		if patch := c.differ.diff(nil, &c.shownRoom, v); len(patch) > 0 {
			dst = append(append(dst, patch[1:len(patch)-1]...), ',')
		}
	}
	dst = g.takeLooks(dst)
	c.buffer = dst
	if len(dst) == 1 {
		return nil
	}
	dst[len(dst)-1] = '}'
	return bytes.Clone(dst)
}

// gone are those who left since the last Take and are not back, sorted.
func (g *Game) gone() []string {
	if len(g.changes.left) == 0 {
		return nil
	}
	return slices.Sorted(maps.Keys(g.changes.left))
}

func (g *Game) takeLooks(dst []byte) []byte {
	c := &g.changes
	mark := len(dst)
	dst = append(dst, `"players":{`...)
	inside := len(dst)
	for _, p := range c.players {
		if !p.newLook || g.players[p.id] != p {
			continue
		}
		p.newLook = false
		before := len(dst)
		dst = appendKey(dst, p.id)
		key := len(dst)
		if dst = c.differ.diff(dst, &p.look, g.lookView(p)); len(dst) == key {
			dst = dst[:before]
			continue
		}
		dst = append(dst, ',')
	}
	for _, id := range g.gone() {
		dst = append(appendKey(dst, id), "null,"...)
	}
	if len(dst) == inside {
		return dst[:mark]
	}
	dst[len(dst)-1] = '}'
	return append(dst, ',')
}
