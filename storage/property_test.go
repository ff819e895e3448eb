package storage_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"testing"
	"time"

	"pgregory.net/rapid"

	"packnight/storage"
	"packnight/storage/storagetest"
)

// TestImplementationsAgree does the same random operations on every implementation,
// under one clock that the test moves, and compares each answer and all that is
// there in the end. The file is closed and opened again on the way.
func TestImplementationsAgree(t *testing.T) {
	client := redisServer(t)
	rapid.Check(t, func(r *rapid.T) {
		c := storagetest.NewClock()
		stores := map[string]storage.Store{
			"memory": storage.NewMemory(storage.Options{Now: c.Now, Elapsed: c.Elapsed}),
		}
		folder, err := os.MkdirTemp(t.TempDir(), "")
		if err != nil {
			r.Fatal(err)
		}
		path := filepath.Join(folder, "packnight.db")
		openIt := func() {
			f, err := storage.Open(t.Context(), path, storage.Options{Now: c.Now, Elapsed: c.Elapsed, BackupEvery: -1})
			if err != nil {
				r.Fatal(err)
			}
			stores["file"] = f
		}
		openIt()
		if client != nil {
			stores["redis"] = openRedis(t, client, c)
		}
		closeAll := func() {
			f := stores["file"].(*storage.File)
			if err := f.Check(); err != nil {
				r.Errorf("the file is not consistent: %v", err)
			}
			for _, s := range stores {
				if err := s.Close(); err != nil {
					r.Error(err)
				}
			}
			if err := storage.Inspect(path); err != nil {
				r.Errorf("the file is not sound: %v", err)
			}
		}
		defer closeAll()
		for range rapid.IntRange(1, 40).Draw(r, "operations") {
			switch rapid.IntRange(0, 19).Draw(r, "what") {
			case 0:
				c.Advance(time.Duration(rapid.IntRange(1, 5).Draw(r, "half hours")) * 30 * time.Minute)
			case 1:
				if err := stores["file"].Close(); err != nil {
					r.Fatal(err)
				}
				openIt()
			default:
				agree(r, stores, drawOperation(r))
			}
		}
		for _, name := range names {
			agree(r, stores, everything(name))
		}
	})
}

// operation is one call: its answers, and the error as one of the sentinels.
type operation struct {
	name string
	do   func(s storage.Store) ([]any, error)
}

func agree(r *rapid.T, stores map[string]storage.Store, o operation) {
	want, wantErr := o.do(stores["memory"])
	for name, s := range stores {
		if name == "memory" {
			continue
		}
		got, err := o.do(s)
		if !reflect.DeepEqual(got, want) || sentinel(err) != sentinel(wantErr) {
			r.Fatalf("%s: memory answers %v %v, %s %v %v", o.name, want, wantErr, name, got, err)
		}
	}
}

func sentinel(err error) error {
	for _, known := range []error{storage.ErrNotFound, storage.ErrConflict, storage.ErrWrongType, storage.ErrNotInteger, storage.ErrTooLarge} {
		if errors.Is(err, known) {
			return known
		}
	}
	return err
}

var (
	names   = []string{"a", "b", "a:b", "ab", "n"}
	members = []string{"", "m", "mm", "é", "z"}
	values  = []string{"", "1", "-7", "text", "9223372036854775807", "a longer value that is no number"}
	// Whole half hours and a quarter: what Redis's real clock adds changes nothing.
	ttls = []time.Duration{0, 0, 15 * time.Minute, 45 * time.Minute, 105 * time.Minute}
)

