package hub

import (
	"slices"
	"strings"
	"time"

	"packnight/game"
)

// Guest is a connected leader or big screen.
type Guest struct {
	User   string
	Role   game.Role
	Device string    // what it looks like, such as "iPhone"; "" for an unknown one
	Since  time.Time // when it connected
}

// Guests returns the leaders and big screens that are connected, the first to come first.
func (h *Hub) Guests() []Guest {
	h.mu.Lock()
	defer h.mu.Unlock()
	list := []Guest{}
	for c := range h.places.conns {
		if c.place == leader {
			list = append(list, Guest{c.user, c.role, c.device, h.start.Add(c.since)})
		}
	}
	slices.SortFunc(list, func(a, b Guest) int {
		if d := a.Since.Compare(b.Since); d != 0 {
			return d
		}
		return strings.Compare(a.User, b.User)
	})
	return list
}

// deviceOf tells from a User-Agent header what somebody would call the device. Nothing
// more of the header is kept.
func deviceOf(agent string) string {
	for _, d := range [...]struct{ mark, name string }{
		{"iPhone", "iPhone"}, {"iPad", "iPad"}, {"Android", "Android"}, {"CrOS", "Chromebook"},
		{"Windows", "Windows"}, {"Macintosh", "Mac"}, {"Linux", "Linux"},
	} {
		if strings.Contains(agent, d.mark) {
			return d.name
		}
	}
	return ""
}
