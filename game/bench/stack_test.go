package bench

import (
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"strings"
	"testing"

	"packnight/game"
	"packnight/game/hub"
	"packnight/game/kinds/quiz"
	"packnight/game/kinds/sketch"
	"packnight/game/room"
	"packnight/storage"
)

// stack is the appliance below its HTTP: sockets, rooms, a game, a store.
type stack struct {
	registry *room.Registry
	address  string
	codes    []string
}

// openStack serves rooms with a game of that kind on a store.
func openStack(b testing.TB, store storage.Store, kind game.Kind, rooms int) *stack {
	b.Helper()
	options, err := kind.Check(map[string]json.RawMessage{"clock": json.RawMessage(`"none"`)})
	if err != nil {
		b.Fatal(err)
	}
	house := house{games: map[string]string{}}
	s := &stack{registry: newRegistry(store, house)}
	for r := range rooms {
		code := roomCode(r)
		house.games[fmt.Sprint("p", r)] = code
		s.codes = append(s.codes, code)
		if _, err := s.registry.Create(context.Background(), code, kind.ID, options, nil); err != nil {
			b.Fatal(err)
		}
	}
	b.Cleanup(func() {
		if err := s.registry.Close(context.Background()); err != nil {
			b.Errorf("closing the rooms: %v", err)
		}
		if err := store.Close(); err != nil {
			b.Errorf("closing the store: %v", err)
		}
	})
	_, s.address = serveHub(b, entrance{s.registry})
	return s
}

func newRegistry(store storage.Store, h house) *room.Registry {
	return room.NewRegistry(context.Background(), room.Config{
		Store: store, Kinds: []game.Kind{quiz.Kind(), sketch.Kind(), tapKind()}, House: h, Now: store.Now, Limits: limits(),
		Log: slog.New(slog.DiscardHandler), Seed: func() (s [32]byte) { return s }, NewCode: func() string { return "" },
	})
}

// roomCode is a code that could be a real one.
func roomCode(r int) string {
	const symbols = "3479BCDFGHJKMNPQ"
	return "K7" + string([]byte{symbols[r/len(symbols)%len(symbols)], symbols[r%len(symbols)]})
}

// entrance lets the hub enter rooms.
type entrance struct{ registry *room.Registry }

// Connect implements hub.Rooms.
func (e entrance) Connect(ctx context.Context, code string, seat game.Seat, c hub.Conn) (hub.Link, error) {
	l, err := e.registry.Connect(ctx, code, seat, c)
	if err != nil {
		return nil, err
	}
	return l, nil
}

// house is people who are made up: p3-17 is the 17th player of the third game.
type house struct {
	games map[string]string // code by the first part of the players' ids; fixed
}

// Roster implements room.House.
func (h house) Roster(context.Context, string) (room.Roster, error) { return room.Roster{}, nil }

// Person implements room.House.
func (h house) Person(_ context.Context, player string) (room.Person, bool, error) {
	first, second, ok := strings.Cut(player, "-")
	if !ok {
		return room.Person{}, false, nil
	}
	six := game.Sixes[len(second)*7%len(game.Sixes)]
	return room.Person{Profile: game.Profile{ID: player, Name: "Badger " + second, Icon: "badger", Six: six}, Game: h.games[first]}, true, nil
}

// End implements room.House.
func (house) End(*storage.Batch, string, []string, game.Result) {}

// Remove implements room.House.
func (house) Remove(*storage.Batch, string) {}

// Ended implements room.House.
func (house) Ended(string, []string) {}

// Removed implements room.House.
func (house) Removed(string) {}

// Campfire implements room.House.
func (house) Campfire(context.Context) (string, error) { return "", nil }

// tap is a game whose every move everybody sees, for as long as the load likes: it
// counts the moves.
type tap struct {
	game.Base
	taps int            // the sum of by
	by   map[string]int // by player
}

func tapKind() game.Kind {
	return game.Kind{
		ID: "tap", Name: "Tap", HowTo: "Wait. Then tap!", Players: [2]int{1, 30}, Minutes: [2]int{1, 2}, Full: 1,
		New:   func(game.Setup) (game.Rules, error) { return &tap{by: map[string]int{}}, nil },
		Blank: func() game.Rules { return &tap{by: map[string]int{}} },
	}
}

// Rounds implements game.Rules.
func (*tap) Rounds() int { return 1 }

// Deal implements game.Rules.
func (*tap) Deal(*game.Table, bool) {}

// Steps implements game.Rules.
func (*tap) Steps(*game.Table) []game.Step {
	return []game.Step{{Phase: game.Ready}, {Phase: game.Play}, {Phase: game.Reveal}}
}

// Move implements game.Rules.
func (k *tap) Move(_ *game.Table, player string, move json.RawMessage) error {
	var m struct {
		Answer *int `json:"answer"`
	}
	if game.DecodeStrict(move, &m) != nil || m.Answer == nil {
		return game.BadMove
	}
	k.taps++
	k.by[player]++
	return nil
}

// Answered implements game.Rules.
func (*tap) Answered(*game.Table, string) bool { return false }

// Points implements game.Rules.
func (*tap) Points(*game.Table) map[string]int { return map[string]int{} }

// Awards implements game.Rules.
func (*tap) Awards(*game.Table) []game.Award { return nil }

// View implements game.Rules.
func (k *tap) View(*game.Table) game.View { return game.View{"answered": k.taps} }

// Mine implements game.Rules.
func (k *tap) Mine(_ *game.Table, player string) game.View { return game.View{"taps": k.by[player]} }

// Save implements game.Rules.
func (*tap) Save() any { return nil }

// SaveSeat implements game.Rules.
func (k *tap) SaveSeat(player string) any { return k.by[player] }

// Load implements game.Rules.
func (k *tap) Load(_ json.RawMessage, seats map[string]json.RawMessage) error {
	for id, data := range seats {
		var n int
		if err := json.Unmarshal(data, &n); err != nil {
			return fmt.Errorf("loading a seat: %w", err)
		}
		k.by[id] = n
		k.taps += n
	}
	return nil
}
