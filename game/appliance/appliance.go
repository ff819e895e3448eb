// Package appliance is what main calls: it starts everything in order, finds out
// whether another Packnight runs already, tells the leader where it serves, and
// stops everything in order.
package appliance

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"log/slog"
	"net/http"
	"os"
	"sync"
	"time"

	"packnight/game/awake"
	"packnight/game/found"
	"packnight/game/hub"
	"packnight/game/kinds"
	"packnight/game/people"
	"packnight/game/room"
	"packnight/game/web"
	"packnight/game/wire"
	"packnight/storage"
)

// Config is how the appliance is started.
type Config struct {
	Listen string // HOST:PORT, or "" for the first favourite port that is free
	// Shy serves this machine alone until the leader has opened the door once; an explicit
	// Listen is open as it is.
	Shy bool
	// Hotspot says that the phones are in a Wi-Fi of this machine's own, whose DNS leads every
	// name here: their probes are sent to the join page.
	Hotspot bool
	Folder  string // of the data, or "" for DefaultFolder
	Open    bool   // open the leader's page in the browser
	// Announce is a folder in which the leader's address is kept, as text and as a page with
	// a QR code, while the appliance runs; "" for none.
	Announce string
	Assets   fs.FS // the web client
	Started  time.Time
	Built    time.Time   // of the commit that was built, zero where nothing tells
	Out      io.Writer   // where it serves, one address a line, and nothing else
	Log      io.Writer   // what the person should know, and logs, with ids and never names
	Quiet    bool        // log only what went wrong: Log is a leader's window
	Limits   wire.Limits // zero: wire.Default
	Awake    awake.Lock  // keeps the computer awake while Cubs are there; nil: the system's
	// Seed is where each game's randomness comes from; nil is chance itself.
	Seed func() [32]byte
}

// stopTime is the longest that stopping in order may take.
const stopTime = 4 * time.Second

// Run serves until ctx ends, then stops in order. A second start on a folder opens
// the page of the first and returns nil.
func Run(ctx context.Context, cfg Config) error {
	cfg, err := cfg.complete()
	if err != nil {
		return err
	}
	unlock, err := lock(cfg.Folder)
	if errors.Is(err, errSecond) {
		return cfg.second(ctx)
	}
	if err != nil {
		return err
	}
	// Stopping in order is more than giving up: what runs does not end with ctx.
	work, cancel := context.WithCancel(context.WithoutCancel(ctx))
	defer cancel()
	a := &appliance{Config: cfg, log: cfg.logger(), failed: make(chan error, 1), asked: make(chan struct{}, 1)}
	err = a.start(work)
	if err == nil {
		err = a.wait(ctx)
	}
	// Nothing is left running when the folder is given up.
	return errors.Join(err, a.stop(cancel), unlock())
}

// logger writes what an engineer wants to know, or only what a leader must.
func (c Config) logger() *slog.Logger {
	level := slog.LevelInfo
	if c.Quiet {
		level = slog.LevelWarn
	}
	return slog.New(slog.NewTextHandler(c.Log, &slog.HandlerOptions{Level: level}))
}

// complete fills the defaults in and makes the folder.
func (c Config) complete() (Config, error) {
	if c.Limits == (wire.Limits{}) {
		c.Limits = wire.Default()
	}
	if c.Seed == nil {
		c.Seed = seed
	}
	if c.Awake == nil {
		c.Awake = awake.System()
	}
	if c.Folder == "" {
		folder, err := DefaultFolder()
		if err != nil {
			return c, err
		}
		c.Folder = folder
	}
	if err := os.MkdirAll(c.Folder, 0o700); err != nil {
		return c, fmt.Errorf("making the folder: %w", err)
	}
	return c, nil
}

// second shows the page of the Packnight that holds the folder. Finding it is quick, or
// hopeless; a browser may take its time.
func (c Config) second(ctx context.Context) error {
	url, err := findFirst(ctx, c.Folder)
	if err != nil {
		return err
	}
	key, err := loadKey(c.Folder)
	if err != nil {
		return err
	}
	page := leaderURL(url, key.Leader())
	fmt.Fprintf(c.Out, "Leader: %s\n", page)
	if !c.Open {
		fmt.Fprintln(c.Log, runs+" already: that is its page.")
		return nil
	}
	fmt.Fprintln(c.Log, runs+" already. Its page is open in your browser.")
	ctx, cancel := context.WithTimeout(ctx, browserTime)
	defer cancel()
	return openBrowser(ctx, page)
}

