package e2e

import (
	"context"
	"fmt"
	"sync"
	"testing"
	"time"

	"packnight/game/bot"
)

var (
	icons = []string{"badger", "bat", "bear", "beaver", "deer", "duck", "fox", "frog", "hare", "hedgehog", "mole", "otter", "owl", "squirrel", "toad", "wolf"}
	sixes = []string{"red", "blue", "green", "yellow", "grey", "brown"}
)

// cub is one Cub with a phone of its own.
type cub struct {
	browser *bot.Browser
	id      string
	seat    *bot.Seat
}

// pack is a leader and its Cubs, all connected.
type pack struct {
	t       *testing.T
	ctx     context.Context
	browser *bot.Browser // the leader's
	leader  *bot.Seat
	stage   *bot.Seat
	cubs    []*cub
	wait    sync.WaitGroup
}

// evening bounds a test in time.
func evening(t *testing.T, most time.Duration) context.Context {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), most)
	t.Cleanup(cancel)
	return ctx
}

// assemble has n Cubs, a leader and a big screen gather at the campfire.
func assemble(t *testing.T, ctx context.Context, p *process, n int) *pack {
	t.Helper()
	ctx, cancel := context.WithCancel(ctx)
	k := &pack{t: t, ctx: ctx, browser: p.login(ctx)}
	t.Cleanup(func() {
		cancel()
		k.wait.Wait()
		for _, c := range k.cubs {
			c.browser.Close()
		}
	})
	code := k.campfire()
	k.leader = k.open(k.browser, k.browser.SeatTicket(code, "leader"), "leader")
	k.stage = k.open(k.browser, k.browser.SeatTicket(code, "stage"), "stage")
	for i := range n {
		c := k.join(p, i, code)
		k.cubs = append(k.cubs, c)
	}
	k.all("everyone is at the campfire", func(s bot.State) bool {
		return s.Live && s.Room["kind"] == "campfire" && awake(s) == n
	})
	return k
}

// campfire asks for the code of tonight's campfire.
func (k *pack) campfire() string {
	k.t.Helper()
	var m struct{ Code string }
	if err := k.browser.Do(k.ctx, "GET", "/api/meeting", nil, &m); err != nil {
		k.t.Fatalf("asking for the meeting: %v", err)
	}
	return m.Code
}

func (k *pack) join(p *process, i int, code string) *cub {
	k.t.Helper()
	c := &cub{browser: bot.NewBrowser(p.base)}
	if err := c.browser.Login(k.ctx, ""); err != nil {
		k.t.Fatalf("cub %d can't log in: %v", i, err)
	}
	var err error
	c.id, err = c.browser.Player(k.ctx, fmt.Sprintf("Cub %d", i), icons[i%len(icons)], sixes[i%len(sixes)])
	if err != nil {
		k.t.Fatalf("cub %d can't become a player: %v", i, err)
	}
	if _, err := c.browser.Enter(k.ctx, c.id, code); err != nil {
		k.t.Fatalf("cub %d can't enter: %v", i, err)
	}
	c.seat = k.open(c.browser, c.browser.PlayerTicket(c.id), "")
	return c
}

// open runs a seat until the test ends; with a role it follows `go` as one.
func (k *pack) open(b *bot.Browser, ticket func(context.Context) (string, error), role string) *bot.Seat {
	s := bot.NewSeat(b, ticket)
	if role != "" {
		s.Follow = func(code string) func(context.Context) (string, error) { return b.SeatTicket(code, role) }
	}
	k.wait.Go(func() { _ = s.Run(k.ctx) }) // how it ended is in its state
	return s
}

// seats are all of the pack's, the leader's and the stage's first.
func (k *pack) seats() []*bot.Seat {
	out := []*bot.Seat{k.leader, k.stage}
	for _, c := range k.cubs {
		out = append(out, c.seat)
	}
	return out
}

// all waits until ok holds for every seat.
func (k *pack) all(what string, ok func(bot.State) bool) {
	k.t.Helper()
	for i, s := range k.seats() {
		if err := s.Wait(k.ctx, ok); err != nil {
			s.Look(func(st bot.State) { k.t.Fatalf("seat %d never saw that %s: %v\nit sees %+v", i, what, err, st) })
		}
	}
}

// do sends a leader's move for the present moment and expects it to be applied.
func (k *pack) do(move map[string]any, at bool) {
	k.t.Helper()
	code, err := k.leader.Decided(k.ctx, k.leader.Move(move, at))
	if err != nil || code != "" {
		k.t.Fatalf("the leader's %v was refused %q (%v)", move, code, err)
	}
}

// next takes the next step, and again where another step came in between.
func (k *pack) next() {
	k.t.Helper()
	for {
		code, err := k.leader.Decided(k.ctx, k.leader.Move(map[string]any{"do": "next"}, true))
		if err != nil {
			k.t.Fatalf("next: %v", err)
		}
		if code == "" {
			return
		}
		if code != "too_late" {
			k.t.Fatalf("next was refused %q", code)
		}
	}
}

// play makes a game and gathers everyone in it: the pack alone is in the meeting.
func (k *pack) play(kind string, options map[string]any) string {
	k.t.Helper()
	code := k.gather(kind, options)
	k.all("everyone is in the game", func(s bot.State) bool {
		return s.Live && s.Room["code"] == code && awake(s) == len(k.cubs)
	})
	return code
}

// gather makes a game and takes everyone along who is in the meeting.
func (k *pack) gather(kind string, options map[string]any) string {
	k.t.Helper()
	var g struct{ Code string }
	if err := k.browser.Do(k.ctx, "POST", "/api/games", map[string]any{"kind": kind, "options": options}, &g); err != nil {
		k.t.Fatalf("making a %s: %v", kind, err)
	}
	if err := k.browser.Do(k.ctx, "POST", "/api/games/"+g.Code+"/gather", nil, nil); err != nil {
		k.t.Fatalf("gathering: %v", err)
	}
	k.all("the pack is in the game", func(s bot.State) bool { return s.Live && s.Room["code"] == g.Code })
	return g.Code
}

// unbroken fails the test where a seat saw the contract broken.
func (k *pack) unbroken() {
	k.t.Helper()
	for i, s := range k.seats() {
		for _, b := range s.Broken() {
			k.t.Errorf("seat %d: %s", i, b)
		}
	}
}

// awake counts the players that are online.
func awake(s bot.State) int {
	players, _ := s.Room["players"].(map[string]any)
	n := 0
	for _, p := range players {
		if m, _ := p.(map[string]any); m["online"] == true {
			n++
		}
	}
	return n
}

// phase tells whether a seat is awake to a phase of a round.
func phase(name string, round int) func(bot.State) bool {
	return func(s bot.State) bool {
		return s.Live && s.Room["phase"] == name && (round < 0 || s.Room["round"] == float64(round))
	}
}
