package wire

import "encoding/json"

// ClientType is the type of a client's message.
type ClientType uint8

// The types of client messages.
const (
	Hello ClientType = iota + 1
	Move
	Spark
)

// Client is a message of a client, checked as far as can be without the game.
type Client struct {
	Type   ClientType
	Ticket string          // hello
	ID     int64           // move: at least 1
	At     *int64          // move: the moment that the sender saw, nil for none
	Body   json.RawMessage // move: the value of "move", one JSON object, or nil where it is missing or no object (refused bad_move); spark: the whole message
	Extra  bool            // move: it had a member that the contract doesn't know (refused bad_move)
}
