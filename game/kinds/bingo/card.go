package bingo

import "math/bits"

const cells = 9

// pics is a set of pictures.
type pics uint32

func setOf(list []int) pics {
	var out pics
	for _, p := range list {
		out = out.with(p)
	}
	return out
}

func (p pics) has(picture int) bool     { return p&(1<<picture) != 0 }
func (p pics) with(picture int) pics    { return p | 1<<picture }
func (p pics) without(picture int) pics { return p &^ (1 << picture) }
func (p pics) count() int               { return bits.OnesCount32(uint32(p)) }

// list returns the pictures, those of a card in its order.
func (p pics) list(card []int) []int {
	out := []int{}
	for _, picture := range card {
		if p.has(picture) {
			out = append(out, picture)
		}
	}
	return out
}

// rows are the eight lines of a card, as its cells.
func rows() [][]int {
	return [][]int{
		{0, 1, 2}, {3, 4, 5}, {6, 7, 8},
		{0, 3, 6}, {1, 4, 7}, {2, 5, 8},
		{0, 4, 8}, {2, 4, 6},
	}
}

// seat is what one player has and did. A nil one has no card.
type seat struct {
	Card    []int           `json:"card,omitempty"`    // pictures, row by row
	Tapped  pics            `json:"tapped,omitempty"`  // all of them called
	Missed  pics            `json:"missed,omitempty"`  // called while the player was away
	Results map[int]outcome `json:"results,omitempty"` // by round
}

// outcome is what came of a seat's card in one round.
type outcome struct {
	Found  int  `json:"found,omitempty"`  // pictures
	Caught int  `json:"caught,omitempty"` // of those, called while the player was away
	Lines  int  `json:"lines,omitempty"`
	Full   bool `json:"full,omitempty"`
	Call   int  `json:"call,omitempty"`  // that made the first line, from 1
	First  bool `json:"first,omitempty"` // nobody had a line on an earlier call
	Gained int  `json:"gained,omitempty"`
}

// take gives the seat another card, nil for none.
func (s *seat) take(card []int) { s.Card, s.Tapped, s.Missed = card, 0, 0 }

func (s *seat) keep(round int, o outcome) {
	if s.Results == nil {
		s.Results = map[int]outcome{}
	}
	s.Results[round] = o
}

func (s *seat) forget(round int) { delete(s.Results, round) }

// on is the set of pictures on the card.
func (s *seat) on() pics {
	if s == nil {
		return 0
	}
	return setOf(s.Card)
}

func (s *seat) tapped() pics {
	if s == nil {
		return 0
	}
	return s.Tapped
}

// lines counts the lines that are tapped.
func (s *seat) lines() int { return len(s.made()) }

// made are the pictures of each line that is tapped.
func (s *seat) made() []pics {
	if s == nil || len(s.Card) != cells {
		return nil
	}
	var out []pics
	for _, row := range rows() {
		line := pics(0)
		for _, cell := range row {
			line = line.with(s.Card[cell])
		}
		if line&^s.Tapped == 0 {
			out = append(out, line)
		}
	}
	return out
}

func (s *seat) full() bool { return s.tapped().count() == cells }

// lineCall is the call, from 1, that made the seat's first line; 0 for none. When it
// was tapped does not matter.
func (s *seat) lineCall(calls []int) int {
	first := 0
	for _, line := range s.made() {
		last := 0
		for i, p := range calls {
			if line.has(p) {
				last = i + 1
			}
		}
		if first == 0 || last < first {
			first = last
		}
	}
	return first
}
