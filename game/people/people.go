package people

import (
	"context"
	"encoding/json"
	"log/slog"
	"time"

	"packnight/game/wire"
	"packnight/storage"
)

// Day is how long what concerns people outlives its last use.
const Day = 24 * time.Hour

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
type People struct{ Config }

// New returns the People of the store. Where the store has no meeting, it makes one.
func New(ctx context.Context, c Config) (*People, error) { panic("skeleton") }
