package room

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"sync"
	"sync/atomic"
	"time"

	"packnight/game"
	"packnight/game/wire"
	"packnight/storage"
)

// Config is what a Registry is made of. All fields are needed.
type Config struct {
	Store   storage.Store
	Kinds   []game.Kind
	House   House
	Now     func() time.Time // the server's clock, which never jumps
	Limits  wire.Limits
	Log     *slog.Logger
	Seed    func() [32]byte // of a new game's randomness
	NewCode func() string   // a code that is likely free
}

// Registry finds, loads and shelves rooms by their code. At no instant do two rooms
// exist for one code. Any goroutine may call its methods.
type Registry struct {
	cfg   Config
	kinds map[string]game.Kind
	ctx   context.Context // the program's; loads run on it

	mu      sync.Mutex
	rooms   map[string]*room   // by code, from the moment that the load begins
	running map[*room]struct{} // all whose goroutine lives; those of ended games too
	falls   map[string]int     // panics by code, since the start
	closed  bool
	failing atomic.Int64   // rooms whose commits fail now
	making  sync.WaitGroup // of games; added to under mu, while neither closed nor wiping
	wiping  chan struct{}  // closed when the wipe under way is over; nil if there is none
}

// NewRegistry returns a registry without rooms. Loads run on ctx, which is the
// program's, so no caller's impatience fails the others that wait.
func NewRegistry(ctx context.Context, cfg Config) *Registry {
	kinds := make(map[string]game.Kind, len(cfg.Kinds))
	for _, k := range cfg.Kinds {
		kinds[k.ID] = k
	}
	return &Registry{
		cfg: cfg, kinds: kinds, ctx: ctx,
		rooms: map[string]*room{}, running: map[*room]struct{}{}, falls: map[string]int{},
	}
}

// maxCodes is how many codes Create tries before it gives up.
const maxCodes = 20

// Create makes a game and stores it; its room is loaded once somebody asks for it.
// With code "" the game gets a new code. Errors: ErrKind, *OptionError, ErrTooMany,
// ErrTaken, ErrClosed, or the store's. For leaders, and for the campfire.
func (g *Registry) Create(ctx context.Context, code, kind string, options map[string]any, packs map[string]json.RawMessage) (string, error) {
	k, ok := g.kinds[kind]
	if !ok {
		return "", ErrKind
	}
	done, err := g.make(ctx)
	if err != nil {
		return "", err
	}
	defer done()
	made := game.Made{Code: code, Options: options, Packs: packs, Seed: g.cfg.Seed(), Now: g.cfg.Now()}
	if code != "" {
		return code, g.create(ctx, k, made)
	}
	for range maxCodes {
		made.Code = g.cfg.NewCode()
		err := g.create(ctx, k, made)
		if !errors.Is(err, ErrTaken) {
			return made.Code, err
		}
	}
	return "", ErrTaken
}

func (g *Registry) create(ctx context.Context, k game.Kind, m game.Made) error {
	saved, err := fresh(k, m)
	if err != nil {
		return err
	}
	b := newGame(g.cfg.Limits, m.Code, k.ID, saved)
	err = g.cfg.Store.Apply(ctx, b)
	if errors.Is(err, storage.ErrConflict) {
		return g.whyNot(ctx, m.Code)
	}
	if err != nil {
		return fmt.Errorf("storing the new game %s: %w", m.Code, err)
	}
	return nil
}

// whyNot tells which condition of a new game failed.
func (g *Registry) whyNot(ctx context.Context, code string) error {
	_, err := g.Kind(ctx, code)
	if err == nil {
		return ErrTaken
	}
	if !errors.Is(err, ErrUnknown) {
		return err
	}
	if n := g.sweep(ctx); n > 0 {
		return ErrTaken // room was made by forgetting expired games: the next try finds it
	}
	return ErrTooMany
}

