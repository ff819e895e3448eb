package people

import (
	"fmt"
	"testing"
	"time"

	"packnight/game"
	"packnight/storage"
)

// TestAwardsAreKeptForTheEvening: the podium is gone when a leader prints; a restart
// and the next game change nothing; the end of the evening forgets them.
func TestAwardsAreKeptForTheEvening(t *testing.T) {
	onBoth(t, func(h *house) {
		h.remember(h.open("K7QX"), h.open("ZSGB"))
		ben := h.player(h.cub(), "Ben", "fox")
		end := func(code, kind string, awards ...game.Award) {
			b := new(storage.Batch).IfPresent(gameKey(code)).Delete(gameKey(code))
			h.End(b, code, nil, game.Result{Kind: kind, Awards: awards})
			check(h.t, h.store.Apply(h.ctx, b))
		}
		rock := game.Award{ID: "steady", Title: "Steady as a rock", Why: "Never changed a thing.", Players: []string{ben.ID}}
		end("ZSGB", "quiz", rock)
		h.clock.Pass(time.Minute)
		end("K7QX", "bingo", rock, game.Award{ID: "x", Title: "Eagle eye", Players: []string{ben.ID}})
		again, err := New(h.ctx, Config{Store: h.store, Counters: memory(h.t, h.clock), Keys: h.keys})
		check(h.t, err)
		for name, p := range map[string]*People{"now": h.People, "after a restart": again} {
			got, err := p.Awards(h.ctx)
			check(h.t, err)
			said := ""
			for _, a := range got {
				said += fmt.Sprintf("%s%d%v ", a.Kind, len(a.Awards), a.Awards[0])
			}
			equal(h.t, name, said, fmt.Sprintf("quiz1%v bingo2%v ", rock, rock))
		}
		check(h.t, h.Wipe(h.ctx))
		got, err := h.Awards(h.ctx)
		check(h.t, err)
		equal(h.t, "after the evening", len(got), 0)
	})
}

func TestGameWithoutAwardsKeepsNone(t *testing.T) {
	h := newHouse(t)
	h.remember(h.open("K7QX"))
	b := new(storage.Batch)
	h.End(b, "K7QX", nil, game.Result{Kind: "quiz"})
	check(t, h.store.Apply(h.ctx, b))
	got, err := h.Awards(h.ctx)
	check(t, err)
	equal(t, "awards", len(got), 0)
}

func TestNameOfTheWiFiOutlivesTheMeeting(t *testing.T) {
	h := newHouse(t)
	m, err := h.ChangeMeeting(h.ctx, MeetingChange{WiFi: ptr(" Scout Hut 2 ")})
	check(t, err)
	equal(t, "as typed", m.WiFi, "Scout Hut 2")
	check(t, h.Wipe(h.ctx))
	m, err = h.Meeting(h.ctx)
	check(t, err)
	equal(t, "next week", m.WiFi, "Scout Hut 2")
	if _, err := h.ChangeMeeting(h.ctx, MeetingChange{WiFi: ptr("a name that is far too long for any Wi-Fi")}); err == nil {
		t.Error("a name of 41 characters was taken")
	}
	m, err = h.ChangeMeeting(h.ctx, MeetingChange{WiFi: ptr("")})
	check(t, err)
	equal(t, "none", m.WiFi, "")
}
