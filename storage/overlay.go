package storage

import (
	"bytes"
	"errors"
	"maps"
	"slices"

	"go.etcd.io/bbolt"
)

// buckets are those of one bbolt transaction.
type buckets struct {
	names, members, expiry, about *bbolt.Bucket
}

// bucketsOf finds them; a file without them is not ours.
func bucketsOf(tx *bbolt.Tx) (buckets, error) {
	b := buckets{tx.Bucket(namesBucket), tx.Bucket(membersBucket), tx.Bucket(expiryBucket), tx.Bucket(aboutBucket)}
	if b.names == nil || b.members == nil || b.expiry == nil || b.about == nil {
		return b, ErrDamaged
	}
	return b, nil
}

// lookup returns what the file holds for a name, expired or not.
func (b buckets) lookup(name string) (entry, error) {
	k := nameKey(name)
	v := b.names.Get(k)
	if v == nil {
		return entry{}, nil
	}
	return decodeEntry(k, v)
}

func (b buckets) member(name, member string) (bool, error) {
	k := memberKey(name, member)
	v := b.members.Get(k)
	if v == nil {
		return false, nil
	}
	_, err := unseal(membersBucket, k, v)
	return err == nil, err
}

// eachMember calls fn with the key of each of a set's members, in order.
func (b buckets) eachMember(name string, fn func(k []byte) error) error {
	prefix := setPrefix(name)
	c := b.members.Cursor()
	for k, v := c.Seek(prefix); bytes.HasPrefix(k, prefix); k, v = c.Next() {
		if _, err := unseal(membersBucket, k, v); err != nil {
			return err
		}
		if err := fn(k); err != nil {
			return err
		}
	}
	return nil
}

// memberKeys returns copies of the keys of a set's members, whatever they hold:
// it is for removing them.
func (b buckets) memberKeys(name string) (keys [][]byte) {
	prefix := setPrefix(name)
	c := b.members.Cursor()
	for k, _ := c.Seek(prefix); bytes.HasPrefix(k, prefix); k, _ = c.Next() {
		keys = append(keys, bytes.Clone(k))
	}
	return keys
}

// overlay is the table of one bbolt transaction: what the file holds, and above it
// the changes of the batches that share the transaction. They reach bbolt in
// flush, all at once, so that a batch that stops in the middle has touched nothing.
type overlay struct {
	buckets
	now   int64
	slots map[string]*slot
	undo  map[string]*slot // what begin keeps; nil outside of a batch

	// touched tells that there is something to commit beside the slots.
	touched bool

	// keep, where it is not nil, is what is seen of the file: all else counts as
	// absent, and flush writes into another file, in which nothing is yet.
	keep *Keep
}

// slot is one name.
type slot struct {
	was   entry // on file, even if expired
	is    entry // for who asks now; its value is the slot's own or the file's
	fresh bool  // members on file do not count
	dirty bool
	delta map[string]bool // member → in or out, above the file
}

func (s *slot) clone() *slot {
	c := *s
	c.delta = maps.Clone(s.delta)
	return &c
}

func newOverlay(b buckets, now int64) *overlay {
	return &overlay{buckets: b, now: now, slots: map[string]*slot{}}
}

func (o *overlay) load(name string) (*slot, error) {
	if s := o.slots[name]; s != nil {
		return s, nil
	}
	s := &slot{}
	if o.keep == nil || o.keep.has(name) {
		var err error
		if s.was, err = o.lookup(name); err != nil {
			return nil, err
		}
	}
	if s.is = s.was; expired(s.was.expires, o.now) {
		s.is = entry{}
	}
	s.fresh = s.is.kind != set
	o.slots[name] = s
	return s, nil
}

// change loads a slot to change it, and keeps what it was for rollback.
func (o *overlay) change(name string) (*slot, error) {
	s, err := o.load(name)
	if err != nil {
		return nil, err
	}
	if o.undo != nil && o.undo[name] == nil {
		o.undo[name] = s.clone()
	}
	s.dirty = true
	return s, nil
}

