package game

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
)

// shown is an object as it was last shown, by key: what the next patch is made
// against. Its owner changes it in place.
type shown []member

// member is one member of a shown object: a View, patched member by member, or
// any other value in its encoding.
type member struct {
	key  string
	raw  []byte // of what is no View
	sub  shown
	view bool
}

// differ makes merge patches. Its buffers are used again from one to the next.
type differ struct {
	keys []string
	one  []byte
}

// diff brings old up to v and appends to dst the merge patch that does the same
// to an object elsewhere. Without a difference dst comes back as it was.
func (d *differ) diff(dst []byte, old *shown, v View) []byte {
	from := len(d.keys)
	d.keys = appendKeys(d.keys, v)
	keys := d.keys[from:]
	start := len(dst)
	dst = append(dst, '{')
	if old.has(keys) {
		for i, key := range keys {
			dst = d.value(dst, &(*old)[i], v[key])
		}
	} else {
		dst = d.rebuild(dst, old, keys, v)
	}
	d.keys = d.keys[:from]
	if len(dst) == start+1 {
		return dst[:start]
	}
	dst[len(dst)-1] = '}' // instead of the last comma
	return dst
}

func (s shown) has(keys []string) bool {
	if len(s) != len(keys) {
		return false
	}
	for i := range s {
		if s[i].key != keys[i] {
			return false
		}
	}
	return true
}

// rebuild is diff where members came or went.
func (d *differ) rebuild(dst []byte, old *shown, keys []string, v View) []byte {
	next := make(shown, 0, len(keys))
	was := *old
	for _, key := range keys {
		for len(was) > 0 && was[0].key < key {
			dst = append(appendKey(dst, was[0].key), "null,"...)
			was = was[1:]
		}
		m := member{key: key}
		if len(was) > 0 && was[0].key == key {
			m, was = was[0], was[1:]
		}
		dst = d.value(dst, &m, v[key])
		next = append(next, m)
	}
	for _, m := range was {
		dst = append(appendKey(dst, m.key), "null,"...)
	}
	*old = next
	return dst
}

// value brings one member up to v and appends `"key":patch,` if it differs.
func (d *differ) value(dst []byte, m *member, v any) []byte {
	if sub, ok := v.(View); ok {
		return d.object(dst, m, sub)
	}
	d.one = appendValue(d.one[:0], v)
	if m.view {
		m.raw = m.sub.appendTo(nil)
		m.view, m.sub = false, nil
	}
	if bytes.Equal(d.one, m.raw) {
		return dst
	}
	dst = appendKey(dst, m.key)
	dst = append(appendPatch(dst, m.raw, d.one), ',')
	m.raw = append(m.raw[:0:0], d.one...)
	return dst
}

func (d *differ) object(dst []byte, m *member, v View) []byte {
	if !m.view {
		before := m.raw
		m.view, m.raw, m.sub = true, nil, nil
		d.diff(nil, &m.sub, v)
		dst = appendKey(dst, m.key)
		return append(appendPatch(dst, before, m.sub.appendTo(nil)), ',')
	}
	mark := len(dst)
	dst = appendKey(dst, m.key)
	inside := len(dst)
	if dst = d.diff(dst, &m.sub, v); len(dst) == inside {
		return dst[:mark]
	}
	return append(dst, ',')
}

// appendTo appends the whole object.
func (s shown) appendTo(dst []byte) []byte {
	dst = append(dst, '{')
	for i, m := range s {
		if i > 0 {
			dst = append(dst, ',')
		}
		dst = appendKey(dst, m.key)
		if m.view {
			dst = m.sub.appendTo(dst)
		} else {
			dst = append(dst, m.raw...)
		}
	}
	return append(dst, '}')
}

// appendPatch appends the merge patch that turns old into new: new itself, but
// where both are objects, whose members would otherwise be mixed. old may be nil.
func appendPatch(dst, old, new []byte) []byte {
	if len(old) == 0 || old[0] != '{' || new[0] != '{' {
		return append(dst, new...)
	}
	was, is := members(old), members(new)
	all := View{}
	for key := range was {
		all[key] = nil
	}
	for key := range is {
		all[key] = nil
	}
	dst = append(dst, '{')
	for _, key := range appendKeys(nil, all) {
		a, b := was[key], is[key]
		switch {
		case bytes.Equal(a, b):
		case b == nil:
			dst = append(appendKey(dst, key), "null,"...)
		default:
			dst = append(appendPatch(appendKey(dst, key), a, b), ',')
		}
	}
	if dst[len(dst)-1] == ',' {
		dst = dst[:len(dst)-1]
	}
	return append(dst, '}')
}

func members(object []byte) map[string]json.RawMessage {
	m := map[string]json.RawMessage{}
	if err := json.Unmarshal(object, &m); err != nil {
		panic(fmt.Sprintf("game: a view is not JSON: %v", err))
	}
	return m
}

// appendKeys appends the keys of v in order.
func appendKeys(dst []string, v View) []string {
	from := len(dst)
	for key := range v {
		dst = append(dst, key)
	}
	slices.Sort(dst[from:])
	return dst
}

func appendKey(dst []byte, key string) []byte { return append(appendString(dst, key), ':') }

// appendValue appends the encoding of a value of a View. What can't be encoded is
// a mistake in the rules, and stops them.
func appendValue(dst []byte, v any) []byte {
	switch v := v.(type) {
	case View:
		dst = append(dst, '{')
		for i, key := range appendKeys(nil, v) {
			if i > 0 {
				dst = append(dst, ',')
			}
			dst = appendValue(appendKey(dst, key), v[key])
		}
		return append(dst, '}')
	case string:
		return appendString(dst, v)
	case bool:
		return strconv.AppendBool(dst, v)
	case int:
		return strconv.AppendInt(dst, int64(v), 10)
	case int64:
		return strconv.AppendInt(dst, v, 10)
	case json.RawMessage:
		return append(dst, v...)
	case []string:
		return appendList(dst, v, appendString)
	case []int:
		return appendList(dst, v, func(dst []byte, n int) []byte { return strconv.AppendInt(dst, int64(n), 10) })
	}
	data, err := json.Marshal(v)
	if err != nil {
		panic(fmt.Sprintf("game: a view holds a %T: %v", v, err))
	}
	return append(dst, data...)
}

func appendList[T any](dst []byte, list []T, one func([]byte, T) []byte) []byte {
	dst = append(dst, '[')
	for i, v := range list {
		if i > 0 {
			dst = append(dst, ',')
		}
		dst = one(dst, v)
	}
	return append(dst, ']')
}

// appendString is fast for what needs no escaping.
func appendString(dst []byte, s string) []byte {
	for i := range len(s) {
		if c := s[i]; c < ' ' || c > '~' || c == '"' || c == '\\' || c == '<' || c == '>' || c == '&' {
			data, err := json.Marshal(s)
			if err != nil {
				panic(fmt.Sprintf("game: encoding a string: %v", err))
			}
			return append(dst, data...)
		}
	}
	return append(append(append(dst, '"'), s...), '"')
}
