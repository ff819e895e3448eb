package room

import (
	"errors"
	"fmt"
	"slices"
	"time"

	"packnight/game"
	"packnight/game/wire"
	"packnight/storage"
)

// maxFalls is how often a game is loaded again after its rules panicked.
const maxFalls = 3

const (
	apology = "Sorry, that game broke. Back to the campfire!"
	moment1 = "One moment."
)

// start loads the game. Rules that panic in it get another try, as in a running
// game; one that goes on falling is ended, and then there is none: ErrUnknown.
func (r *room) start() error {
	for range maxFalls + 2 {
		err := r.load()
		if !errors.Is(err, errBroken) {
			return err
		}
		if r.tired() {
			return r.apologize()
		}
	}
	return ErrLoad
}

// tired counts a fall and tells whether the game is to be given up. A campfire never
// is: it is made anew.
func (r *room) tired() bool {
	return r.reg.fell(r.code) > maxFalls && !r.kind.Gathering
}

// load puts everything to the last commit, and takes over what the people say. The
// machine's own goroutine may block here: there is no game to keep going.
func (r *room) load() (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = errBroken
			r.log.Error("the rules of the game panicked while loading", "kind", r.kind.ID, "what", PanicText(p))
		}
	}()
	s, err := r.reg.read(r.ctx, r.code)
	if err != nil {
		return err
	}
	left, err := r.reg.cfg.Store.TTL(r.ctx, gameKey(r.code))
	if err != nil {
		return fmt.Errorf("%w: %w", ErrLoad, err)
	}
	roster, err := r.reg.cfg.House.Roster(r.ctx, r.code)
	if err != nil {
		return fmt.Errorf("%w: asking who belongs to it: %w", ErrLoad, err)
	}
	r.kind, r.seats, r.state, r.v, r.ceiling = s.kind, s.seats, s.saved.State, s.ceiling, s.ceiling
	r.renewed = r.now.Add(left - ttl)
	if r.game, err = r.revive(s); err != nil {
		return fmt.Errorf("%w: %w", ErrLoad, err)
	}
	r.settleIn(roster)
	return nil
}

// revive makes the game that was stored; a campfire that keeps falling, a new one.
func (r *room) revive(s stored) (*game.Game, error) {
	if s.kind.Gathering && r.reg.fallen(r.code) > maxFalls {
		r.reg.ended(r.code)
		options, err := s.kind.Check(nil)
		if err != nil {
			return nil, err
		}
		return game.New(s.kind, game.Made{Code: r.code, Options: options, Seed: r.reg.cfg.Seed(), Now: r.now})
	}
	return game.Load(s.kind, r.code, s.saved, r.now)
}

// settleIn takes over who belongs to the game by now.
func (r *room) settleIn(roster Roster) {
	r.beat, r.stirred = r.now, true
	for _, id := range r.game.Players() {
		r.seat(id).in = true
	}
	for _, id := range strays(r.members(), roster) {
		r.goes(id)
	}
	r.believeRoster(roster)
	if r.kind.Gathering {
		r.game.SetEvening(r.now, r.evening)
	}
}

// fall deals with a panic of the rules. Nothing was shown of what was not stored, so
// the game is loaded again from its last commit, and the clients send again what was
// not decided.
func (r *room) fall() {
	r.game = nil
	r.land()
	if r.over || r.hasLeft() {
		return
	}
	if r.tired() {
		r.giveUp()
		return
	}
	r.closeAll(wire.Restarting, moment1)
	r.clear()
	if err := r.start(); err != nil {
		r.log.Error("picking the game up again", "err", err)
		r.over = true
	}
	r.inbox.nudge() // for what has queued meanwhile
}

// land waits for the batch that is in the store, and shows it if it got there.
func (r *room) land() {
	c := r.flight
	if c == nil || !c.retry.IsZero() {
		return
	}
	for c.result.Load() != resultIn && r.halt.Load() == nil {
		<-r.inbox.wake
	}
	r.flight = nil
	if c.result.Load() == resultIn && c.err == nil {
		r.stored(c)
	}
}

// clear forgets what was not stored.
func (r *room) clear() {
	r.calm()
	if e := r.ending; e != nil {
		for _, reply := range e.waiting {
			reply(errAgain)
		}
	}
	r.flight, r.open, r.unsaved, r.trouble, r.ending = nil, &commit{}, unsaved{}, trouble{}, nil
	r.dropped = nil
}

// giveUp ends the room with an apology to those who are connected.
func (r *room) giveUp() {
	if err := r.apologize(); errors.Is(err, ErrUnknown) {
		r.closeAll(wire.GameOver, apology)
	} else {
		r.closeAll(wire.Restarting, moment1)
	}
	if e := r.ending; e != nil {
		for _, reply := range e.waiting {
			reply(errAgain)
		}
	}
	r.over = true
}

// apologize ends the game that can't go on: its players go back to the campfire,
// without a result. It tries until that is stored, ErrUnknown, or the room is halted.
func (r *room) apologize() error {
	for r.halt.Load() == nil {
		err := r.abandon()
		if err == nil || errors.Is(err, ErrUnknown) {
			return ErrUnknown
		}
		r.log.Error("ending a broken game", "err", err)
		r.pauseFor(retryAfter)
	}
	return errAgain
}

func (r *room) abandon() error {
	roster, err := r.reg.cfg.House.Roster(r.ctx, r.code)
	if err != nil {
		return err
	}
	players := make([]string, len(roster.People))
	for i, p := range roster.People {
		players[i] = p.Profile.ID
	}
	slices.Sort(players)
	if err := r.reg.cfg.Store.Apply(r.ctx, r.farewell(players, game.Result{})); err != nil {
		if errors.Is(err, storage.ErrConflict) {
			if _, err := r.reg.Kind(r.ctx, r.code); err != nil {
				return err
			}
		}
		return err
	}
	r.reg.ended(r.code)
	r.reg.cfg.House.Ended(r.code, players)
	return nil
}

// pauseFor waits, unless the room is halted.
func (r *room) pauseFor(d time.Duration) {
	t := time.NewTimer(d)
	defer t.Stop()
	for r.halt.Load() == nil {
		select {
		case <-t.C:
			return
		case <-r.inbox.wake:
		}
	}
}

func (r *room) hasLeft() bool {
	select {
	case <-r.left:
		return true
	default:
		return false
	}
}