// replace is change for who does not care what the name held: a damaged value
// does not stop a new one from taking its place.
func (o *overlay) replace(name string) (*slot, error) {
	s, err := o.change(name)
	if errors.Is(err, ErrDamaged) {
		o.slots[name] = &slot{was: entry{kind: set}, fresh: true} // members there may be
		return o.change(name)
	}
	return s, err
}

func (o *overlay) find(name string) (entry, error) {
	s, err := o.load(name)
	if err != nil {
		return entry{}, err
	}
	return s.is, nil
}

func (o *overlay) has(name, member string) (bool, error) {
	s, err := o.load(name)
	if err != nil {
		return false, err
	}
	if in, known := s.delta[member]; known || s.fresh {
		return in, nil
	}
	return o.member(name, member)
}

// list serves reads, whose overlay has no changes.
func (o *overlay) list(name string) (members []string, err error) {
	err = o.eachMember(name, func(k []byte) error {
		_, member, err := splitMember(k)
		members = append(members, member)
		return err
	})
	return members, err
}

func (o *overlay) put(name string, value []byte, expires int64) error {
	s, err := o.replace(name)
	if err != nil {
		return err
	}
	s.is = entry{kind: key, value: append([]byte{}, value...), expires: expires}
	s.fresh, s.delta = true, nil
	return nil
}

func (o *overlay) drop(name string) error {
	s, err := o.replace(name)
	if err != nil {
		return err
	}
	s.is, s.fresh, s.delta = entry{}, true, nil
	return nil
}

func (o *overlay) include(name, member string) error {
	s, err := o.change(name)
	if err != nil {
		return err
	}
	if s.delta == nil {
		s.delta = map[string]bool{}
	}
	s.is.kind = set
	s.is.count++
	s.delta[member] = true
	return nil
}

func (o *overlay) exclude(name, member string) error {
	s, err := o.change(name)
	if err != nil {
		return err
	}
	if s.is.count--; s.is.count == 0 {
		return o.drop(name)
	}
	if s.delta == nil {
		s.delta = map[string]bool{}
	}
	s.delta[member] = false
	return nil
}

func (o *overlay) expire(name string, at int64) error {
	s, err := o.change(name)
	if err != nil {
		return err
	}
	s.is.expires = at
	return nil
}

func (o *overlay) begin(*Batch) { o.undo = map[string]*slot{} }
func (o *overlay) end()         { o.undo = nil }

func (o *overlay) rollback() {
	maps.Copy(o.slots, o.undo)
	o.undo = nil
}

// changed tells whether there is anything to commit.
func (o *overlay) changed() bool {
	if o.touched {
		return true
	}
	for _, s := range o.slots {
		if s.dirty {
			return true
		}
	}
	return false
}

// flush writes the changes into buckets, in the order of names.
func (o *overlay) flush(b buckets) error {
	for _, name := range slices.Sorted(maps.Keys(o.slots)) {
		if s := o.slots[name]; s.dirty {
			if err := s.flush(b, name); err != nil {
				return err
			}
		}
	}
	return nil
}

func (s *slot) flush(b buckets, name string) error {
	if s.was.kind == set && s.fresh {
		for _, k := range b.memberKeys(name) {
			if err := b.members.Delete(k); err != nil {
				return err
			}
		}
	}
	if err := s.flushMembers(b, name); err != nil {
		return err
	}
	if err := s.flushExpiry(b, name); err != nil {
		return err
	}
	k := nameKey(name)
	if s.is.kind == none {
		return b.names.Delete(k)
	}
	return b.names.Put(k, encodeEntry(k, s.is))
}

func (s *slot) flushMembers(b buckets, name string) error {
	for member, in := range s.delta {
		k, err := memberKey(name, member), error(nil)
		if in {
			err = b.members.Put(k, bare(membersBucket, k))
		} else {
			err = b.members.Delete(k)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

func (s *slot) flushExpiry(b buckets, name string) error {
	if s.was.expires == s.is.expires {
		return nil
	}
	if s.was.expires != 0 {
		if err := b.expiry.Delete(expiryKey(s.was.expires, name)); err != nil {
			return err
		}
	}
	if s.is.expires == 0 {
		return nil
	}
	k := expiryKey(s.is.expires, name)
	return b.expiry.Put(k, bare(expiryBucket, k))
}
