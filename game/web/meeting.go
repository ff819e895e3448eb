package web

import (
	"context"
	"errors"
	"log/slog"
	"net/http"

	"packnight/game"
	"packnight/game/people"
	"packnight/game/room"
	"packnight/game/wire"
)

// meetingView is tonight. What is below Sixes is for leaders and stages, what is
// below Addresses for leaders alone.
type meetingView struct {
	Title  string            `json:"title"`
	Locked bool              `json:"locked"`
	Volume int               `json:"volume"`
	Sixes  map[string]string `json:"sixes"` // names of those that have one

	Code      *string      `json:"code,omitempty"`    // of the campfire
	Playing   *string      `json:"playing,omitempty"` // the game gathered last, or ""
	Addresses []string     `json:"addresses,omitempty"`
	Evening   *eveningView `json:"evening,omitempty"`

	*leaderView
}

// leaderView is what the console shows beside the game.
type leaderView struct {
	Waiting []waitingView `json:"waiting"` // who holds a second key; the digits are on their screens alone
	Claims  []claimView   `json:"claims"`
	Removed []playerView  `json:"removed"`
	Pending []playerView  `json:"pending"` // names that wait for a tick
	Leaders int           `json:"leaders"` // connected, stages too
	Leading []guestView   `json:"leading"` // they
	Saving  bool          `json:"saving"`
	Notice  string        `json:"notice"` // "" or a sentence
	Network Network       `json:"network"`
	WiFi    string        `json:"wifi"` // its name, for the poster
	Plan    []itemView    `json:"plan"` // the running order
	Limits  limitsView    `json:"limits"`
}

type waitingView struct {
	User string      `json:"user"`
	Role people.Role `json:"role"` // that the key was made for
}

type claimView struct {
	Player string `json:"player"`
	Name   string `json:"name"`
	Icon   string `json:"icon"`
	User   string `json:"user"` // who says to be that
}

// limitsView is what of the limits tells a leader something.
type limitsView struct {
	Players    int   `json:"players"`  // of the meeting
	PerUser    int   `json:"per_user"` // of one device
	Seats      int   `json:"seats"`    // of one game
	Games      int   `json:"games"`
	Sockets    int   `json:"sockets"`
	ForLeaders int   `json:"for_leaders"` // of them
	Strangers  int   `json:"strangers"`   // sockets of one address before their hello
	Message    int   `json:"message"`     // bytes
	Rate       int   `json:"rate"`        // messages a second
	Burst      int   `json:"burst"`
	Queue      int   `json:"queue"` // messages
	QueueBytes int   `json:"queue_bytes"`
	Hello      int64 `json:"hello"`  // ms, and so are the next two
	Silent     int64 `json:"silent"` // until a seat is asleep
	Write      int64 `json:"write"`
	Body       int   `json:"body"`   // bytes
	Pack       int   `json:"pack"`   // bytes
	Backup     int   `json:"backup"` // bytes
}

func viewLimits(l wire.Limits) limitsView {
	return limitsView{
		Players: l.Players, PerUser: l.PerUser, Seats: l.Seats, Games: l.Games, Sockets: l.Sockets, ForLeaders: l.ForLeaders,
		Strangers: l.Strangers, Message: l.Message, Rate: l.Rate, Burst: l.Burst, Queue: l.Queue, QueueBytes: l.QueueBytes,
		Hello: l.Hello.Milliseconds(), Silent: l.Silent.Milliseconds(), Write: l.Write.Milliseconds(), Body: l.Body, Pack: l.Pack,
		Backup: l.Backup,
	}
}

func (s *site) meeting(c *call) (answer, error) {
	m, err := s.People.Meeting(c.ctx)
	if err != nil {
		return answer{}, err
	}
	return s.showMeeting(c, m)
}

func (s *site) showMeeting(c *call, m people.Meeting) (answer, error) {
	v := meetingView{Title: m.Title, Locked: m.Locked, Sixes: m.Sixes, Volume: m.Volume}
	if v.Sixes == nil {
		v.Sixes = map[string]string{}
	}
	var items []itemView
	if c.watches() {
		plan, err := s.People.Plan(c.ctx)
		if err != nil {
			return answer{}, err
		}
		v.Code, v.Playing, v.Addresses = &m.Code, &m.Playing, s.Addresses()
		v.Evening = &eveningView{plan.Minutes, plan.Left.Milliseconds()}
		items = viewItems(plan.Items, m.Playing)
	}
	if c.leads() {
		console, err := s.console(c.ctx)
		if err != nil {
			return answer{}, err
		}
		v.leaderView, console.Plan, console.WiFi = console, items, m.WiFi
	}
	return ok(v)
}

// console gathers what only a leader is told.
func (s *site) console(ctx context.Context) (*leaderView, error) {
	waiting, err := s.People.Asking(ctx)
	if err != nil {
		return nil, err
	}
	claims, err := s.People.Claims(ctx)
	if err != nil {
		return nil, err
	}
	removed, err := s.People.RemovedPlayers(ctx)
	if err != nil {
		return nil, err
	}
	players, err := s.People.Players(ctx)
	if err != nil {
		return nil, err
	}
	v := &leaderView{Removed: viewPlayers(removed), Pending: []playerView{}, Waiting: []waitingView{}, Claims: []claimView{}}
	for _, w := range waiting {
		v.Waiting = append(v.Waiting, waitingView{w.User, w.Role})
	}
	for _, cl := range claims {
		v.Claims = append(v.Claims, claimView{cl.Player.ID, cl.Player.Name, cl.Player.Icon, cl.User})
	}
	for _, p := range players {
		if p.Pending {
			v.Pending = append(v.Pending, viewPlayer(p))
		}
	}
	v.Leading = s.leading()
	v.Leaders, v.Saving, v.Notice, v.Limits = len(v.Leading), s.saves(), s.notice(), viewLimits(s.limits)
	v.Network = s.network()
	return v, nil
}

