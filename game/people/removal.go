package people

import (
	"context"

	"packnight/storage"
)

// DeletePlayer takes a player out and returns it as it was: tell the room of
// Player.Game. By its own user it is forgotten and its name is free; by a leader it
// is removed: kept aside for RestorePlayer, and its user may make no new players
// until then. ErrUnknownPlayer.
func (p *People) DeletePlayer(ctx context.Context, by By, id string) (Player, error) {
	var s stored
	err := p.change(ctx, func() (*storage.Batch, error) {
		var err error
		if s, err = p.mine(ctx, by, id); err != nil {
			return nil, err
		}
		b := new(storage.Batch).IfMember("players", id).
			IfEquals(s.key()+":user", []byte(s.user))
		if s.user == by.User {
			s.forget(b)
		} else {
			p.Remove(b, id)
		}
		return b, nil
	})
	if err != nil {
		return Player{}, err
	}
	p.log.Info("player taken out", "player", id, "by", by.User)
	players, err := p.shown(ctx, []stored{s})
	if err != nil {
		return Player{}, err
	}
	return players[0], nil
}

// forget adds the deletion of everything about the player, under the condition that it
// is as it was read.
func (s stored) forget(b *storage.Batch) {
	b.IfEquals(s.key(), s.raw)
	ifSame(b, s.key()+":game", s.where)
	for _, part := range [...]string{"", ":user", ":game", ":points"} {
		b.Delete(s.key() + part)
	}
	b.Delete(s.nameKey()).Delete(claimKey(s.id)).Remove(claimSet, s.id)
	b.Remove("players", s.id).Remove(playersKey(s.user), s.id)
	if code := s.code(); code != "" {
		b.Remove(membersKey(code), s.id)
	}
}

// Remove adds the removal of a player by a leader. It has no conditions, so it never
// makes the batch of a room fail, and doing it twice is doing it once.
//
// The mark alone makes the player absent to all that read; its records stay where
// they are, so the name stays taken and RestorePlayer finds everything.
func (p *People) Remove(b *storage.Batch, player string) {
	b.Set("removed:"+player, []byte("1"), removedFor).Remove("players", player)
	addFor(b, removedSet, player)
}

const removedSet = "removed:players"

// wasRemoved tells whether a leader removed the player.
func (s stored) wasRemoved() bool { return s.raw != nil && s.removed }

// RemovedPlayers returns the players that leaders have removed. For leaders.
func (p *People) RemovedPlayers(ctx context.Context) ([]Player, error) {
	return p.list(ctx, removedSet, stored.wasRemoved)
}

// RestorePlayer undoes a leader's removal: the player is back with its points, in its
// game or, where that is over, in the one that is playing, else at the campfire. Tell
// the room of Player.Game. ErrUnknownPlayer. For leaders.
func (p *People) RestorePlayer(ctx context.Context, id string) (Player, error) {
	err := p.change(ctx, func() (*storage.Batch, error) {
		all, err := p.load(ctx, id)
		if err != nil {
			return nil, err
		}
		s := all[0]
		if !s.wasRemoved() {
			return nil, ErrUnknownPlayer
		}
		b := new(storage.Batch).IfPresent("removed:"+id).IfEquals(s.key(), s.raw)
		if err := p.takeBack(ctx, b, s); err != nil {
			return nil, err
		}
		b.Delete("removed:"+id).Remove(removedSet, id)
		addFor(b, "players", id)
		s.renew(b)
		return b, nil
	})
	if err != nil {
		return Player{}, err
	}
	p.log.Info("player restored", "player", id)
	return p.Player(ctx, id)
}

// takeBack adds the move of a restored player to where it belongs now. One that was in
// no game stays so.
func (p *People) takeBack(ctx context.Context, b *storage.Batch, s stored) error {
	ifSame(b, s.key()+":game", s.where)
	if s.code() == "" {
		return nil
	}
	m, err := p.readMeeting(ctx)
	if err != nil {
		return err
	}
	codes, err := p.whereabouts(ctx, []stored{s})
	if err != nil {
		return err
	}
	to := codes[0]
	if to == m.Code {
		to = m.target()
	}
	m.unchanged(b)
	if to != m.Code {
		b.IfPresent(gameKey(to))
	}
	s.moveTo(b, to)
	return nil
}
