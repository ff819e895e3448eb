package storage

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"hash/crc32"
	"time"
)

// The file has four buckets. Every value begins with a checksum over its bucket,
// its key and the rest of it, so that a value in the wrong place is found too.
//
//	names    n name                      kind(1) expires(8) then the value, or count(8)
//	members  length(2) set member        nothing more
//	expiry   expires(8) name             nothing more
//	about    clock                       meeting(8) wall(8) commit(8)
//	         format                      formatVersion(1)
//
// Numbers are big-endian, so that the keys of expiry are sorted by time.
var (
	namesBucket   = []byte("names")
	membersBucket = []byte("members")
	expiryBucket  = []byte("expiry")
	aboutBucket   = []byte("about")

	clockKey  = []byte("clock")
	formatKey = []byte("format")
)

const (
	formatVersion = 1
	sumSize       = 4
	nameHead      = sumSize + 1 + 8 // of a value in names
)

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

func sum(bucket, key, rest []byte) uint32 {
	s := crc32.Update(0, castagnoli, bucket)
	s = crc32.Update(s, castagnoli, key)
	return crc32.Update(s, castagnoli, rest)
}

// seal fills in the checksum in the first bytes of value.
func seal(bucket, key, value []byte) []byte {
	binary.BigEndian.PutUint32(value, sum(bucket, key, value[sumSize:]))
	return value
}

// unseal checks a value's checksum and returns the rest.
func unseal(bucket, key, value []byte) ([]byte, error) {
	if len(value) < sumSize || binary.BigEndian.Uint32(value) != sum(bucket, key, value[sumSize:]) {
		return nil, fmt.Errorf("a value in %s: %w", bucket, ErrDamaged)
	}
	return value[sumSize:], nil
}

// nameKey is a name's key; the letter allows for the empty name.
func nameKey(name string) []byte { return append([]byte{'n'}, name...) }

// encodeEntry returns the value for a name in the names bucket.
func encodeEntry(k []byte, e entry) []byte {
	out := make([]byte, nameHead, nameHead+max(8, len(e.value)))
	out[sumSize] = byte(e.kind)
	binary.BigEndian.PutUint64(out[sumSize+1:], uint64(e.expires))
	if e.kind == set {
		out = binary.BigEndian.AppendUint64(out, uint64(e.count))
	} else {
		out = append(out, e.value...)
	}
	return seal(namesBucket, k, out)
}

// decodeEntry reads a value of the names bucket. The entry's value is a part of v.
func decodeEntry(k, v []byte) (entry, error) {
	rest, err := unseal(namesBucket, k, v)
	if err != nil {
		return entry{}, err
	}
	if len(k) == 0 || k[0] != 'n' || len(v) < nameHead {
		return entry{}, fmt.Errorf("a name: %w", ErrDamaged)
	}
	e := entry{kind: kind(rest[0]), expires: int64(binary.BigEndian.Uint64(rest[1:])), value: rest[9:]}
	switch {
	case e.kind == key:
		return e, nil
	case e.kind == set && len(e.value) == 8:
		n := binary.BigEndian.Uint64(e.value)
		if n > 0 && n <= maxCount {
			e.count, e.value = int(n), nil
			return e, nil
		}
	}
	return entry{}, fmt.Errorf("a name: %w", ErrDamaged)
}

// maxCount bounds what is believed of a count.
const maxCount = 1 << 30

// setPrefix is what all of a set's keys in the members bucket begin with.
func setPrefix(name string) []byte {
	return append(binary.BigEndian.AppendUint16(make([]byte, 0, 2+len(name)), uint16(len(name))), name...)
}

func memberKey(name, member string) []byte { return append(setPrefix(name), member...) }

// splitMember takes a key of the members bucket apart.
func splitMember(k []byte) (name, member string, err error) {
	if len(k) < 2 {
		return "", "", fmt.Errorf("a member: %w", ErrDamaged)
	}
	n := 2 + int(binary.BigEndian.Uint16(k))
	if n > len(k) {
		return "", "", fmt.Errorf("a member: %w", ErrDamaged)
	}
	return string(k[2:n]), string(k[n:]), nil
}

func expiryKey(at int64, name string) []byte {
	return append(binary.BigEndian.AppendUint64(make([]byte, 0, 8+len(name)), uint64(at)), name...)
}

// splitExpiry takes a key of the expiry bucket apart.
func splitExpiry(k []byte) (at int64, name string, err error) {
	if len(k) < 8 {
		return 0, "", fmt.Errorf("an expiry: %w", ErrDamaged)
	}
	return int64(binary.BigEndian.Uint64(k)), string(k[8:]), nil
}

// bare is the value of a key that says all by itself.
func bare(bucket, key []byte) []byte { return seal(bucket, key, make([]byte, sumSize)) }

// stamp is what each commit writes of itself: the meeting clock, the wall clock
// beside it, and the number of bbolt's transaction, by which the newest root is
// found where the pages that say so are gone.
type stamp struct {
	meeting, wall time.Time
	commit        uint64
}

// put writes the stamp of the transaction that b belongs to.
func (s stamp) put(b buckets) error {
	out := make([]byte, sumSize, sumSize+24)
	out = binary.BigEndian.AppendUint64(out, uint64(s.meeting.UnixNano()))
	out = binary.BigEndian.AppendUint64(out, uint64(s.wall.UnixNano()))
	out = binary.BigEndian.AppendUint64(out, uint64(b.about.Tx().ID()))
	return told("writing", b.about.Put(clockKey, seal(aboutBucket, clockKey, out)))
}

func decodeStamp(v []byte) (stamp, error) {
	rest, err := unseal(aboutBucket, clockKey, v)
	if err == nil && len(rest) != 24 {
		err = fmt.Errorf("the clock: %w", ErrDamaged)
	}
	if err != nil {
		return stamp{}, err
	}
	instant := func(b []byte) time.Time { return time.Unix(0, int64(binary.BigEndian.Uint64(b))) }
	return stamp{instant(rest), instant(rest[8:]), binary.BigEndian.Uint64(rest[16:])}, nil
}

func encodeFormat() []byte {
	return seal(aboutBucket, formatKey, append(make([]byte, sumSize), formatVersion))
}

func checkFormat(v []byte) error {
	rest, err := unseal(aboutBucket, formatKey, v)
	if err == nil && !bytes.Equal(rest, []byte{formatVersion}) {
		err = fmt.Errorf("a format that this program does not know: %w", ErrDamaged)
	}
	return err
}
