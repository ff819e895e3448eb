package room_test

import (
	"context"
	"encoding/json"
	"errors"
	"slices"
	"strconv"
	"sync"

	"packnight/game"
	"packnight/game/room"
	"packnight/storage"
)

const campfireCode = "CMPF"

// house is the people as a room sees them, on the same store as the rooms: which game
// a player is in is a key, who belongs to a game follows from these.
type house struct {
	store storage.Store

	mu      sync.Mutex
	known   map[string]bool // players ever made
	ended   []string        // codes
	removed []string
	fail    error          // of Roster and Person, nil for none
	ask     func()         // called before Person reads, nil for nothing
	answer  func()         // called after Person has read, nil for nothing
	gate    func()         // called before Roster reads, nil for nothing
	rosters map[string]int // how often Roster was called, by code
}

func newHouse(s storage.Store) *house {
	return &house{store: s, known: map[string]bool{}, rosters: map[string]int{}}
}

func playerKey(id string) string  { return "player:" + id }
func removedKey(id string) string { return "removed:" + id }
func inKey(id string) string      { return "player:" + id + ":game" }
func pointsKey(id string) string  { return "player:" + id + ":points" }

// add makes players who belong to the game with that code, and returns their ids.
func (h *house) add(code string, ids ...string) {
	b := &storage.Batch{}
	h.mu.Lock()
	defer h.mu.Unlock()
	for i, id := range ids {
		h.known[id] = true
		p := game.Profile{ID: id, Name: "Cub " + id, Icon: "owl", Six: game.Sixes[i%2]}
		b.Set(playerKey(id), must(json.Marshal(p)), 0).Set(inKey(id), []byte(code), 0)
	}
	check(h.store.Apply(context.Background(), b))
}

// put moves players to a game in one write.
func (h *house) put(code string, ids ...string) {
	b := &storage.Batch{}
	for _, id := range ids {
		b.Set(inKey(id), []byte(code), 0)
	}
	check(h.store.Apply(context.Background(), b))
}

// remove is a leader's removal, leave a Cub's own.
func (h *house) remove(id string) {
	b := &storage.Batch{}
	h.Remove(b, id)
	check(h.store.Apply(context.Background(), b))
}

func (h *house) leave(id string) {
	check(h.store.Apply(context.Background(), new(storage.Batch).Delete(playerKey(id)).Delete(inKey(id))))
}

func (h *house) gameOf(id string) string {
	code, err := h.store.Get(context.Background(), inKey(id))
	if err != nil {
		return ""
	}
	return string(code)
}

func (h *house) points(id string) int {
	data, err := h.store.Get(context.Background(), pointsKey(id))
	if err != nil {
		return 0
	}
	return must(strconv.Atoi(string(data)))
}

func (h *house) failure() error {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.fail
}

func (h *house) setFailure(err error) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.fail = err
}

func (h *house) Roster(ctx context.Context, code string) (room.Roster, error) {
	h.mu.Lock()
	h.rosters[code]++
	gate := h.gate
	h.mu.Unlock()
	if gate != nil {
		gate()
	}
	if err := h.failure(); err != nil {
		return room.Roster{}, err
	}
	h.mu.Lock()
	ids := make([]string, 0, len(h.known))
	for id := range h.known {
		ids = append(ids, id)
	}
	h.mu.Unlock()
	slices.Sort(ids)
	r := room.Roster{Names: map[string]string{"red": "Foxes"}, Sixes: map[string]int{}}
	for _, id := range ids {
		p, ok, err := h.person(ctx, id)
		if err != nil {
			return r, err
		}
		if ok && p.Game == code {
			r.People = append(r.People, p)
		}
	}
	return r, nil
}

func (h *house) Person(ctx context.Context, id string) (room.Person, bool, error) {
	if err := h.failure(); err != nil {
		return room.Person{}, false, err
	}
	if h.ask != nil {
		h.ask()
	}
	p, ok, err := h.person(ctx, id)
	if h.answer != nil {
		h.answer()
	}
	return p, ok, err
}

func (h *house) person(ctx context.Context, id string) (p room.Person, ok bool, err error) {
	values, err := h.store.GetMany(ctx, playerKey(id), inKey(id), pointsKey(id), removedKey(id))
	if err != nil || values[0] == nil {
		return room.Person{Removed: err == nil && values[3] != nil}, false, err
	}
	check(json.Unmarshal(values[0], &p.Profile))
	p.Game = string(values[1])
	if values[2] != nil {
		p.Points = must(strconv.Atoi(string(values[2])))
	}
	return p, true, nil
}

func (h *house) End(b *storage.Batch, code string, players []string, r game.Result) {
	for _, id := range players {
		b.IfEquals(inKey(id), []byte(code)).Set(inKey(id), []byte(campfireCode), 0)
		b.Increment(pointsKey(id), int64(r.Points[id]), 0)
	}
}

func (h *house) Remove(b *storage.Batch, id string) {
	b.Delete(playerKey(id)).Delete(inKey(id)).Set(removedKey(id), []byte("1"), 0)
}

func (h *house) Ended(code string, _ []string) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.ended = append(h.ended, code)
}

func (h *house) Removed(id string) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.removed = append(h.removed, id)
}

func (h *house) Campfire(context.Context) (string, error) { return campfireCode, h.failure() }

func (h *house) told() (ended, removed []string) {
	h.mu.Lock()
	defer h.mu.Unlock()
	return slices.Clone(h.ended), slices.Clone(h.removed)
}

var errDisk = errors.New("the disk does not answer")

func must[T any](v T, err error) T {
	check(err)
	return v
}

func check(err error) {
	if err != nil {
		panic(err)
	}
}
