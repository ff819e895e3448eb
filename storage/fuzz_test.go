package storage

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"reflect"
	"testing"
	"time"
)

// FuzzRecord gives anything to the decoders of what is on disk: they tell damage,
// and what they take is what was written.
func FuzzRecord(f *testing.F) {
	k := nameKey("a")
	f.Add(k, encodeEntry(k, entry{kind: key, value: []byte("v"), expires: 7}))
	f.Add(k, encodeEntry(k, entry{kind: set, count: 3}))
	f.Add(memberKey("set", "member"), bare(membersBucket, memberKey("set", "member")))
	f.Add(expiryKey(7, "a"), bare(expiryBucket, expiryKey(7, "a")))
	f.Add(formatKey, encodeFormat())
	f.Add([]byte{}, []byte{})
	f.Fuzz(func(t *testing.T, k, v []byte) {
		for _, value := range [][]byte{v, seal(namesBucket, k, append(make([]byte, sumSize), v...))} {
			e, err := decodeEntry(k, value)
			if err == nil && !bytes.Equal(encodeEntry(k, e), value) {
				t.Errorf("%x is read as %+v", value, e)
			}
			if err != nil && !errors.Is(err, ErrDamaged) {
				t.Error(err)
			}
		}
		if name, member, err := splitMember(k); err == nil && !bytes.Equal(memberKey(name, member), k) {
			t.Errorf("%x is read as %q, %q", k, name, member)
		}
		if at, name, err := splitExpiry(k); err == nil && !bytes.Equal(expiryKey(at, name), k) {
			t.Errorf("%x is read as %d, %q", k, at, name)
		}
		if _, err := decodeStamp(seal(aboutBucket, clockKey, append(make([]byte, sumSize), v...))); (err == nil) != (len(v) == 24) {
			t.Errorf("a stamp of %d bytes: %v", len(v), err)
		}
		if err := checkFormat(v); err != nil && !errors.Is(err, ErrDamaged) {
			t.Error(err)
		}
	})
}

// FuzzImage gives damaged files to what reads bbolt's format: it never panics or
// hangs, and what it takes for sound is what was written.
func FuzzImage(f *testing.F) {
	path := filepath.Join(f.TempDir(), "seed.db")
	fill := func(b buckets) error {
		o := newOverlay(b, 1)
		for _, name := range []string{"a", "b", "c"} {
			if err := (ops{o, 1}).set(name, []byte("value of "+name), time.Hour); err != nil {
				return err
			}
			if err := o.include("set", name); err != nil {
				return err
			}
		}
		if err := o.flush(b); err != nil {
			return err
		}
		return stamp{meeting: time.Unix(1, 0), wall: time.Unix(2, 0)}.put(b)
	}
	if err := buildAt(path, Options{}.withDefaults(), fill); err != nil {
		f.Fatal(err)
	}
	seed, err := os.ReadFile(path)
	if err != nil {
		f.Fatal(err)
	}
	seed = seed[:8*pageSize]
	if err := verify(seed); err != nil {
		f.Fatal(err)
	}
	want, _ := image(seed).best()
	f.Add(uint32(0), []byte{}, uint32(len(seed)))
	f.Add(uint32(pageSize*3+8), []byte{1, 0, 0xff, 0xff}, uint32(len(seed)))
	f.Add(uint32(0), []byte("text"), uint32(5*pageSize))
	f.Fuzz(func(t *testing.T, at uint32, patch []byte, size uint32) {
		harmed := bytes.Clone(seed[:min(int(size), len(seed))])
		if int(at) < len(harmed) {
			copy(harmed[at:], patch)
		}
		sound := verify(harmed) == nil
		got, ok := image(harmed).best()
		if sound && (!ok || !reflect.DeepEqual(got.names, want.names) || !reflect.DeepEqual(got.members, want.members)) {
			t.Errorf("a file that differs counts as sound: %+v", got)
		}
		for name, e := range got.names {
			if !reflect.DeepEqual(e, want.names[name]) {
				t.Errorf("%s is read as %+v", name, e)
			}
		}
	})
}
