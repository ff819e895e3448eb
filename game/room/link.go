package room

import (
	"packnight/game"
	"packnight/game/wire"
)

// linkState is where a connection is in its life.
type linkState uint8

const (
	waiting   linkState = iota // the people are asked whether the player belongs here
	arriving                   // its welcome is yet to be composed
	welcoming                  // its welcome is composed, and held until that is stored
	live                       // gets patches
	leaving                    // was told to go elsewhere; its moves are refused
	gone
)

// Link is one connection's hold on a room. Its methods never block and may be
// called from any goroutine; what is called by one is done in that order.
type Link struct {
	// Owned by the room's goroutine, but for conn. What each patch touches is first, in one
	// line of the cache.
	conn     Conn
	extra    wire.Frame // what goes to this connection after the patch
	state    linkState
	glimpsed bool  // was shown what is stored; see glimpses
	owed     int   // replies held back
	place    *seat // nil for a stage
	index    int   // in room.live, while live

	room    *room
	seat    game.Seat
	verdict chan error // one slot: what became of Connect
}

// Move hands over a message of type move.
func (l *Link) Move(m wire.Client) { l.offer(event{op: opMove, link: l, move: m}) }

// Spark hands over a message of type spark.
func (l *Link) Spark(m wire.Client) { l.offer(event{op: opSpark, link: l, move: m}) }

// Lost tells that the connection is gone. Calling it again does nothing, and so
// does calling it after a newer connection has taken the seat.
func (l *Link) Lost() { l.room.inbox.put(event{op: opLost, link: l}) }

// Silent is Lost for a connection that was dropped because nothing had been heard
// of it for Limits.Silent: its seat falls asleep at once.
func (l *Link) Silent() { l.room.inbox.put(event{op: opSilent, link: l}) }

func (l *Link) offer(e event) {
	if !l.room.inbox.offer(e) {
		l.conn.Close(wire.TooMany, "Too much at once. One moment.")
	}
}

// settle answers Connect, once.
func (l *Link) settle(err error) {
	select {
	case l.verdict <- err:
	default:
	}
}
