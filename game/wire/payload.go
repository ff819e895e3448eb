package wire

import (
	"encoding/json"
	"strconv"
	"time"
)

// Refusal is a move that was decided and not applied: its id and the code.
type Refusal struct {
	ID   int64
	Code string
}

// WelcomeParts are what a welcome is made of. Room, Game and Mine are JSON objects.
type WelcomeParts struct {
	V       int64
	Now     time.Time
	Seat    string // id of the seat
	Role    string // player, leader or stage
	Acked   int64
	Refused []Refusal
	Room    json.RawMessage
	Game    json.RawMessage
	Mine    json.RawMessage
}

// Welcome returns the payload of a welcome: the whole state as one seat may see it.
func Welcome(w WelcomeParts) []byte { return appendWelcome(make([]byte, 0, w.size()), w) }

// WelcomeFrame returns the frame of a welcome, made in one piece: of all messages it
// is the large one.
func WelcomeFrame(w WelcomeParts) Frame {
	return textAfter(appendWelcome(make([]byte, headerLength, headerLength+w.size()), w))
}

// size is about how many bytes the payload has.
func (w *WelcomeParts) size() int { return 256 + len(w.Room) + len(w.Game) + len(w.Mine) }

func appendWelcome(b []byte, w WelcomeParts) []byte {
	b = strconv.AppendInt(append(b, `{"type":"welcome","v":`...), w.V, 10)
	b = strconv.AppendInt(append(b, `,"now":`...), w.Now.UnixMilli(), 10)
	b = appendText(append(b, `,"you":{"id":`...), w.Seat)
	b = appendText(append(b, `,"seat":`...), w.Role)
	b = strconv.AppendInt(append(b, `},"acked":`...), w.Acked, 10)
	b = AppendRefusals(append(b, `,"refused":`...), w.Refused)
	b = append(append(b, `,"room":`...), orEmpty(w.Room)...)
	b = append(append(b, `,"game":`...), orEmpty(w.Game)...)
	b = append(append(b, `,"mine":`...), orEmpty(w.Mine)...)
	return append(b, '}')
}

// AppendRefusals appends the list of refused moves, as a welcome and a stored seat
// have it, and returns the extended slice.
func AppendRefusals(b []byte, refused []Refusal) []byte {
	b = append(b, '[')
	for i, r := range refused {
		if i > 0 {
			b = append(b, ',')
		}
		b = strconv.AppendInt(append(b, '['), r.ID, 10)
		b = append(appendText(append(b, ','), r.Code), ']')
	}
	return append(b, ']')
}

// Patch returns the payload of a patch; room and game are merge patches, nil where
// nothing has changed.
func Patch(v int64, room, game json.RawMessage) []byte {
	b := make([]byte, 0, 64+len(room)+len(game))
	b = strconv.AppendInt(append(b, `{"type":"patch","v":`...), v, 10)
	if room != nil {
		b = append(append(b, `,"room":`...), room...)
	}
	if game != nil {
		b = append(append(b, `,"game":`...), game...)
	}
	return append(b, '}')
}

// Mine returns the payload of a merge patch on what one seat alone sees.
func Mine(patch json.RawMessage) []byte {
	b := make([]byte, 0, 32+len(patch))
	b = append(append(b, `{"type":"mine","patch":`...), patch...)
	return append(b, '}')
}

// Ack returns the payload that tells that a move was applied and is stored.
func Ack(id int64) []byte {
	b := strconv.AppendInt(append(make([]byte, 0, 48), `{"type":"ack","id":`...), id, 10)
	return append(b, '}')
}

// Refused returns the payload that tells that a move was not applied and never
// will be, with a sentence for whoever sent it.
func Refused(id int64, code, message string) []byte {
	b := make([]byte, 0, 64+len(code)+len(message))
	b = strconv.AppendInt(append(b, `{"type":"refused","id":`...), id, 10)
	b = appendText(append(b, `,"code":`...), code)
	b = appendText(append(b, `,"message":`...), message)
	return append(b, '}')
}

// SparkFrame returns the payload of a spark: the members of body, an object, after
// the type and the seat that it came from. Members of those two names in body are
// left out, so nobody can speak for another. It returns nil if body is no object.
func SparkFrame(from string, body json.RawMessage) []byte {
	b := make([]byte, 0, 64+len(from)+len(body))
	b = appendText(append(b, `{"type":"spark","from":`...), from)
	s := scanner{data: body}
	s.space()
	err := s.members(1, func(key, value []byte) error {
		if string(key) == "type" || string(key) == "from" {
			return nil
		}
		b = appendText(append(b, ','), string(key))
		b = append(append(b, ':'), value...)
		return nil
	})
	if err != nil {
		return nil
	}
	return append(b, '}')
}

// Go returns the payload that sends a client on to another game.
func Go(code, kind string) []byte {
	b := make([]byte, 0, 64)
	b = appendText(append(b, `{"type":"go","code":`...), code)
	b = appendText(append(b, `,"kind":`...), kind)
	return append(b, '}')
}

// Beat returns the payload of a beat.
func Beat(now time.Time) []byte {
	b := strconv.AppendInt(append(make([]byte, 0, 48), `{"type":"beat","now":`...), now.UnixMilli(), 10)
	return append(b, '}')
}

func orEmpty(object json.RawMessage) []byte {
	if len(object) == 0 {
		return []byte("{}")
	}
	return object
}

// appendText appends s as a JSON string.
func appendText(b []byte, s string) []byte {
	for i := range len(s) {
		if c := s[i]; c < ' ' || c > '~' || c == '"' || c == '\\' {
			return appendQuoted(b, s)
		}
	}
	return append(append(append(b, '"'), s...), '"')
}

func appendQuoted(b []byte, s string) []byte {
	quoted, err := json.Marshal(s)
	if err != nil { // a string always can be
		return append(b, `""`...)
	}
	return append(b, quoted...)
}
