package people

import (
	"errors"
	"fmt"
	"sync"
	"testing"
	"time"
)

// order is the running order in short: kinds, with the code of those that have one.
func (h *house) order() string {
	h.t.Helper()
	p, err := h.Plan(h.ctx)
	check(h.t, err)
	out := ""
	for _, i := range p.Items {
		out += i.Kind + i.Code + " "
	}
	return out
}

func TestPlanIsKeptInItsOrder(t *testing.T) {
	onBoth(t, func(h *house) {
		equal(h.t, "no plan", h.order(), "")
		add := func(kind string) string {
			id, err := h.AddToPlan(h.ctx, kind, map[string]any{"clock": "none"})
			check(h.t, err)
			return id
		}
		quiz, kims, pause := add("quiz"), add("kims"), add(Break)
		check(h.t, h.MoveInPlan(h.ctx, pause, kims))
		equal(h.t, "before kims", h.order(), "quiz break kims ")
		check(h.t, h.MoveInPlan(h.ctx, quiz, ""))
		equal(h.t, "to the end", h.order(), "break kims quiz ")
		for name, err := range map[string]error{
			"itself":  h.MoveInPlan(h.ctx, quiz, quiz),
			"nothing": h.MoveInPlan(h.ctx, "nothing", quiz),
			"before":  h.MoveInPlan(h.ctx, quiz, "nothing"),
		} {
			if !errors.Is(err, ErrUnknownItem) {
				h.t.Errorf("%s: %v", name, err)
			}
		}
		equal(h.t, "as it was", h.order(), "break kims quiz ")
		check(h.t, h.RemoveFromPlan(h.ctx, kims))
		check(h.t, h.RemoveFromPlan(h.ctx, kims))
		equal(h.t, "without kims", h.order(), "break quiz ")
		p, err := h.Plan(h.ctx)
		check(h.t, err)
		equal(h.t, "options", fmt.Sprint(p.Items[1].Options), "map[clock:none]")
	})
}

func TestPlanHasRoomForAnEvening(t *testing.T) {
	h := newHouse(t)
	var mu sync.Mutex
	full := 0
	together(times(MaxPlan+5, func(int) { // nothing is lost when leaders plan at once
		_, err := h.AddToPlan(h.ctx, Break, nil)
		mu.Lock()
		defer mu.Unlock()
		if errors.Is(err, ErrPlanFull) {
			full++
		} else if err != nil {
			t.Error(err)
		}
	})...)
	p, err := h.Plan(h.ctx)
	check(t, err)
	equal(t, "items", len(p.Items), MaxPlan)
	equal(t, "refused", full, 5)
}

func TestItemBecomesOneGame(t *testing.T) {
	h := newHouse(t)
	id, err := h.AddToPlan(h.ctx, "quiz", nil)
	check(t, err)
	first, err := h.BeginItem(h.ctx, id, "K7QX")
	check(t, err)
	second, err := h.BeginItem(h.ctx, id, "B4CD")
	check(t, err)
	equal(t, "the games of two leaders", first+" "+second, "K7QX K7QX")
	if _, err := h.BeginItem(h.ctx, "nothing", "B4CD"); !errors.Is(err, ErrUnknownItem) {
		t.Errorf("what is not planned begins: %v", err)
	}
}

func TestEveningHasAnEnd(t *testing.T) {
	h := newHouse(t)
	left := func() (int, time.Duration) {
		p, err := h.Plan(h.ctx)
		check(t, err)
		return p.Minutes, p.Left
	}
	check(t, h.setEvening(90))
	h.clock.Pass(30 * time.Minute)
	minutes, rest := left()
	equal(t, "of", minutes, 90)
	equal(t, "left", rest, time.Hour)
	h.clock.Pass(70 * time.Minute)
	_, rest = left()
	equal(t, "over", rest, -10*time.Minute)
	for _, n := range []int{-1, MaxMinutes + 1} {
		if err := h.setEvening(n); !errors.Is(err, ErrBadRequest) {
			t.Errorf("%d minutes: %v", n, err)
		}
	}
	check(t, h.setEvening(0))
	minutes, rest = left()
	equal(t, "no end", fmt.Sprint(minutes, rest), "0 0s")
}

// TestPlanForAnotherEveningOutlivesThisOne: what was planned at home is there a week
// later; what was played is forgotten with the evening.
func TestPlanForAnotherEveningOutlivesThisOne(t *testing.T) {
	h := newHouse(t)
	id, err := h.AddToPlan(h.ctx, "quiz", nil)
	check(t, err)
	check(t, h.Wipe(h.ctx))
	h.clock.Pass(7 * Day)
	equal(t, "planned", h.order(), "quiz ")
	_, err = h.BeginItem(h.ctx, id, "K7QX")
	check(t, err)
	equal(t, "played", h.order(), "quizK7QX ")
	check(t, h.Wipe(h.ctx))
	equal(t, "after the evening", h.order(), "")
	id, err = h.AddToPlan(h.ctx, "quiz", nil)
	check(t, err)
	_, err = h.BeginItem(h.ctx, id, "K7QX")
	check(t, err)
	h.clock.Pass(Day)
	equal(t, "a day later", h.order(), "")
}

func (h *house) setEvening(minutes int) error {
	_, err := h.ChangeMeeting(h.ctx, MeetingChange{Minutes: &minutes})
	return err
}
