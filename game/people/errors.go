package people

import (
	"errors"
	"time"
)

// Error is a refusal: a code of the wire and a sentence that a Cub or a leader can
// act on. errors.Is matches any Error with the same code. Other errors of this
// package come from the store and say nothing to a child.
type Error struct {
	code    string
	message string
	field   string
	retry   time.Duration
}

// Error implements error.
func (e *Error) Error() string { return e.code + ": " + e.message }

// Code is the code of the wire: "name_taken".
func (e *Error) Code() string { return e.code }

// Message is the sentence for people.
func (e *Error) Message() string { return e.message }

// Field names what was wrong in a bad_request: "name"; "" elsewhere.
func (e *Error) Field() string { return e.field }

// Retry is how long to wait before trying again, for Retry-After; 0 for no such advice.
func (e *Error) Retry() time.Duration { return e.retry }

// Is tells whether target is an Error with the same code.
func (e *Error) Is(target error) bool {
	var t *Error
	return errors.As(target, &t) && t.code == e.code
}

// after returns the error with a time to wait.
func (e *Error) after(d time.Duration) *Error {
	c := *e
	c.retry = d
	return &c
}

// bad returns a bad_request that names the field.
func bad(field, message string) *Error {
	return &Error{code: "bad_request", field: field, message: message}
}

// The refusals, one for each code of the wire.
var (
	ErrBadRequest     = &Error{code: "bad_request", message: "That did not look right. Try once more."}
	ErrNoSession      = &Error{code: "no_session", message: "Open the page again, please."}
	ErrWrongKey       = &Error{code: "wrong_key", message: "This key does not fit. Use the link that Packnight shows."}
	ErrSlowDown       = &Error{code: "slow_down", message: "Too many tries. Wait a minute, then try again.", retry: time.Minute}
	ErrLeadersOnly    = &Error{code: "leaders_only", message: "Only a leader can do that."}
	ErrNoMatch        = &Error{code: "no_match", message: "Nobody is waiting with these two digits."}
	ErrNameTaken      = &Error{code: "name_taken", message: "That name and animal are taken. Pick another one."}
	ErrTooManyPlayers = &Error{code: "too_many_players", message: "This device has all the players it can hold."}
	ErrMeetingFull    = &Error{code: "meeting_full", message: "The meeting is full. Ask your leader."}
	ErrDoorLocked     = &Error{code: "door_locked", message: "The door is locked. Ask your leader."}
	ErrRemoved        = &Error{code: "removed", message: "A leader took you out. Go and talk to them."}
	ErrUnknownPlayer  = &Error{code: "unknown_player", message: "We can't find that player."}
	ErrUnknownGame    = &Error{code: "unknown_game", message: "There is no game with that code. Look again."}
	ErrNoGame         = &Error{code: "no_game", message: "You are in no game yet. Type the code."}
	ErrNoClaim        = &Error{code: "no_claim", message: "Nobody is asking for this player any more."}
	ErrUnknownPack    = &Error{code: "unknown_pack", message: "There is no pack of that name."}
	ErrTooLarge       = &Error{code: "too_large", message: "This pack is too large. A pack can have up to 1 MB."}
	ErrTooManyPacks   = &Error{code: "too_many_packs", message: "There are too many packs. Delete one first."}
	// ErrBusy: others changed the same thing each time it was tried.
	ErrBusy = &Error{code: "slow_down", message: "It is busy just now. Try again.", retry: time.Second}
)

// ErrBadTicket: the ticket is forged, expired, used, malformed or from before a
// restart. It never reaches people: a hub closes with 4401.
var ErrBadTicket = errors.New("ticket is not good")
