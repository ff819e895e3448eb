package game

import (
	"encoding/json"
	"errors"
	"reflect"
	"strconv"
	"strings"
	"unicode/utf8"
)

// maxDepth is how deep arrays and objects may lie in each other in a move.
const maxDepth = 16

var errStrict = errors.New("not the JSON object that was expected")

// DecodeStrict reads a move: exactly one JSON object without unknown, double or
// differently spelled members, and without null. into points to a struct whose
// fields are strings, numbers, bools, pointers to these, slices, maps by string,
// structs of the same, or json.RawMessage.
func DecodeStrict(data []byte, into any) error {
	v := reflect.ValueOf(into)
	if v.Kind() != reflect.Pointer || v.Elem().Kind() != reflect.Struct {
		panic("game: DecodeStrict wants a pointer to a struct")
	}
	s := scanner{data: data}
	if !utf8.Valid(data) || !s.object(v.Elem(), 1) || !s.end() {
		return errStrict
	}
	return nil
}

// doOf returns the member "do" of an object, wherever in it; ok is false where
// there is none, or no object.
func doOf(data []byte) (do string, ok bool) {
	s := scanner{data: data}
	if !utf8.Valid(data) || !s.take('{') {
		return "", false
	}
	for first := true; !s.take('}'); first = false {
		if !first && !s.take(',') {
			return "", false
		}
		key, good := s.text()
		if !good || !s.take(':') {
			return "", false
		}
		if key == "do" {
			return s.text()
		}
		if !s.skip(1) {
			return "", false
		}
	}
	return "", false
}

// scanner reads JSON from left to right. Its methods tell whether what they look
// for was there.
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

func (s *scanner) end() bool {
	s.space()
	return s.at == len(s.data)
}

func (s *scanner) peek() byte {
	s.space()
	if s.at < len(s.data) {
		return s.data[s.at]
	}
	return 0
}

func (s *scanner) take(c byte) bool {
	if s.peek() != c {
		return false
	}
	s.at++
	return true
}

func (s *scanner) word(w string) bool {
	s.space()
	if !strings.HasPrefix(string(s.data[s.at:min(len(s.data), s.at+len(w))]), w) {
		return false
	}
	s.at += len(w)
	return true
}

// token returns the raw string that begins here, quotes included.
func (s *scanner) token() (raw []byte, plain, ok bool) {
	if !s.take('"') {
		return nil, false, false
	}
	from := s.at - 1
	plain = true
	for ; s.at < len(s.data); s.at++ {
		switch c := s.data[s.at]; {
		case c == '"':
			s.at++
			return s.data[from:s.at], plain, true
		case c == '\\':
			plain = false
			s.at++
		case c < ' ':
			return nil, false, false
		}
	}
	return nil, false, false
}

func (s *scanner) text() (string, bool) {
	raw, plain, ok := s.token()
	if !ok {
		return "", false
	}
	if plain {
		return string(raw[1 : len(raw)-1]), true
	}
	var out string
	err := json.Unmarshal(raw, &out)
	return out, err == nil
}

// number returns the raw number that begins here.
func (s *scanner) number() (string, bool) {
	s.space()
	from := s.at
	if s.at < len(s.data) && s.data[s.at] == '-' {
		s.at++
	}
	zero := s.at < len(s.data) && s.data[s.at] == '0'
	if n := s.digits(); n == 0 || zero && n > 1 {
		return "", false
	}
	if s.at < len(s.data) && s.data[s.at] == '.' {
		s.at++
		if s.digits() == 0 {
			return "", false
		}
	}
	if s.at < len(s.data) && s.data[s.at]|' ' == 'e' {
		s.at++
		if s.at < len(s.data) && (s.data[s.at] == '+' || s.data[s.at] == '-') {
			s.at++
		}
		if s.digits() == 0 {
			return "", false
		}
	}
	return string(s.data[from:s.at]), true
}

func (s *scanner) digits() int {
	from := s.at
	for s.at < len(s.data) && s.data[s.at] >= '0' && s.data[s.at] <= '9' {
		s.at++
	}
	return s.at - from
}

