package people

import (
	"context"
	"crypto/rand"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	mathrand "math/rand/v2"
	"sync/atomic"
	"time"

	"packnight/game/wire"
	"packnight/storage"
)

// Day is how long what concerns people outlives its last use.
const Day = 24 * time.Hour

// fresh is the time left from which on renewing is not worth a write.
const fresh = Day - time.Hour

// LeaderKeys is the key in the leader's URL. Any goroutine may call it.
type LeaderKeys interface {
	// Leader returns the key.
	Leader() string
	// Renew makes a new key and stores it; the old one opens nothing any more.
	Renew() error
}

// Config is what People are made of. Store, Counters and Keys are needed; the zero
// value of everything else is a default.
type Config struct {
	Store    storage.Store
	Counters storage.Store // in memory: counters against guessing, used tickets
	Keys     LeaderKeys
	Limits   wire.Limits      // Players, PerUser, Seats, Pack; zero: wire.Default
	Now      func() time.Time // the meeting clock; nil: Store.Now
	Log      *slog.Logger     // ids only; nil: discarded
	// NewUsers is how many users one address may make in a minute; 0: 1,500. It
	// has room for a hall behind one router and bounds what a flood can store.
	NewUsers int
	// CheckPack judges a leader's own pack and returns its title. Its error goes
	// to the caller of PutPack as it is. nil: any JSON will do, without a title.
	CheckPack func(raw json.RawMessage) (title string, err error)
}

// People are the users and players of the house. Any goroutine may call them.
type People struct {
	store     storage.Store
	counters  storage.Store
	keys      LeaderKeys
	limits    wire.Limits
	now       func() time.Time
	log       *slog.Logger
	newUsers  int
	checkPack func(raw json.RawMessage) (string, error)

	ticketKey []byte                 // of this process; never stored
	slow      lane                   // guesses that wait their turn
	campfire  atomic.Pointer[string] // copy of meeting:code, for End, which reads nothing
}

// New returns the People of the store. Where the store has no meeting, it makes one.
func New(ctx context.Context, c Config) (*People, error) {
	if c.Store == nil || c.Counters == nil || c.Keys == nil {
		return nil, errors.New("people need a store, counters and keys")
	}
	p := &People{
		store: c.Store, counters: c.Counters, keys: c.Keys, limits: c.Limits,
		now: c.Now, log: c.Log, newUsers: c.NewUsers, checkPack: c.CheckPack,
		ticketKey: make([]byte, 32), slow: newLane(),
	}
	p.setDefaults()
	rand.Read(p.ticketKey) // never fails: see its documentation
	if _, err := p.Meeting(ctx); err != nil {
		return nil, fmt.Errorf("opening the meeting: %w", err)
	}
	return p, nil
}

func (p *People) setDefaults() {
	if p.limits == (wire.Limits{}) {
		p.limits = wire.Default()
	}
	if p.now == nil {
		p.now = p.store.Now
	}
	if p.log == nil {
		p.log = slog.New(slog.DiscardHandler)
	}
	if p.newUsers == 0 {
		p.newUsers = 1500
	}
	if p.checkPack == nil {
		p.checkPack = anyJSON
	}
}

const (
	maxTries   = 200 // of one operation whose conditions change under it
	hastyTries = 4   // before it gives way to the others
)

// change applies what plan returns, and plans again where a condition failed. plan
// reads the store and returns the batch for what it saw, with conditions that make it
// fail where that is no longer so; its error is the operation's. An empty batch, or
// nil, is nothing to do.
func (p *People) change(ctx context.Context, plan func() (*storage.Batch, error)) error {
	for try := range maxTries {
		b, err := plan()
		if err != nil || b == nil || b.Empty() {
			return err
		}
		if err = p.store.Apply(ctx, b); !errors.Is(err, storage.ErrConflict) {
			return err
		}
		if try < hastyTries {
			continue
		}
		if err := pause(ctx, time.Duration(mathrand.Int64N(int64(time.Millisecond)))); err != nil {
			return err
		}
	}
	return ErrBusy
}

// pause waits for d, or for the end of ctx, whose error it then returns.
func pause(ctx context.Context, d time.Duration) error {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-t.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// get returns the value of a key, nil for an absent one.
func (p *People) get(ctx context.Context, key string) ([]byte, error) {
	v, err := p.store.Get(ctx, key)
	if errors.Is(err, storage.ErrNotFound) {
		return nil, nil
	}
	return v, err
}

// ifSame requires that key is as it was read; nil is absent.
func ifSame(b *storage.Batch, key string, was []byte) {
	if was == nil {
		b.IfAbsent(key)
		return
	}
	b.IfEquals(key, was)
}

// addFor puts member into a set that lives for another day.
func addFor(b *storage.Batch, set, member string) {
	b.Add(set, member).Expire(set, Day)
}
