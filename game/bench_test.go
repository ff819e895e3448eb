package game_test

import (
	"encoding/json"
	"fmt"
	"testing"
	"time"

	"packnight/game"
	"packnight/game/kinds/quiz"
)

// BenchmarkMove is what one quiz move costs, with all that there is to show and
// to store of it. It must not grow with the players.
func BenchmarkMove(b *testing.B) {
	for _, n := range []int{20, 200, 1000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			g, ids, now := playing(b, n)
			moves := []json.RawMessage{json.RawMessage(`{"answer":0}`), json.RawMessage(`{"answer":1}`)}
			at := g.Moment()
			b.ReportAllocs()
			b.ResetTimer()
			for i := range b.N {
				// The last player never answers, so that the bell stays silent.
				seat := game.Seat{ID: ids[i%(n-1)], Role: game.RolePlayer}
				if err := g.Move(now, seat, &at, moves[i/(n-1)%2]); err != nil {
					b.Fatal(err)
				}
				if c := g.Take(); len(c.Seats) != 1 || c.State != nil {
					b.Fatalf("a move changed %d seats and this state: %s", len(c.Seats), c.State)
				}
			}
		})
	}
}

// BenchmarkWelcome is what the welcomes of everyone after a restart cost, each.
func BenchmarkWelcome(b *testing.B) {
	for _, n := range []int{20, 1000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			g, ids, _ := playing(b, n)
			b.ReportAllocs()
			b.ResetTimer()
			for i := range b.N {
				room, _, _ := g.Shown(game.Seat{ID: ids[i%n], Role: game.RolePlayer})
				b.SetBytes(int64(len(room)))
			}
		})
	}
}

func BenchmarkDecodeStrict(b *testing.B) {
	move := []byte(`{"answer":1}`)
	b.ReportAllocs()
	for range b.N {
		var m struct {
			Answer *int  `json:"answer"`
			Star   *bool `json:"star"`
		}
		if err := game.DecodeStrict(move, &m); err != nil {
			b.Fatal(err)
		}
	}
}

// playing is a quiz in the ninth round's Play, all rounds before it answered.
func playing(b *testing.B, n int) (*game.Game, []string, time.Time) {
	now := time.UnixMilli(1_800_000_000_000)
	g, err := game.New(quiz.Kind(), game.Made{Code: "K7QX", Now: now})
	if err != nil {
		b.Fatal(err)
	}
	var ids []string
	for i := range n {
		id := fmt.Sprintf("a6e5d4c3-0000-4000-8000-%012d", i)
		ids = append(ids, id)
		g.Join(now, game.Profile{ID: id, Name: fmt.Sprint("Cub ", i), Icon: "owl", Six: game.Sixes[i%6]})
		g.Wake(now, id)
	}
	for g.Room()["round"] != 9 || g.Phase() != game.Play {
		if g.Phase() == game.Play {
			for _, id := range ids {
				if err := g.Move(now, game.Seat{ID: id, Role: game.RolePlayer}, nil, json.RawMessage(`{"answer":0}`)); err != nil {
					b.Fatal(err)
				}
			}
		}
		at := g.Moment()
		if err := g.Move(now, game.Seat{ID: "l", Role: game.RoleLeader}, &at, json.RawMessage(`{"do":"next"}`)); err != nil {
			b.Fatal(err)
		}
	}
	g.Take()
	return g, ids, now
}
