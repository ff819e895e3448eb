package room

import "errors"

// What Registry's methods return. Whoever serves people maps them to status and
// close codes.
var (
	// ErrUnknown: no game has that code (any more).
	ErrUnknown = errors.New("no game has that code")
	// ErrLoad: the game is there but could not be loaded; asking again may help.
	ErrLoad = errors.New("the game could not be loaded")
	// ErrMoved: the player does not belong to that game now.
	ErrMoved = errors.New("the player is not in that game")
	// ErrFull: the game has as many seats as the limits allow.
	ErrFull = errors.New("the game is full")
	// ErrTooMany: as many games are open as the limits allow.
	ErrTooMany = errors.New("too many games are open")
	// ErrTaken: a game with that code is there already.
	ErrTaken = errors.New("the code is taken")
	// ErrKind: there is no kind with that id.
	ErrKind = errors.New("no such kind of game")
	// ErrCampfire: the campfire is never ended by itself.
	ErrCampfire = errors.New("the campfire is not ended")
	// ErrClosed: the registry was closed.
	ErrClosed = errors.New("the rooms are closed")
)

// OptionError is a choice of the leader's that a kind does not take. Its text is a
// sentence for the leader.
type OptionError struct{ Err error }

// Error implements error.
func (e *OptionError) Error() string { return e.Err.Error() }

// Unwrap returns the kind's own error.
func (e *OptionError) Unwrap() error { return e.Err }

// errAgain tells a sender that the room went away and the registry must be asked
// again.
var errAgain = errors.New("the room went away")

// errBroken is a panic of a game's rules.
var errBroken = errors.New("the rules of the game panicked")
