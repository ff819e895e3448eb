package people

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"fmt"
	"net/netip"
	"time"

	"github.com/google/uuid"

	"packnight/storage"
)

const (
	keyLife        = 90 * time.Second // of a second key
	keyWait        = time.Minute      // after too many wrong ones
	wrongKeys      = 5                // of one user
	wrongStrangers = 20               // of one address, by browsers without a user
	digits         = 100              // that there are of two digits
)

// Entry is the answer to Login.
type Entry struct {
	User
	Keyed bool // a key was taken: renew the session's token
}

// Login returns the user of a session, and makes one where there is none (user is
// "", or was forgotten). It is idempotent. address is the remote IP address, by which
// those without a user are limited. key is "" for none: the leader's key makes the
// user a leader at once; a second key makes it Waiting, with two digits for Confirm;
// a leader stays one. ErrWrongKey, and after five of them ErrSlowDown for a minute,
// unevaluated. With ErrWrongKey the Entry may still hold a (new) user: where
// Entry.ID is not "", put it into the session all the same, so that the next try is
// counted for this browser.
func (p *People) Login(ctx context.Context, user, key, address string) (Entry, error) {
	u, err := p.lookUp(ctx, user)
	if err != nil {
		return Entry{}, err
	}
	if key == "" {
		u, err = p.ensureUser(ctx, u, address)
		return Entry{User: u.user()}, err
	}
	counter, most := "wrong:key:"+u.id, int64(wrongKeys)
	if u.raw == nil {
		counter, most = "wrong:key:from:"+network(address), wrongStrangers
	}
	tries, err := p.counters.Increment(ctx, counter, 1, keyWait)
	if err != nil {
		return Entry{}, err
	}
	if tries > most {
		return Entry{}, p.slowDown(ctx, counter)
	}
	e, err := p.tryKey(ctx, u, key, address)
	if u.raw == nil && errors.Is(err, ErrWrongKey) {
		// The browser is known from now on, and this was its first wrong key.
		_, failed := p.counters.Increment(ctx, "wrong:key:"+e.ID, 1, keyWait)
		err = errors.Join(err, failed)
	}
	return e, p.countKey(ctx, counter, tries >= most, err)
}

// countKey keeps a try in the counter if its key was wrong; the last one starts the
// minute anew.
func (p *People) countKey(ctx context.Context, counter string, last bool, result error) error {
	switch {
	case !errors.Is(result, ErrWrongKey):
		_, err := p.counters.Increment(ctx, counter, -1, keyWait)
		return errors.Join(result, err)
	case last:
		_, err := p.counters.Expire(ctx, counter, keyWait)
		return errors.Join(result, err)
	}
	return result
}

// slowDown is ErrSlowDown with the time until the counter is gone.
func (p *People) slowDown(ctx context.Context, counter string) error {
	left, err := p.counters.TTL(ctx, counter)
	if err != nil || left <= 0 {
		return ErrSlowDown.after(time.Second)
	}
	return ErrSlowDown.after(left)
}

// tryKey makes the user what the key is for. A stranger with a wrong key becomes a
// user too, so that its browser is known the next time.
func (p *People) tryKey(ctx context.Context, u known, key, address string) (Entry, error) {
	mine, theirs := sha256.Sum256([]byte(p.keys.Leader())), sha256.Sum256([]byte(key))
	right := subtle.ConstantTimeCompare(mine[:], theirs[:]) == 1 && p.keys.Leader() != ""
	var err error
	if u, err = p.ensureUser(ctx, u, address); err != nil {
		return Entry{}, err
	}
	if right {
		u, err = p.lead(ctx, u.id)
	} else {
		u, err = p.await(ctx, u.id, keyKey(key))
	}
	if errors.Is(err, ErrWrongKey) {
		return Entry{User: u.user()}, err
	}
	if err != nil {
		return Entry{}, err
	}
	p.log.Info("a key was taken", "user", u.id, "role", string(u.Role))
	return Entry{User: u.user(), Keyed: true}, nil
}

// ensureUser makes the user where it is unknown, and renews it where it is known.
func (p *People) ensureUser(ctx context.Context, u known, address string) (known, error) {
	if u.raw != nil {
		return u, p.renew(ctx, u)
	}
	counter := "new:" + network(address)
	n, err := p.counters.Increment(ctx, counter, 1, time.Minute)
	if err != nil {
		return u, err
	}
	if n > int64(p.newUsers) {
		return known{}, p.slowDown(ctx, counter)
	}
	if u.id == "" {
		u.id = uuid.NewString()
	}
	return p.makeUser(ctx, u.id)
}

