package people

import (
	"context"
	"slices"

	"github.com/google/uuid"

	"packnight/game"
	"packnight/storage"
)

// By is who asks for a change of a player. Leader is set if the user's role is
// Leader; it may change every player.
type By struct {
	User   string
	Leader bool
}

// NewPlayer is what a user asks for.
type NewPlayer struct {
	Name string
	Icon string
	Six  string
}

// Change holds what becomes different of a player; nil stays as it is. OK is a
// leader's tick for a pending name (true), ErrLeadersOnly from anybody else.
type Change struct {
	Name, Icon, Six *string
	OK              *bool
}

// check returns how the player will look, or a bad_request.
func (n NewPlayer) check() (looks, error) {
	name, wrong := checkName(n.Name, maxName)
	switch {
	case wrong != "":
		return looks{}, bad("name", wrong)
	case !slices.Contains(Icons[:], n.Icon):
		return looks{}, bad("icon", "Pick one of the animals.")
	case n.Six != "" && !slices.Contains(game.Sixes[:], n.Six):
		return looks{}, bad("six", "Pick one of the Sixes.")
	}
	return looks{Name: name, Icon: n.Icon, Six: n.Six, Pending: rude(name)}, nil
}

// CreatePlayer makes a player, in no game yet. Errors: ErrBadRequest (with the field),
// ErrNameTaken, ErrTooManyPlayers, ErrMeetingFull, ErrDoorLocked, ErrRemoved,
// ErrNoSession.
func (p *People) CreatePlayer(ctx context.Context, user string, n NewPlayer) (Player, error) {
	l, err := n.check()
	if err != nil {
		return Player{}, err
	}
	s := stored{id: uuid.NewString(), looks: l, user: user}
	err = p.change(ctx, func() (*storage.Batch, error) {
		b, err := p.mayCreate(ctx, s)
		if err != nil {
			return nil, err
		}
		b.Set(s.key(), l.encode(), Day).Set(s.key()+":user", []byte(user), Day)
		b.Set(s.nameKey(), []byte(s.id), Day)
		addFor(b, "players", s.id)
		addFor(b, playersKey(user), s.id)
		renewMeeting(b)
		return b, nil
	})
	return s.player(""), err
}

// mayCreate returns the conditions under which the player may be made, or why not.
func (p *People) mayCreate(ctx context.Context, s stored) (*storage.Batch, error) {
	own := playersKey(s.user)
	b := new(storage.Batch).IfPresent("user:"+s.user).IfAbsent("meeting:locked").
		IfAbsent(s.nameKey()).IfCountBelow("players", p.limits.Players).
		IfCountBelow(own, p.limits.PerUser)
	ids, err := p.store.Members(ctx, own)
	if err != nil {
		return nil, err
	}
	keys := []string{"user:" + s.user, "meeting:locked", s.nameKey()}
	for _, id := range ids {
		keys = append(keys, "removed:"+id)
		b.IfAbsent("removed:" + id)
	}
	v, err := p.store.GetMany(ctx, keys...)
	if err != nil {
		return nil, err
	}
	switch {
	case s.user == "" || v[0] == nil:
		return nil, ErrNoSession
	case slices.ContainsFunc(v[3:], func(mark []byte) bool { return mark != nil }):
		return nil, ErrRemoved
	case v[1] != nil:
		return nil, ErrDoorLocked
	case v[2] != nil:
		return nil, ErrNameTaken
	}
	return b, p.spaceFor(ctx, own)
}

// spaceFor tells whether one more player fits into the meeting and its user's hand.
func (p *People) spaceFor(ctx context.Context, own string) error {
	full, err := p.full(ctx, own, "player:", p.limits.PerUser)
	if err != nil {
		return err
	}
	if full {
		return ErrTooManyPlayers
	}
	if full, err = p.full(ctx, "players", "player:", p.limits.Players); err != nil {
		return err
	}
	if full {
		return ErrMeetingFull
	}
	return nil
}

// Player returns one player, removed ones not. ErrUnknownPlayer.
func (p *People) Player(ctx context.Context, id string) (Player, error) {
	return p.one(ctx, id, stored.here)
}

func (p *People) one(ctx context.Context, id string, want func(stored) bool) (Player, error) {
	all, err := p.load(ctx, id)
	if err != nil {
		return Player{}, err
	}
	if !want(all[0]) {
		return Player{}, ErrUnknownPlayer
	}
	players, err := p.shown(ctx, all)
	if err != nil {
		return Player{}, err
	}
	return players[0], nil
}

// PlayersOf returns the players of a user, removed ones not, in the order of their ids.
func (p *People) PlayersOf(ctx context.Context, user string) ([]Player, error) {
	return p.list(ctx, playersKey(user), stored.here)
}

// Players returns all players of the meeting, removed ones not. For leaders.
func (p *People) Players(ctx context.Context) ([]Player, error) {
	return p.list(ctx, "players", stored.here)
}

func (p *People) list(ctx context.Context, set string, want func(stored) bool) ([]Player, error) {
	ids, err := p.store.Members(ctx, set)
	if err != nil {
		return nil, err
	}
	all, err := p.load(ctx, ids...)
	if err != nil {
		return nil, err
	}
	return p.shown(ctx, keep(all, want))
}

// ChangePlayer changes how a player looks. Tell its room (Player.Game) afterwards.
// Errors as CreatePlayer's, and ErrUnknownPlayer for one that is not By's.
func (p *People) ChangePlayer(ctx context.Context, by By, id string, c Change) (Player, error) {
	if c.OK != nil && !by.Leader {
		return Player{}, ErrLeadersOnly
	}
	err := p.change(ctx, func() (*storage.Batch, error) {
		s, err := p.mine(ctx, by, id)
		if err != nil {
			return nil, err
		}
		next, err := s.changed(by, c)
		if err != nil || next.looks == s.looks {
			return nil, err
		}
		b := new(storage.Batch).IfEquals(s.key(), s.raw).
			IfEquals(s.key()+":user", []byte(s.user)).IfMember("players", id)
		if err := p.moveName(ctx, b, s, next); err != nil {
			return nil, err
		}
		b.Set(s.key(), next.encode(), Day)
		next.renew(b)
		return b, nil
	})
	if err != nil {
		return Player{}, err
	}
	return p.Player(ctx, id)
}

// changed returns the player with the change made. A name that a leader chose, or
// ticked, needs no further tick.
func (s stored) changed(by By, c Change) (stored, error) {
	n := NewPlayer{Name: s.Name, Icon: s.Icon, Six: s.Six}
	for _, part := range []struct{ to, from *string }{{&n.Name, c.Name}, {&n.Icon, c.Icon}, {&n.Six, c.Six}} {
		if part.from != nil {
			*part.to = *part.from
		}
	}
	l, err := n.check()
	switch {
	case c.OK != nil:
		l.Pending = !*c.OK
	case l.Name == s.Name:
		l.Pending = s.Pending
	case by.Leader:
		l.Pending = false
	}
	s.looks = l
	return s, err
}

// moveName adds the move of the unique name from one player's looks to the next.
func (p *People) moveName(ctx context.Context, b *storage.Batch, s, next stored) error {
	from, to := s.nameKey(), next.nameKey()
	if from == to {
		return nil
	}
	taken, err := p.get(ctx, to)
	if err != nil {
		return err
	}
	if taken != nil {
		return ErrNameTaken
	}
	b.IfAbsent(to).Delete(from).Set(to, []byte(s.id), Day)
	return nil
}
