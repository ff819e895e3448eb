package web

import (
	"testing"
	"time"

	"packnight/game/kinds"
	"packnight/game/wire"
)

func (h *hall) endOver() {
	h.t.Helper()
	if err := EndOver(h.t.Context(), h.people, h.rooms, kinds.All(), h.site.log); err != nil {
		h.t.Fatal(err)
	}
}

// TestTheNextEveningIsANewOne leaves the program on: the next pack comes a day later.
func TestTheNextEveningIsANewOne(t *testing.T) {
	h := newHall(t)
	code := h.leader().tonight().Code
	h.cub().player("Ben", "fox", "red", code)
	h.late.Add(int64(25 * time.Hour))
	h.endOver()
	lead := h.leader()
	next := lead.tonight().Code
	if next == code {
		t.Errorf("the code is still %s", code)
	}
	lead.must("GET", otherSeat(next, "leader"), nil, nil)
	eva := h.cub()
	eva.player("Ben", "fox", "red", next) // nobody has that name any more
	h.endOver()
	if now := lead.tonight().Code; now != next {
		t.Errorf("the code was %s and is %s within the evening", next, now)
	}
}

// TestABigScreenKeepsNoEvening has a kiosk ask all night long: names end all the same.
func TestABigScreenKeepsNoEvening(t *testing.T) {
	h := newHall(t)
	lead := h.leader()
	stage := h.stage(lead)
	code := lead.tonight().Code
	h.cub().player("Ben", "fox", "red", code)
	screen := stage.open(otherSeat(code, "stage"))
	for hour := range 30 {
		h.late.Add(int64(time.Hour))
		stage.tonight()
		h.endOver()
		if now := stage.tonight().Code; hour < 23 && now != code {
			t.Fatalf("after %d hours the evening is another", hour+1)
		}
	}
	screen.waitClosed(wire.EveningEnd)
	if now := stage.tonight().Code; now == code {
		t.Error("a day later the evening is the same")
	}
	stage.open(otherSeat(stage.tonight().Code, "stage")).wait("an empty campfire", func(seen []message, _ wire.CloseCode) bool {
		return len(seen) > 0 && seen[0].Type == "welcome" && len(seen[0].Room.Players) == 0
	})
}
