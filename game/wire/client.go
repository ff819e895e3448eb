package wire

import (
	"bytes"
	"encoding/json"
	"errors"
	"strconv"
	"unicode/utf8"
)

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
	Extra  bool            // move: it had a member that the contract doesn't know, or an `at` that is no integer (refused bad_move)
}

// MaxID is the highest id of a move: the last integer that JavaScript can count to.
const MaxID = 1 << 53

// What can be wrong with a message of a client; each closes with Wrong.
var (
	errUTF8   = errors.New("the message is not UTF-8")
	errType   = errors.New("the message has no known type")
	errTicket = errors.New("the hello has no ticket")
	errMember = errors.New("the hello has an unknown member")
	errID     = errors.New("the move's id is no positive integer")
)

// maxMembers bounds the members of a message, so that looking for doubles is cheap.
const maxMembers = 32

// ParseClient reads one message of a client. Its error means that the client
// doesn't speak the contract: close with Wrong. What is wrong inside a move is no
// error, because a move can be refused: see Client. Body aliases data.
func ParseClient(data []byte) (Client, error) {
	if !utf8.Valid(data) {
		return Client{}, errUTF8
	}
	var p parts
	if err := p.read(data); err != nil {
		return Client{}, err
	}
	switch string(p.kind) {
	case "move":
		return p.move()
	case "spark":
		return Client{Type: Spark, Body: data}, nil
	case "hello":
		return p.hello()
	}
	return Client{}, errType
}

// parts are the members of a message as they were written.
type parts struct {
	kind             []byte // text of "type", nil where it is no string
	id, at, body, by []byte // values; by is the ticket
	keys             [maxMembers][]byte
	n                int
	unknown          bool
}

func (p *parts) read(data []byte) error {
	s := scanner{data: data}
	s.space()
	if err := s.members(1, p.member); err != nil {
		return err
	}
	s.space()
	if s.at != len(data) {
		return errNotJSON
	}
	return nil
}

func (p *parts) member(key, value []byte) error {
	for _, k := range p.keys[:p.n] {
		if bytes.EqualFold(k, key) {
			return errDuplicate
		}
	}
	if p.n == maxMembers {
		return errNotJSON
	}
	p.keys[p.n] = key
	p.n++
	switch string(key) {
	case "type":
		p.kind = textOf(value)
	case "id":
		p.id = value
	case "at":
		p.at = value
	case "move":
		p.body = value
	case "ticket":
		p.by = value
	default:
		p.unknown = true
	}
	return nil
}

func textOf(value []byte) []byte {
	if value[0] != '"' {
		return nil
	}
	return unquote(value)
}

func (p *parts) move() (Client, error) {
	id, ok := integer(p.id)
	if !ok || id < 1 || id > MaxID {
		return Client{}, errID
	}
	c := Client{Type: Move, ID: id, Extra: p.unknown || p.by != nil}
	if len(p.body) > 0 && p.body[0] == '{' {
		c.Body = p.body
	}
	if p.at != nil {
		at, ok := integer(p.at)
		c.At, c.Extra = &at, c.Extra || !ok
	}
	return c, nil
}

func (p *parts) hello() (Client, error) {
	if p.unknown || p.id != nil || p.at != nil || p.body != nil {
		return Client{}, errMember
	}
	if len(p.by) == 0 || p.by[0] != '"' {
		return Client{}, errTicket
	}
	return Client{Type: Hello, Ticket: string(unquote(p.by))}, nil
}

// integer reads digits with no fraction and no exponent: 1.0 and 1e3 are none.
func integer(value []byte) (int64, bool) {
	if len(value) == 0 || len(value) > 20 {
		return 0, false
	}
	n, err := strconv.ParseInt(string(value), 10, 64)
	return n, err == nil
}