// object reads an object into a struct.
func (s *scanner) object(v reflect.Value, depth int) bool {
	if depth > maxDepth || !s.take('{') {
		return false
	}
	var seen uint64 // by field
	for first := true; !s.take('}'); first = false {
		if !first && !s.take(',') {
			return false
		}
		key, _, ok := s.token()
		if !ok || !s.take(':') {
			return false
		}
		i := field(v.Type(), key)
		if i < 0 || seen&(1<<i) != 0 || !s.value(v.Field(i), depth+1) {
			return false
		}
		seen |= 1 << i
	}
	return true
}

// field finds the field that a key in its quotes is the name of, exactly. An
// escaped key is none: nobody who means well writes one.
func field(t reflect.Type, key []byte) int {
	for i := range min(t.NumField(), 64) {
		name, _, _ := strings.Cut(t.Field(i).Tag.Get("json"), ",")
		if name != "" && name == string(key[1:len(key)-1]) {
			return i
		}
	}
	return -1
}

func (s *scanner) value(v reflect.Value, depth int) bool {
	if depth > maxDepth {
		return false
	}
	if v.Type() == reflect.TypeFor[json.RawMessage]() {
		return s.raw(v, depth)
	}
	switch v.Kind() {
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		return s.value(v.Elem(), depth)
	case reflect.Struct:
		return s.object(v, depth)
	case reflect.String:
		text, ok := s.text()
		v.SetString(text)
		return ok
	case reflect.Bool:
		on := s.word("true")
		v.SetBool(on)
		return on || s.word("false")
	case reflect.Slice:
		return s.list(v, depth)
	case reflect.Map:
		return s.dict(v, depth)
	}
	return s.numeric(v)
}

func (s *scanner) numeric(v reflect.Value) bool {
	text, ok := s.number()
	if !ok {
		return false
	}
	switch {
	case v.CanInt():
		n, err := strconv.ParseInt(text, 10, v.Type().Bits())
		v.SetInt(n)
		return err == nil
	case v.CanFloat():
		n, err := strconv.ParseFloat(text, 64)
		v.SetFloat(n)
		return err == nil
	}
	panic("game: DecodeStrict has no such type: " + v.Type().String())
}

func (s *scanner) raw(v reflect.Value, depth int) bool {
	s.space()
	from := s.at
	if !s.skip(depth) {
		return false
	}
	v.SetBytes(append([]byte(nil), s.data[from:s.at]...))
	return true
}

func (s *scanner) list(v reflect.Value, depth int) bool {
	if !s.take('[') {
		return false
	}
	v.Set(reflect.MakeSlice(v.Type(), 0, 0))
	for first := true; !s.take(']'); first = false {
		if !first && !s.take(',') {
			return false
		}
		one := reflect.New(v.Type().Elem()).Elem()
		if !s.value(one, depth+1) {
			return false
		}
		v.Set(reflect.Append(v, one))
	}
	return true
}

func (s *scanner) dict(v reflect.Value, depth int) bool {
	if !s.take('{') {
		return false
	}
	v.Set(reflect.MakeMap(v.Type()))
	for first := true; !s.take('}'); first = false {
		if !first && !s.take(',') {
			return false
		}
		name, ok := s.text()
		key := reflect.ValueOf(name).Convert(v.Type().Key())
		if !ok || v.MapIndex(key).IsValid() || !s.take(':') {
			return false
		}
		one := reflect.New(v.Type().Elem()).Elem()
		if !s.value(one, depth+1) {
			return false
		}
		v.SetMapIndex(key, one)
	}
	return true
}

// skip reads over any value but null.
func (s *scanner) skip(depth int) bool {
	if depth > maxDepth {
		return false
	}
	switch c := s.peek(); c {
	case '{':
		return s.skipObject(depth)
	case '[':
		s.at++
		for first := true; !s.take(']'); first = false {
			if !first && !s.take(',') || !s.skip(depth+1) {
				return false
			}
		}
		return true
	case '"':
		_, ok := s.text()
		return ok
	case 't':
		return s.word("true")
	case 'f':
		return s.word("false")
	}
	_, ok := s.number()
	return ok
}

func (s *scanner) skipObject(depth int) bool {
	s.at++
	seen := map[string]bool{}
	for first := true; !s.take('}'); first = false {
		if !first && !s.take(',') {
			return false
		}
		key, ok := s.text()
		key = strings.ToLower(key)
		if !ok || seen[key] || !s.take(':') || !s.skip(depth+1) {
			return false
		}
		seen[key] = true
	}
	return true
}
