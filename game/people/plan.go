package people

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"github.com/google/uuid"

	"packnight/storage"
)

// The running order: what the pack will play tonight, and until when. It is one value,
// so that a change of it is one condition and one write.
const planKey = "meeting:plan"

// Break is the kind of an item that is no game.
const Break = "break"

// Limits of the running order.
const (
	MaxPlan    = 20                // items, those that are over too
	MaxMinutes = 240               // of an evening
	planWords  = "a running order" // for errors
)

// Item is one thing in the running order.
type Item struct {
	ID      string         `json:"id"`
	Kind    string         `json:"kind"` // of the game, or Break
	Options map[string]any `json:"options,omitempty"`
	Code    string         `json:"code,omitempty"` // of the game that was made of it
	Begun   bool           `json:"begun,omitempty"`
}

// Plan is the running order of tonight.
type Plan struct {
	Items   []Item
	Minutes int           // that the evening was given, 0 for no end
	Left    time.Duration // until its end; below 0 it is over
}

// plan is Plan as it is stored. Ends is in ms on the clock of the meeting.
type plan struct {
	Items   []Item `json:"items,omitempty"`
	Minutes int    `json:"minutes,omitempty"`
	Ends    int64  `json:"ends,omitempty"`
}

// The refusals of a running order.
var (
	ErrUnknownItem = &Error{code: "unknown_item", message: "That is not in the running order any more."}
	ErrPlanFull    = &Error{code: "plan_full", message: fmt.Sprintf("The running order is full: it holds %d games.", MaxPlan)}
)

// Plan returns the running order of tonight.
func (p *People) Plan(ctx context.Context) (Plan, error) {
	raw, err := p.get(ctx, planKey)
	if err != nil {
		return Plan{}, err
	}
	stored, err := readPlan(raw)
	out := Plan{Items: stored.Items, Minutes: stored.Minutes}
	if stored.Minutes > 0 {
		out.Left = time.UnixMilli(stored.Ends).Sub(p.store.Now())
	}
	return out, err
}

// AddToPlan puts a game, or a Break, at the end and returns the item's id. The options
// are those that the kind has checked. ErrPlanFull.
func (p *People) AddToPlan(ctx context.Context, kind string, options map[string]any) (string, error) {
	id := uuid.NewString()
	return id, p.changePlan(ctx, func(l *plan) error {
		if len(l.Items) >= MaxPlan {
			return ErrPlanFull
		}
		l.Items = append(l.Items, Item{ID: id, Kind: kind, Options: options})
		return nil
	})
}

// MoveInPlan puts an item before another one; before "" is the end. ErrUnknownItem.
func (p *People) MoveInPlan(ctx context.Context, id, before string) error {
	return p.changePlan(ctx, func(l *plan) error {
		at, err := l.at(id)
		if err != nil {
			return err
		}
		moved := l.Items[at]
		l.Items = slices.Delete(l.Items, at, at+1)
		to := len(l.Items)
		if before != "" {
			if to, err = l.at(before); err != nil {
				return err
			}
		}
		l.Items = slices.Insert(l.Items, to, moved)
		return nil
	})
}

// RemoveFromPlan takes an item out. Doing it twice is doing it once.
func (p *People) RemoveFromPlan(ctx context.Context, id string) error {
	return p.changePlan(ctx, func(l *plan) error {
		l.Items = slices.DeleteFunc(l.Items, func(i Item) bool { return i.ID == id })
		return nil
	})
}

// BeginItem says that an item has its turn, as the game of that code; code is "" for a
// break. Of two leaders who begin it at once the first has made the game: its code is
// returned. ErrUnknownItem.
func (p *People) BeginItem(ctx context.Context, id, code string) (string, error) {
	begun := code
	return begun, p.changePlan(ctx, func(l *plan) error {
		at, err := l.at(id)
		if err != nil {
			return err
		}
		if l.Items[at].Code == "" {
			l.Items[at].Code = code
		}
		l.Items[at].Begun, begun = true, l.Items[at].Code
		return nil
	})
}

// setEnd adds to b when the evening is to end.
func (p *People) setEnd(ctx context.Context, b *storage.Batch, minutes int) error {
	if minutes < 0 || minutes > MaxMinutes {
		return bad("minutes", fmt.Sprintf("An evening has up to %d minutes.", MaxMinutes))
	}
	return p.addPlan(ctx, b, func(l *plan) error {
		l.Minutes, l.Ends = minutes, 0
		if minutes > 0 {
			l.Ends = p.store.Now().Add(time.Duration(minutes) * time.Minute).UnixMilli()
		}
		return nil
	})
}

// changePlan reads, changes and writes the running order, again where another leader
// has changed it in between.
func (p *People) changePlan(ctx context.Context, with func(*plan) error) error {
	return p.change(ctx, func() (*storage.Batch, error) {
		b := new(storage.Batch)
		return b, p.addPlan(ctx, b, with)
	})
}

// addPlan adds the changed running order to b, if it is as it was read.
func (p *People) addPlan(ctx context.Context, b *storage.Batch, with func(*plan) error) error {
	raw, err := p.get(ctx, planKey)
	if err != nil {
		return err
	}
	l, err := readPlan(raw)
	if err != nil {
		return err
	}
	if err := with(&l); err != nil {
		return err
	}
	changed, err := json.Marshal(l)
	if err != nil {
		return fmt.Errorf("writing %s: %w", planWords, err)
	}
	ifSame(b, planKey, raw)
	b.Set(planKey, changed, l.ttl())
	return nil
}

// ttl is a day once the evening has begun. Before that it may lie for a week: what is
// planned at home names nobody.
func (l *plan) ttl() time.Duration {
	if l.begun() {
		return Day
	}
	return 0
}

func (l *plan) begun() bool {
	return l.Minutes > 0 || slices.ContainsFunc(l.Items, func(i Item) bool { return i.Begun })
}

// keepPlan keeps a running order that is for another evening.
func (p *People) keepPlan(ctx context.Context, b *storage.Batch, keep *storage.Keep) error {
	raw, err := p.get(ctx, planKey)
	if err != nil || raw == nil {
		return err
	}
	l, err := readPlan(raw)
	if err != nil || l.begun() {
		return err
	}
	ifSame(b, planKey, raw)
	keep.Names = append(keep.Names, planKey)
	return nil
}

func readPlan(raw []byte) (l plan, err error) {
	if raw == nil {
		return l, nil
	}
	if err := json.Unmarshal(raw, &l); err != nil {
		return l, fmt.Errorf("reading %s: %w", planWords, err)
	}
	return l, nil
}

func (l *plan) at(id string) (int, error) {
	at := slices.IndexFunc(l.Items, func(i Item) bool { return i.ID == id })
	if at < 0 {
		return 0, ErrUnknownItem
	}
	return at, nil
}
