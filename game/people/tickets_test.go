package people

import (
	"encoding/base64"
	"errors"
	"fmt"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/golang-jwt/jwt/v5"
	"github.com/google/uuid"

	"packnight/game"
)

func TestTicketOpensOnce(t *testing.T) {
	onBoth(t, func(h *house) {
		p := h.player(h.cub(), "Ben", "fox")
		_, err := h.PlayerTicket(h.ctx, p.User, p.ID)
		want(h.t, err, ErrNoGame)
		h.open(h.code())
		h.in(p, h.code())
		ticket, err := h.PlayerTicket(h.ctx, p.User, p.ID)
		check(h.t, err)
		if d := ticket.Expires.Sub(h.clock.Now()); d > TicketLife || d < TicketLife-time.Second {
			h.t.Errorf("it is good for %v", d)
		}
		c, err := h.Redeem(h.ctx, ticket.Token)
		check(h.t, err)
		equal(h.t, "claims", c, TicketClaims{Subject: p.ID, Code: h.code(), Seat: game.RolePlayer})
		_, err = h.Redeem(h.ctx, ticket.Token)
		want(h.t, err, ErrBadTicket)
	})
}

func TestTicketRights(t *testing.T) {
	h := newHouse(t)
	h.open("K7QX")
	p, other, leader := h.player(h.cub(), "Ben", "fox"), h.cub(), h.leader()
	h.in(p, "K7QX")
	stage := h.stage()
	_, err := h.PlayerTicket(h.ctx, other, p.ID)
	want(t, err, ErrUnknownPlayer)
	_, err = h.PlayerTicket(h.ctx, leader, p.ID)
	want(t, err, ErrUnknownPlayer)
	for _, c := range []struct {
		user, code string
		seat       game.Role
		want       error
	}{
		{leader, "k7qx", game.RoleLeader, nil},
		{leader, "K7QX", game.RoleStage, nil},
		{stage, "K7QX", game.RoleStage, nil},
		{stage, "K7QX", game.RoleLeader, ErrLeadersOnly},
		{other, "K7QX", game.RoleStage, ErrLeadersOnly},
		{"", "K7QX", game.RoleStage, ErrLeadersOnly},
		{leader, "K7QX", game.RolePlayer, ErrBadRequest},
		{leader, "BBBB", game.RoleLeader, ErrUnknownGame},
		{leader, "../..", game.RoleLeader, ErrUnknownGame},
	} {
		ticket, err := h.SeatTicket(h.ctx, c.user, c.code, c.seat)
		if !errors.Is(err, c.want) {
			t.Errorf("%s at %q: %v, want %v", c.seat, c.code, err, c.want)
		}
		if c.want == nil {
			claims, err := h.Redeem(h.ctx, ticket.Token)
			check(t, err)
			equal(t, "claims", claims, TicketClaims{Subject: c.user, Code: "K7QX", Seat: c.seat})
		}
	}
}

// forge signs any claims with the right key.
func (h *house) forge(method jwt.SigningMethod, key any, edit func(jwt.MapClaims)) string {
	h.t.Helper()
	now := h.clock.Now().Unix()
	c := jwt.MapClaims{
		"sub": uuid.NewString(), "aud": "K7QX", "seat": "player", "jti": uuid.NewString(),
		"iat": now, "exp": now + 30,
	}
	edit(c)
	token, err := jwt.NewWithClaims(method, c).SignedString(key)
	check(h.t, err)
	return token
}

func set(name string, value any) func(jwt.MapClaims) {
	return func(c jwt.MapClaims) { c[name] = value }
}

func without(name string) func(jwt.MapClaims) {
	return func(c jwt.MapClaims) { delete(c, name) }
}

