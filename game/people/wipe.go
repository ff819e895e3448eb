package people

import (
	"context"
	"errors"
	"slices"

	"packnight/game"
	"packnight/storage"
)

// StaleKeyError: the meeting was wiped, but no new leader key could be stored; the
// old one still opens the console.
type StaleKeyError struct{ Err error }

// Error implements error.
func (e StaleKeyError) Error() string { return "renewing the leader key: " + e.Err.Error() }

// Unwrap returns the cause.
func (e StaleKeyError) Unwrap() error { return e.Err }

// Wipe ends the meeting: it removes everything from the store but packs, settings
// (title, names of the Sixes), a running order that has not begun, leaders, stages and their sessions, and has a new
// meeting with a new code there in the same atomic step; then it renews the leader
// key. Call it inside Registry.Wipe. A StaleKeyError tells that all was done but the
// last.
func (p *People) Wipe(ctx context.Context) error {
	code, err := p.wipe(ctx)
	if err != nil {
		return err
	}
	p.keepCampfire(code)
	// What was counted names users that are gone. Used tickets stay used.
	if err := p.counters.Wipe(ctx, storage.Keep{Prefixes: []string{usedTicket}}, new(storage.Batch)); err != nil {
		return err
	}
	p.log.Info("the meeting was wiped")
	if err := p.keys.Renew(); err != nil {
		return StaleKeyError{err}
	}
	return nil
}

// Over tells whether the evening has ended by itself: nobody used it for a day, so that the
// meeting, its campfire or all its players have expired. Their names are in the file, and a
// room may show them, until Wipe.
func (p *People) Over(ctx context.Context) (bool, error) {
	v, err := p.store.GetMany(ctx, "meeting:id", "meeting:code")
	if err != nil || v[0] == nil || v[1] == nil {
		return err == nil, err
	}
	campfire, err := p.get(ctx, gameKey(string(v[1])))
	if err != nil || campfire == nil {
		return err == nil, err
	}
	players, err := p.store.Members(ctx, "players")
	if err != nil || len(players) == 0 {
		return false, err
	}
	all, err := p.load(ctx, players...)
	return err == nil && !slices.ContainsFunc(all, stored.here), err
}

// wipe does all but the key, and returns the new code.
func (p *People) wipe(ctx context.Context) (code string, err error) {
	for range maxTries {
		b := new(storage.Batch)
		keep, err := p.kept(ctx, b)
		if err != nil {
			return "", err
		}
		_, code = newMeeting(b)
		if err = p.store.Wipe(ctx, keep, b); !errors.Is(err, storage.ErrConflict) {
			return code, err
		}
	}
	return "", ErrBusy
}

// kept names what outlives a meeting, and adds the condition that no leader came, went
// or logged in since it was read.
func (p *People) kept(ctx context.Context, b *storage.Batch) (storage.Keep, error) {
	keep := storage.Keep{
		Names:    []string{"packs", "meeting:title", "meeting:volume", "meeting:wifi", "leaders", leadersVersion},
		Prefixes: []string{"pack:"},
	}
	for _, six := range game.Sixes {
		keep.Names = append(keep.Names, sixName(six))
	}
	if err := p.keepPlan(ctx, b, &keep); err != nil {
		return keep, err
	}
	version, err := p.get(ctx, leadersVersion)
	if err != nil {
		return keep, err
	}
	ifSame(b, leadersVersion, version)
	leaders, err := p.Leaders(ctx)
	if err != nil {
		return keep, err
	}
	for _, u := range leaders {
		keep.Names = append(keep.Names, "user:"+u.ID, sessionsKey(u.ID))
		tokens, err := p.store.Members(ctx, sessionsKey(u.ID))
		if err != nil {
			return keep, err
		}
		for _, t := range tokens {
			keep.Names = append(keep.Names, sessionKey(t))
		}
		addFor(b, "users", u.ID)
	}
	return keep, nil
}