// open waits for a wipe to be over.
func (g *Registry) open(ctx context.Context) error {
	for {
		g.mu.Lock()
		closed, wiping := g.closed, g.wiping
		g.mu.Unlock()
		switch {
		case closed:
			return ErrClosed
		case wiping == nil:
			return nil
		}
		select {
		case <-wiping:
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}

// Connect takes a connection into a game, which is loaded if it is not. The player's
// ticket was checked before. It returns once the seat is taken; the welcome is sent
// to c when all that it shows is stored, which may be before or after. Errors:
// ErrUnknown, ErrLoad, ErrMoved, ErrFull, ErrClosed, or ctx's. On an error nothing
// is sent to c any more.
func (g *Registry) Connect(ctx context.Context, code string, seat game.Seat, c Conn) (*Link, error) {
	for {
		r, err := g.find(ctx, code)
		if err != nil {
			return nil, err
		}
		l := &Link{room: r, seat: seat, conn: c, verdict: make(chan error, 1)}
		if !r.inbox.put(event{op: opConnect, link: l}) {
			if err := r.wentAway(ctx); err != nil {
				return nil, err
			}
			continue
		}
		select {
		case err := <-l.verdict:
			if errors.Is(err, errAgain) {
				if err := r.wentAway(ctx); err != nil {
					return nil, err
				}
				continue
			}
			return l, err
		case <-ctx.Done():
			l.Lost()
			return nil, ctx.Err()
		}
	}
}

// find returns the room with that code once it is loaded.
func (g *Registry) find(ctx context.Context, code string) (*room, error) {
	for {
		if err := g.open(ctx); err != nil {
			return nil, err
		}
		r := g.entry(code)
		if r == nil {
			continue
		}
		select {
		case <-r.ready:
			if r.err == nil {
				return r, nil
			}
			if errors.Is(r.err, errAgain) {
				continue
			}
			return nil, r.err
		case <-ctx.Done():
			return nil, ctx.Err()
		}
	}
}

// entry looks the code up and enters a room that is yet to load where there is none,
// in one critical section: whoever comes next waits for that one. It returns nil
// when a wipe or the end has just begun.
func (g *Registry) entry(code string) *room {
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.closed || g.wiping != nil {
		return nil
	}
	if r, ok := g.rooms[code]; ok {
		return r
	}
	r := newRoom(g, code)
	g.rooms[code] = r
	g.running[r] = struct{}{}
	go r.run()
	return r
}

// forget takes a room out of the map if the entry is still its own.
func (g *Registry) forget(r *room) {
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.rooms[r.code] == r {
		delete(g.rooms, r.code)
	}
}

// stopped notes that a room is no more, in one step with its entry.
func (g *Registry) stopped(r *room) {
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.rooms[r.code] == r {
		delete(g.rooms, r.code)
	}
	delete(g.running, r)
}

// fell counts a panic of a game's rules and returns how many there were.
func (g *Registry) fell(code string) int {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.falls[code]++
	return g.falls[code]
}

func (g *Registry) fallen(code string) int {
	g.mu.Lock()
	defer g.mu.Unlock()
	return g.falls[code]
}

// ended forgets what was counted for a code that is free again.
func (g *Registry) ended(code string) {
	g.mu.Lock()
	defer g.mu.Unlock()
	delete(g.falls, code)
}

// ask runs do in the room's goroutine and waits for it; the room is loaded if it is
// not.
func (g *Registry) ask(ctx context.Context, code string, do func(*room, func(error))) error {
	for {
		r, err := g.find(ctx, code)
		if err != nil {
			return err
		}
		answer := make(chan error, 1)
		reply := func(err error) {
			select {
			case answer <- err:
			default:
			}
		}
		if r.inbox.put(event{op: opDo, do: func(r *room) {
			done := false
			defer func() {
				if !done { // the rules panicked: the room falls, and the caller asks again
					reply(errAgain)
				}
			}()
			do(r, reply)
			done = true
		}}) {
			select {
			case err := <-answer:
				if !errors.Is(err, errAgain) {
					return err
				}
			case <-r.done:
				select {
				case err := <-answer:
					return err
				default:
				}
			case <-ctx.Done():
				return ctx.Err()
			}
		}
		if err := r.wentAway(ctx); err != nil {
			return err
		}
	}
}

// Saving tells whether the store takes what the rooms hand it. While it takes nothing
// the rooms pause.
func (g *Registry) Saving() bool { return g.failing.Load() == 0 }
