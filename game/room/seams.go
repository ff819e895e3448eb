package room

import (
	"context"

	"packnight/game"
	"packnight/game/wire"
	"packnight/storage"
)

// Conn is one connection as a room sees it. Its methods never block and may be
// called from any goroutine, after the connection is gone too.
type Conn interface {
	// Send writes the frames, in order and with no other frame between them, or
	// queues them; a connection that can't keep up is dropped by its hub.
	Send(frames ...wire.Frame)
	// Close sends what is queued, then the close code.
	Close(code wire.CloseCode, reason string)
}

// Person is what the people know of one player, as stored.
type Person struct {
	Profile game.Profile
	Game    string // code of the game that it belongs to; "" for none
	Points  int    // of the evening
	Removed bool   // by a leader, and so of this meeting no more
}

// Roster is who belongs to a game, and what the meeting says about it.
type Roster struct {
	People []Person
	Names  map[string]string // of the Sixes
	Sixes  map[string]int    // the evening's score of each
}

// House is what a room asks of the people, whose data it only holds copies of.
// Any goroutine may call it. The methods that take a batch only add to it: they
// read nothing and wait for nobody.
type House interface {
	// Roster returns who belongs to the game with that code, as stored now.
	Roster(ctx context.Context, code string) (Roster, error)
	// Person returns one player as stored now; ok is false for one that is not of
	// this meeting (any more), of whom p tells no more than Removed.
	Person(ctx context.Context, player string) (p Person, ok bool, err error)
	// End adds the people's part of the end of a game: the players back to the
	// campfire, its points into the evening's, under the condition that each of
	// players belongs to the game now. It never touches the room's own keys.
	End(b *storage.Batch, code string, players []string, r game.Result)
	// Remove adds the removal of a player from the meeting by a leader.
	Remove(b *storage.Batch, player string)
	// Ended and Removed are told once that was committed. They must not block.
	Ended(code string, players []string)
	Removed(player string)
	// Campfire returns the code of tonight's campfire.
	Campfire(ctx context.Context) (string, error)
}
