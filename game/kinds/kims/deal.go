package kims

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
)

// ask is what a round asks for.
type ask string

const (
	askMissing ask = "missing" // which one is gone: one of some tiles
	askMoved   ask = "moved"   // which ones swapped places: either is right
	askNew     ask = "new"     // which one was put in another's place
	askAll     ask = "all"     // all that lay there, among others
)

// asks are the rounds, in order.
func asks() []ask { return []ask{askMissing, askMissing, askMoved, askNew, askAll} }

const missingTiles = 6

// round is what lies on the table in one round.
type round struct {
	Number int       `json:"number"` // from 1; 0 before the first
	Ask    ask       `json:"ask"`
	Tray   []Picture `json:"tray"`           // as it lies in LOOK
	Rest   []Picture `json:"rest,omitempty"` // askMissing: what is left of it, with the empty place
	Tiles  []Picture `json:"tiles"`          // what can be tapped in PLAY
	Right  []int     `json:"right"`          // indexes in Tiles, ascending
}

// lay draws a round. The order of the tiles does not depend on which of them are
// right, and those of askMissing that are wrong never lay on the tray: one that still
// lies there could be ruled out without remembering anything.
func lay(a ask, pictures []Picture, size int, r *rand.Rand) round {
	order := r.Perm(len(pictures))
	drawn := make([]Picture, len(order))
	for i, p := range order {
		drawn[i] = pictures[p]
	}
	out := round{Ask: a, Tray: drawn[:size:size]}
	others := drawn[size:]
	at := r.IntN(size)
	switch a {
	case askMissing:
		out.Rest = slices.Clone(out.Tray)
		out.Rest[at] = Picture{}
		out.offer(append(others[:missingTiles-1:missingTiles-1], out.Tray[at]), out.Tray[at:at+1], r)
	case askMoved:
		with := (at + 1 + r.IntN(size-1)) % size
		out.Tiles = slices.Clone(out.Tray)
		out.Tiles[at], out.Tiles[with] = out.Tiles[with], out.Tiles[at]
		out.Right = []int{min(at, with), max(at, with)}
	case askNew:
		out.Tiles = slices.Clone(out.Tray)
		out.Tiles[at] = others[0]
		out.Right = []int{at}
	case askAll:
		out.offer(append(slices.Clone(out.Tray), others[:size/2]...), out.Tray, r)
	}
	return out
}

// offer puts tiles on the table in a random order.
func (l *round) offer(tiles, right []Picture, r *rand.Rand) {
	r.Shuffle(len(tiles), func(i, j int) { tiles[i], tiles[j] = tiles[j], tiles[i] })
	l.Tiles = tiles
	for i, p := range tiles {
		if slices.Contains(right, p) {
			l.Right = append(l.Right, i)
		}
	}
}

// answers are the pictures that are right, in a fixed order.
func (l *round) answers() []string {
	var out []string
	for _, i := range l.Right {
		out = append(out, l.Tiles[i].Name)
	}
	slices.Sort(out)
	return out
}

// why says in one line what had changed.
func (l *round) why() string {
	if l.Ask == askAll {
		return fmt.Sprintf("All %d from the tray are marked.", len(l.Right))
	}
	names := "the " + strings.ToLower(strings.Join(l.answers(), " and the "))
	switch l.Ask {
	case askMoved:
		return "Swapped places: " + names + "."
	case askNew:
		return "New on the tray: " + names + "."
	}
	return "Gone from the tray: " + names + "."
}
