package room

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"time"

	"packnight/game"
	"packnight/game/wire"
	"packnight/storage"
)

const (
	gamesKey = "games" // the set of the codes of all games
	// ttl is how long a game outlives its last commit.
	ttl = 24 * time.Hour
	// renewal is how often the expiry of what is not written anew is put off.
	renewal = time.Hour
)

func gameKey(code string) string       { return "game:" + code }
func stateKey(code string) string      { return "game:" + code + ":state" }
func seatsKey(code string) string      { return "game:" + code + ":seats" }
func seatKey(code, seat string) string { return "game:" + code + ":seat:" + seat }

// vStep is by how much the stored ceiling of v is raised, and half of it is left
// when it is raised again: a load begins at the ceiling, above all that was seen.
const vStep = 1 << 16

// stateRecord is the record of a game's state under a ceiling for v.
func stateRecord(ceiling int64, state json.RawMessage) []byte {
	b := make([]byte, 0, 32+len(state))
	b = strconv.AppendInt(append(b, `{"v":`...), ceiling, 10)
	b = append(append(b, `,"game":`...), state...)
	return append(b, '}')
}

// stored is a game as it was read.
type stored struct {
	kind    game.Kind
	ceiling int64
	saved   game.Saved
	seats   map[string]*seat
}

// read reads a game. ErrUnknown if there is none; ErrLoad, wrapped, if it is of a
// kind that is not known here or does not parse.
func (g *Registry) read(ctx context.Context, code string) (stored, error) {
	values, err := g.cfg.Store.GetMany(ctx, gameKey(code), stateKey(code))
	if err != nil {
		return stored{}, fmt.Errorf("%w: reading it: %w", ErrLoad, err)
	}
	if values[0] == nil || values[1] == nil {
		return stored{}, ErrUnknown
	}
	s := stored{seats: map[string]*seat{}}
	kind, ok := g.kinds[string(values[0])]
	if !ok {
		return s, fmt.Errorf("%w: it is a %q", ErrLoad, values[0])
	}
	s.kind = kind
	var state struct {
		V    int64           `json:"v"`
		Game json.RawMessage `json:"game"`
	}
	if err := json.Unmarshal(values[1], &state); err != nil {
		return s, fmt.Errorf("%w: its state: %w", ErrLoad, err)
	}
	s.ceiling, s.saved.State = state.V, state.Game
	return s, g.readSeats(ctx, code, &s)
}

func (g *Registry) readSeats(ctx context.Context, code string, s *stored) error {
	ids, err := g.cfg.Store.Members(ctx, seatsKey(code))
	if err != nil {
		return fmt.Errorf("%w: reading who has a seat: %w", ErrLoad, err)
	}
	keys := make([]string, len(ids))
	for i, id := range ids {
		keys[i] = seatKey(code, id)
	}
	records, err := g.cfg.Store.GetMany(ctx, keys...)
	if err != nil {
		return fmt.Errorf("%w: reading the seats: %w", ErrLoad, err)
	}
	s.saved.Seats = make(map[string]json.RawMessage, len(ids))
	for i, id := range ids {
		if records[i] == nil {
			continue
		}
		seat := &seat{id: id, key: keys[i]}
		if err := seat.restore(records[i]); err != nil {
			return fmt.Errorf("%w: %w", ErrLoad, err)
		}
		s.seats[id] = seat
		if seat.game != nil {
			s.saved.Seats[id] = seat.game
		}
	}
	return nil
}

// fresh makes a new game and returns it as it is to be stored. A panic of the rules
// is an error.
func fresh(k game.Kind, m game.Made) (saved game.Changes, err error) {
	defer func() {
		if recover() != nil {
			err = errBroken
		}
	}()
	made, err := game.New(k, m)
	if err != nil {
		return game.Changes{}, &OptionError{err}
	}
	return made.Take(), nil
}

// newGame is the batch that stores a new game.
func newGame(limits wire.Limits, code, kind string, c game.Changes) *storage.Batch {
	b := &storage.Batch{}
	b.IfAbsent(gameKey(code)).IfCountBelow(gamesKey, limits.Games)
	b.Set(gameKey(code), []byte(kind), ttl)
	b.Set(stateKey(code), stateRecord(1, c.State), ttl)
	b.Delete(seatsKey(code))
	return b.Add(gamesKey, code).Expire(gamesKey, ttl)
}

// sweep forgets the codes of games that have expired and returns how many there were.
func (g *Registry) sweep(ctx context.Context) int {
	codes, kinds, err := g.codes(ctx)
	if err != nil {
		return 0
	}
	n := 0
	for i, code := range codes {
		if kinds[i] != nil {
			continue
		}
		b := &storage.Batch{}
		b.IfAbsent(gameKey(code)).Remove(gamesKey, code)
		if g.cfg.Store.Apply(ctx, b) == nil {
			n++
		}
	}
	return n
}

// codes returns the codes of all games, and for each its kind or nil if it has
// expired.
func (g *Registry) codes(ctx context.Context) (codes []string, kinds [][]byte, err error) {
	codes, err = g.cfg.Store.Members(ctx, gamesKey)
	if err != nil {
		return nil, nil, fmt.Errorf("listing the games: %w", err)
	}
	keys := make([]string, len(codes))
	for i, code := range codes {
		keys[i] = gameKey(code)
	}
	kinds, err = g.cfg.Store.GetMany(ctx, keys...)
	if err != nil {
		return nil, nil, fmt.Errorf("reading the kinds of the games: %w", err)
	}
	return codes, kinds, nil
}

// Kind returns the id of the kind of a game, without loading it. ErrUnknown if there
// is no such game.
func (g *Registry) Kind(ctx context.Context, code string) (string, error) {
	kind, err := g.cfg.Store.Get(ctx, gameKey(code))
	if errors.Is(err, storage.ErrNotFound) || errors.Is(err, storage.ErrTooLarge) {
		return "", ErrUnknown
	}
	if err != nil {
		return "", fmt.Errorf("looking the game %s up: %w", code, err)
	}
	return string(kind), nil
}