func leaderURL(origin, key string) string { return origin + "/leader#key=" + key }

// appliance is a running Packnight. Run's goroutine owns it; the parts have their
// own owners.
type appliance struct {
	Config
	log      *slog.Logger
	key      *leaderKey
	door     *door
	book     *addressBook
	reach    *reach
	beacon   *found.Beacon // nil until it is to be found
	store    *storage.File
	counters storage.Store
	notice   string // for the leader, about the store as it was found
	rooms    *room.Registry
	hub      *hub.Hub
	server   *http.Server
	silent   silent
	failed   chan error     // the server's
	asked    chan struct{}  // a leader has asked it to stop
	tasks    sync.WaitGroup // the server, the browser, the address watch, the beacon, staying awake, the watch over night
}

// start brings everything up, each part on those below it.
func (a *appliance) start(ctx context.Context) error {
	if err := withdraw(a.Folder); err != nil {
		return err
	}
	var err error
	if a.door, err = newDoor(a.Listen, a.Folder, a.Shy); err != nil {
		return err
	}
	a.look()
	if a.key, err = loadKey(a.Folder); err != nil {
		return err
	}
	if err := a.openStore(ctx); err != nil {
		return err
	}
	handler, err := a.compose(ctx)
	if err != nil {
		return err
	}
	a.serve(handler)
	if err := a.tell(ctx); err != nil {
		return err
	}
	a.tasks.Go(func() { a.beFound(ctx) })
	a.tasks.Go(func() {
		awake.Keep(ctx, a.Awake, func() bool { return a.hub.Stats().Players > 0 }, a.log)
	})
	return nil
}

// compose wires people, rooms, sockets and routes.
func (a *appliance) compose(ctx context.Context) (http.Handler, error) {
	catalogue := kinds.All()
	a.counters = storage.NewMemory(storage.Options{})
	folk, err := people.New(ctx, people.Config{
		Store: a.store, Counters: a.counters, Keys: a.key, Limits: a.Limits, Log: a.log, CheckPack: checkPack,
	})
	if err != nil {
		return nil, fmt.Errorf("opening the meeting: %w", err)
	}
	if err := a.wipeStale(ctx, folk); err != nil {
		return nil, err
	}
	house := web.NewHouse(folk)
	a.rooms = room.NewRegistry(ctx, room.Config{
		Store: a.store, Kinds: catalogue, Now: a.store.Now, Limits: a.Limits, Log: a.log,
		Seed: a.Seed, NewCode: people.NewCode, House: house,
	})
	house.Serve(a.rooms)
	if err := web.LightCampfire(ctx, folk, a.rooms, catalogue); err != nil {
		return nil, err
	}
	a.tasks.Go(func() { a.overnight(ctx, folk, catalogue) })
	a.hub = hub.New(ctx, hub.Config{
		Tickets: tickets{folk}, Rooms: rooms{a.rooms}, Limits: a.Limits, Now: a.store.Now, CloseCode: closeCode, Refuse: web.RefuseSocket, Log: a.log,
	})
	return web.New(web.Config{
		People: folk, Rooms: a.rooms, Sessions: folk.Sessions(), Kinds: catalogue, Socket: a.hub, Assets: a.Assets,
		Limits: a.Limits, Log: a.log, Notice: func() string { return a.notice },
		Saving: func() bool { return a.rooms.Saving() && a.store.Saving() },
		Hosts:  func() []string { return texts(a.book.addresses()) }, Addresses: a.addresses, Name: a.name,
		Leaders: a.leaders,
		Hotspot: a.Hotspot, Network: a.network, OpenDoor: a.door.Open, Stop: a.ask,
	})
}

// leaders are the connected leaders and big screens as the web shows them.
func (a *appliance) leaders() []web.Guest {
	guests := a.hub.Guests()
	out := make([]web.Guest, len(guests))
	for i, g := range guests {
		out[i] = web.Guest{User: g.User, Role: string(g.Role), Device: g.Device, Since: g.Since}
	}
	return out
}

func seed() (s [32]byte) {
	rand.Read(s[:]) // never fails
	return s
}
