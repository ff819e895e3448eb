package game

import (
	"encoding/json"
	"slices"
	"time"
)

// The leader's moves that every kind has.
const (
	doNext    = "next"
	doExtend  = "extend"
	doRedo    = "redo"
	doVoid    = "void"
	doFinish  = "finish"
	doPause   = "pause"
	doResume  = "resume"
	doUnsaved = "unsaved"
	doScore   = "score"
	doHide    = "hide"
	doBreak   = "break"
	doRest    = "rest"
	doWake    = "wake"
	doMute    = "mute"
	doRemove  = "remove"
	doUndo    = "undo"
)

const (
	longestExtend = 60  // seconds
	largestFix    = 100 // points
)

// command is a leader's move, each with the members of its own.
type command struct {
	Do      string  `json:"do"`
	Seconds *int    `json:"seconds"`
	Player  *string `json:"player"`
	By      *int    `json:"by"`
	On      *bool   `json:"on"`
}

// lead judges a leader's move.
func (g *Game) lead(at *int64, move json.RawMessage) error {
	do, ok := doOf(move)
	if !ok {
		return BadMove
	}
	timed, common := commonDo(do)
	if !common {
		return g.leadKind(do, at, move)
	}
	var c command
	if DecodeStrict(move, &c) != nil || !c.whole() || timed && at == nil {
		return BadMove
	}
	if at != nil && *at != g.state.Moment {
		return TooLate.With("That step is over already. Look again.")
	}
	if !slices.Contains(g.can(), do) {
		return NotNow
	}
	if timed {
		return g.leadFlow(c)
	}
	return g.leadRest(c)
}

// commonDo tells whether every kind has a leader's move, and whether it needs the
// moment that it was meant for.
func commonDo(do string) (timed, common bool) {
	switch do {
	case doNext, doExtend, doRedo, doVoid, doFinish:
		return true, true
	case doPause, doResume, doUnsaved, doScore, doHide, doBreak, doRest, doWake, doMute, doRemove, doUndo:
		return false, true
	}
	return false, false
}

// whole tells whether a command has what it needs and nothing else.
func (c command) whole() bool {
	seconds, player, by, on := c.Seconds != nil, c.Player != nil, c.By != nil, c.On != nil
	switch c.Do {
	case doExtend:
		return seconds && *c.Seconds >= 1 && *c.Seconds <= longestExtend && !player && !by && !on
	case doScore:
		return player && by && *c.By >= -largestFix && *c.By <= largestFix && !seconds && !on
	case doHide, doBreak:
		return on && !seconds && !player && !by
	case doRest, doWake:
		return player && !seconds && !by && !on
	case doMute:
		return on && !seconds && !by
	case doRemove:
		return false
	}
	return !seconds && !player && !by && !on
}

// leadKind hands a move to the rules that only they know.
func (g *Game) leadKind(do string, at *int64, move json.RawMessage) error {
	if at != nil && *at != g.state.Moment {
		return TooLate.With("That step is over already. Look again.")
	}
	if err := g.rules.Do(g.table(), do, move); err != nil {
		return err
	}
	g.everything()
	g.touchAll(false)
	return nil
}

// leadFlow does what needs the moment.
func (g *Game) leadFlow(c command) error {
	switch c.Do {
	case doNext:
		g.forward()
	case doExtend:
		g.extend(time.Duration(*c.Seconds) * time.Second)
	case doRedo:
		g.redo()
	case doVoid:
		g.void()
	case doFinish:
		g.finish()
	}
	return nil
}

// leadRest does what may be done at any moment.
func (g *Game) leadRest(c command) error {
	switch c.Do {
	case doPause:
		g.hold(ByLeader)
	case doResume:
		g.release(ByLeader, Wobble, Restart, Suspend)
	case doUnsaved:
		g.pause.unsaved = true
		g.release(Saving)
	case doHide:
		g.hide(*c.On)
	case doBreak:
		g.Break = *c.On
		g.everything()
	case doUndo:
		g.undoLast()
	default:
		return g.leadPlayer(c)
	}
	return nil
}

// leadPlayer does what is about one player, or about all of them where that can be.
func (g *Game) leadPlayer(c command) error {
	if c.Player == nil {
		g.Muted = *c.On
		g.everything()
		return nil
	}
	p := g.players[*c.Player]
	if p == nil {
		return BadMove.With("That Cub is not in this game.")
	}
	switch c.Do {
	case doScore:
		g.fix(p, *c.By)
	case doRest:
		if !p.Resting {
			g.rest(p, true)
			g.canUndo(func() { g.unrest(p.id) })
		}
	case doWake:
		g.rest(p, false)
	case doMute:
		p.Muted = *c.On
		g.touch(p, true, false, true)
	}
	return nil
}

func (g *Game) unrest(id string) {
	if p := g.players[id]; p != nil {
		g.rest(p, false)
	}
}

// can lists the leader's moves that would be taken now, in a fixed order.
func (g *Game) can() []string {
	if g.state.Ended {
		return []string{}
	}
	list := make([]string, 0, 20)
	if !g.kind.Gathering {
		list = g.canFlow(list)
	}
	if g.pause.saving {
		list = append(list, doUnsaved)
	}
	list = append(list, doHide, doBreak)
	if n := len(g.ids); n > 0 {
		list = append(list, doScore, doMute, doRemove)
		if g.crowd.resting < n {
			list = append(list, doRest)
		}
		if g.crowd.resting > 0 {
			list = append(list, doWake)
		}
	} else {
		list = append(list, doMute)
	}
	if !g.undo.until.IsZero() {
		list = append(list, doUndo)
	}
	return append(list, g.rules.Dos(g.table())...)
}

func (g *Game) canFlow(list []string) []string {
	list = append(list, doNext)
	if g.inRound() {
		if g.Timed {
			list = append(list, doExtend)
		}
		list = append(list, doRedo, doVoid, doFinish)
	} else if g.state.Phase == Explain {
		list = append(list, doFinish)
	}
	if len(g.Holds) == 0 {
		return append(list, doPause)
	}
	return append(list, doResume)
}
