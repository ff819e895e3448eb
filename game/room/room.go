package room

import (
	"context"
	"encoding/json"
	"errors"
	"log/slog"
	"runtime/debug"
	"sync"
	"sync/atomic"
	"time"

	"packnight/game"
	"packnight/game/wire"
)

const (
	pulse = time.Second     // a loaded room wakes at least as often
	sleep = 4 * time.Second // a longer gap between two pulses: the machine slept
)

// room is one running game. Its goroutine, run, alone touches what is below the
// line; the rest is fixed or safe for all.
type room struct {
	reg      *Registry
	code     string
	key      string // of the game's kind, without which nothing is stored
	stateKey string
	log      *slog.Logger
	inbox    inbox
	ready    chan struct{} // closed when the load is over
	err      error         // of the load; good once ready is closed
	left     chan struct{} // closed when the registry's entry is gone
	done     chan struct{} // closed when the goroutine has ended
	halt     atomic.Pointer[halt]

	// ------------------------------------------------------------------

	ctx     context.Context // ends with the room
	cancel  context.CancelFunc
	helpers sync.WaitGroup // goroutines that ask the people
	timer   *time.Timer
	events  []event
	next    int       // of events, to be applied
	now     time.Time // of this turn; never goes back
	beat    time.Time // of the last turn

	kind    game.Kind
	game    *game.Game      // nil once the game has ended
	state   json.RawMessage // the game's record of what is not one seat's
	stirred bool            // the game may have changed since the last Take
	seats   map[string]*seat
	evening game.Evening // what the campfire shows

	live      []*Link
	arrivals  []*Link     // whose welcome is yet to be composed
	strangers []*Link     // of whom the people are asked
	welcomed  []*Link     // whose welcome is held
	departed  []parting   // who were told to go elsewhere, the first to be closed first
	dropped   []drop      // seats without a connection, the first to fall asleep first
	held      []heldSpark // the first to be relayed first
	guests    int         // all connections that are not gone
	empty     time.Time   // since when there are none

	v        int64 // of the last patch
	ceiling  int64 // stored; v stays below it
	open     *commit
	flight   *commit // in the store, or to be tried again; nil for none
	unsaved  unsaved
	trouble  trouble
	glimpses glimpses
	asked    asked
	ending   *ending
	renewed  time.Time
	over     bool // the goroutine is to end
}

// parting is a connection that was told to go elsewhere.
type parting struct {
	link *Link
	at   time.Time // when it is closed
}

// drop is a seat that lost its connection.
type drop struct {
	seat *seat
	lost int       // the seat's generation then
	at   time.Time // when it falls asleep
}

func newRoom(g *Registry, code string) *room {
	ctx, cancel := context.WithCancel(g.ctx)
	return &room{
		reg: g, code: code, key: gameKey(code), stateKey: stateKey(code), log: g.cfg.Log.With("game", code), inbox: newInbox(),
		ready: make(chan struct{}), left: make(chan struct{}), done: make(chan struct{}),
		ctx: ctx, cancel: cancel, open: &commit{},
	}
}

// run is the room's goroutine, from the load to the end.
func (r *room) run() {
	defer close(r.done)
	defer r.helpers.Wait()
	defer r.cancel()
	defer r.calm()
	r.now = r.reg.cfg.Now()
	if err := r.start(); err != nil {
		r.fail(err)
		return
	}
	r.timer = time.NewTimer(0)
	defer r.timer.Stop()
	close(r.ready)
	for !r.over {
		r.wait()
		if r.turn() != nil {
			r.fall()
		}
	}
	r.leave()
}

// fail tells all who waited that the load failed, and lets the next one try afresh.
func (r *room) fail(err error) {
	if !errors.Is(err, ErrUnknown) && !errors.Is(err, errAgain) {
		r.log.Error("loading the game", "err", err)
	}
	r.err = err
	r.reg.stopped(r)
	r.refuse(r.inbox.close(), err)
	close(r.left)
	close(r.ready)
}

// leave ends the room: the entry goes first, so that whoever finds the inbox closed
// gets another room from the registry.
func (r *room) leave() {
	rest := r.inbox.close()
	r.reg.stopped(r)
	r.refuse(rest, errAgain)
	select {
	case <-r.left: // an ended game left before
	default:
		close(r.left)
	}
}

// refuse answers connections that came too late for this room.
func (r *room) refuse(rest []event, err error) {
	for _, e := range rest {
		if e.op == opConnect {
			e.link.settle(err)
		}
	}
	for _, l := range r.strangers {
		l.settle(err)
	}
}

