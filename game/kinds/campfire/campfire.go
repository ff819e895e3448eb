// Package campfire is where the pack gathers before, between and after games:
// everyone sits by Six, with the evening's points, and may cheer and wave.
package campfire

import (
	"encoding/json"
	"time"

	"packnight/game"
)

// waveEvery is how often one Cub may wave.
const waveEvery = 3 * time.Second

// Kind returns the campfire's entry in the catalogue.
func Kind() game.Kind {
	return game.Kind{
		ID:        "campfire",
		Name:      "Campfire",
		HowTo:     "Find your Six and sit down at the fire. Tap an animal to wave!",
		Picture:   "🔥",
		Players:   [2]int{1, 60},
		Full:      1,
		Options:   []game.Option{},
		Gathering: true,
		New:       func(game.Setup) (game.Rules, error) { return blank(), nil },
		Blank:     func() game.Rules { return blank() },
	}
}

// campfire has nothing to keep: who sits here, and the evening's points, are the
// common rules' and the people's.
type campfire struct {
	game.Base
	waved map[string]time.Time // the last time, by player
}

func blank() *campfire { return &campfire{waved: map[string]time.Time{}} }

// Rounds is none.
func (*campfire) Rounds() int { return 0 }

// Deal has nothing to deal.
func (*campfire) Deal(*game.Table, bool) {}

// Steps are none.
func (*campfire) Steps(*game.Table) []game.Step { return nil }

// Move knows no move: what Cubs do here is fleeting.
func (*campfire) Move(*game.Table, string, json.RawMessage) error { return game.NotNow }

// Changed forgets who left.
func (c *campfire) Changed(_ *game.Table, player string, what game.Change) {
	if what == game.Left {
		delete(c.waved, player)
	}
}

// Answered is never asked.
func (*campfire) Answered(*game.Table, string) bool { return false }

// Points are none.
func (*campfire) Points(*game.Table) map[string]int { return nil }

// Awards are none.
func (*campfire) Awards(*game.Table) []game.Award { return nil }

// Spark relays a wave, {"wave":PLAYER}, at someone else who is awake.
func (c *campfire) Spark(t *game.Table, player string, spark json.RawMessage) bool {
	var s struct {
		Wave string `json:"wave"`
	}
	if game.DecodeStrict(spark, &s) != nil || s.Wave == player || !t.Awake(s.Wave) {
		return false
	}
	if last, ok := c.waved[player]; ok && t.Now().Sub(last) < waveEvery {
		return false
	}
	c.waved[player] = t.Now()
	return true
}

// View shows nothing beyond the room.
func (*campfire) View(*game.Table) game.View { return game.View{} }

// Save has nothing to keep.
func (*campfire) Save() any { return struct{}{} }

// Load has nothing to put back.
func (*campfire) Load(json.RawMessage, map[string]json.RawMessage) error { return nil }
