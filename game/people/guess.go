package people

import (
	"context"
	"errors"
	"sync/atomic"
	"time"
)

const (
	wrongCodes   = 10 // a minute, of one user
	wrongInAll   = 60 // a minute, before strangers wait their turn
	guessWindow  = time.Minute
	guessTurn    = 250 * time.Millisecond
	guessWaiting = 256 // more than that are sent away
)

// guess looks a code up for a user and counts it where it was wrong: look returns
// ErrUnknownGame. stranger is a user without a player, who may have to wait.
func (p *People) guess(ctx context.Context, user string, stranger bool, look func() error) error {
	counter := "wrong:code:" + user
	n, err := p.counters.Increment(ctx, counter, 1, guessWindow)
	if err != nil {
		return err
	}
	if n > wrongCodes {
		return p.slowDown(ctx, counter)
	}
	if err = p.takeTurn(ctx, stranger); err == nil {
		err = look()
	}
	if errors.Is(err, ErrUnknownGame) {
		_, counting := p.counters.Increment(ctx, "wrong:codes", 1, guessWindow)
		return errors.Join(err, counting)
	}
	// A right one is free.
	_, counting := p.counters.Increment(ctx, counter, -1, guessWindow)
	return errors.Join(err, counting)
}

// takeTurn makes a stranger wait where there were many wrong guesses in all.
func (p *People) takeTurn(ctx context.Context, stranger bool) error {
	if !stranger {
		return nil
	}
	v, err := p.counter(ctx, "wrong:codes")
	if err != nil || v < wrongInAll {
		return err
	}
	return p.slow.wait(ctx)
}

// counter reads one of the counters in memory.
func (p *People) counter(ctx context.Context, name string) (int, error) {
	v, err := p.counters.GetMany(ctx, name)
	if err != nil {
		return 0, err
	}
	return number(v[0])
}

// lane lets one through every guessTurn.
type lane struct {
	turn    chan struct{} // holds one value while somebody's turn lasts
	waiting *atomic.Int32
}

func newLane() lane { return lane{turn: make(chan struct{}, 1), waiting: new(atomic.Int32)} }

// wait returns once the caller's turn is over. ErrSlowDown where too many wait.
func (l lane) wait(ctx context.Context) error {
	defer l.waiting.Add(-1)
	if l.waiting.Add(1) > guessWaiting {
		return ErrSlowDown
	}
	select {
	case l.turn <- struct{}{}:
	case <-ctx.Done():
		return ctx.Err()
	}
	defer func() { <-l.turn }()
	return pause(ctx, guessTurn)
}
