// Package storage keeps Packnight's data as keys and sets, the way Redis does.
//
// A key holds bytes; a set holds distinct members; either may expire. Keys and
// sets share one namespace, as in Redis. Every operation is atomic by itself,
// and a Batch is several writes, with conditions, that happen all together or
// not at all, so a caller never reads, thinks and writes back.
//
// The meaning of each operation is that of the Redis command its comment names;
// where one differs, the comment says so. A real Redis fits behind Store
// unchanged: a Batch is a Lua script or WATCH with MULTI/EXEC, Now is TIME.
//
// Open returns the implementation on a bbolt file, NewMemory a plain in-memory
// one. Both pass the suite in storagetest. Nothing returned aliases memory of
// the store: every slice is the caller's own.
package storage

import (
	"context"
	"errors"
	"time"
)

// Sentinel errors. Errors of an implementation wrap one of them where one fits.
var (
	// ErrNotFound: the key is absent or has expired.
	ErrNotFound = errors.New("no such key")
	// ErrConflict: a condition of the batch did not hold; nothing was written.
	ErrConflict = errors.New("a condition of the batch does not hold")
	// ErrWrongType: a key was used as a set or a set as a key (Redis's WRONGTYPE).
	ErrWrongType = errors.New("operation against a name holding the wrong kind of value")
	// ErrNotInteger: Increment met a value that is no 64-bit decimal integer.
	ErrNotInteger = errors.New("value is not an integer")
	// ErrTooLarge: a name, member or value over the limits of this package.
	ErrTooLarge = errors.New("name or value too large")
	// ErrLocked: another running Packnight has the store open.
	ErrLocked = errors.New("the store is in use by another program")
	// ErrReadOnly: the folder or the file can't be written.
	ErrReadOnly = errors.New("the store can't be written here")
	// ErrFull: no space left on the disk.
	ErrFull = errors.New("the disk is full")
	// ErrClosed: the store was closed.
	ErrClosed = errors.New("the store is closed")
)

// Limits of names and values, in bytes.
const (
	MaxName  = 512
	MaxValue = 4 << 20
)

// Keys are the operations on single values. Any goroutine may call them.
type Keys interface {
	// Get returns the value of key, or ErrNotFound (Redis GET).
	Get(ctx context.Context, key string) ([]byte, error)
	// GetMany returns the values of keys, in order, nil for an absent one and
	// for a set (Redis MGET). All are read at one instant.
	GetMany(ctx context.Context, keys ...string) ([][]byte, error)
	// Set gives key a value, whatever it held before, a set included. A ttl of
	// 0 means no expiry and takes an earlier expiry away (Redis SET, PX).
	Set(ctx context.Context, key string, value []byte, ttl time.Duration) error
	// SetIfAbsent is Set if key is absent; it tells whether it was set (SET NX).
	SetIfAbsent(ctx context.Context, key string, value []byte, ttl time.Duration) (bool, error)
	// Delete removes keys or sets and returns how many there were (Redis DEL).
	Delete(ctx context.Context, names ...string) (int, error)
	// Increment adds by to the decimal integer in key, an absent one counting
	// as 0, and returns the sum. A ttl over 0 is set only when this call made
	// the key, so that a counter expires ttl after its first use (Redis INCRBY
	// and PEXPIRE in one script). An overflow is ErrNotInteger.
	Increment(ctx context.Context, key string, by int64, ttl time.Duration) (int64, error)
	// TTL returns the time until name, a key or a set, expires; 0 where it has no
	// expiry; ErrNotFound where it is absent. (Redis's PTTL gives -1 and -2.)
	TTL(ctx context.Context, name string) (time.Duration, error)
	// Expire sets the expiry of a key or a set and tells whether it exists; a
	// ttl of 0 or less removes it at once (Redis PEXPIRE).
	Expire(ctx context.Context, name string, ttl time.Duration) (bool, error)
}

// Sets are the operations on sets. Any goroutine may call them. A set whose last
// member is removed is gone, as in Redis.
type Sets interface {
	// Add puts members in and returns how many were new (Redis SADD). It leaves
	// the set's expiry as it is.
	Add(ctx context.Context, set string, members ...string) (int, error)
	// Remove takes members out and returns how many were in (Redis SREM).
	Remove(ctx context.Context, set string, members ...string) (int, error)
	// Has tells whether member is in the set (Redis SISMEMBER).
	Has(ctx context.Context, set, member string) (bool, error)
	// Members returns all members, sorted, none for an absent set (Redis
	// SMEMBERS, which does not sort).
	Members(ctx context.Context, set string) ([]string, error)
	// Count returns the number of members, 0 for an absent set (Redis SCARD).
	Count(ctx context.Context, set string) (int, error)
}

// Store is a place for keys and sets. Any goroutine may call it.
//
// A write has happened, and survives a power cut where the implementation is on
// disk, once its call returned nil. A write that returned an error has not
// happened, and may be tried again.
type Store interface {
	Keys
	Sets

	// Apply does the batch: every write, in order, if every condition holds, and
	// ErrConflict without any write if one does not (Redis EVAL, or WATCH, MULTI,
	// EXEC). The store keeps nothing of b after it returns.
	Apply(ctx context.Context, b *Batch) error

	// Submit is Apply without waiting: done is called exactly once with Apply's
	// result, from the store's own goroutine or, where nothing has to be waited
	// for, before Submit returns; done must not block or call the store. The
	// batch belongs to the store until then. Batches submitted one after the
	// other by one goroutine are applied in that order.
	Submit(b *Batch, done func(error))

	// Wipe removes everything but what keep names and then applies the batch, all
	// as one atomic step under the batch's conditions. On disk, nothing of what
	// was removed is left in the file, its backups or the files kept aside
	// (Redis: FLUSHDB within MULTI, with what is kept put back).
	Wipe(ctx context.Context, keep Keep, b *Batch) error

	// Now is the store's clock, which expiry is measured by (Redis TIME). It
	// grows with the time that the program runs and with plausible gaps between
	// two runs, and never jumps when somebody sets the wall clock.
	Now() time.Time

	// Close waits for the writes under way, then releases the store. Calls after
	// it, and writes that had not begun, return ErrClosed.
	Close() error
}

// Keep names what a Wipe leaves alone, with its expiry.
type Keep struct {
	Names    []string // keys and sets, whole names
	Prefixes []string // all names that begin with one of these
}
