package people

import (
	"fmt"
	"testing"

	"packnight/game"
	"packnight/storage"
)

// hall opens an evening with n players at the campfire.
func hall(b *testing.B, n int) (*People, []Player) {
	c := &clock{}
	cfg := Config{
		Store: storage.NewMemory(c.options()), Counters: storage.NewMemory(c.options()),
		Keys: &keys{}, NewUsers: 1 << 30,
	}
	limits(n, 6)(&cfg)
	cfg.Limits.Seats = n
	p, err := New(b.Context(), cfg)
	if err != nil {
		b.Fatal(err)
	}
	for _, code := range []string{"K7QX", "ZSGB"} {
		if err := cfg.Store.Set(b.Context(), gameKey(code), []byte("quiz"), Day); err != nil {
			b.Fatal(err)
		}
	}
	var players []Player
	for i := range n {
		e, err := p.Login(b.Context(), "", "", address)
		if err != nil {
			b.Fatal(err)
		}
		player, err := p.CreatePlayer(b.Context(), e.ID, NewPlayer{Name: fmt.Sprint("Ben ", i), Icon: "fox"})
		if err != nil {
			b.Fatal(err)
		}
		players = append(players, player)
	}
	return p, players
}

func BenchmarkGather(b *testing.B) {
	for _, n := range []int{20, 60, 1000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			p, _ := hall(b, n)
			for i := 0; b.Loop(); i++ {
				if _, err := p.Gather(b.Context(), []string{"K7QX", "ZSGB"}[i%2], nil); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

func BenchmarkRoster(b *testing.B) {
	for _, n := range []int{20, 1000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			p, _ := hall(b, n)
			if _, err := p.Gather(b.Context(), "K7QX", nil); err != nil {
				b.Fatal(err)
			}
			for b.Loop() {
				if r, err := p.Roster(b.Context(), "K7QX"); err != nil || len(r.People) != n {
					b.Fatal(len(r.People), err)
				}
			}
		})
	}
}

// A phone that comes back: its user is looked up, a ticket made and redeemed.
func BenchmarkComeBack(b *testing.B) {
	p, players := hall(b, 60)
	if _, err := p.Gather(b.Context(), "K7QX", nil); err != nil {
		b.Fatal(err)
	}
	for i := 0; b.Loop(); i++ {
		player := players[i%len(players)]
		if _, err := p.User(b.Context(), player.User); err != nil {
			b.Fatal(err)
		}
		ticket, err := p.PlayerTicket(b.Context(), player.User, player.ID)
		if err != nil {
			b.Fatal(err)
		}
		if c, err := p.Redeem(b.Context(), ticket.Token); err != nil || c.Seat != game.RolePlayer {
			b.Fatal(err)
		}
	}
}

func BenchmarkForgedTicket(b *testing.B) {
	p, players := hall(b, 1)
	if _, err := p.Gather(b.Context(), "K7QX", nil); err != nil {
		b.Fatal(err)
	}
	ticket, err := p.PlayerTicket(b.Context(), players[0].User, players[0].ID)
	if err != nil {
		b.Fatal(err)
	}
	forged := ticket.Token[:len(ticket.Token)-4] + "AAAA"
	for b.Loop() {
		if _, err := p.Redeem(b.Context(), forged); err == nil {
			b.Fatal("taken")
		}
	}
}

func BenchmarkCheckName(b *testing.B) {
	for b.Loop() {
		if l, err := (NewPlayer{Name: "Brave Badger", Icon: "fox"}).check(); err != nil || l.Pending {
			b.Fatal(err)
		}
	}
}
