package storage

import "time"

// A Batch is a list of conditions and writes that a Store applies atomically.
// The zero Batch is empty and ready. It is not safe for concurrent use. The
// methods return the batch, so that they can be chained. Values are not copied:
// the caller must leave them alone until the batch is applied.
type Batch struct {
	conditions []condition
	writes     []write
}

type conditionKind uint8

const (
	ifAbsent conditionKind = iota + 1
	ifPresent
	ifEquals
	ifMember
	ifNotMember
	ifCountBelow
)

// condition is one thing that must hold before any write of its batch.
type condition struct {
	kind   conditionKind
	name   string
	value  []byte // ifEquals
	member string // ifMember, ifNotMember
	count  int    // ifCountBelow
}

type writeKind uint8

const (
	writeSet writeKind = iota + 1
	writeDelete
	writeIncrement
	writeAdd
	writeRemove
	writeExpire
)

// write is one change; its meaning is that of the Store method it is named for.
type write struct {
	kind   writeKind
	name   string
	value  []byte
	member string
	by     int64
	ttl    time.Duration
}

// IfAbsent requires that no key or set of that name exists.
func (b *Batch) IfAbsent(name string) *Batch {
	return b.when(condition{kind: ifAbsent, name: name})
}

// IfPresent requires that a key or set of that name exists.
func (b *Batch) IfPresent(name string) *Batch {
	return b.when(condition{kind: ifPresent, name: name})
}

// IfEquals requires that key holds exactly value. A set never equals a value.
func (b *Batch) IfEquals(key string, value []byte) *Batch {
	return b.when(condition{kind: ifEquals, name: key, value: value})
}

// IfMember requires that member is in set.
func (b *Batch) IfMember(set, member string) *Batch {
	return b.when(condition{kind: ifMember, name: set, member: member})
}

// IfNotMember requires that member is not in set, or that there is no set.
func (b *Batch) IfNotMember(set, member string) *Batch {
	return b.when(condition{kind: ifNotMember, name: set, member: member})
}

// IfCountBelow requires that set has fewer than n members.
func (b *Batch) IfCountBelow(set string, n int) *Batch {
	return b.when(condition{kind: ifCountBelow, name: set, count: n})
}

// Set gives key a value; see Keys.Set.
func (b *Batch) Set(key string, value []byte, ttl time.Duration) *Batch {
	return b.then(write{kind: writeSet, name: key, value: value, ttl: ttl})
}

// Delete removes a key or a set.
func (b *Batch) Delete(name string) *Batch {
	return b.then(write{kind: writeDelete, name: name})
}

// Increment adds to a counter; see Keys.Increment. A value that is no integer
// makes the whole batch fail with ErrNotInteger.
func (b *Batch) Increment(key string, by int64, ttl time.Duration) *Batch {
	return b.then(write{kind: writeIncrement, name: key, by: by, ttl: ttl})
}

// Add puts member into set.
func (b *Batch) Add(set, member string) *Batch {
	return b.then(write{kind: writeAdd, name: set, member: member})
}

// Remove takes member out of set.
func (b *Batch) Remove(set, member string) *Batch {
	return b.then(write{kind: writeRemove, name: set, member: member})
}

// Expire sets the expiry of a key or set, if it exists.
func (b *Batch) Expire(name string, ttl time.Duration) *Batch {
	return b.then(write{kind: writeExpire, name: name, ttl: ttl})
}

// Empty tells whether the batch has neither conditions nor writes.
func (b *Batch) Empty() bool { return len(b.conditions) == 0 && len(b.writes) == 0 }

func (b *Batch) when(c condition) *Batch {
	b.conditions = append(b.conditions, c)
	return b
}

func (b *Batch) then(w write) *Batch {
	b.writes = append(b.writes, w)
	return b
}
