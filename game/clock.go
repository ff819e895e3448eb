package game

import "time"

const (
	bellTime  = 3 * time.Second
	countdown = 3 * time.Second
	undoTime  = 10 * time.Second
)

// startClock gives the step just entered its time, 0 for no clock.
func (g *Game) startClock(d time.Duration) {
	g.Timed = d > 0
	g.Total, g.Base = d, d
	g.setLeft(d)
}

func (g *Game) clearClock() {
	g.Timed, g.Total, g.Base = false, 0, 0
	g.Left, g.Alarm = 0, 0
	g.deadline, g.alarm = time.Time{}, time.Time{}
}

// setLeft makes what is timed end in d, or d after the pause.
func (g *Game) setLeft(d time.Duration) {
	g.Epoch++
	g.everything()
	g.Left, g.deadline = d, time.Time{}
	if g.Timed && !g.paused() {
		g.deadline = g.now.Add(d)
	}
}

// left is the time until the step ends, of use only where it is Timed.
func (g *Game) left() time.Duration {
	if g.deadline.IsZero() {
		return g.Left
	}
	return max(0, g.deadline.Sub(g.now))
}

// alarmLeft is the time until Rules.Ring; 0 where it is not wanted.
func (g *Game) alarmLeft() time.Duration {
	if g.alarm.IsZero() {
		return g.Alarm
	}
	return max(1, g.alarm.Sub(g.now))
}

func (g *Game) setAlarm(d time.Duration) {
	g.Alarm, g.alarm = max(0, d), time.Time{}
	if d > 0 && !g.paused() {
		g.alarm = g.now.Add(d)
	}
	g.changes.state = true
}

// extend gives a step more time. A bell is over then and does not ring again in this
// step: a leader knows who needs the time.
func (g *Game) extend(d time.Duration) {
	g.Total += d
	g.setLeft(g.left() + d)
	if g.left() > bellTime {
		g.Muffled = g.Bell
	}
}

// ring starts the last-chance bell once nobody awake has anything left to do.
func (g *Game) ring() {
	if g.state.Phase != Play || g.Bell || g.paused() || g.state.Ended {
		return
	}
	if waiting, answered := g.answers(); waiting > 0 || answered == 0 {
		return
	}
	g.Bell = true
	if g.Timed && g.left() <= bellTime {
		g.everything()
		return
	}
	passed := g.Total - g.left()
	g.Timed = true
	g.Total = passed + bellTime
	g.setLeft(bellTime)
}

// early tells whether Play is in its first quarter.
func (g *Game) early() bool {
	return g.Lightning && g.Base > 0 && g.state.Phase == Play && 4*(g.Total-g.left()) < g.Base
}

// Next tells when Tick is wanted; ok is false where nothing is due by itself.
func (g *Game) Next() (at time.Time, ok bool) {
	for _, t := range [...]time.Time{g.pause.resumes, g.alarm, g.deadline, g.undo.until} {
		if !t.IsZero() && (!ok || t.Before(at)) {
			at, ok = t, true
		}
	}
	return at, ok
}

// Tick does what is due at now, in the order in which it fell due. A step that
// begins so has its whole time from now, however late the call comes.
func (g *Game) Tick(now time.Time) {
	if now.After(g.now) {
		g.now = now
	}
	for {
		at, ok := g.Next()
		if !ok || at.After(g.now) {
			return
		}
		g.due(at)
		g.settle()
	}
}

func (g *Game) due(at time.Time) {
	switch at {
	case g.pause.resumes:
		g.run()
	case g.alarm:
		g.setAlarm(0)
		g.everything()
		g.touchAll(false)
		g.rules.Ring(g.table())
	case g.deadline:
		g.forward()
	default:
		g.forgetUndo()
	}
}
