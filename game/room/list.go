package room

import (
	"context"
	"errors"
	"fmt"

	"packnight/game"
)

// Summary is one open game, as a leader sees it in the list.
type Summary struct {
	Code    string
	Kind    string
	Phase   game.Phase
	Awake   int // players with a connection
	Players int
}

// List returns the open games, by code. Rooms that are not loaded stay so. For
// leaders.
func (g *Registry) List(ctx context.Context) ([]Summary, error) {
	codes, kinds, err := g.codes(ctx)
	if err != nil {
		return nil, err
	}
	var list []Summary
	for i, code := range codes {
		s := Summary{Code: code, Kind: string(kinds[i])}
		err := g.look(ctx, code, func(a *game.Game) {
			s.Phase, s.Awake, s.Players = a.Phase(), a.Awake(), len(a.Players())
		})
		switch {
		case errors.Is(err, ErrUnknown):
		case errors.Is(err, ErrLoad):
			list = append(list, Summary{Code: code, Kind: string(kinds[i])})
		case err != nil:
			return nil, err
		default:
			list = append(list, s)
		}
	}
	return list, nil
}

// Resting returns the players of a game that leaders have parked. Errors: ErrUnknown,
// ErrLoad, ErrClosed, or ctx's.
func (g *Registry) Resting(ctx context.Context, code string) ([]string, error) {
	var resting []string
	err := g.look(ctx, code, func(a *game.Game) {
		for _, id := range a.Players() {
			if a.Resting(id) {
				resting = append(resting, id)
			}
		}
	})
	return resting, err
}

// look shows a game as it is now: in its room if that is loaded, else as stored.
func (g *Registry) look(ctx context.Context, code string, do func(*game.Game)) error {
	g.mu.Lock()
	_, loaded := g.rooms[code]
	g.mu.Unlock()
	if !loaded {
		return g.lookStored(ctx, code, do)
	}
	return g.ask(ctx, code, func(r *room, reply func(error)) {
		if r.game == nil {
			reply(errAgain)
			return
		}
		do(r.game)
		reply(nil)
	})
}

func (g *Registry) lookStored(ctx context.Context, code string, do func(*game.Game)) (err error) {
	defer func() {
		if recover() != nil {
			err = fmt.Errorf("%w: %w", ErrLoad, errBroken)
		}
	}()
	s, err := g.read(ctx, code)
	if err != nil {
		return err
	}
	a, err := game.Load(s.kind, code, s.saved, g.cfg.Now())
	if err != nil {
		return fmt.Errorf("%w: %w", ErrLoad, err)
	}
	do(a)
	return nil
}
