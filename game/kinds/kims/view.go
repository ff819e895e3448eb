package kims

import (
	"encoding/json"
	"fmt"

	"packnight/game"
)

// View shows the tray in LOOK, the tiles from PLAY on, and what is right from the
// reveal on.
func (k *kims) View(t *game.Table) game.View {
	v := game.View{"size": k.Size}
	if k.Pairs {
		v["pairs"] = true
	}
	switch t.Phase() {
	case game.Ready:
		v["ask"] = string(k.Laid.Ask)
		k.showTray(t, v)
	case game.Play, game.Reveal:
		v["ask"] = string(k.Laid.Ask)
		k.showTiles(v)
		v["answered"] = k.count(t)
	}
	if t.Phase() == game.Reveal {
		k.showRight(t, v)
	}
	return v
}

func (k *kims) showTray(t *game.Table, v game.View) {
	if !k.looking(t) {
		return
	}
	v["tray"] = encoded(k.Laid.Tray)
	if t.StepIndex() > firstLook {
		v["swap"] = true
	}
}

// showTiles is looked at after every move, and keeps what it encoded.
func (k *kims) showTiles(v game.View) {
	if k.tiles == nil {
		k.tiles = encoded(k.Laid.Tiles)
		if k.Laid.Ask == askMissing {
			k.rest = encoded(k.Laid.Rest)
		}
	}
	v["tiles"] = k.tiles
	if k.rest != nil {
		v["rest"] = k.rest
	}
}

func encoded(pictures []Picture) json.RawMessage {
	data, err := json.Marshal(pictures)
	if err != nil {
		panic(fmt.Sprintf("kims: showing pictures: %v", err))
	}
	return data
}

// count is how many of the playing members have Answered.
func (k *kims) count(t *game.Table) int {
	if k.answered < 0 {
		k.answered = 0
		for _, id := range t.Playing() {
			k.answered += game.Count(k.Answered(t, id))
		}
	}
	return k.answered
}

// showRight tells what had changed, how many chose each tile, and how many were right
// at their first and at their second tap.
func (k *kims) showRight(t *game.Table, v game.View) {
	v["right"] = k.Laid.Right
	v["why"] = k.Laid.why()
	spread := make([]int, len(k.Laid.Tiles))
	taps := [choices + 1]int{}
	for _, id := range t.Playing() {
		s := k.seats[id]
		if s == nil {
			continue
		}
		for _, tile := range s.Tiles {
			spread[tile]++
		}
		taps[s.Results[t.Round()].Tap]++
	}
	v["spread"] = spread
	if k.Laid.Ask != askAll {
		v["first"], v["second"] = taps[1], taps[2]
	}
}

// Mine shows a player its own tiles and, in the reveal, what they brought.
func (k *kims) Mine(t *game.Table, player string) game.View {
	v := game.View{}
	s := k.seats[player]
	if s == nil || t.Phase() != game.Play && t.Phase() != game.Reveal {
		return v
	}
	if len(s.Tiles) > 0 {
		v["tiles"] = s.Tiles
	}
	if s.Done {
		v["done"] = true
	}
	o, ok := s.Results[t.Round()]
	if !ok || t.Phase() != game.Reveal {
		return v
	}
	v["gained"] = o.Gained
	switch {
	case k.Laid.Ask == askAll:
		v["found"], v["wrong"] = o.Found, o.Wrong
	case o.Tap > 0:
		v["tap"] = o.Tap
	}
	return v
}
