package people

import (
	"context"
	"slices"

	"packnight/storage"
)

// Entered is where a player is now.
type Entered struct {
	Code string // the game's own code; not what was typed
	From string // the game that it left, "" for none; == Code where nothing changed
}

// Enter puts a player into the game with that code, as typed by a child. With the
// campfire's code while a game is playing, into that one. Errors: ErrUnknownGame,
// ErrDoorLocked, ErrSlowDown, ErrUnknownPlayer, ErrMeetingFull (no seat is left in
// that game). It counts wrong codes: ten a minute a user; beyond 60 a minute in all
// those of users without a player are looked at one by one, 250 ms each, in which
// time Enter waits. Leaders are not counted. Tell both rooms afterwards.
func (p *People) Enter(ctx context.Context, by By, player, code string) (Entered, error) {
	if by.Leader {
		return p.enter(ctx, by, player, code)
	}
	own, err := p.store.Members(ctx, playersKey(by.User))
	if err != nil {
		return Entered{}, err
	}
	here, err := p.present(ctx, own...)
	if err != nil {
		return Entered{}, err
	}
	var e Entered
	err = p.guess(ctx, by.User, len(here) == 0, func() error {
		e, err = p.enter(ctx, by, player, code)
		return err
	})
	return e, err
}

func (p *People) enter(ctx context.Context, by By, player, typed string) (Entered, error) {
	var e Entered
	code, ok := FoldCode(typed)
	err := p.change(ctx, func() (*storage.Batch, error) {
		m, err := p.readMeeting(ctx)
		if err != nil {
			return nil, err
		}
		if !ok {
			return nil, ErrUnknownGame
		}
		b := new(storage.Batch)
		to, err := p.destination(ctx, b, m, code)
		if err != nil {
			return nil, err
		}
		s, err := p.mine(ctx, by, player)
		if err != nil {
			return nil, err
		}
		e = Entered{Code: to, From: s.code()}
		if e.From == to {
			return nil, nil
		}
		return b, p.admit(ctx, b, by, m, s, to)
	})
	return e, err
}

// destination returns the game that a code leads to, and adds the conditions under
// which it does.
func (p *People) destination(ctx context.Context, b *storage.Batch, m tonight, code string) (string, error) {
	if code == m.Code {
		m.unchanged(b)
		return m.target(), nil
	}
	there, err := p.get(ctx, gameKey(code))
	if err != nil {
		return "", err
	}
	if there == nil {
		return "", ErrUnknownGame
	}
	b.IfPresent(gameKey(code))
	return code, nil
}

// admit adds the move of a player into a game, unless the door or the game is shut.
func (p *People) admit(ctx context.Context, b *storage.Batch, by By, m tonight, s stored, to string) error {
	if !by.Leader && !s.wasIn() {
		if m.Locked {
			return ErrDoorLocked
		}
		b.IfAbsent("meeting:locked")
	}
	full, err := p.full(ctx, membersKey(to), "player:", p.limits.Seats)
	if err != nil {
		return err
	}
	if full {
		return ErrMeetingFull
	}
	b.IfMember("players", s.id).IfEquals(s.key()+":user", []byte(s.user)).
		IfCountBelow(membersKey(to), p.limits.Seats)
	ifSame(b, s.key()+":game", s.where)
	s.moveTo(b, to)
	return nil
}

// moveTo adds the writes that put the player into a game, "" for none.
func (s stored) moveTo(b *storage.Batch, code string) {
	if from := s.code(); from != "" && from != code {
		b.Remove(membersKey(from), s.id)
	}
	b.Set(s.key()+":game", []byte(code), Day)
	if code != "" {
		addFor(b, membersKey(code), s.id)
	}
}

// settle returns where a player of the user belongs, and writes it down where that is
// the campfire because its game is over.
func (p *People) settle(ctx context.Context, user, player string) (string, error) {
	var code string
	err := p.change(ctx, func() (*storage.Batch, error) {
		s, err := p.mine(ctx, By{User: user}, player)
		if err != nil {
			return nil, err
		}
		codes, err := p.whereabouts(ctx, []stored{s})
		if err != nil {
			return nil, err
		}
		if code = codes[0]; code == s.code() {
			return nil, nil
		}
		b := new(storage.Batch).IfEquals("meeting:code", []byte(code)).
			IfMember("players", player).IfEquals(s.key()+":game", s.where)
		s.moveTo(b, code)
		return b, nil
	})
	return code, err
}

// Leave takes a player out of its game and returns the code of that, "" where it was in
// none. ErrUnknownPlayer. Tell the room afterwards.
func (p *People) Leave(ctx context.Context, by By, player string) (string, error) {
	var from string
	err := p.change(ctx, func() (*storage.Batch, error) {
		s, err := p.mine(ctx, by, player)
		if err != nil {
			return nil, err
		}
		if from = s.code(); from == "" {
			return nil, nil
		}
		b := new(storage.Batch).IfMember("players", player).
			IfEquals(s.key()+":user", []byte(s.user)).IfEquals(s.key()+":game", s.where)
		s.moveTo(b, "")
		return b, nil
	})
	return from, err
}

// Gathered is what a gathering moved.
type Gathered struct {
	Players []string            // who belongs to the game now and did not before
	From    map[string][]string // of them, by the code they left; "" for none
}

// Gather puts every player of the meeting but the resting ones into a game, in one
// write, and makes it the one that is playing (not for the campfire: then none is).
// ErrUnknownGame. For leaders. Tell the rooms of From, and that of code, afterwards.
func (p *People) Gather(ctx context.Context, code string, resting []string) (Gathered, error) {
	var g Gathered
	err := p.change(ctx, func() (*storage.Batch, error) {
		m, err := p.readMeeting(ctx)
		if err != nil {
			return nil, err
		}
		b := new(storage.Batch).IfEquals("meeting:code", []byte(m.Code))
		if code == m.Code {
			b.Delete("meeting:playing")
		} else {
			if _, err := p.destination(ctx, b, m, code); err != nil {
				return nil, err
			}
			b.Set("meeting:playing", []byte(code), Day)
		}
		g, err = p.gather(ctx, b, code, resting)
		return b, err
	})
	if err != nil {
		return Gathered{}, err
	}
	p.log.Info("gathered", "code", code, "moved", len(g.Players))
	return g, nil
}

// gather adds the moves, under the condition that the players of the meeting are the
// same, each where it was.
func (p *People) gather(ctx context.Context, b *storage.Batch, code string, resting []string) (Gathered, error) {
	g := Gathered{From: map[string][]string{}}
	ids, err := p.store.Members(ctx, "players")
	if err != nil {
		return g, err
	}
	all, err := p.load(ctx, ids...)
	if err != nil {
		return g, err
	}
	b.IfCountBelow("players", len(ids)+1)
	for _, s := range all {
		b.IfMember("players", s.id)
		ifSame(b, s.key()+":game", s.where)
		if !s.here() || s.code() == code || slices.Contains(resting, s.id) {
			continue
		}
		s.moveTo(b, code)
		g.Players = append(g.Players, s.id)
		g.From[s.code()] = append(g.From[s.code()], s.id)
	}
	return g, nil
}