// guestView is a connected leader or big screen.
type guestView struct {
	Guest
	Since int64 `json:"since"` // Unix ms
}

func (s *site) leading() []guestView {
	list := []guestView{}
	if s.Leaders == nil {
		return list
	}
	for _, g := range s.Leaders() {
		list = append(list, guestView{g, g.Since.UnixMilli()})
	}
	return list
}

func (s *site) saves() bool { return s.Saving == nil || s.Saving() }

func (s *site) notice() string {
	if s.Notice == nil {
		return ""
	}
	return s.Notice()
}

func (s *site) patchMeeting(c *call) (answer, error) {
	var body struct {
		Title  *string           `json:"title,omitempty"`
		Locked *bool             `json:"locked,omitempty"`
		Volume *int              `json:"volume,omitempty"`
		WiFi   *string           `json:"wifi,omitempty"`
		Sixes  map[string]string `json:"sixes,omitempty"`
		// Minutes is how many are left of the evening from now; 0 for no end.
		Minutes *int `json:"minutes,omitempty"`
	}
	if err := decode(c.body, &body); err != nil {
		return answer{}, err
	}
	m, err := s.People.ChangeMeeting(c.ctx, people.MeetingChange{
		Title: body.Title, Locked: body.Locked, Volume: body.Volume, WiFi: body.WiFi, Sixes: body.Sixes, Minutes: body.Minutes,
	})
	if err != nil {
		return answer{}, err
	}
	if len(body.Sixes) > 0 {
		if err := s.tellAll(c.ctx); err != nil {
			return answer{}, err
		}
	}
	return s.showMeeting(c, m)
}

// tellAll has every room look again at everything it holds of the people.
func (s *site) tellAll(ctx context.Context) error {
	open, err := s.Rooms.List(ctx)
	if err != nil {
		return err
	}
	for _, g := range open {
		s.Rooms.Tell(room.Note{Code: g.Code, All: true})
	}
	return nil
}

func (s *site) endMeeting(c *call) (answer, error) {
	if err := EndMeeting(c.ctx, s.People, s.Rooms, s.Kinds, s.log); err != nil {
		return answer{}, err
	}
	s.log.Info("meeting ended", "by", c.user.ID)
	return done()
}

// EndMeeting forgets the evening: rooms stop, their sockets close, the store is
// wiped, and a new campfire burns before anybody may come in.
func EndMeeting(ctx context.Context, p *people.People, rooms *room.Registry, kinds []game.Kind, log *slog.Logger) error {
	var stale people.StaleKeyError
	err := rooms.Wipe(ctx, p.Wipe)
	switch {
	case errors.As(err, &stale):
		log.Error("the meeting ended, but the leader key is the old one", "err", stale.Err)
	case err != nil:
		return err
	}
	return LightCampfire(ctx, p, rooms, kinds)
}

// EndOver is EndMeeting for an evening that has ended by itself, and nothing for any
// other. To be called every now and then.
func EndOver(ctx context.Context, p *people.People, rooms *room.Registry, kinds []game.Kind, log *slog.Logger) error {
	over, err := p.Over(ctx)
	if err != nil || !over {
		return err
	}
	log.Info("nobody was here for a day: the meeting ends by itself")
	return EndMeeting(ctx, p, rooms, kinds, log)
}

// LightCampfire makes the room of tonight's campfire where there is none: at the
// start of the program and of a meeting. Doing it twice is doing it once.
func LightCampfire(ctx context.Context, p *people.People, rooms *room.Registry, kinds []game.Kind) error {
	kind, ok := gathering(kinds)
	if !ok {
		return errors.New("no kind of the catalogue gathers")
	}
	code, err := p.Campfire(ctx)
	if err != nil {
		return err
	}
	if _, err := rooms.Kind(ctx, code); !errors.Is(err, room.ErrUnknown) {
		return err
	}
	_, err = rooms.Create(ctx, code, kind.ID, nil, nil)
	if _, there := rooms.Kind(ctx, code); there == nil {
		return nil // made, by this call or by another at the same time
	}
	return err
}

// firstAddress is the likeliest of the addresses that phones reach.
func (s *site) firstAddress() (string, error) {
	if s.network().Door == doorShut {
		return "", errDoorShut
	}
	if all := s.Addresses(); len(all) > 0 {
		return all[0], nil
	}
	return "", errNoNetwork
}

var errNoNetwork = fault{status: http.StatusServiceUnavailable, code: "no_network", message: "This computer is in no network yet. Connect it to the Wi-Fi that the phones use."}

// joinCode is the QR code at the door.
func (s *site) joinCode(c *call) (answer, error) {
	code, err := s.People.Campfire(c.ctx)
	if err != nil {
		return answer{}, err
	}
	first, err := s.firstAddress()
	if err != nil {
		return answer{}, err
	}
	svg, err := qrSVG(first + "/#code=" + code)
	if err != nil {
		return answer{}, err
	}
	return answer{status: http.StatusOK, data: svg, kind: types[".svg"]}, nil
}

// healthz answers once everything is there, for a second start and for tests.
func (s *site) healthz(*call) (answer, error) {
	return answer{status: http.StatusOK, data: []byte("ok"), kind: types[".txt"]}, nil
}