func TestForgedTickets(t *testing.T) {
	h := newHouse(t)
	same := func(jwt.MapClaims) {}
	key := h.ticketKey
	good := h.forge(jwt.SigningMethodHS256, key, same)
	_, err := h.Redeem(h.ctx, good) // or nothing below proves anything
	check(t, err)
	good = h.forge(jwt.SigningMethodHS256, key, same)
	part := strings.Split(good, ".")
	now := h.clock.Now().Unix()
	none := base64.RawURLEncoding.EncodeToString([]byte(`{"alg":"none","typ":"JWT"}`))
	bad := map[string]string{
		"empty":             "",
		"none":              h.forge(jwt.SigningMethodNone, jwt.UnsafeAllowNoneSignatureType, same),
		"none, signed":      none + "." + part[1] + "." + part[2],
		"HS512":             h.forge(jwt.SigningMethodHS512, key, same),
		"HS384":             h.forge(jwt.SigningMethodHS384, key, same),
		"empty key":         h.forge(jwt.SigningMethodHS256, []byte{}, same),
		"other key":         h.forge(jwt.SigningMethodHS256, []byte(strings.Repeat("k", 32)), same),
		"no signature":      part[0] + "." + part[1] + ".",
		"two parts":         part[0] + "." + part[1],
		"four parts":        good + ".x",
		"padded":            good + "=",
		"dots":              strings.Repeat(".", 1<<20),
		"two dots, 1 MB":    "." + strings.Repeat("A", 1<<20) + ".",
		"space":             good + " ",
		"no exp":            h.forge(jwt.SigningMethodHS256, key, without("exp")),
		"exp as text":       h.forge(jwt.SigningMethodHS256, key, set("exp", "soon")),
		"exp null":          h.forge(jwt.SigningMethodHS256, key, set("exp", nil)),
		"exp far":           h.forge(jwt.SigningMethodHS256, key, set("exp", now+31)),
		"exp 1e18":          h.forge(jwt.SigningMethodHS256, key, set("exp", 1e18)),
		"expired":           h.forge(jwt.SigningMethodHS256, key, func(c jwt.MapClaims) { c["iat"], c["exp"] = now-31, now-1 }),
		"expired just now":  h.forge(jwt.SigningMethodHS256, key, func(c jwt.MapClaims) { c["iat"], c["exp"] = now-30, now }),
		"no iat":            h.forge(jwt.SigningMethodHS256, key, without("iat")),
		"iat in the future": h.forge(jwt.SigningMethodHS256, key, func(c jwt.MapClaims) { c["iat"], c["exp"] = now+5, now+20 }),
		"old, long":         h.forge(jwt.SigningMethodHS256, key, set("iat", now-3600)),
		"no jti":            h.forge(jwt.SigningMethodHS256, key, without("jti")),
		"jti no id":         h.forge(jwt.SigningMethodHS256, key, set("jti", "x")),
		"no sub":            h.forge(jwt.SigningMethodHS256, key, without("sub")),
		"no aud":            h.forge(jwt.SigningMethodHS256, key, without("aud")),
		"aud list":          h.forge(jwt.SigningMethodHS256, key, set("aud", []string{"K7QX", "BBBB"})),
		"aud no code":       h.forge(jwt.SigningMethodHS256, key, set("aud", "k7qx")),
		"seat god":          h.forge(jwt.SigningMethodHS256, key, set("seat", "god")),
		"no seat":           h.forge(jwt.SigningMethodHS256, key, without("seat")),
	}
	// Every bit of the signature and some of the rest.
	for i := range len(part[2]) * 6 {
		raw, err := base64.RawURLEncoding.DecodeString(part[2])
		check(t, err)
		if i < len(raw)*8 {
			raw[i/8] ^= 1 << (i % 8)
			bad[fmt.Sprintf("signature bit %d", i)] = part[0] + "." + part[1] + "." + base64.RawURLEncoding.EncodeToString(raw)
		}
	}
	for i := range good {
		flipped := []byte(good)
		flipped[i] ^= 1
		bad[fmt.Sprintf("byte %d", i)] = string(flipped)
	}
	// The last sign holds two bits that a lenient decoder ignores.
	const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
	for _, r := range strings.ReplaceAll(alphabet, good[len(good)-1:], "") {
		bad["last sign "+string(r)] = good[:len(good)-1] + string(r)
	}
	for name, token := range bad {
		if c, err := h.Redeem(h.ctx, token); !errors.Is(err, ErrBadTicket) {
			t.Errorf("%s: %+v, %v", name, c, err)
		}
	}
	_, err = h.Redeem(h.ctx, good) // none of it used the good one up
	check(t, err)
}

func TestTicketExpiresOnTheMeetingClock(t *testing.T) {
	h := newHouse(t)
	h.open("K7QX")
	leader := h.leader()
	old, err := h.SeatTicket(h.ctx, leader, "K7QX", game.RoleLeader)
	check(t, err)
	h.clock.Pass(TicketLife - time.Second)
	young, err := h.SeatTicket(h.ctx, leader, "K7QX", game.RoleLeader)
	check(t, err)
	h.clock.Pass(time.Second)
	_, err = h.Redeem(h.ctx, old.Token)
	want(t, err, ErrBadTicket)
	_, err = h.Redeem(h.ctx, young.Token)
	check(t, err)
	after, err := New(h.ctx, Config{Store: h.store, Counters: memory(t, h.clock), Keys: h.keys})
	check(t, err)
	before, err := h.SeatTicket(h.ctx, leader, "K7QX", game.RoleLeader)
	check(t, err)
	_, err = after.Redeem(h.ctx, before.Token)
	want(t, err, ErrBadTicket) // from before a restart
}

func TestTicketRace(t *testing.T) {
	h := newHouse(t)
	h.open("K7QX")
	ticket, err := h.SeatTicket(h.ctx, h.leader(), "K7QX", game.RoleStage)
	check(t, err)
	var opened atomic.Int32
	var wg sync.WaitGroup
	for range 100 {
		wg.Go(func() {
			if _, err := h.Redeem(h.ctx, ticket.Token); err == nil {
				opened.Add(1)
			}
		})
	}
	wg.Wait()
	equal(t, "sockets opened", opened.Load(), 1)
}

// A megabyte costs nothing: it is not even decoded.
func TestHugeTicketsAreCheap(t *testing.T) {
	h := newHouse(t)
	for _, huge := range []string{strings.Repeat(".", 1<<20), "e30." + strings.Repeat("A", 1<<20) + "."} {
		n := testing.AllocsPerRun(100, func() {
			if _, err := h.readTicket(huge); err == nil {
				t.Error("taken")
			}
		})
		if n > 2 {
			t.Errorf("%v allocations", n)
		}
	}
}

func FuzzTicket(f *testing.F) {
	h := &People{ticketKey: []byte("0123456789abcdef0123456789abcdef"), now: func() time.Time { return evening }}
	// The same in each of the processes that fuzz.
	good, err := jwt.NewWithClaims(jwt.SigningMethodHS256, &ticketJSON{
		Subject: "x", Audience: "K7QX", Seat: "player", ID: uuid.Nil.String(),
		Issued: jwt.NewNumericDate(evening), Expires: jwt.NewNumericDate(evening.Add(TicketLife)),
	}).SignedString(h.ticketKey)
	if err != nil {
		f.Fatal(err)
	}
	if _, err := h.readTicket(good); err != nil {
		f.Fatal(err)
	}
	for _, s := range []string{good, "", "..", "a.b.c", "eyJhbGciOiJub25lIn0.e30."} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, token string) {
		if _, err := h.readTicket(token); err == nil && token != good {
			t.Fatalf("a forged ticket was taken: %q", token)
		}
	})
}