func drawOperation(r *rapid.T) operation {
	ctx := context.Background()
	name, member := rapid.SampledFrom(names).Draw(r, "name"), rapid.SampledFrom(members).Draw(r, "member")
	other := rapid.SampledFrom(members).Draw(r, "other member")
	value, ttl := []byte(rapid.SampledFrom(values).Draw(r, "value")), rapid.SampledFrom(ttls).Draw(r, "ttl")
	by := rapid.Int64Range(-3, 3).Draw(r, "by")
	one := func(a any, err error) ([]any, error) { return []any{a}, err }
	switch rapid.IntRange(0, 11).Draw(r, "operation") {
	case 0:
		return operation{"Set " + name, func(s storage.Store) ([]any, error) { return nil, s.Set(ctx, name, value, ttl) }}
	case 1:
		return operation{"SetIfAbsent " + name, func(s storage.Store) ([]any, error) {
			ok, err := s.SetIfAbsent(ctx, name, value, ttl)
			return one(ok, err)
		}}
	case 2:
		return operation{"Delete " + name, func(s storage.Store) ([]any, error) {
			n, err := s.Delete(ctx, name, "n", name)
			return one(n, err)
		}}
	case 3, 4:
		return operation{"Increment " + name, func(s storage.Store) ([]any, error) {
			n, err := s.Increment(ctx, name, by, ttl)
			return one(n, err)
		}}
	case 5:
		return operation{"Expire " + name, func(s storage.Store) ([]any, error) {
			ok, err := s.Expire(ctx, name, ttl)
			return one(ok, err)
		}}
	case 6, 7:
		return operation{"Add " + name, func(s storage.Store) ([]any, error) {
			n, err := s.Add(ctx, name, member, other, member)
			return one(n, err)
		}}
	case 8:
		return operation{"Remove " + name, func(s storage.Store) ([]any, error) {
			n, err := s.Remove(ctx, name, member, other)
			return one(n, err)
		}}
	case 9:
		keep := storage.Keep{Names: []string{name}, Prefixes: []string{"a:"}}
		b := drawBatch(r)
		if rapid.IntRange(0, 3).Draw(r, "wipe") > 0 {
			return everything(name)
		}
		return operation{"Wipe", func(s storage.Store) ([]any, error) { return nil, s.Wipe(ctx, keep, b) }}
	default:
		b := drawBatch(r)
		return operation{"Apply", func(s storage.Store) ([]any, error) { return nil, s.Apply(ctx, b) }}
	}
}

func drawBatch(r *rapid.T) *storage.Batch {
	b := new(storage.Batch)
	name := func() string { return rapid.SampledFrom(names).Draw(r, "name") }
	member := func() string { return rapid.SampledFrom(members).Draw(r, "member") }
	value := func() []byte { return []byte(rapid.SampledFrom(values).Draw(r, "value")) }
	ttl := func() time.Duration { return rapid.SampledFrom(ttls).Draw(r, "ttl") }
	for range rapid.IntRange(0, 2).Draw(r, "conditions") {
		switch rapid.IntRange(0, 5).Draw(r, "condition") {
		case 0:
			b.IfAbsent(name())
		case 1:
			b.IfPresent(name())
		case 2:
			b.IfEquals(name(), value())
		case 3:
			b.IfMember(name(), member())
		case 4:
			b.IfNotMember(name(), member())
		case 5:
			b.IfCountBelow(name(), rapid.IntRange(0, 3).Draw(r, "count"))
		}
	}
	for range rapid.IntRange(0, 6).Draw(r, "writes") {
		switch rapid.IntRange(0, 6).Draw(r, "write") {
		case 0:
			b.Set(name(), value(), ttl())
		case 1:
			b.Delete(name())
		case 2:
			b.Increment(name(), rapid.Int64Range(-3, 3).Draw(r, "by"), ttl())
		case 3, 4:
			b.Add(name(), member())
		case 5:
			b.Remove(name(), member())
		case 6:
			b.Expire(name(), ttl())
		}
	}
	return b
}

// everything reads all there is of a name. Times to live are compared in quarters
// of an hour, since Redis's real clock moves on during the test.
func everything(name string) operation {
	return operation{"reading " + name, func(s storage.Store) (out []any, err error) {
		ctx := context.Background()
		value, err := s.Get(ctx, name)
		out = append(out, string(value), sentinel(err))
		many, err := s.GetMany(ctx, name, "none", name)
		if err != nil {
			return nil, err
		}
		out = append(out, fmt.Sprintf("%q %v", many, many[0] == nil))
		left, err := s.TTL(ctx, name)
		out = append(out, left.Round(15*time.Minute), sentinel(err))
		list, err := s.Members(ctx, name)
		out = append(out, fmt.Sprintf("%q", list), sentinel(err))
		n, err := s.Count(ctx, name)
		out = append(out, n, sentinel(err))
		for _, m := range members {
			in, err := s.Has(ctx, name, m)
			out = append(out, in, sentinel(err))
		}
		return out, nil
	}}
}
