package web

import (
	"errors"
	"io/fs"
	"log/slog"
	"net/http"
	"time"

	"github.com/alexedwards/scs/v2"

	"packnight/game"
	"packnight/game/people"
	"packnight/game/room"
	"packnight/game/wire"
)

// Guest is a connected leader or big screen.
type Guest struct {
	User   string    `json:"user"`
	Role   string    `json:"role"`             // leader or stage
	Device string    `json:"device,omitempty"` // what it looks like, such as "iPhone"
	Since  time.Time `json:"-"`
}

// Config is what the web server is made of. Where it says so, the zero value is a
// default; everything else is needed.
type Config struct {
	People   *people.People
	Rooms    *room.Registry
	Sessions *scs.SessionManager // of People.Sessions, made once: it has a goroutine of its own
	Kinds    []game.Kind         // the catalogue; exactly one gathers
	Socket   http.Handler        // /ws: the hub. It may hijack; Host and Origin are checked before it
	Assets   fs.FS               // the web client, read once by New

	// Machine is the machine's name, with or without domain; "" asks the system.
	Machine string
	// Hosts returns the machine's IP addresses now: what a Host header may say
	// beside its names and loopback. It is called for requests and must be fast.
	Hosts func() []string
	// Addresses returns the origins at which phones reach this machine, without a
	// slash at the end, likeliest first: "http://192.168.1.20:8080".
	Addresses func() []string

	// Name returns the name that the machine is found by in the network now, such as
	// "packnight.local", or ""; nil: "". A Host header may say it too.
	Name func() string
	// Hotspot has the known probes of phones that have joined a Wi-Fi of ours redirected to
	// the join page: the one exception to the Host rule.
	Hotspot bool
	// Network tells a leader how others reach this machine; nil: the door is open.
	Network func() Network
	// OpenDoor lets other machines in; nil: there is no door.
	OpenDoor func() error
	// Stop has the program stop in order once the request that asks for it is answered;
	// nil: it can't be.
	Stop func()

	// Leaders are the leaders and stages that are connected; nil: none.
	Leaders func() []Guest
	// Saving tells whether the store takes writes; nil: it does.
	Saving func() bool
	// Notice is a sentence for the leader about how the program is, such as that
	// the store was damaged, or ""; nil: none.
	Notice func() string

	Limits wire.Limits  // zero: wire.Default
	Log    *slog.Logger // ids only, never names; nil: discarded
}

// site is the web server: fixed when made, so any goroutine may use it.
type site struct {
	Config
	limits wire.Limits
	log    *slog.Logger
	hosts  hosts
	static *static
}

// New returns the handler of everything that Packnight serves. It fails if a page
// is missing from the assets or no kind gathers.
func New(c Config) (http.Handler, error) {
	s, err := newSite(c)
	if err != nil {
		return nil, err
	}
	return s.handlers(), nil
}

func newSite(c Config) (*site, error) {
	if _, ok := gathering(c.Kinds); !ok {
		return nil, errors.New("no kind of the catalogue gathers")
	}
	assets, err := newStatic(c.Assets)
	if err != nil {
		return nil, err
	}
	s := &site{Config: c, limits: c.Limits, log: c.Log, hosts: newHosts(c.Machine, c.Hosts, c.Name), static: assets}
	if s.limits == (wire.Limits{}) {
		s.limits = wire.Default()
	}
	if s.log == nil {
		s.log = slog.New(slog.DiscardHandler)
	}
	return s, nil
}

// handlers puts what every request passes around the mux; doc.go has the order.
func (s *site) handlers() http.Handler {
	return s.recoverPanics(s.headers(s.guardHost(s.mux(s.Socket))))
}

// gathering returns the kind that the campfire is.
func gathering(kinds []game.Kind) (game.Kind, bool) {
	for _, k := range kinds {
		if k.Gathering {
			return k, true
		}
	}
	return game.Kind{}, false
}
