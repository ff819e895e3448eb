package people

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/golang-jwt/jwt/v5"
	"github.com/google/uuid"

	"packnight/game"
)

// TicketLife is how long a ticket is good.
const TicketLife = 30 * time.Second

const (
	maxTicket  = 1024 // bytes; one of ours has about 350
	usedTicket = "ticket:"
)

// Ticket opens one socket once.
type Ticket struct {
	Token   string
	Code    string    // of the game that it is for
	Expires time.Time // on the meeting clock
}

// TicketClaims is what a ticket says.
type TicketClaims struct {
	Subject string // player, or user for a leader or a stage
	Code    string
	Seat    game.Role
}

// PlayerTicket makes a ticket for a player of this user. ErrUnknownPlayer for one that
// is not, ErrNoGame.
func (p *People) PlayerTicket(ctx context.Context, user, player string) (Ticket, error) {
	code, err := p.settle(ctx, user, player)
	if err != nil {
		return Ticket{}, err
	}
	if code == "" {
		return Ticket{}, ErrNoGame
	}
	return p.sign(TicketClaims{Subject: player, Code: code, Seat: game.RolePlayer})
}

// SeatTicket makes a ticket for a leader's or a stage's seat in any game. A leader may
// take both seats, a stage only RoleStage. ErrLeadersOnly, ErrUnknownGame,
// ErrBadRequest for another seat.
func (p *People) SeatTicket(ctx context.Context, user, code string, seat game.Role) (Ticket, error) {
	if seat != game.RoleLeader && seat != game.RoleStage {
		return Ticket{}, bad("seat", "A seat is leader or stage.")
	}
	u, err := p.lookUp(ctx, user)
	if err != nil {
		return Ticket{}, err
	}
	if u.Role != Leader && (u.Role != Stage || seat != game.RoleStage) {
		return Ticket{}, ErrLeadersOnly
	}
	code, ok := FoldCode(code)
	if !ok {
		return Ticket{}, ErrUnknownGame
	}
	there, err := p.get(ctx, gameKey(code))
	if err != nil {
		return Ticket{}, err
	}
	if there == nil {
		return Ticket{}, ErrUnknownGame
	}
	return p.sign(TicketClaims{Subject: user, Code: code, Seat: seat})
}

func (p *People) sign(c TicketClaims) (Ticket, error) {
	now := p.now()
	claims := &ticketJSON{
		Subject: c.Subject, Audience: c.Code, Seat: string(c.Seat), ID: uuid.NewString(),
		Issued: jwt.NewNumericDate(now), Expires: jwt.NewNumericDate(now.Add(TicketLife)),
	}
	token, err := jwt.NewWithClaims(jwt.SigningMethodHS256, claims).SignedString(p.ticketKey)
	if err != nil {
		return Ticket{}, fmt.Errorf("signing a ticket: %w", err)
	}
	return Ticket{Token: token, Code: c.Code, Expires: claims.Expires.Time}, nil
}

// Redeem uses a ticket up. ErrBadTicket for one that is not good, for whatever reason.
func (p *People) Redeem(ctx context.Context, token string) (TicketClaims, error) {
	c, err := p.readTicket(token)
	if err != nil {
		return TicketClaims{}, fmt.Errorf("%w: %w", ErrBadTicket, err)
	}
	// Kept until it has expired anyway.
	first, err := p.counters.SetIfAbsent(ctx, usedTicket+c.ID, nil, TicketLife+time.Second)
	if err != nil {
		return TicketClaims{}, err
	}
	if !first {
		return TicketClaims{}, fmt.Errorf("%w: used before", ErrBadTicket)
	}
	return TicketClaims{Subject: c.Subject, Code: c.Audience, Seat: game.Role(c.Seat)}, nil
}

// readTicket checks everything of a ticket but whether it was used.
func (p *People) readTicket(token string) (*ticketJSON, error) {
	// Before anything is decoded: the sender is anybody.
	if len(token) > maxTicket || strings.Count(token, ".") != 2 {
		return nil, errors.New("no ticket at all")
	}
	c := &ticketJSON{}
	parser := jwt.NewParser(
		jwt.WithValidMethods([]string{jwt.SigningMethodHS256.Alg()}),
		jwt.WithExpirationRequired(), jwt.WithIssuedAt(),
		jwt.WithTimeFunc(p.now), jwt.WithStrictDecoding(),
	)
	_, err := parser.ParseWithClaims(token, c, func(*jwt.Token) (any, error) { return p.ticketKey, nil })
	return c, err
}

// ticketJSON is a ticket's payload. It is checked by jwt's validator for its times, and
// by Validate for what that one leaves open.
type ticketJSON struct {
	Subject  string           `json:"sub"`
	Audience string           `json:"aud"`
	Seat     string           `json:"seat"`
	ID       string           `json:"jti"`
	Issued   *jwt.NumericDate `json:"iat"`
	Expires  *jwt.NumericDate `json:"exp"`
}

var _ jwt.ClaimsValidator = (*ticketJSON)(nil)

// Validate implements jwt.ClaimsValidator.
func (c *ticketJSON) Validate() error {
	_, err := uuid.Parse(c.ID)
	code, ok := FoldCode(c.Audience)
	switch {
	case c.Issued == nil || c.Expires == nil:
		return errors.New("a time is missing")
	case c.Expires.Sub(c.Issued.Time) > TicketLife: // and it was not issued in the future
		return errors.New("it would be good for too long")
	case err != nil || c.Subject == "":
		return errors.New("an id is missing")
	case !ok || code != c.Audience:
		return errors.New("it is for no game")
	}
	switch game.Role(c.Seat) {
	case game.RolePlayer, game.RoleLeader, game.RoleStage:
		return nil
	}
	return errors.New("it is for no seat")
}

// GetExpirationTime implements jwt.Claims.
func (c *ticketJSON) GetExpirationTime() (*jwt.NumericDate, error) { return c.Expires, nil }

// GetIssuedAt implements jwt.Claims.
func (c *ticketJSON) GetIssuedAt() (*jwt.NumericDate, error) { return c.Issued, nil }

// GetNotBefore implements jwt.Claims.
func (c *ticketJSON) GetNotBefore() (*jwt.NumericDate, error) { return nil, nil }

// GetIssuer implements jwt.Claims.
func (c *ticketJSON) GetIssuer() (string, error) { return "", nil }

// GetSubject implements jwt.Claims.
func (c *ticketJSON) GetSubject() (string, error) { return c.Subject, nil }

// GetAudience implements jwt.Claims.
func (c *ticketJSON) GetAudience() (jwt.ClaimStrings, error) {
	return jwt.ClaimStrings{c.Audience}, nil
}
