package kindtest

import (
	"encoding/json"
	"errors"
	"fmt"
	"reflect"
	"strconv"
	"testing"
	"time"

	"packnight/game"
)

// Match is a game on the table, at a time that the test lets pass: what a kind's rules
// are tried in, move by move. A kind's tests embed it, and add the moves of that kind.
type Match struct {
	T    testing.TB
	Game *game.Game
	Now  time.Time
	kind game.Kind
}

// Sit makes a game of the players p0, p1, … of these Sixes, all awake, in the lobby.
func Sit(t testing.TB, s Subject, seed byte, sixes ...string) *Match {
	t.Helper()
	m := &Match{T: t, Now: time.UnixMilli(1_800_000_000_000), kind: s.Kind}
	g, err := game.New(s.Kind, game.Made{Code: code, Options: s.Options, Packs: s.Packs, Seed: [32]byte{seed}, Now: m.Now})
	m.Must(err)
	m.Game = g
	for i, six := range sixes {
		m.Join(ID(i), six)
	}
	return m
}

// Options are those of the text, a JSON object, checked by the kind.
func Options(t testing.TB, kind game.Kind, text string) map[string]any {
	t.Helper()
	raw := map[string]json.RawMessage{}
	if err := json.Unmarshal([]byte(text), &raw); err != nil {
		t.Fatal(err)
	}
	checked, err := kind.Check(raw)
	if err != nil {
		t.Fatal(err)
	}
	return checked
}

// Worn is the kind with its rules, of type R, handed to wear whenever some are made: to
// look into them, to change them, or to play what wear returns in their place.
func Worn[R game.Rules](kind game.Kind, wear func(R) game.Rules) game.Kind {
	deal, blank := kind.New, kind.Blank
	kind.New = func(s game.Setup) (game.Rules, error) {
		r, err := deal(s)
		if err != nil {
			return nil, err
		}
		return wear(r.(R)), nil
	}
	kind.Blank = func() game.Rules { return wear(blank().(R)) }
	return kind
}

// ID is that of the player number i, from 0.
func ID(i int) string { return "p" + strconv.Itoa(i) }

// Join brings in a player, awake.
func (m *Match) Join(player, six string) {
	m.Game.Join(m.Now, game.Profile{ID: player, Name: "Cub", Icon: "owl", Six: six})
	m.Game.Wake(m.Now, player)
	m.Game.Take()
}

// Lead is a leader's move, made at this moment.
func (m *Match) Lead(move string) error {
	return m.do(game.Seat{ID: "l", Role: game.RoleLeader}, move)
}

// Move is a player's, made at this moment.
func (m *Match) Move(player, move string) error {
	return m.do(game.Seat{ID: player, Role: game.RolePlayer}, move)
}

func (m *Match) do(seat game.Seat, move string) error {
	at := m.Game.Moment()
	err := m.Game.Move(m.Now, seat, &at, json.RawMessage(move))
	m.Game.Take()
	return err
}

// Next presses the leader's large button.
func (m *Match) Next() {
	m.T.Helper()
	m.Must(m.Lead(`{"do":"next"}`))
}

// To goes on until the phase of that round.
func (m *Match) To(round int, phase game.Phase) {
	m.T.Helper()
	for m.Game.Room()["round"] != round || m.Game.Phase() != phase {
		m.Next()
	}
}

// Wait lets time pass, with a tick whenever something is due.
func (m *Match) Wait(d time.Duration) {
	until := m.Now.Add(d)
	for at, ok := m.Game.Next(); ok && !at.After(until); at, ok = m.Game.Next() {
		m.Now = at
		m.Game.Tick(at)
	}
	m.Now = until
	m.Game.Take()
}

// Mine is what a player alone sees.
func (m *Match) Mine(player string) game.View {
	return m.Game.Mine(game.Seat{ID: player, Role: game.RolePlayer})
}

// Points are all that a player has, as the room shows them: nil while they are hidden.
func (m *Match) Points(player string) any {
	return m.Game.Room()["players"].(game.View)[player].(game.View)["points"]
}

// Restarted is the game put away and loaded again, with these players back: it waits
// for the others, as after a crash.
func (m *Match) Restarted(back ...string) *game.Game {
	m.T.Helper()
	loaded, err := game.Load(m.kind, code, m.Game.Save(), m.Now)
	m.Must(err)
	for _, id := range back {
		loaded.Wake(m.Now, id)
	}
	loaded.Take()
	return loaded
}

// Loads is Restarted with all who are awake, after comparing what everyone sees.
func (m *Match) Loads() *game.Game {
	m.T.Helper()
	var awake []string
	players := m.Game.Room()["players"].(game.View)
	for _, id := range m.Game.Players() {
		if players[id].(game.View)["online"] == true {
			awake = append(awake, id)
		}
	}
	loaded := m.Restarted(awake...)
	m.same("the game", loaded.View(), m.Game.View())
	for _, id := range m.Game.Players() {
		m.same("what "+id+" sees", loaded.Mine(game.Seat{ID: id, Role: game.RolePlayer}), m.Mine(id))
	}
	return loaded
}

// Reload goes on with the game that Loads returns.
func (m *Match) Reload() {
	m.T.Helper()
	m.Game = m.Loads()
}

func (m *Match) same(what string, loaded, before game.View) {
	m.T.Helper()
	if got, want := decoded(m.T, loaded), decoded(m.T, before); !reflect.DeepEqual(got, want) {
		m.T.Fatalf("%s is after loading %v\nand was %v", what, got, want)
	}
}

// Must fails the test with an error.
func (m *Match) Must(err error) {
	m.T.Helper()
	if err != nil {
		m.T.Fatal(err)
	}
}

// Want fails the test unless both print the same.
func (m *Match) Want(what string, got, want any) {
	m.T.Helper()
	if fmt.Sprint(got) != fmt.Sprint(want) {
		m.T.Fatalf("%s: %v, not %v", what, got, want)
	}
}

// Refused fails the test unless the error is that refusal.
func (m *Match) Refused(err error, want game.Refusal) {
	m.T.Helper()
	if !errors.Is(err, want) {
		m.T.Fatalf("the answer is %v, not %s", err, want.Code)
	}
}
