package people

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"packnight/game"
	"packnight/storage"
)

// awardsSet holds the codes of tonight's games that gave awards.
const awardsSet = "awards"

func awardsKey(code string) string { return "awards:" + code }

// Awarded are the awards of one game of tonight.
type Awarded struct {
	Kind   string       `json:"kind"`
	At     int64        `json:"at"` // when the game ended, ms on the meeting's clock
	Awards []game.Award `json:"awards"`
}

// keepAwards adds the awards of a game, for the certificates: the podium is gone then.
func (p *People) keepAwards(b *storage.Batch, code string, r game.Result) {
	if len(r.Awards) == 0 {
		return
	}
	value, err := json.Marshal(Awarded{r.Kind, p.store.Now().UnixMilli(), r.Awards})
	if err != nil {
		panic(err) // texts and a number
	}
	b.Set(awardsKey(code), value, Day)
	addFor(b, awardsSet, code)
}

// Awards returns the awards of tonight's games in the order in which those ended.
func (p *People) Awards(ctx context.Context) ([]Awarded, error) {
	codes, err := p.store.Members(ctx, awardsSet)
	if err != nil {
		return nil, err
	}
	keys := make([]string, len(codes))
	for i, code := range codes {
		keys[i] = awardsKey(code)
	}
	values, err := p.store.GetMany(ctx, keys...)
	if err != nil {
		return nil, err
	}
	var out []Awarded
	for i, value := range values {
		if value == nil {
			continue // it expired between the two
		}
		var a Awarded
		if err := json.Unmarshal(value, &a); err != nil {
			return nil, fmt.Errorf("reading the awards of %s: %w", codes[i], err)
		}
		out = append(out, a)
	}
	slices.SortFunc(out, func(a, b Awarded) int {
		if a.At != b.At {
			return int(a.At - b.At)
		}
		return strings.Compare(a.Kind, b.Kind)
	})
	return out, nil
}
