package storage

import (
	"bytes"
	"math"
	"strconv"
	"time"
)

// kind is what a name holds.
type kind uint8

const (
	none kind = iota
	key
	set
)

// entry is what a table knows of a name. An expired one is none.
type entry struct {
	kind    kind
	value   []byte // of a key; the table's own, good until its next change
	count   int    // of a set
	expires int64  // meeting clock, Unix nanoseconds; 0 never
}

// table is the least that an implementation offers; the meaning of the operations
// (Redis's) is written once, in ops, on top of it. An error of a table is
// one of reading or writing the file. A table is changed by one goroutine at a time.
type table interface {
	find(name string) (entry, error)
	has(set, member string) (bool, error)
	// list returns the members of a set that exists, sorted.
	list(set string) ([]string, error)

	// put makes name a key with this value; the table copies the value.
	put(name string, value []byte, expires int64) error
	// drop removes a name, whatever it holds.
	drop(name string) error
	// include puts a new member into a set, which it makes where there is none.
	include(set, member string) error
	// exclude takes out a member that is in; the last one takes the set with it.
	exclude(set, member string) error
	// expire sets the expiry of a name that exists.
	expire(name string, at int64) error

	// begin starts keeping what end forgets and rollback brings back.
	begin(b *Batch)
	end()
	rollback()
}

// ops are the operations on a table at one instant.
type ops struct {
	table
	now int64
}

func (o ops) set(name string, value []byte, ttl time.Duration) error {
	if ttl < 0 {
		return o.drop(name)
	}
	return o.put(name, value, deadline(o.now, ttl))
}

func (o ops) setIfAbsent(name string, value []byte, ttl time.Duration) (bool, error) {
	e, err := o.find(name)
	if err != nil || e.kind != none {
		return false, err
	}
	return true, o.set(name, value, ttl)
}

func (o ops) delete(name string) (bool, error) {
	e, err := o.find(name)
	if err != nil || e.kind == none {
		return false, err
	}
	return true, o.drop(name)
}

func (o ops) increment(name string, by int64, ttl time.Duration) (int64, error) {
	e, err := o.find(name)
	if err != nil {
		return 0, err
	}
	sum := by
	switch e.kind {
	case set:
		return 0, ErrWrongType
	case key:
		old, ok := integer(e.value)
		if !ok || (by > 0 && old > math.MaxInt64-by) || (by < 0 && old < math.MinInt64-by) {
			return 0, ErrNotInteger
		}
		sum += old
	case none:
		e.expires = deadline(o.now, max(ttl, 0))
	}
	return sum, o.put(name, strconv.AppendInt(nil, sum, 10), e.expires)
}

// integer reads a decimal as strictly as Redis: no sign but -, no leading zeros.
func integer(value []byte) (int64, bool) {
	n, err := strconv.ParseInt(string(value), 10, 64)
	if err != nil || !bytes.Equal(strconv.AppendInt(nil, n, 10), value) {
		return 0, false
	}
	return n, true
}

// member tells whether name is a set that holds member.
func (o ops) member(name, member string) (bool, error) {
	e, err := o.find(name)
	switch {
	case err != nil || e.kind == none:
		return false, err
	case e.kind != set:
		return false, ErrWrongType
	}
	return o.has(name, member)
}

func (o ops) add(name, member string) (bool, error) {
	in, err := o.member(name, member)
	if err != nil || in {
		return false, err
	}
	return true, o.include(name, member)
}

func (o ops) remove(name, member string) (bool, error) {
	in, err := o.member(name, member)
	if err != nil || !in {
		return false, err
	}
	return true, o.exclude(name, member)
}

func (o ops) setExpiry(name string, ttl time.Duration) (bool, error) {
	e, err := o.find(name)
	switch {
	case err != nil || e.kind == none:
		return false, err
	case ttl <= 0:
		return true, o.drop(name)
	}
	return true, o.expire(name, deadline(o.now, ttl))
}

// apply does a batch, all of it or nothing.
func (o ops) apply(b *Batch) error {
	if err := o.hold(b); err != nil {
		return err
	}
	o.begin(b)
	for _, w := range b.writes {
		if err := o.do(w); err != nil {
			o.rollback()
			return err
		}
	}
	o.end()
	return nil
}

func (o ops) holds(c condition) (bool, error) {
	if c.kind == ifMember || c.kind == ifNotMember {
		in, err := o.member(c.name, c.member)
		return in == (c.kind == ifMember), err
	}
	e, err := o.find(c.name)
	if err != nil {
		return false, err
	}
	switch c.kind {
	case ifAbsent:
		return e.kind == none, nil
	case ifPresent:
		return e.kind != none, nil
	case ifEquals:
		return e.kind == key && bytes.Equal(e.value, c.value), nil
	case ifCountBelow:
		if e.kind == key {
			return false, ErrWrongType
		}
		return e.count < c.count, nil
	}
	panic("storage: unknown condition")
}

func (o ops) do(w write) (err error) {
	switch w.kind {
	case writeSet:
		err = o.set(w.name, w.value, w.ttl)
	case writeDelete:
		_, err = o.delete(w.name)
	case writeIncrement:
		_, err = o.increment(w.name, w.by, w.ttl)
	case writeAdd:
		_, err = o.add(w.name, w.member)
	case writeRemove:
		_, err = o.remove(w.name, w.member)
	case writeExpire:
		_, err = o.setExpiry(w.name, w.ttl)
	default:
		panic("storage: unknown write")
	}
	return err
}

// mayStop tells whether a write of b, other than the first, could fail by what it
// meets, so that what was written before it would have to be taken back.
func (b *Batch) mayStop() bool {
	if len(b.writes) < 2 {
		return false
	}
	for _, w := range b.writes[1:] {
		if w.kind == writeIncrement || w.kind == writeAdd || w.kind == writeRemove {
			return true
		}
	}
	return false
}

// get returns a copy of a key's value.
func (o ops) get(name string) ([]byte, error) {
	e, err := o.find(name)
	switch {
	case err != nil:
		return nil, err
	case e.kind == none:
		return nil, ErrNotFound
	case e.kind == set:
		return nil, ErrWrongType
	}
	return append([]byte{}, e.value...), nil
}

func (o ops) getMany(names []string) ([][]byte, error) {
	values := make([][]byte, len(names))
	for i, name := range names {
		e, err := o.find(name)
		if err != nil {
			return nil, err
		}
		if e.kind == key {
			values[i] = append([]byte{}, e.value...)
		}
	}
	return values, nil
}

func (o ops) ttl(name string) (time.Duration, error) {
	e, err := o.find(name)
	switch {
	case err != nil:
		return 0, err
	case e.kind == none:
		return 0, ErrNotFound
	case e.expires == 0:
		return 0, nil
	}
	return time.Duration(e.expires - o.now), nil
}

func (o ops) count(name string) (int, error) {
	e, err := o.find(name)
	if err == nil && e.kind == key {
		err = ErrWrongType
	}
	return e.count, err
}

// all returns the members of a set.
func (o ops) all(name string) ([]string, error) {
	if n, err := o.count(name); err != nil || n == 0 {
		return nil, err
	}
	return o.list(name)
}

// hold tells whether all conditions of b do.
func (o ops) hold(b *Batch) error {
	for _, c := range b.conditions {
		ok, err := o.holds(c)
		if err != nil {
			return err
		}
		if !ok {
			return ErrConflict
		}
	}
	return nil
}
