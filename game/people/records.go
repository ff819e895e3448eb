package people

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strconv"

	"packnight/game"
	"packnight/storage"
)

// Player is one Cub as its user and the leaders may see it.
type Player struct {
	ID      string
	User    string // its owner
	Name    string // as typed; what others may see is Profile().Name
	Icon    string
	Six     string // "" for none yet
	Pending bool   // the name waits for a leader's tick
	Game    string // code of the game that it belongs to, "" for none
	Points  int    // of the evening
}

// Profile is what everyone may see of the player.
func (p Player) Profile() game.Profile {
	name := p.Name
	if p.Pending {
		name = animal(p.Icon)
	}
	return game.Profile{ID: p.ID, Name: name, Icon: p.Icon, Six: p.Six}
}

// looks is the value of player:{id}.
type looks struct {
	Name    string `json:"name"`
	Icon    string `json:"icon"`
	Six     string `json:"six,omitempty"`
	Pending bool   `json:"pending,omitempty"`
}

func (l looks) encode() []byte {
	raw, err := json.Marshal(l)
	if err != nil {
		panic(err) // strings and a bool
	}
	return raw
}

// stored is a player as read at one instant, with what conditions are made of.
type stored struct {
	id string
	looks
	raw     []byte // of player:{id}; nil where there is no such player
	user    string
	where   []byte // of player:{id}:game; nil before its first game
	points  int
	removed bool
}

// here tells whether the player is of this meeting: it exists and is not removed.
func (s stored) here() bool { return s.raw != nil && !s.removed }

func (s stored) key() string { return "player:" + s.id }

// wasIn tells whether the player has ever been in a game of this meeting.
func (s stored) wasIn() bool { return s.where != nil }

// code is the code of the game it was put into last, which may be over; "" for none.
func (s stored) code() string { return string(s.where) }

func (s stored) nameKey() string { return nameKey(s.Name, s.Icon) }

// player shows the record of a player who belongs to the game of that code.
func (s stored) player(code string) Player {
	return Player{
		ID: s.id, User: s.user, Name: s.Name, Icon: s.Icon, Six: s.Six,
		Pending: s.Pending, Game: code, Points: s.points,
	}
}

// person shows the record to a room.
func (s stored) person(code string) Person {
	return Person{Profile: s.player(code).Profile(), Game: code, Points: s.points}
}

// renew gives everything about the player another day.
func (s stored) renew(b *storage.Batch) {
	for _, part := range [...]string{"", ":user", ":game", ":points"} {
		b.Expire(s.key()+part, Day)
	}
	b.Expire(s.nameKey(), Day).Expire("removed:"+s.id, removedFor)
}

// removedFor lets the mark of a removal outlive the removed player, who would be back
// otherwise.
const removedFor = 2 * Day

// playerKeys are what load reads of one player, in the order of decode.
func playerKeys(id string) []string {
	k := "player:" + id
	return []string{k, k + ":user", k + ":game", k + ":points", "removed:" + id}
}

const keysPerPlayer = 5

// load reads players at one instant; the records of unknown ones are empty.
func (p *People) load(ctx context.Context, ids ...string) ([]stored, error) {
	if len(ids) == 0 {
		return nil, nil
	}
	keys := make([]string, 0, keysPerPlayer*len(ids))
	for _, id := range ids {
		keys = append(keys, playerKeys(id)...)
	}
	values, err := p.store.GetMany(ctx, keys...)
	if err != nil {
		return nil, err
	}
	all := make([]stored, len(ids))
	for i, id := range ids {
		if all[i], err = decode(id, values[keysPerPlayer*i:][:keysPerPlayer]); err != nil {
			return nil, err
		}
	}
	return all, nil
}

