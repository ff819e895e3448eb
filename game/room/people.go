package room

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"time"

	"packnight/game"
	"packnight/game/wire"
)

// Target is a game to go to. An empty Kind is looked up.
type Target struct {
	Code string
	Kind string
}

// Note tells a room, after a commit of the people, whom to look at again.
type Note struct {
	Code    string   // of the game whose room is told
	Players []string // whose looks, game or presence may have changed
	All     bool     // everyone, the names of the Sixes, and the evening's totals
	Go      *Target  // where leaders' and stages' screens go from here, nil to stay
	Given   []string // players who are another user's now: the old one's connection ends
}

// Tell passes a note on. A room that is not loaded needs none: it reads what is stored
// when it is. It never blocks.
func (g *Registry) Tell(n Note) {
	g.mu.Lock()
	r := g.rooms[n.Code]
	g.mu.Unlock()
	if r == nil {
		return
	}
	r.inbox.put(event{op: opDo, do: func(r *room) {
		for _, id := range n.Given {
			if s := r.seats[id]; s != nil && s.link != nil {
				r.shut(s.link, wire.BadTicket, "This Cub plays on another phone now.")
			}
		}
		r.ask(request{players: n.Players, all: n.All, screens: n.Go})
	}})
}

// request is what a room wants to know of the people.
type request struct {
	players  []string
	all      bool
	screens  *Target
	farewell bool // where tonight's campfire is, and whether this game is still there
}

// asked is what the people are being asked, and what they will be asked next. One
// question at a time, so answers come in the order of what they tell.
type asked struct {
	under   bool // a question is under way
	players map[string]bool
	all     bool
	screens *Target
	bye     bool
	retry   time.Time // when to ask again after an error
}

func (a *asked) any() bool { return len(a.players) > 0 || a.all || a.screens != nil || a.bye }

// answer is what the people said.
type answer struct {
	request
	people   map[string]found
	roster   Roster
	kinds    map[string]string // of the games that people belong to now, by code
	campfire Target
	gone     bool // this game is no longer in the store
	err      error
}

type found struct {
	Person
	ok bool
}

// ask notes what to ask the people, and asks unless a question is under way.
func (r *room) ask(q request) {
	if r.game == nil && !q.farewell {
		return
	}
	a := &r.asked
	if a.players == nil {
		a.players = map[string]bool{}
	}
	for _, id := range q.players {
		a.players[id] = true
	}
	a.all, a.bye = a.all || q.all, a.bye || q.farewell
	if q.screens != nil {
		a.screens = q.screens
	}
	r.askNow()
}

// askNow asks in a goroutine of its own, because a room waits for nobody.
func (r *room) askNow() {
	a := &r.asked
	if a.under || !a.any() || !a.retry.IsZero() {
		return
	}
	q := request{players: slices.Sorted(maps.Keys(a.players)), all: a.all, screens: a.screens, farewell: a.bye}
	*a = asked{under: true, players: map[string]bool{}}
	members := r.members()
	r.helpers.Go(func() {
		found := r.reg.inquire(r.ctx, r.code, q, members)
		r.inbox.put(event{op: opDo, do: func(r *room) { r.answered(found) }})
	})
}

// askAgain repeats a question that failed.
func (r *room) askAgain() {
	if a := &r.asked; !a.retry.IsZero() && !a.retry.After(r.now) {
		a.retry = time.Time{}
		r.askNow()
	}
}

// members are the players who are in the game.
func (r *room) members() []string {
	var ids []string
	for id, s := range r.seats {
		if s.in {
			ids = append(ids, id)
		}
	}
	return ids
}

// inquire asks the people; it runs outside the room. Of everyone, those are looked
// at one by one who are in the room's game and not on the roster.
func (g *Registry) inquire(ctx context.Context, code string, q request, members []string) answer {
	a := answer{request: q, people: map[string]found{}, kinds: map[string]string{}}
	a.err = func() error {
		if err := g.inquireAll(ctx, code, &a, members); err != nil {
			return err
		}
		for _, id := range a.players {
			p, ok, err := g.cfg.House.Person(ctx, id)
			if err != nil {
				return fmt.Errorf("asking for the player %s: %w", id, err)
			}
			a.people[id] = found{p, ok}
			if err := g.inquireKind(ctx, p.Game, a.kinds); err != nil {
				return err
			}
		}
		if q.screens != nil {
			return g.inquireKind(ctx, q.screens.Code, a.kinds)
		}
		return nil
	}()
	return a
}

func (g *Registry) inquireAll(ctx context.Context, code string, a *answer, members []string) (err error) {
	if a.all {
		if a.roster, err = g.cfg.House.Roster(ctx, code); err != nil {
			return fmt.Errorf("asking who belongs to the game: %w", err)
		}
		a.players = append(a.players, strays(members, a.roster)...)
	}
	if !a.farewell {
		return nil
	}
	if a.campfire.Code, err = g.cfg.House.Campfire(ctx); err != nil {
		return fmt.Errorf("asking for the campfire: %w", err)
	}
	if err := g.inquireKind(ctx, a.campfire.Code, a.kinds); err != nil {
		return err
	}
	a.campfire.Kind = a.kinds[a.campfire.Code]
	return g.inquireGone(ctx, code, a)
}

