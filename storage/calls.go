package storage

import (
	"context"
	"time"
)

// calls implements Keys and Sets on what an implementation gives it: a way to run
// operations that read and a way to run ones that write, each at one instant.
// A write runs once; if its call returns an error, it has changed nothing.
type calls struct {
	read  func(ctx context.Context, fn func(ops) error) error
	write func(ctx context.Context, fn func(ops) error) error
}

var (
	_ Keys = calls{}
	_ Sets = calls{}
)

// Get implements Keys.
func (c calls) Get(ctx context.Context, name string) (value []byte, err error) {
	if err := fit(name); err != nil {
		return nil, err
	}
	err = c.read(ctx, func(o ops) error {
		value, err = o.get(name)
		return err
	})
	return value, err
}

// GetMany implements Keys.
func (c calls) GetMany(ctx context.Context, names ...string) (values [][]byte, err error) {
	if err := fit(names...); err != nil {
		return nil, err
	}
	err = c.read(ctx, func(o ops) error {
		values, err = o.getMany(names)
		return err
	})
	return values, err
}

// Set implements Keys.
func (c calls) Set(ctx context.Context, name string, value []byte, ttl time.Duration) error {
	if err := fitValue(name, value); err != nil {
		return err
	}
	return c.write(ctx, func(o ops) error { return o.set(name, value, ttl) })
}

// SetIfAbsent implements Keys.
func (c calls) SetIfAbsent(ctx context.Context, name string, value []byte, ttl time.Duration) (ok bool, err error) {
	if err := fitValue(name, value); err != nil {
		return false, err
	}
	err = c.write(ctx, func(o ops) (err error) {
		ok, err = o.setIfAbsent(name, value, ttl)
		return err
	})
	return ok && err == nil, err
}

// Delete implements Keys.
func (c calls) Delete(ctx context.Context, names ...string) (n int, err error) {
	return c.count(ctx, names, names, ops.delete)
}

// Increment implements Keys.
func (c calls) Increment(ctx context.Context, name string, by int64, ttl time.Duration) (sum int64, err error) {
	if err := fit(name); err != nil {
		return 0, err
	}
	err = c.write(ctx, func(o ops) (err error) {
		sum, err = o.increment(name, by, ttl)
		return err
	})
	if err != nil {
		return 0, err
	}
	return sum, nil
}

// TTL implements Keys.
func (c calls) TTL(ctx context.Context, name string) (left time.Duration, err error) {
	if err := fit(name); err != nil {
		return 0, err
	}
	err = c.read(ctx, func(o ops) error {
		left, err = o.ttl(name)
		return err
	})
	return left, err
}

// Expire implements Keys.
func (c calls) Expire(ctx context.Context, name string, ttl time.Duration) (ok bool, err error) {
	n, err := c.count(ctx, []string{name}, []string{name}, func(o ops, name string) (bool, error) {
		return o.setExpiry(name, ttl)
	})
	return n == 1, err
}

// Add implements Sets.
func (c calls) Add(ctx context.Context, set string, members ...string) (n int, err error) {
	return c.count(ctx, []string{set}, members, func(o ops, member string) (bool, error) {
		return o.add(set, member)
	})
}

// Remove implements Sets.
func (c calls) Remove(ctx context.Context, set string, members ...string) (n int, err error) {
	return c.count(ctx, []string{set}, members, func(o ops, member string) (bool, error) {
		return o.remove(set, member)
	})
}

// Has implements Sets.
func (c calls) Has(ctx context.Context, set, member string) (in bool, err error) {
	if err := fit(set, member); err != nil {
		return false, err
	}
	err = c.read(ctx, func(o ops) error {
		in, err = o.member(set, member)
		return err
	})
	return in, err
}

// Members implements Sets.
func (c calls) Members(ctx context.Context, set string) (members []string, err error) {
	if err := fit(set); err != nil {
		return nil, err
	}
	err = c.read(ctx, func(o ops) error {
		members, err = o.all(set)
		return err
	})
	return members, err
}

// Count implements Sets.
func (c calls) Count(ctx context.Context, set string) (n int, err error) {
	if err := fit(set); err != nil {
		return 0, err
	}
	err = c.read(ctx, func(o ops) error {
		n, err = o.count(set)
		return err
	})
	return n, err
}

// count runs fn, which writes, for each of them and counts how often it told true.
// None of the functions given here fails after it has told true once: what they
// meet, all of them meet at first.
func (c calls) count(ctx context.Context, names, each []string, fn func(ops, string) (bool, error)) (n int, err error) {
	if err := fit(names...); err != nil {
		return 0, err
	}
	if err := fit(each...); err != nil {
		return 0, err
	}
	err = c.write(ctx, func(o ops) error {
		for _, s := range each {
			ok, err := fn(o, s)
			if err != nil {
				return err
			}
			if ok {
				n++
			}
		}
		return nil
	})
	if err != nil {
		return 0, err
	}
	return n, nil
}

// fit refuses names over the limit of this package.
func fit(names ...string) error {
	for _, n := range names {
		if len(n) > MaxName {
			return ErrTooLarge
		}
	}
	return nil
}

func fitValue(name string, value []byte) error {
	if len(value) > MaxValue {
		return ErrTooLarge
	}
	return fit(name)
}

// check refuses what is over the limits of this package.
func (b *Batch) check() error {
	for i := range b.conditions {
		if err := fit(b.conditions[i].name, b.conditions[i].member); err != nil {
			return err
		}
	}
	for i := range b.writes {
		w := &b.writes[i]
		if len(w.name) > MaxName || len(w.member) > MaxName || len(w.value) > MaxValue {
			return ErrTooLarge
		}
	}
	return nil
}
