package appliance

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"os"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"packnight/game/bot"
)

// TestTrafficTellsNothingBeforeTheReveal runs the whole appliance twice from one
// seed, with packs that differ in nothing but the right answer and its why, and
// compares, frame by frame, what every seat is sent: the same until the reveal.
func TestTrafficTellsNothingBeforeTheReveal(t *testing.T) {
	first := recordQuiz(t, 0, "Because it is the first.")
	second := recordQuiz(t, 2, "It is the third, of course.")
	for i := range first.before {
		if !slices.Equal(first.before[i], second.before[i]) {
			t.Errorf("seat %d can tell the two games apart before the reveal:\n%s", i, firstDifference(first.before[i], second.before[i]))
		}
		if len(first.before[i]) < 4 {
			t.Errorf("seat %d heard only %d frames: the comparison says nothing", i, len(first.before[i]))
		}
		if slices.Equal(first.after[i], second.after[i]) {
			t.Errorf("seat %d can't tell the two games apart after the reveal: the comparison says nothing", i)
		}
	}
}

func firstDifference(a, b []string) string {
	for i := range min(len(a), len(b)) {
		if a[i] != b[i] {
			return a[i] + "\n" + b[i]
		}
	}
	return fmt.Sprintf("%d and %d frames", len(a), len(b))
}

// traffic is what each seat heard, before and after the reveal.
type traffic struct{ before, after [][]string }

// recorder keeps what one seat hears.
type recorder struct {
	mu     sync.Mutex
	frames []string
}

func (r *recorder) hear(frame []byte) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.frames = append(r.frames, string(frame))
}

// take returns the frames heard so far, without beats, and starts afresh.
func (r *recorder) take() []string {
	r.mu.Lock()
	defer r.mu.Unlock()
	out := slices.DeleteFunc(r.frames, func(f string) bool { return strings.HasPrefix(f, `{"type":"beat"`) })
	r.frames = nil
	return out
}

// stageHand runs one appliance and its seats.
type stageHand struct {
	t       *testing.T
	ctx     context.Context
	leader  *bot.Browser
	seats   []*bot.Seat // leader, stage, then the Cubs
	ears    []*recorder
	running sync.WaitGroup
	masks   []string // what chance made, and a name for it, in turns
	base    int64    // v once all were in: how their comings were put together is chance
}

// serveEvening starts an appliance in this process and returns its origin and key.
func serveEvening(t *testing.T, ctx context.Context, wait *sync.WaitGroup) (base, key string) {
	t.Helper()
	out, in := io.Pipe()
	wait.Go(func() {
		err := Run(ctx, Config{
			Listen: "127.0.0.1:0", Folder: t.TempDir(), Assets: os.DirFS("../../assets"), Started: time.Now(),
			Out: in, Log: io.Discard, Seed: func() [32]byte { return [32]byte{7} },
		})
		if err != nil {
			t.Errorf("the appliance ended with %v", err)
		}
		in.Close()
	})
	lines := bufio.NewScanner(out)
	if !lines.Scan() {
		t.Fatal("the appliance said nothing")
	}
	base, key, ok := strings.Cut(strings.TrimPrefix(lines.Text(), "Leader: "), "/leader#key=")
	if !ok {
		t.Fatalf("the appliance said %q", lines.Text())
	}
	go func() {
		for lines.Scan() { // so that it never waits for a reader
		}
	}()
	return base, key
}

// recordQuiz plays one question whose right answer is the one at correct.
func recordQuiz(t *testing.T, correct int, why string) traffic {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	h := &stageHand{t: t, ctx: ctx, leader: nil}
	defer func() { cancel(); h.running.Wait() }()
	base, key := serveEvening(t, ctx, &h.running)
	h.leader = bot.NewBrowser(base)
	defer h.leader.Close()
	h.must(h.leader.Login(ctx, key))
	code := h.game(correct, why)
	h.seat(h.leader, h.leader.SeatTicket(code, "leader"))
	h.seat(h.leader, h.leader.SeatTicket(code, "stage"))
	for i, six := range []string{"red", "blue", "red"} {
		h.cub(base, i, six, code)
	}
	h.settled(`"phase":"lobby"`, func(s bot.State) bool { return s.Live && online(s) == 3 })
	for _, e := range h.ears {
		e.take() // who came first is chance
	}
	h.seats[0].Look(func(s bot.State) { h.base = s.V })
	var out traffic
	h.next("explain")
	h.next("ready")
	h.next("play")
	h.answers()
	for _, e := range h.ears {
		out.before = append(out.before, h.masked(e.take()))
	}
	h.next("reveal")
	for _, e := range h.ears {
		out.after = append(out.after, h.masked(e.take()))
	}
	return out
}

