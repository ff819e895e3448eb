package game

import (
	"encoding/json"
	"slices"
	"time"
)

// pause is what holds the clock up, beside state.Holds. Several things may at
// once: the game goes on when none of them is left, after a countdown.
type pause struct {
	since    time.Time // the game's clock stands here
	resumes  time.Time // the end of the countdown; zero where there is none
	why      Why       // as shown; also during the countdown
	saving   bool      // the store takes nothing
	unsaved  bool      // a leader plays on all the same
	expected int       // players that are waited for
	back     int       // those of them who are here
}

// paused tells whether the clock stands; it still does during the countdown.
func (g *Game) paused() bool { return !g.pause.since.IsZero() }

func (g *Game) held() bool { return len(g.Holds) > 0 || g.pause.saving }

// hold stops the game's clock, now, for one more reason.
func (g *Game) hold(why Why) { g.holdSince(why, g.now) }

func (g *Game) holdSince(why Why, since time.Time) {
	if !g.paused() {
		g.stop(since)
	}
	g.pause.resumes = time.Time{}
	if why == Saving {
		g.pause.saving = true
	} else if !slices.Contains(g.Holds, why) {
		g.Holds = append(g.Holds, why)
	}
	g.showWhy()
}

// stop keeps what was left at since.
func (g *Game) stop(since time.Time) {
	if !g.deadline.IsZero() {
		g.Left = max(0, g.deadline.Sub(since))
	}
	if !g.alarm.IsZero() {
		g.Alarm = max(1, g.alarm.Sub(since))
	}
	g.deadline, g.alarm = time.Time{}, time.Time{}
	g.pause.since = since
	g.Epoch++
	g.everything()
}

// release takes reasons away. With the last of them the countdown begins, where
// anything runs that it is for.
func (g *Game) release(whys ...Why) {
	if !g.held() {
		return
	}
	for _, why := range whys {
		if why == Saving {
			g.pause.saving = false
		}
		g.Holds = slices.DeleteFunc(g.Holds, func(h Why) bool { return h == why })
	}
	if slices.Contains(whys, Wobble) || slices.Contains(whys, Restart) {
		g.forgetMissed()
	}
	g.changes.room, g.changes.state = true, true
	switch {
	case g.held():
		g.showWhy()
	case g.inRound():
		g.pause.resumes = g.now.Add(countdown)
	default:
		g.run()
	}
}

// run lets the clock go on.
func (g *Game) run() {
	g.pause.resumes, g.pause.since, g.pause.why = time.Time{}, time.Time{}, ""
	g.setLeft(g.Left)
	g.setAlarm(g.Alarm)
	if g.Due {
		g.Due, g.asked.advance = false, true
	}
	g.everything()
}

// unpause ends a pause without a countdown: nothing is timed any more. Only what
// the store does still holds.
func (g *Game) unpause() {
	g.Holds = nil
	g.forgetMissed()
	if g.paused() && !g.held() {
		g.run()
	}
	if g.paused() {
		g.showWhy()
	}
}

// showWhy tells the reason that matters most to those who wait.
func (g *Game) showWhy() {
	for _, why := range [...]Why{ByLeader, Restart, Suspend, Wobble} {
		if slices.Contains(g.Holds, why) {
			g.pause.why = why
			break
		}
	}
	if g.pause.saving {
		g.pause.why = Saving
	}
	g.changes.room, g.changes.state = true, true
}

// Suspended tells that the machine slept from since until now: the game is paused
// (Suspend) with the time that was left at since, and resumes by itself with a
// countdown.
func (g *Game) Suspended(now, since time.Time) {
	if now.After(g.now) {
		g.now = now
	}
	if g.inRound() && !g.state.Ended {
		counting := !g.pause.resumes.IsZero()
		if !g.held() || counting {
			g.holdSince(Suspend, since)
			g.release(Suspend)
		}
	}
	g.begin(now)
	g.settle()
}

// Saving tells whether what happens is being stored. false pauses the game
// (Saving); true ends that pause with a countdown.
func (g *Game) Saving(now time.Time, ok bool) {
	g.begin(now)
	switch {
	case !ok && !g.pause.unsaved && !g.pause.saving:
		g.hold(Saving)
	case ok:
		g.changes.room = g.changes.room || g.pause.unsaved
		g.pause.unsaved = false
		if g.pause.saving {
			g.release(Saving)
		}
	}
	g.settle()
}

// Unsaved tells that a leader plays on without saving: the pause ends and
// room.saving shows false until Saving(true). A leader's move {"do":"unsaved"},
// which room.can lists in that pause, does the same.
func (g *Game) Unsaved(now time.Time) {
	g.begin(now)
	if g.pause.saving {
		g.pause.unsaved = true
		g.release(Saving)
	}
	g.settle()
}

// Pausing is the part of room that tells whether and why the game is paused, as a
// merge patch with a null for what is absent: paused, why, left, resumes,
// deadline, saving and can.
func (g *Game) Pausing() json.RawMessage {
	v := g.pausing()
	dst := []byte{'{'}
	for _, key := range []string{"can", "deadline", "left", "paused", "resumes", "saving", "why"} {
		dst = appendKey(dst, key)
		if value, ok := v[key]; ok {
			dst = appendValue(dst, value)
		} else {
			dst = append(dst, "null"...)
		}
		dst = append(dst, ',')
	}
	dst[len(dst)-1] = '}'
	return dst
}

func (g *Game) pausing() View {
	v := View{"paused": g.paused(), "saving": !g.pause.unsaved, "can": g.can()}
	switch {
	case g.paused():
		v["why"] = string(g.pause.why)
		if g.Timed {
			v["left"] = g.Left.Milliseconds()
		}
		if !g.pause.resumes.IsZero() {
			v["resumes"] = g.pause.resumes.UnixMilli()
		}
	case g.Timed:
		v["deadline"] = g.deadline.UnixMilli()
	}
	return v
}