func decode(id string, v [][]byte) (stored, error) {
	s := stored{id: id, raw: v[0], user: string(v[1]), where: v[2], removed: v[4] != nil}
	if s.raw == nil {
		return s, nil
	}
	if err := json.Unmarshal(s.raw, &s.looks); err != nil {
		return s, fmt.Errorf("reading player %s: %w", id, err)
	}
	var err error
	s.points, err = number(v[3])
	return s, err
}

// number reads a counter; an absent one is 0.
func number(value []byte) (int, error) {
	if value == nil {
		return 0, nil
	}
	n, err := strconv.Atoi(string(value))
	if err != nil {
		return 0, fmt.Errorf("reading a counter: %w", err)
	}
	return n, nil
}

// present loads those of the ids that are of this meeting.
func (p *People) present(ctx context.Context, ids ...string) ([]stored, error) {
	all, err := p.load(ctx, ids...)
	return keep(all, stored.here), err
}

func keep(all []stored, want func(stored) bool) []stored {
	var kept []stored
	for _, s := range all {
		if want(s) {
			kept = append(kept, s)
		}
	}
	return kept
}

// mine loads a player that by may change; ErrUnknownPlayer.
func (p *People) mine(ctx context.Context, by By, id string) (stored, error) {
	all, err := p.load(ctx, id)
	if err != nil {
		return stored{}, err
	}
	s := all[0]
	if !s.here() || (s.user != by.User && !by.Leader) {
		return stored{}, ErrUnknownPlayer
	}
	return s, nil
}

// shown turns records into players.
func (p *People) shown(ctx context.Context, all []stored) ([]Player, error) {
	codes, err := p.whereabouts(ctx, all)
	if err != nil {
		return nil, err
	}
	players := make([]Player, len(all))
	for i, s := range all {
		players[i] = s.player(codes[i])
	}
	return players, nil
}

// whereabouts returns the code of the game that each belongs to. A game that is over
// leaves its players at the campfire: one who came in at the very end, when its room had
// already said who is to go, is found there too.
func (p *People) whereabouts(ctx context.Context, all []stored) ([]string, error) {
	codes := make([]string, len(all))
	keys := make([]string, len(all))
	for i, s := range all {
		codes[i], keys[i] = s.code(), gameKey(s.code())
	}
	if len(keys) == 0 {
		return nil, nil
	}
	open, err := p.store.GetMany(ctx, keys...)
	if err != nil {
		return nil, err
	}
	for i, code := range codes {
		if code != "" && open[i] == nil {
			if codes[i], err = p.Campfire(ctx); err != nil {
				return nil, err
			}
		}
	}
	return codes, nil
}

// gameKey is the rooms' key that is there as long as the game.
func gameKey(code string) string { return "game:" + code }

// membersKey is the set of who belongs to a game.
func membersKey(code string) string { return "game:" + code + ":players" }

// prune takes members out of a set whose record, at prefix + member, has expired.
func (p *People) prune(ctx context.Context, set, prefix string) error {
	members, err := p.store.Members(ctx, set)
	if err != nil || len(members) == 0 {
		return err
	}
	keys := make([]string, len(members))
	for i, m := range members {
		keys[i] = prefix + m
	}
	values, err := p.store.GetMany(ctx, keys...)
	if err != nil {
		return err
	}
	b := new(storage.Batch)
	for i, m := range members {
		if values[i] == nil {
			b.IfAbsent(keys[i]).Remove(set, m)
		}
	}
	if b.Empty() {
		return nil
	}
	if err := p.store.Apply(ctx, b); !errors.Is(err, storage.ErrConflict) {
		return err
	}
	return nil // somebody came back just now
}

// full tells whether a set has no room below most, once expired members are out.
func (p *People) full(ctx context.Context, set, prefix string, most int) (bool, error) {
	n, err := p.store.Count(ctx, set)
	if err != nil || n < most {
		return false, err
	}
	if err := p.prune(ctx, set, prefix); err != nil {
		return false, err
	}
	n, err = p.store.Count(ctx, set)
	return n >= most, err
}
