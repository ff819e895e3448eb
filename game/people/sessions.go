package people

import (
	"context"
	"errors"
	"net/http"
	"time"

	"github.com/alexedwards/scs/v2"

	"packnight/storage"
)

// SessionUser is the name of the one value in a session: the user id, a string.
const SessionUser = "user"

// Sessions returns a session manager whose sessions live in the store: tokens
// hashed, no idle timeout, the user id under SessionUser and nothing else (all other
// values are dropped). The cookie is HttpOnly, SameSite=Lax, without Secure, for a day
// from whenever it is written. Call it once; web keeps it. Web puts the user id at
// each login, the same one again too: that renews the cookie, never the content.
func (p *People) Sessions() *scs.SessionManager {
	m := scs.New()
	m.Store = sessions{p}
	m.Codec = userCodec{}
	m.HashTokenInStore = true
	m.IdleTimeout = 0
	m.Lifetime = Day
	m.Cookie.Name = "packnight"
	m.Cookie.HttpOnly = true
	m.Cookie.SameSite = http.SameSiteLaxMode
	m.Cookie.Secure = false // plain http on a LAN address
	return m
}

// userCodec keeps the user id of a session and nothing else. When a session ends is
// the store's business, so that the meeting clock decides.
type userCodec struct{}

// Encode implements scs.Codec.
func (userCodec) Encode(_ time.Time, values map[string]any) ([]byte, error) {
	user, _ := values[SessionUser].(string)
	return []byte(user), nil
}

// Decode implements scs.Codec. The deadline is that of the cookie alone: the
// browser's clock counts there.
func (userCodec) Decode(b []byte) (time.Time, map[string]any, error) {
	return time.Now().Add(Day), map[string]any{SessionUser: string(b)}, nil
}

// sessions keeps the sessions of scs; a token is hashed when it arrives here.
type sessions struct{ p *People }

var _ scs.CtxStore = sessions{}

func sessionKey(token string) string { return "session:" + token }

// sessionsKey is the set of a user's sessions: a wipe keeps those of leaders.
func sessionsKey(user string) string { return "user:" + user + ":sessions" }

// FindCtx implements scs.CtxStore.
func (s sessions) FindCtx(ctx context.Context, token string) ([]byte, bool, error) {
	user, err := s.p.get(ctx, sessionKey(token))
	return user, user != nil, err
}

// CommitCtx implements scs.CtxStore. A session of a user that does not exist (any
// more) is not kept: a request that a wipe overtook must not bring it back.
func (s sessions) CommitCtx(ctx context.Context, token string, b []byte, _ time.Time) error {
	return s.p.change(ctx, func() (*storage.Batch, error) {
		u, err := s.p.lookUp(ctx, string(b))
		if err != nil || u.raw == nil {
			return nil, err
		}
		batch := new(storage.Batch).IfEquals(u.key(), u.raw).Set(sessionKey(token), b, Day)
		addFor(batch, sessionsKey(u.id), token)
		if u.leads() {
			bumpLeaders(batch)
		}
		return batch, nil
	})
}

// DeleteCtx implements scs.CtxStore.
func (s sessions) DeleteCtx(ctx context.Context, token string) error {
	user, err := s.p.get(ctx, sessionKey(token))
	if err != nil || user == nil {
		return err
	}
	b := new(storage.Batch).IfEquals(sessionKey(token), user).
		Delete(sessionKey(token)).Remove(sessionsKey(string(user)), token)
	if err := s.p.store.Apply(ctx, b); !errors.Is(err, storage.ErrConflict) {
		return err
	}
	return nil // another request deleted it
}

// Find, Commit and Delete complete scs.Store; scs calls the variants with a context.
func (s sessions) Find(token string) ([]byte, bool, error) {
	return s.FindCtx(context.Background(), token)
}

// Commit implements scs.Store.
func (s sessions) Commit(token string, b []byte, expiry time.Time) error {
	return s.CommitCtx(context.Background(), token, b, expiry)
}

// Delete implements scs.Store.
func (s sessions) Delete(token string) error { return s.DeleteCtx(context.Background(), token) }
