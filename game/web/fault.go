package web

import (
	"context"
	"encoding/json"
	"errors"
	"math"
	"net/http"
	"strconv"
	"strings"
	"syscall"
	"time"

	"packnight/game/people"
	"packnight/game/room"
	"packnight/storage"
)

// fault is a refusal as it goes over the wire: a code for programs and a sentence
// that a Cub or a leader can act on.
type fault struct {
	status  int
	code    string
	message string
	field   string        // that was wrong; "" for none
	line    int           // of a bad pack, from 1; 0 for none
	after   time.Duration // Retry-After; 0 for none
}

// Error implements error.
func (f fault) Error() string { return f.code + ": " + f.message }

// The faults that need no more words.
var (
	errLeadersOnly = fault{status: http.StatusForbidden, code: "leaders_only", message: "Only a leader can do that."}
	errNotFound    = fault{status: http.StatusNotFound, code: "not_found", message: "There is nothing here."}
	errMethod      = fault{status: http.StatusMethodNotAllowed, code: "method_not_allowed", message: "That can't be done here."}
	errHost        = fault{status: http.StatusMisdirectedRequest, code: "wrong_host", message: "Open Packnight by the address that the leader's screen shows."}
	errOrigin      = fault{status: http.StatusForbidden, code: "foreign_origin", message: "That came from another web page, so Packnight did not do it."}
	errNotJSON     = fault{status: http.StatusUnsupportedMediaType, code: "not_json", message: "Changes are sent as application/json."}
	errTooLarge    = fault{status: http.StatusRequestEntityTooLarge, code: "too_large", message: "That is too large to send."}
	errNotSaving   = fault{status: http.StatusServiceUnavailable, code: "not_saving", message: "Packnight can't save just now. Try again in a moment.", after: time.Second}
	errStopping    = fault{status: http.StatusServiceUnavailable, code: "restarting", message: "Packnight is starting again. Try again in a moment.", after: time.Second}
	errNoSocket    = fault{status: http.StatusBadRequest, code: "bad_request", message: "Here a page of Packnight opens its connection, and nothing else."}
	errManySockets = fault{status: http.StatusTooManyRequests, code: "slow_down", message: "Too many phones are coming in at once. Try again in a moment."}
	errInternal    = fault{status: http.StatusInternalServerError, code: "internal", message: "Something went wrong. Please try again."}
)

func badRequest(message string) fault {
	return fault{status: http.StatusBadRequest, code: "bad_request", message: message}
}

// in names the field that was wrong.
func (f fault) in(field string) fault {
	f.field = field
	return f
}

// toFault maps any error to what is said about it; expected tells whether it is
// part of normal life and needs no line in the log. This is the only place where
// sentinel errors become statuses.
func toFault(err error) (f fault, expected bool) {
	var tooLarge *http.MaxBytesError
	var ofSystem syscall.Errno // such as EIO: only the disk is written to by handlers
	switch {
	case errors.As(err, &f):
		return f, true
	case errors.As(err, &tooLarge):
		return errTooLarge, true
	}
	if f, ok := ofPeople(err); ok {
		return f, true
	}
	if f, ok := ofRooms(err); ok {
		return f, true
	}
	switch {
	case errors.Is(err, context.Canceled):
		return errStopping, true // the browser went away: nobody reads this
	case errors.Is(err, storage.ErrClosed):
		return errStopping, false
	case errors.Is(err, storage.ErrFull), errors.Is(err, storage.ErrReadOnly), errors.Is(err, context.DeadlineExceeded), errors.As(err, &ofSystem):
		return errNotSaving, false
	}
	return errInternal, false
}

// statuses are those of the people's refusals, by code; what is not here is a 400.
var statuses = map[string]int{
	"no_session": http.StatusUnauthorized,
	"wrong_key":  http.StatusForbidden, "leaders_only": http.StatusForbidden, "removed": http.StatusForbidden,
	"unknown_player": http.StatusNotFound, "unknown_game": http.StatusNotFound, "unknown_pack": http.StatusNotFound, "unknown_item": http.StatusNotFound,
	"no_match": http.StatusConflict, "no_claim": http.StatusConflict, "no_game": http.StatusConflict,
	"name_taken": http.StatusConflict, "too_many_players": http.StatusConflict, "meeting_full": http.StatusConflict,
	"door_locked": http.StatusConflict, "too_many_packs": http.StatusConflict, "plan_full": http.StatusConflict,
	"too_large": http.StatusRequestEntityTooLarge, "slow_down": http.StatusTooManyRequests,
}

