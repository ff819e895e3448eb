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
	op    op
	who   int           // one of people
	text  string        // a move or a spark; {P} stands for a player, {Q} for a stranger
	at    int           // of a move: 0 the moment, 1 none, 2 an old one
	wait  time.Duration // of opWait, opSuspend
	late  bool          // opWait: one tick at its end, not one when each thing is due
	burst bool          // what follows is taken together with it, as rooms do
	on    bool
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
	list := slices.Repeat([]string{`{"do":"next"}`}, 12)
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
	for range rapid.IntRange(0, 5).Draw(t, "steps") {
		list = append(list, event{op: opLead, text: `{"do":"next"}`})
	}
	n := rapid.IntRange(1, 35).Draw(t, "scenes")
	one := rapid.Custom(func(t *rapid.T) []event { return drawScene(t, s) })
	return append(list, slices.Concat(rapid.SliceOfN(one, n, n).Draw(t, "events")...)...)
}

// drawScene draws one event, or some that chance alone would seldom bring together.
func drawScene(t *rapid.T, s Subject) []event {
	who := rapid.IntRange(0, people-1).Draw(t, "who")
	var list []event
	switch rapid.IntRange(0, 15).Draw(t, "scene") {
	case 0: // a round
		list = append(list, event{op: opLead, text: `{"do":"resume"}`}, event{op: opWait, wait: countdown})
		for range 3 {
			list = append(list, event{op: opLead, text: `{"do":"next"}`})
			list = append(list, everyone(rapid.SampledFrom(s.Moves).Draw(t, "answer"))...)
		}
	case 1, 2: // a leader thinks better of it
		do := []string{`{"do":"void"}`, `{"do":"finish"}`, `{"do":"score","player":"{P}","by":4}`, `{"do":"rest","player":"{P}"}`}
		list = append(list, event{op: opLead, who: who, text: rapid.SampledFrom(do).Draw(t, "do")})
		if rapid.Bool().Draw(t, "something between") {
			list = append(list, drawEvent(t, s))
		}
		list = append(list, event{op: opLead, text: `{"do":"undo"}`})
	case 3: // out and in again before anyone saw it
		list = append(list, event{op: opLeave, who: who, burst: true}, event{op: opJoin, who: who, burst: true}, event{op: opWake, who: who})
	case 4: // the Wi-Fi goes and comes
		for i := range people {
			list = append(list, event{op: opDrop, who: i})
		}
		for i := range rapid.IntRange(0, people).Draw(t, "back") {
			list = append(list, event{op: opWake, who: i})
		}
		list = append(list, event{op: opWait, wait: countdown})
	case 5: // a pause, and on
		list = append(list, event{op: opLead, text: `{"do":"pause"}`}, drawEvent(t, s), event{op: opLead, text: `{"do":"resume"}`})
		list = append(list, event{op: opWait, wait: countdown})
	case 6: // several things in one go
		for range 3 {
			e := drawEvent(t, s)
			e.burst = true
			list = append(list, e)
		}
		list = append(list, drawEvent(t, s))
	default:
		list = append(list, drawEvent(t, s))
	}
	return list
}

// usual is a game as an evening has them, with one of each that chance might miss.
func usual(s Subject) []event {
	var list []event
	for who := range 4 {
		list = append(list, event{op: opJoin, who: who}, event{op: opWake, who: who})
	}
	step := func(extra ...event) {
		list = append(list, event{op: opLead, text: `{"do":"next"}`})
		for _, move := range s.Moves {
			list = append(list, everyone(move)...)
		}
		list = append(list, extra...)
	}
	lead := func(do string) event { return event{op: opLead, who: 1, text: do} }
	step()
	step()
	step(event{op: opJoin, who: 5}, lead(`{"do":"pause"}`), lead(`{"do":"resume"}`), event{op: opWait, wait: countdown})
	step(event{op: opJoin, who: 6}, lead(`{"do":"score","player":"{P}","by":3}`), lead(`{"do":"undo"}`))
	step(lead(`{"do":"void"}`), lead(`{"do":"undo"}`))
	return list
}

// everyone makes the same move.
func everyone(text string) []event {
	var list []event
	for who := range people {
		list = append(list, event{op: opMove, who: who, text: text})
	}
	return list
}

const countdown = 3 * time.Second

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