func (p *People) makeUser(ctx context.Context, id string) (known, error) {
	var u known
	err := p.change(ctx, func() (*storage.Batch, error) {
		var err error
		if u, err = p.lookUp(ctx, id); err != nil || u.raw != nil {
			return nil, err
		}
		full, err := p.full(ctx, "users", "user:", maxUsers)
		if err != nil {
			return nil, err
		}
		if full {
			return nil, ErrSlowDown
		}
		b := new(storage.Batch).IfCountBelow("users", maxUsers)
		u.set(b, record{Role: Cub})
		renewMeeting(b)
		return b, nil
	})
	if u.raw == nil {
		u.Role = Cub
	}
	return u, err
}

// lead makes a user a leader.
func (p *People) lead(ctx context.Context, id string) (known, error) {
	var u known
	err := p.change(ctx, func() (*storage.Batch, error) {
		var err error
		if u, err = p.lookUp(ctx, id); err != nil || u.Role == Leader {
			return nil, err
		}
		b := new(storage.Batch)
		u.set(b, record{Role: Leader})
		return b, nil
	})
	u.record = record{Role: Leader}
	return u, err
}

// await uses a second key up: the user waits for the role that it is for. A leader
// stays one.
func (p *People) await(ctx context.Context, id, key string) (known, error) {
	var u known
	var next record
	err := p.change(ctx, func() (*storage.Batch, error) {
		role, err := p.get(ctx, key)
		if err != nil {
			return nil, err
		}
		if u, err = p.lookUp(ctx, id); err != nil {
			return nil, err
		}
		next = u.record
		if role == nil {
			return nil, ErrWrongKey
		}
		b := new(storage.Batch).IfEquals(key, role).Delete(key)
		if u.Role == Leader || u.Role == Role(role) {
			ifSame(b, u.key(), u.raw)
			return b, nil
		}
		next = record{Role: Waiting, Wants: Role(role)}
		next.Match, err = p.freeMatch(ctx)
		u.set(b, next)
		b.IfAbsent(matchKey(next.Match)).Set(matchKey(next.Match), []byte(id), Day)
		return b, err
	})
	u.record = next
	return u, err
}

// freeMatch returns two digits that nobody waits with.
func (p *People) freeMatch(ctx context.Context) (string, error) {
	taken, err := p.store.GetMany(ctx, matchKeys()...)
	if err != nil {
		return "", err
	}
	from := randomBelow(digits)
	for i := range digits {
		if n := (from + i) % digits; taken[n] == nil {
			return fmt.Sprintf("%02d", n), nil
		}
	}
	return "", ErrBusy
}

// SecondKey makes a single-use key, good for 90 s, for another Leader or a Stage;
// ErrBadRequest for another role. For leaders.
func (p *People) SecondKey(ctx context.Context, role Role) (string, error) {
	if role != Leader && role != Stage {
		return "", bad("role", "A key is for a leader or a stage.")
	}
	var b [16]byte
	rand.Read(b[:]) // never fails: see its documentation
	key := base64.RawURLEncoding.EncodeToString(b[:])
	return key, p.store.Set(ctx, keyKey(key), []byte(role), keyLife)
}

// keyKey is where a second key is kept: the store holds only its hash.
func keyKey(key string) string {
	hash := sha256.Sum256([]byte(key))
	return "key:" + hex.EncodeToString(hash[:])
}

// Confirm gives the user that waits with those two digits the role that its key was
// made for, and returns it. ErrNoMatch. For leaders.
func (p *People) Confirm(ctx context.Context, match string) (User, error) {
	var u known
	var next record
	err := p.change(ctx, func() (*storage.Batch, error) {
		if len(match) != 2 {
			return nil, ErrNoMatch
		}
		id, err := p.get(ctx, matchKey(match))
		if err != nil {
			return nil, err
		}
		if u, err = p.lookUp(ctx, string(id)); err != nil {
			return nil, err
		}
		if id == nil || u.Role != Waiting || u.Match != match {
			return nil, ErrNoMatch
		}
		next = record{Role: u.Wants}
		b := new(storage.Batch).IfEquals(matchKey(match), id)
		u.set(b, next)
		return b, nil
	})
	if err != nil {
		return User{}, err
	}
	p.log.Info("confirmed", "user", u.id, "role", string(next.Role))
	return User{ID: u.id, Role: next.Role}, nil
}

// network is what an address counts as: itself, or its /64 for IPv6, of which every
// device can take as many as it likes.
func network(address string) string {
	a, err := netip.ParseAddr(address)
	if err != nil {
		return "unknown"
	}
	a = a.Unmap().WithZone("")
	if a.Is4() {
		return a.String()
	}
	prefix, err := a.Prefix(64)
	if err != nil {
		return "unknown"
	}
	return prefix.String()
}