func (h *stageHand) must(err error) {
	h.t.Helper()
	if err != nil {
		h.t.Fatal(err)
	}
}

// game makes a quiz of one pack of four-answer questions.
func (h *stageHand) game(correct int, why string) string {
	h.t.Helper()
	var questions []map[string]any
	for i := range 3 {
		questions = append(questions, map[string]any{
			"text":    fmt.Sprintf("Question %d?", i),
			"answers": []map[string]string{{"text": "Ant"}, {"text": "Bee"}, {"text": "Cow"}, {"text": "Dog"}},
			"correct": []int{correct},
			"why":     why,
		})
	}
	pack := map[string]any{"id": "mine", "name": "Mine", "questions": questions}
	h.must(h.leader.Do(h.ctx, "PUT", "/api/packs/mine", pack, nil))
	var g struct{ Code string }
	options := map[string]any{"packs": []string{"mine"}, "count": 3, "clock": "none"}
	h.must(h.leader.Do(h.ctx, "POST", "/api/games", map[string]any{"kind": "quiz", "options": options}, &g))
	h.masks = append(h.masks, g.Code, "CODE")
	return g.Code
}

func (h *stageHand) seat(b *bot.Browser, ticket func(context.Context) (string, error)) {
	ear := &recorder{}
	s := bot.NewSeat(b, ticket)
	s.Heard = ear.hear
	h.seats, h.ears = append(h.seats, s), append(h.ears, ear)
	h.running.Go(func() { _ = s.Run(h.ctx) }) // how it ends says nothing here
}

func (h *stageHand) cub(base string, i int, six, code string) {
	h.t.Helper()
	b := bot.NewBrowser(base)
	h.must(b.Login(h.ctx, ""))
	id, err := b.Player(h.ctx, fmt.Sprintf("Cub %d", i), "fox", six)
	h.must(err)
	_, err = b.Enter(h.ctx, id, code)
	h.must(err)
	h.masks = append(h.masks, id, fmt.Sprintf("PLAYER%d", i))
	h.seat(b, b.PlayerTicket(id))
}

// settled waits until every seat sees what ok asks for.
func (h *stageHand) settled(what string, ok func(bot.State) bool) {
	h.t.Helper()
	for i, s := range h.seats {
		if err := s.Wait(h.ctx, ok); err != nil {
			h.t.Fatalf("seat %d never saw %s: %v", i, what, err)
		}
	}
}

// next has the leader go on, and waits until all see it: what was sent in between
// is the same in every run only if nothing overlaps.
func (h *stageHand) next(phase string) {
	h.t.Helper()
	_, err := h.seats[0].Decided(h.ctx, h.seats[0].Move(map[string]any{"do": "next"}, true))
	h.must(err)
	h.settled(phase, func(s bot.State) bool { return s.Room["phase"] == phase })
}

// answers has two of the three Cubs answer, one after the other, and one of them
// change its mind, so that the bell does not ring.
func (h *stageHand) answers() {
	h.t.Helper()
	for i, answer := range []int{1, 2, 0} {
		cub := h.seats[2+i%2]
		code, err := cub.Decided(h.ctx, cub.Move(map[string]any{"answer": answer}, true))
		h.must(err)
		if code != "" {
			h.t.Fatalf("answer %d was refused %q", i, code)
		}
		h.settled("the answers", func(s bot.State) bool { return s.Game["answered"] == float64(min(i+1, 2)) })
	}
}

var number = regexp.MustCompile(`"v":(\d+)`)

// counted has v begin where all were in.
func (h *stageHand) counted(frame string) string {
	return number.ReplaceAllStringFunc(frame, func(v string) string {
		n, err := strconv.ParseInt(v[len(`"v":`):], 10, 64)
		h.must(err)
		return fmt.Sprintf(`"v":%d`, n-h.base)
	})
}

var times = regexp.MustCompile(`"(now|deadline|left|resumes)":\d+`)

// masked puts names for what chance made, and for what the clock says, in its place.
func (h *stageHand) masked(frames []string) []string {
	mask := strings.NewReplacer(h.masks...)
	out := make([]string, len(frames))
	for i, f := range frames {
		out[i] = times.ReplaceAllString(h.counted(mask.Replace(f)), `"$1":0`)
	}
	return out
}

func online(s bot.State) int {
	players, _ := s.Room["players"].(map[string]any)
	n := 0
	for _, p := range players {
		if m, _ := p.(map[string]any); m["online"] == true {
			n++
		}
	}
	return n
}
