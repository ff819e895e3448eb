package appliance

import (
	"context"
	"encoding/json"
	"errors"

	"packnight/game"
	"packnight/game/hub"
	"packnight/game/kinds/quiz"
	"packnight/game/people"
	"packnight/game/room"
	"packnight/game/web"
	"packnight/game/wire"
)

// tickets lets the hub redeem the people's tickets.
type tickets struct{ people *people.People }

// Redeem implements hub.Tickets.
func (t tickets) Redeem(ctx context.Context, token string) (hub.Claims, error) {
	c, err := t.people.Redeem(ctx, token)
	return hub.Claims{Subject: c.Subject, Code: c.Code, Seat: c.Seat}, err
}

// rooms lets the hub enter rooms.
type rooms struct{ registry *room.Registry }

// Connect implements hub.Rooms.
func (r rooms) Connect(ctx context.Context, code string, seat game.Seat, c hub.Conn) (hub.Link, error) {
	l, err := r.registry.Connect(ctx, code, seat, c)
	if err != nil {
		return nil, err
	}
	return l, nil
}

// closeCode tells with which code a socket ends that could not enter its room.
func closeCode(err error) wire.CloseCode {
	switch {
	case errors.Is(err, people.ErrBadTicket), errors.Is(err, room.ErrMoved):
		return wire.BadTicket
	case errors.Is(err, room.ErrUnknown):
		return wire.GameOver
	case errors.Is(err, room.ErrFull):
		return wire.TooMany
	case errors.Is(err, room.ErrClosed):
		return wire.Restarting
	default:
		return wire.NotLoaded
	}
}

// checkPack judges a leader's own pack: it is the quiz's.
func checkPack(raw json.RawMessage) (string, error) {
	p, err := quiz.ParsePack(raw)
	var bad *quiz.PackError
	if errors.As(err, &bad) {
		return "", web.BadPack{Line: bad.Line, Message: bad.Message}
	}
	if err != nil {
		return "", err
	}
	return p.Name, nil
}