func (g *Registry) inquireGone(ctx context.Context, code string, a *answer) error {
	values, err := g.cfg.Store.GetMany(ctx, gameKey(code))
	if err != nil {
		return fmt.Errorf("looking the game up: %w", err)
	}
	a.gone = values[0] == nil
	return nil
}

// strays are the members who are not on the roster.
func strays(members []string, roster Roster) []string {
	on := make(map[string]bool, len(roster.People))
	for _, p := range roster.People {
		on[p.Profile.ID] = true
	}
	return slices.DeleteFunc(slices.Clone(members), func(id string) bool { return on[id] })
}

// inquireKind looks up the kind of a game that someone belongs to; "" for one that
// is gone.
func (g *Registry) inquireKind(ctx context.Context, code string, kinds map[string]string) error {
	if _, known := kinds[code]; known || code == "" {
		return nil
	}
	kind, err := g.Kind(ctx, code)
	if err != nil && err != ErrUnknown {
		return err
	}
	kinds[code] = kind
	return nil
}

// answered acts on what the people said.
func (r *room) answered(a answer) {
	r.asked.under = false
	switch {
	case a.err != nil:
		r.askFailed(a)
		return
	case r.game == nil:
	default:
		r.believe(a)
	}
	r.admitStrangers(a)
	r.askNow()
}

func (r *room) askFailed(a answer) {
	r.log.Error("asking about the players", "err", a.err)
	r.admitStrangers(a)
	r.asked.retry = r.now.Add(retryAfter)
	r.ask(a.request)
}

func (r *room) believe(a answer) {
	r.stirred = true
	if a.all {
		r.believeRoster(a.roster)
	}
	for _, id := range slices.Sorted(maps.Keys(a.people)) {
		r.believePerson(id, a.people[id], a.kinds)
	}
	if r.kind.Gathering {
		r.game.SetEvening(r.now, r.evening)
	}
	if a.screens != nil {
		r.moveScreens(*a.screens, a.kinds)
	}
	if a.farewell {
		r.bid(a)
	}
}

// believeRoster takes over the names of the Sixes, the evening's totals, and all who
// are on the roster.
func (r *room) believeRoster(roster Roster) {
	r.game.Names(r.now, roster.Names)
	r.evening = game.Evening{Points: make(map[string]int, len(roster.People)), Sixes: roster.Sixes}
	for _, p := range roster.People {
		r.comes(p)
	}
}

// comes takes a player in, or over how it looks now; false if there is no room.
func (r *room) comes(p Person) bool {
	s := r.seat(p.Profile.ID)
	if r.removing(s.id) || !s.in && len(r.game.Players()) >= r.reg.cfg.Limits.Seats {
		return false
	}
	s.in = true
	r.game.Join(r.now, p.Profile)
	if r.evening.Points != nil {
		r.evening.Points[s.id] = p.Points
	}
	return true
}

// removing tells whether a leader's removal of the player is on its way to the store.
func (r *room) removing(player string) bool {
	return slices.Contains(r.unsaved.removed, player) || r.flight != nil && slices.Contains(r.flight.removed, player)
}

func (r *room) believePerson(id string, f found, kinds map[string]string) {
	switch s := r.seats[id]; {
	case f.ok && f.Game == r.code:
		r.comes(f.Person)
	case s == nil || !s.in:
	default:
		l := s.link
		r.goes(id)
		delete(r.evening.Points, id)
		if l != nil {
			r.dismiss(l, f, kinds)
		}
		if !f.ok && !f.Removed { // a leader may bring back whom a leader removed
			r.unsaved.gone = append(r.unsaved.gone, id)
		}
	}
}

// dismiss tells the connection of a player who is here no longer where it belongs.
func (r *room) dismiss(l *Link, f found, kinds map[string]string) {
	switch kind := kinds[f.Game]; {
	case f.Removed:
		r.shut(l, wire.Removed, "You are not in tonight's games any more.")
	case !f.ok:
		r.shut(l, wire.Moved, "You left tonight's games.")
	case f.Game == "" || kind == "":
		r.shut(l, wire.Moved, "You left this game.")
	default:
		l.conn.Send(wire.Text(wire.Go(f.Game, kind)))
	}
}

// moveScreens sends leaders and stages on.
func (r *room) moveScreens(to Target, kinds map[string]string) {
	if to.Code == r.code {
		return
	}
	if to.Kind == "" {
		to.Kind = kinds[to.Code]
	}
	for _, l := range r.everyone() {
		if l.seat.Role != game.RolePlayer {
			r.sendOn(l, to.Code, to.Kind)
		}
	}
}

// admitStrangers decides about the connections that the answer was waited for.
func (r *room) admitStrangers(a answer) {
	for _, l := range slices.Clone(r.strangers) {
		s := r.seats[l.seat.ID]
		f, told := a.people[l.seat.ID]
		switch {
		case r.game == nil:
			r.turnAway(l, errAgain)
		case s != nil && s.in:
			remove(&r.strangers, l)
			r.guests--
			r.admit(l, s)
		case a.err != nil:
			r.turnAway(l, ErrLoad)
		case told && f.ok && f.Game == r.code:
			r.turnAway(l, ErrFull)
		case told:
			r.turnAway(l, ErrMoved)
		}
	}
}

func (r *room) turnAway(l *Link, err error) {
	remove(&r.strangers, l)
	r.guests--
	l.state = gone
	l.settle(err)
}
