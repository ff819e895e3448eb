package web

import (
	"context"
	"sync/atomic"

	"packnight/game"
	"packnight/game/people"
	"packnight/game/room"
	"packnight/storage"
)

// House shows the people to the rooms, in the words of each. Make it, make the
// registry with it, then Serve the registry. Any goroutine may call it.
type House struct {
	people   *people.People
	rooms    atomic.Pointer[room.Registry]
	campfire atomic.Value // string: the code, as last asked for
}

// NewHouse returns the house of those people.
func NewHouse(p *people.People) *House { return &House{people: p} }

// Serve names the registry whose campfire is told when a game has ended.
func (h *House) Serve(rooms *room.Registry) { h.rooms.Store(rooms) }

// Roster implements room.House.
func (h *House) Roster(ctx context.Context, code string) (room.Roster, error) {
	if _, err := h.Campfire(ctx); err != nil {
		return room.Roster{}, err
	}
	r, err := h.people.Roster(ctx, code)
	if err != nil {
		return room.Roster{}, err
	}
	out := room.Roster{People: make([]room.Person, 0, len(r.People)), Names: r.Names, Sixes: r.Sixes}
	for _, p := range r.People {
		out.People = append(out.People, room.Person(p))
	}
	return out, nil
}

// Person implements room.House.
func (h *House) Person(ctx context.Context, player string) (room.Person, bool, error) {
	p, ok, err := h.people.Person(ctx, player)
	return room.Person(p), ok, err
}

// End implements room.House.
func (h *House) End(b *storage.Batch, code string, players []string, r game.Result) {
	h.people.End(b, code, players, r)
}

// Remove implements room.House.
func (h *House) Remove(b *storage.Batch, player string) { h.people.Remove(b, player) }

// Ended has the campfire look again: its players are back, the evening's totals are
// others. It asks no store, as a room's goroutine calls it: the code is the one that
// the room asked for when it was loaded.
func (h *House) Ended(string, []string) {
	code, _ := h.campfire.Load().(string)
	if rooms := h.rooms.Load(); rooms != nil && code != "" {
		rooms.Tell(room.Note{Code: code, All: true})
	}
}

// Removed implements room.House: the room that removed the player has told it.
func (h *House) Removed(string) {}

// Campfire implements room.House.
func (h *House) Campfire(ctx context.Context) (string, error) {
	code, err := h.people.Campfire(ctx)
	if err == nil {
		h.campfire.Store(code)
	}
	return code, err
}