// wentAway waits until the registry no longer has this room.
func (r *room) wentAway(ctx context.Context) error {
	select {
	case <-r.left:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// wait sleeps until there is something to do.
func (r *room) wait() {
	r.timer.Reset(r.wakeAt().Sub(r.reg.cfg.Now()))
	select {
	case <-r.inbox.wake:
	case <-r.timer.C:
	}
}

// wakeAt is when something is due by itself.
func (r *room) wakeAt() time.Time {
	at := r.beat.Add(pulse)
	if r.game != nil {
		if next, ok := r.game.Next(); ok {
			at = earlier(at, next)
		}
	}
	if when, ok := r.trouble.next(r); ok {
		at = earlier(at, when)
	}
	if !r.asked.retry.IsZero() {
		at = earlier(at, r.asked.retry)
	}
	if len(r.departed) > 0 {
		at = earlier(at, r.departed[0].at)
	}
	if len(r.dropped) > 0 {
		at = earlier(at, r.dropped[0].at)
	}
	if len(r.held) > 0 {
		at = earlier(at, r.held[0].at)
	}
	return at
}

func earlier(a, b time.Time) time.Time {
	if b.Before(a) {
		return b
	}
	return a
}

// turn takes all that has queued, applies it, and stores and shows what came of it.
// Its error is a panic of the game's rules.
func (r *room) turn() (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = errBroken
			r.log.Error("the rules of the game panicked", "kind", r.kind.ID, "what", PanicText(p), "stack", string(debug.Stack()))
		}
	}()
	r.tell()
	r.tick()
	r.relayHeld()
	if r.next == len(r.events) {
		r.events, r.next = r.inbox.take(r.events), 0
	}
	for r.next < len(r.events) { // after a panic, from where it was
		r.next++
		r.apply(&r.events[r.next-1])
	}
	r.fallAsleep()
	r.closeDeparted()
	r.askAgain()
	r.settle()
	r.glance()
	r.rest()
	return nil
}

// PanicText is what may be logged of a panic: the runtime's own words. What a game
// or a request says could hold a name.
func PanicText(p any) string {
	if err, ok := p.(interface {
		error
		RuntimeError()
	}); ok {
		return err.Error()
	}
	return "a panic of its own"
}

// tell looks at the clock, and tells the game if the machine slept.
func (r *room) tell() {
	if now := r.reg.cfg.Now(); now.After(r.now) {
		r.now = now
	}
	since := r.beat
	r.beat = r.now
	if gap := r.now.Sub(since); gap <= sleep || since.IsZero() {
		return
	}
	if r.flight != nil {
		r.flight.since = r.flight.since.Add(r.now.Sub(since))
	}
	if r.game != nil {
		r.game.Suspended(r.now, since)
		r.stirred = true
	}
}

// apply does what one event asks for.
func (r *room) apply(e *event) {
	switch e.op {
	case opMove:
		r.move(e.link, e.move)
	case opSpark:
		r.spark(e.link, e.move)
	case opConnect:
		r.connect(e.link)
	case opLost:
		r.lose(e.link, r.reg.cfg.Limits.Silent)
	case opSilent:
		r.lose(e.link, 0)
	case opDo:
		e.do(r)
	}
}

// tick lets the game do what is due. What has queued is judged after it.
func (r *room) tick() {
	if r.game == nil {
		return
	}
	if at, ok := r.game.Next(); ok && !at.After(r.now) {
		r.game.Tick(r.now)
		r.stirred = true
	}
}

// fallAsleep puts the seats to sleep that have had no connection for long enough.
func (r *room) fallAsleep() {
	for len(r.dropped) > 0 && !r.dropped[0].at.After(r.now) {
		d := r.dropped[0]
		r.dropped = r.dropped[1:]
		if r.game != nil && d.seat.in && d.seat.link == nil && d.seat.lost == d.lost {
			r.game.Sleep(r.now, d.seat.id)
			r.stirred = true
		}
	}
}

// closeDeparted closes the connections that were told to go and did not.
func (r *room) closeDeparted() {
	for len(r.departed) > 0 && !r.departed[0].at.After(r.now) {
		l := r.departed[0].link
		r.departed = r.departed[1:]
		r.shut(l, wire.Moved, "You are in another game now.")
	}
}

// rest ends the room if there is no more use for it: nobody is connected, all is
// stored, and nothing waits.
func (r *room) rest() {
	if h := r.halt.Load(); h != nil {
		r.over = r.halted(h)
		return
	}
	if r.guests > 0 || r.busy() {
		r.empty = time.Time{}
		return
	}
	if r.empty.IsZero() {
		r.empty = r.now
	}
	linger := r.reg.cfg.Limits.Linger
	if r.game == nil {
		linger = 0
	}
	if r.now.Sub(r.empty) >= linger {
		r.over = r.inbox.closeIfEmpty()
	}
}

// busy tells whether something is yet to be stored or asked.
func (r *room) busy() bool {
	return r.flight != nil || r.unsaved.any() || !r.open.isEmpty() || r.asked.under || r.asked.any() || (r.ending != nil && r.game != nil)
}
