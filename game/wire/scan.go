package wire

import (
	"bytes"
	"encoding/json"
	"errors"
)

// What can be wrong with the text of a message, whatever its type is.
var (
	errNotJSON   = errors.New("the message is no JSON object")
	errTooDeep   = errors.New("the message is nested too deeply")
	errDuplicate = errors.New("the message has a member twice")
)

// maxDepth bounds how deep objects and lists may lie in each other.
const maxDepth = 16

// scanner walks over JSON (RFC 8259) without building anything. It checks all of
// the grammar that it walks over; UTF-8 was checked before.
type scanner struct {
	data []byte
	at   int
}

func (s *scanner) space() {
	for s.at < len(s.data) {
		switch s.data[s.at] {
		case ' ', '\t', '\n', '\r':
			s.at++
		default:
			return
		}
	}
}

// take consumes c if it comes next.
func (s *scanner) take(c byte) bool {
	if s.at < len(s.data) && s.data[s.at] == c {
		s.at++
		return true
	}
	return false
}

// members calls each with every member of the object that begins here: its key,
// with escapes resolved, and its value as written.
func (s *scanner) members(depth int, each func(key, value []byte) error) error {
	if !s.take('{') {
		return errNotJSON
	}
	s.space()
	for first := true; !s.take('}'); first = false {
		if !first {
			if !s.take(',') {
				return errNotJSON
			}
			s.space()
		}
		key, value, err := s.member(depth)
		if err != nil {
			return err
		}
		if each != nil {
			if err := each(key, value); err != nil {
				return err
			}
		}
	}
	return nil
}

func (s *scanner) member(depth int) (key, value []byte, err error) {
	key, ok := s.text()
	if !ok {
		return nil, nil, errNotJSON
	}
	s.space()
	if !s.take(':') {
		return nil, nil, errNotJSON
	}
	s.space()
	from := s.at
	if err := s.value(depth + 1); err != nil {
		return nil, nil, err
	}
	value = s.data[from:s.at]
	s.space()
	return unquote(key), value, nil
}

// value walks over one value of any kind.
func (s *scanner) value(depth int) error {
	if depth > maxDepth {
		return errTooDeep
	}
	if s.at >= len(s.data) {
		return errNotJSON
	}
	ok := false
	switch c := s.data[s.at]; {
	case c == '{':
		return s.members(depth, nil)
	case c == '[':
		return s.list(depth)
	case c == '"':
		_, ok = s.text()
	case c == 't':
		ok = s.word("true")
	case c == 'f':
		ok = s.word("false")
	case c == 'n':
		ok = s.word("null")
	default:
		ok = s.number()
	}
	if !ok {
		return errNotJSON
	}
	return nil
}

func (s *scanner) list(depth int) error {
	s.at++
	s.space()
	for first := true; !s.take(']'); first = false {
		if !first {
			if !s.take(',') {
				return errNotJSON
			}
			s.space()
		}
		if err := s.value(depth + 1); err != nil {
			return err
		}
		s.space()
	}
	return nil
}

func (s *scanner) word(w string) bool {
	if !bytes.HasPrefix(s.data[s.at:], []byte(w)) {
		return false
	}
	s.at += len(w)
	return true
}

// text walks over a string and returns it with its quotes.
func (s *scanner) text() (quoted []byte, ok bool) {
	from := s.at
	if !s.take('"') {
		return nil, false
	}
	for s.at < len(s.data) {
		switch c := s.data[s.at]; {
		case c == '"':
			s.at++
			return s.data[from:s.at], true
		case c == '\\':
			if !s.escape() {
				return nil, false
			}
		case c < ' ':
			return nil, false
		default:
			s.at++
		}
	}
	return nil, false
}

func (s *scanner) escape() bool {
	if s.at+1 >= len(s.data) {
		return false
	}
	switch s.data[s.at+1] {
	case '"', '\\', '/', 'b', 'f', 'n', 'r', 't':
		s.at += 2
		return true
	case 'u':
		return s.hex()
	}
	return false
}

func (s *scanner) hex() bool {
	if s.at+6 > len(s.data) {
		return false
	}
	for _, c := range s.data[s.at+2 : s.at+6] {
		if !('0' <= c && c <= '9' || 'a' <= c && c <= 'f' || 'A' <= c && c <= 'F') {
			return false
		}
	}
	s.at += 6
	return true
}

func (s *scanner) number() bool {
	s.take('-')
	if !s.take('0') && !s.digits() {
		return false
	}
	if s.take('.') && !s.digits() {
		return false
	}
	if s.take('e') || s.take('E') {
		if !s.take('+') {
			s.take('-')
		}
		return s.digits()
	}
	return true
}

func (s *scanner) digits() bool {
	from := s.at
	for s.at < len(s.data) && '0' <= s.data[s.at] && s.data[s.at] <= '9' {
		s.at++
	}
	return s.at > from
}

// unquote returns the text of a string that was walked over.
func unquote(quoted []byte) []byte {
	inner := quoted[1 : len(quoted)-1]
	if bytes.IndexByte(inner, '\\') < 0 {
		return inner
	}
	var text string
	if json.Unmarshal(quoted, &text) != nil {
		return inner
	}
	return []byte(text)
}
