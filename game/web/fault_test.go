package web

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"os"
	"syscall"
	"testing"

	"packnight/game/people"
	"packnight/game/room"
	"packnight/storage"
)

func TestErrorsBecomeStatuses(t *testing.T) {
	for _, c := range []struct {
		err    error
		status int
		code   string
	}{
		{people.ErrNameTaken, 409, "name_taken"}, {people.ErrTooManyPlayers, 409, "too_many_players"}, {people.ErrMeetingFull, 409, "meeting_full"},
		{people.ErrDoorLocked, 409, "door_locked"}, {people.ErrRemoved, 403, "removed"}, {people.ErrWrongKey, 403, "wrong_key"},
		{people.ErrNoMatch, 409, "no_match"}, {people.ErrUnknownGame, 404, "unknown_game"}, {people.ErrUnknownPlayer, 404, "unknown_player"},
		{people.ErrNoGame, 409, "no_game"}, {people.ErrSlowDown, 429, "slow_down"}, {people.ErrBusy, 429, "slow_down"},
		{people.ErrBadRequest, 400, "bad_request"}, {people.ErrTooLarge, 413, "too_large"}, {people.ErrNoSession, 401, "no_session"},
		{people.ErrLeadersOnly, 403, "leaders_only"},
		{room.ErrUnknown, 404, "unknown_game"}, {room.ErrCampfire, 409, "campfire"}, {room.ErrTooMany, 409, "too_many_games"},
		{room.ErrLoad, 503, "not_loaded"}, {room.ErrClosed, 503, "restarting"}, {&room.OptionError{Err: errors.New("No.")}, 400, "bad_request"},
		{BadPack{3, "No."}, 400, "bad_pack"}, {&http.MaxBytesError{Limit: 1}, 413, "too_large"},
		{storage.ErrFull, 503, "not_saving"}, {storage.ErrReadOnly, 503, "not_saving"}, {context.DeadlineExceeded, 503, "not_saving"},
		{&os.PathError{Op: "write", Path: "packnight.db", Err: syscall.EIO}, 503, "not_saving"},
		{storage.ErrClosed, 503, "restarting"}, {errors.New("surprise"), 500, "internal"},
	} {
		f, _ := toFault(fmt.Errorf("doing it: %w", c.err))
		if f.status != c.status || f.code != c.code || f.message == "" {
			t.Errorf("%v becomes %d %s %q, want %d %s", c.err, f.status, f.code, f.message, c.status, c.code)
		}
		if (f.status == 429 || f.status == 503) && f.after <= 0 {
			t.Errorf("%v: no time to wait", c.err)
		}
	}
}

func TestWhatCanNotBeSavedIsSaid(t *testing.T) {
	for _, broken := range []error{storage.ErrFull, storage.ErrReadOnly, syscall.EIO} {
		h := newHall(t)
		g := h.cub()
		h.store.fails(fmt.Errorf("writing: %w", broken))
		r := g.refused(503, "not_saving", "POST", "/api/players", map[string]any{"name": "Eva", "icon": "owl", "six": ""})
		if r.header.Get("Retry-After") == "" {
			t.Error("503 without Retry-After")
		}
		h.store.fails(nil)
		g.player("Eva", "owl", "", "")
	}
}
