package people

import (
	"context"
	"slices"
	"time"

	"packnight/storage"
)

// Claim is a user that says to be one of the players.
type Claim struct {
	Player Player
	User   string // who claims it
}

const (
	claimLife = 10 * time.Minute
	claimSet  = "claim:players"
)

func claimKey(player string) string { return "claim:" + player }

// ClaimPlayer says that the player of that name and icon is this user's: its cookie
// was lost. The newest claim of a player counts, for ten minutes. It is no news where
// the player is the user's already. ErrUnknownPlayer.
func (p *People) ClaimPlayer(ctx context.Context, user, name, icon string) error {
	clean, wrong := checkName(name, maxName)
	if wrong != "" || !slices.Contains(Icons[:], icon) {
		return ErrUnknownPlayer
	}
	key := nameKey(clean, icon)
	return p.change(ctx, func() (*storage.Batch, error) {
		id, err := p.get(ctx, key)
		if err != nil {
			return nil, err
		}
		all, err := p.load(ctx, string(id))
		if err != nil {
			return nil, err
		}
		s := all[0]
		if id == nil || !s.here() {
			return nil, ErrUnknownPlayer
		}
		if s.user == user {
			return nil, nil
		}
		b := new(storage.Batch).IfEquals(key, id).IfMember("players", s.id).
			IfPresent("user:"+user).Set(claimKey(s.id), []byte(user), claimLife)
		addFor(b, claimSet, s.id)
		return b, nil
	})
}

// Claims returns the open claims. For leaders.
func (p *People) Claims(ctx context.Context) ([]Claim, error) {
	ids, err := p.store.Members(ctx, claimSet)
	if err != nil || len(ids) == 0 {
		return nil, err
	}
	keys := make([]string, len(ids))
	for i, id := range ids {
		keys[i] = claimKey(id)
	}
	users, err := p.store.GetMany(ctx, keys...)
	if err != nil {
		return nil, err
	}
	players, err := p.list(ctx, claimSet, stored.here)
	if err != nil {
		return nil, err
	}
	var claims []Claim
	for _, player := range players {
		if i := slices.Index(ids, player.ID); i >= 0 && users[i] != nil {
			claims = append(claims, Claim{Player: player, User: string(users[i])})
		}
	}
	return claims, nil
}

// Given is a player that was moved from one user to another.
type Given struct {
	Player   Player
	From, To string // users
}

// GiveClaim moves a player to the user that claims it, in one write. user is who
// the leader saw claim it, or "" for whoever does. The socket of From's page closes
// by itself as soon as To connects. ErrNoClaim, ErrUnknownPlayer, ErrTooManyPlayers.
// For leaders.
func (p *People) GiveClaim(ctx context.Context, player, user string) (Given, error) {
	var g Given
	err := p.change(ctx, func() (*storage.Batch, error) {
		s, err := p.mine(ctx, By{Leader: true}, player)
		if err != nil {
			return nil, err
		}
		claimant, err := p.get(ctx, claimKey(player))
		if err != nil {
			return nil, err
		}
		if claimant == nil || (user != "" && user != string(claimant)) {
			return nil, ErrNoClaim
		}
		g.From, g.To = s.user, string(claimant)
		return p.give(ctx, s, g.To)
	})
	if err != nil {
		return Given{}, err
	}
	p.log.Info("player given", "player", player, "from", g.From, "to", g.To)
	g.Player, err = p.Player(ctx, player)
	return g, err
}

// give moves a player to the user that claims it.
func (p *People) give(ctx context.Context, s stored, to string) (*storage.Batch, error) {
	own := playersKey(to)
	known, err := p.get(ctx, "user:"+to)
	if err != nil {
		return nil, err
	}
	if known == nil {
		return nil, ErrNoClaim
	}
	full, err := p.full(ctx, own, "player:", p.limits.PerUser)
	if err != nil {
		return nil, err
	}
	if full {
		return nil, ErrTooManyPlayers
	}
	b := new(storage.Batch).IfEquals(claimKey(s.id), []byte(to)).IfMember("players", s.id).
		IfEquals(s.key()+":user", []byte(s.user)).IfPresent("user:"+to).
		IfCountBelow(own, p.limits.PerUser)
	b.Set(s.key()+":user", []byte(to), Day).Remove(playersKey(s.user), s.id)
	addFor(b, own, s.id)
	b.Delete(claimKey(s.id)).Remove(claimSet, s.id)
	s.renew(b)
	return b, nil
}
