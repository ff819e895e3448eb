package people

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"

	"packnight/storage"
)

// Role is what a user may do.
type Role string

// The roles of users, as on the wire.
const (
	Cub     Role = "cub"
	Waiting Role = "waiting" // holds a second key, not confirmed yet
	Leader  Role = "leader"
	Stage   Role = "stage" // a big screen
)

// User is one browser.
type User struct {
	ID    string
	Role  Role
	Match string // two digits while Waiting, else ""
}

// maxUsers bounds what a flood of browsers can make the store keep.
const maxUsers = 20_000

// record is the value of user:{id}.
type record struct {
	Role  Role   `json:"role"`
	Wants Role   `json:"wants,omitempty"` // while waiting
	Match string `json:"match,omitempty"` // while waiting
}

// leads tells whether a wipe keeps the user.
func (r record) leads() bool { return r.Role == Leader || r.Role == Stage }

// known is a user as it was read; raw is nil for an unknown one.
type known struct {
	id string
	record
	raw []byte
}

func (u known) key() string { return "user:" + u.id }

func (u known) user() User { return User{ID: u.id, Role: u.Role, Match: u.Match} }

// set adds the change to another record, under the condition that the user is as it
// was read, and keeps the sets in step.
func (u known) set(b *storage.Batch, r record) {
	raw, err := json.Marshal(r)
	if err != nil {
		panic(err) // three strings
	}
	ifSame(b, u.key(), u.raw)
	b.Set(u.key(), raw, Day)
	addFor(b, "users", u.id)
	if u.Match != "" {
		b.Delete(matchKey(u.Match))
	}
	switch {
	case r.leads():
		addFor(b, "leaders", u.id)
		bumpLeaders(b)
	case u.leads():
		b.Remove("leaders", u.id)
		bumpLeaders(b)
	}
}

// leadersVersion changes with whatever a wipe has to keep of leaders, so that one that
// read them before fails.
const leadersVersion = "leaders:version"

func bumpLeaders(b *storage.Batch) { b.Increment(leadersVersion, 1, 0) }

func matchKey(digits string) string { return "key:match:" + digits }

// matchKeys are the keys of all two digits that there are, in order.
func matchKeys() []string {
	keys := make([]string, digits)
	for i := range keys {
		keys[i] = matchKey(fmt.Sprintf("%02d", i))
	}
	return keys
}

// lookUp reads a user.
func (p *People) lookUp(ctx context.Context, id string) (known, error) {
	u := known{id: id}
	if id == "" {
		return u, nil
	}
	var err error
	if u.raw, err = p.get(ctx, u.key()); err != nil || u.raw == nil {
		return u, err
	}
	if err := json.Unmarshal(u.raw, &u.record); err != nil {
		return u, fmt.Errorf("reading user %s: %w", id, err)
	}
	return u, nil
}

// User returns a user, and renews what is kept of it where that is older than an
// hour. ErrNoSession where it is unknown or "".
func (p *People) User(ctx context.Context, id string) (User, error) {
	u, err := p.lookUp(ctx, id)
	if err != nil {
		return User{}, err
	}
	if u.raw == nil {
		return User{}, ErrNoSession
	}
	return u.user(), p.renew(ctx, u)
}

// Leaders returns the leaders and stages, for the console.
func (p *People) Leaders(ctx context.Context) ([]User, error) {
	ids, err := p.store.Members(ctx, "leaders")
	if err != nil {
		return nil, err
	}
	var users []User
	for _, id := range ids {
		u, err := p.lookUp(ctx, id)
		if err != nil {
			return nil, err
		}
		if u.leads() {
			users = append(users, u.user())
		}
	}
	return users, nil
}

// renew gives a user, its sessions, its players and the meeting another day, once an
// hour at most.
func (p *People) renew(ctx context.Context, u known) error {
	left, err := p.store.TTL(ctx, u.key())
	if errors.Is(err, storage.ErrNotFound) {
		return ErrNoSession
	}
	if err != nil || left > fresh {
		return err
	}
	b := new(storage.Batch).Expire(u.key(), Day)
	if u.Match != "" {
		b.Expire(matchKey(u.Match), Day)
	}
	renewMeeting(b)
	if err := p.renewSessions(ctx, b, u.id); err != nil {
		return err
	}
	if err := p.renewPlayers(ctx, b, u.id); err != nil {
		return err
	}
	return p.store.Apply(ctx, b)
}

func (p *People) renewSessions(ctx context.Context, b *storage.Batch, user string) error {
	set := sessionsKey(user)
	tokens, err := p.store.Members(ctx, set)
	for _, t := range tokens {
		b.Expire(sessionKey(t), Day)
	}
	b.Expire(set, Day)
	return err
}

func (p *People) renewPlayers(ctx context.Context, b *storage.Batch, user string) error {
	set := playersKey(user)
	if err := p.prune(ctx, set, "player:"); err != nil {
		return err
	}
	ids, err := p.store.Members(ctx, set)
	if err != nil {
		return err
	}
	all, err := p.load(ctx, ids...)
	for _, s := range all {
		s.renew(b)
		if code := s.code(); code != "" {
			b.Expire(membersKey(code), Day)
		}
	}
	b.Expire(set, Day)
	return err
}

// playersKey is the set of a user's players.
func playersKey(user string) string { return "user:" + user + ":players" }