func ofPeople(err error) (fault, bool) {
	var bad BadPack
	if errors.As(err, &bad) {
		return fault{status: http.StatusBadRequest, code: "bad_pack", message: bad.Message, line: bad.Line}, true
	}
	var refused *people.Error
	if !errors.As(err, &refused) {
		return fault{}, false
	}
	f := fault{status: statuses[refused.Code()], code: refused.Code(), message: refused.Message(), after: refused.Retry(), field: refused.Field()}
	if f.status == 0 {
		f.status = http.StatusBadRequest
	}
	return f, true
}

// The faults of rooms. An option that a kind does not take brings its own sentence.
var (
	errUnknownGame = fault{status: http.StatusNotFound, code: "unknown_game", message: people.ErrUnknownGame.Message()}
	errNotLoaded   = fault{status: http.StatusServiceUnavailable, code: "not_loaded", message: "This game can't be opened just now. Try again in a moment.", after: time.Second}
	errManyGames   = fault{status: http.StatusConflict, code: "too_many_games", message: "Too many games are open. End one of them first."}
	errCampfire    = fault{status: http.StatusConflict, code: "campfire", message: "The campfire burns as long as the meeting. End the meeting instead."}
)

func ofRooms(err error) (fault, bool) {
	var option *room.OptionError
	switch {
	case errors.As(err, &option):
		return badRequest(option.Error()).in("options"), true
	case errors.Is(err, room.ErrUnknown):
		return errUnknownGame, true
	case errors.Is(err, room.ErrCampfire):
		return errCampfire, true
	case errors.Is(err, room.ErrTooMany):
		return errManyGames, true
	case errors.Is(err, room.ErrLoad):
		return errNotLoaded, true
	case errors.Is(err, room.ErrClosed):
		return errStopping, true
	}
	return fault{}, false
}

// fail answers with err: JSON for programs, a page for people.
func (s *site) fail(w http.ResponseWriter, r *http.Request, err error) {
	f, expected := toFault(err)
	if !expected {
		s.log.Error("request failed", "method", r.Method, "route", r.Pattern, "status", f.status, "err", err)
	}
	if f.after > 0 {
		w.Header().Set("Retry-After", strconv.Itoa(int(math.Ceil(f.after.Seconds()))))
	}
	if forPrograms(r.URL.Path) {
		writeJSON(w, f.status, f.body())
		return
	}
	s.static.writePage(w, f)
}

// RefuseSocket answers with status a request that becomes no socket.
func RefuseSocket(w http.ResponseWriter, _ *http.Request, status int) {
	f := errNoSocket
	switch status {
	case http.StatusTooManyRequests:
		f = errManySockets
	case http.StatusServiceUnavailable:
		f = errStopping
	}
	writeJSON(w, status, f.body())
}

func forPrograms(path string) bool {
	return strings.HasPrefix(path, "/api/") || path == "/api" || path == "/ws" || path == "/join.svg" || path == "/healthz"
}

// body is the fault as JSON. A bad pack has its line and message outside too, where
// the contract has them.
func (f fault) body() any {
	type inner struct {
		Code    string `json:"code"`
		Message string `json:"message"`
		Field   string `json:"field,omitempty"`
		Line    int    `json:"line,omitempty"`
	}
	type outer struct {
		Error   inner  `json:"error"`
		Line    int    `json:"line,omitempty"`
		Message string `json:"message,omitempty"`
	}
	out := outer{Error: inner{f.code, f.message, f.field, f.line}}
	if f.line > 0 {
		out.Line, out.Message = f.line, f.message
	}
	return out
}

func writeJSON(w http.ResponseWriter, status int, v any) {
	data, err := json.Marshal(v)
	if err != nil { // a value of ours that is no JSON: a mistake in this package
		status, data = http.StatusInternalServerError, []byte(`{"error":{"code":"internal","message":"Something went wrong. Please try again."}}`)
	}
	h := w.Header()
	h.Set("Content-Type", "application/json; charset=utf-8")
	h.Set("Content-Length", strconv.Itoa(len(data)))
	w.WriteHeader(status)
	w.Write(data)
}
