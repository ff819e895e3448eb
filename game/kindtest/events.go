package kindtest

import (
	"fmt"
	"slices"
	"time"

	"packnight/game"

	"pgregory.net/rapid"
)

// op is what an event is.
type op int

const (
	opJoin op = iota
	opLeave
	opWake
	opDrop
	opSleep
	opSix
	opNames
	opMove
	opLead
	opSpark
	opWait
	opSuspend
	opSaving
	opUnsaved
	opEvening
)

// event is one thing that happens to a game. It names nothing that depends on how
// the game went, so the same list can be played again.
type event struct {
	op   op
	who  int           // one of people
	text string        // a move or a spark; {P} stands for a player, {Q} for a stranger
	at   int           // of a move: 0 the moment, 1 none, 2 an old one
	wait time.Duration // of opWait, opSuspend
	late bool          // opWait: one tick at its end, not one when each thing is due
	on   bool
}

// String says what the event is, for a failure.
func (e event) String() string {
	return fmt.Sprintf("op %d who %d %s at %d wait %v %v %v", e.op, e.who, e.text, e.at, e.wait, e.late, e.on)
}

const people = 7

func rubbish() []string {
	return []string{
		``, `null`, `[]`, `{}`, `7`, `"x"`, `{"do":"next"}`, `{"do":"score","player":"p0","by":100}`,
		`{"answer":1,"answer":2}`, `{"ANSWER":1}`, `{"answer":null}`, `{"answer":-1}`, `{"answer":1e9}`,
		`{"answer":"1"}`, `{"answer":1} x`, `{"a":[[[[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]]]]}`, `{"answer":1`,
		"{\"answer\":\"\xff\"}", `{"do":{}}`, `{"role":"leader"}`,
	}
}

// leads are what leaders press. Going on is pressed most, or no game would get far.
func leads() []string {
	list := slices.Repeat([]string{`{"do":"next"}`}, 30)
	return append(list,
		`{"do":"extend","seconds":15}`, `{"do":"extend","seconds":0}`, `{"do":"redo"}`, `{"do":"void"}`, `{"do":"finish"}`,
		`{"do":"pause"}`, `{"do":"resume"}`, `{"do":"resume"}`, `{"do":"unsaved"}`,
		`{"do":"score","player":"{P}","by":5}`, `{"do":"score","player":"{P}","by":-3}`, `{"do":"score","player":"{Q}","by":1}`,
		`{"do":"score","player":"{P}","by":101}`, `{"do":"hide","on":true}`, `{"do":"hide","on":false}`, `{"do":"hide"}`,
		`{"do":"break","on":true}`, `{"do":"break","on":false}`, `{"do":"rest","player":"{P}"}`, `{"do":"wake","player":"{P}"}`,
		`{"do":"mute","player":"{P}","on":true}`, `{"do":"mute","on":true}`, `{"do":"mute","on":false}`,
		`{"do":"remove","player":"{P}"}`, `{"do":"undo"}`, `{"do":"undo"}`, `{"do":"nothing"}`, `{"do":"next","more":1}`,
	)
}

// schedule draws the events of a game: first a few join and wake, so that there is
// one.
func schedule(t *rapid.T, s Subject) []event {
	var list []event
	for who := range rapid.IntRange(1, people).Draw(t, "players") {
		list = append(list, event{op: opJoin, who: who}, event{op: opWake, who: who})
	}
	n := rapid.IntRange(1, 50).Draw(t, "length")
	one := rapid.Custom(func(t *rapid.T) event { return drawEvent(t, s) })
	return append(list, rapid.SliceOfN(one, n, n).Draw(t, "events")...)
}

// onward is how leaders and players get through a game: some answer, and on.
func onward(t *rapid.T, s Subject, steps int) []event {
	var list []event
	for range steps {
		list = append(list, event{op: opLead, text: `{"do":"next"}`})
		for who := range 3 {
			list = append(list, event{op: opMove, who: who, text: rapid.SampledFrom(s.Moves).Draw(t, "answer")})
		}
	}
	return list
}

func drawEvent(t *rapid.T, s Subject) event {
	ops := []op{
		opJoin, opLeave, opWake, opWake, opWake, opDrop, opDrop, opSleep, opSix, opNames,
		opMove, opMove, opMove, opMove, opMove, opMove, opMove, opMove,
		opLead, opLead, opLead, opLead, opLead, opLead, opLead,
		opSpark, opWait, opWait, opWait, opSuspend, opSaving, opUnsaved, opEvening,
	}
	e := event{op: rapid.SampledFrom(ops).Draw(t, "op"), who: rapid.IntRange(0, people-1).Draw(t, "who")}
	e.on = rapid.Bool().Draw(t, "on")
	switch e.op {
	case opMove:
		e.text = rapid.SampledFrom(append(slices.Repeat(s.Moves, 6), rubbish()...)).Draw(t, "move")
		e.at = rapid.SampledFrom([]int{0, 0, 0, 1, 2}).Draw(t, "at")
	case opLead:
		e.text = rapid.SampledFrom(slices.Concat(leads(), s.Dos, s.Dos, rubbish()[:5])).Draw(t, "lead")
		e.at = rapid.SampledFrom([]int{0, 0, 0, 0, 0, 1, 2}).Draw(t, "at")
	case opSpark:
		e.text = rapid.SampledFrom(slices.Concat([]string{`{"type":"spark","cheer":"howl"}`, `{"type":"spark","cheer":"rude"}`}, s.Sparks, rubbish())).Draw(t, "spark")
	case opWait:
		ms := rapid.SampledFrom([]int{0, 50, 1000, 3000, 4000, 10_000, 25_000}).Draw(t, "ms")
		e.wait, e.late = time.Duration(ms)*time.Millisecond, rapid.Bool().Draw(t, "late")
	case opSuspend:
		e.wait = time.Duration(rapid.IntRange(1, 400).Draw(t, "seconds")) * time.Second
	case opSix:
		e.at = rapid.IntRange(0, len(game.Sixes)).Draw(t, "six")
	}
	return e
}
