package room

import (
	"context"
	"fmt"
	"sync"

	"packnight/game/wire"
)

// halt asks a room to end, once it has stored what it has. What can't be stored at
// the first try is left; it was shown to nobody.
type halt struct {
	mu   sync.Mutex
	kept []Conn // connections left open for a wipe to close
	keep bool
}

func (h *halt) take(c Conn) {
	if !h.keep {
		c.Close(wire.Restarting, moment1)
		return
	}
	h.mu.Lock()
	defer h.mu.Unlock()
	h.kept = append(h.kept, c)
}

// halted lets go of the connections if all is stored that can be; it tells whether
// the room is to end.
func (r *room) halted(h *halt) bool {
	failing := r.flight != nil && !r.flight.retry.IsZero()
	if !failing && (r.flight != nil || r.unsaved.any() && r.game != nil && r.ending == nil) {
		return false
	}
	for _, l := range r.connections() {
		if r.part(l) {
			h.take(l.conn)
		}
	}
	return true
}

// haltAll asks all rooms to end and waits for them.
func (g *Registry) haltAll(ctx context.Context, h *halt) error {
	g.mu.Lock()
	rooms := make([]*room, 0, len(g.running))
	for r := range g.running {
		rooms = append(rooms, r)
	}
	g.mu.Unlock()
	for _, r := range rooms {
		r.halt.Store(h)
		r.inbox.nudge()
	}
	for _, r := range rooms {
		select {
		case <-r.done:
		case <-ctx.Done():
			return fmt.Errorf("waiting for the rooms: %w", ctx.Err())
		}
	}
	return nil
}

// Close stores what the rooms have, closes their connections with Restarting, and
// waits for the rooms to end. It returns ctx's error if they take longer.
func (g *Registry) Close(ctx context.Context) error {
	g.mu.Lock()
	g.closed = true
	g.mu.Unlock()
	g.making.Wait()
	return g.haltAll(ctx, &halt{})
}

// Wipe ends the evening: all rooms stop, none is made or loaded meanwhile, wipe
// deletes what is stored, and the connections are closed with EveningEnd. If wipe
// fails they are closed with Restarting, so everyone comes back to what is still
// there. wipe must not call the registry. For leaders.
func (g *Registry) Wipe(ctx context.Context, wipe func(context.Context) error) error {
	over, err := g.beginWipe(ctx)
	if err != nil {
		return err
	}
	defer over()
	g.making.Wait()
	h := &halt{keep: true}
	code, reason := wire.EveningEnd, "The evening is over. Thank you for coming!"
	err = g.haltAll(ctx, h)
	if err == nil {
		err = wipe(ctx)
	}
	if err != nil {
		code, reason = wire.Restarting, moment1
	}
	h.mu.Lock()
	defer h.mu.Unlock()
	for _, c := range h.kept {
		c.Close(code, reason)
	}
	h.keep = false // for a room that came too late
	return err
}

// beginWipe waits for its turn and shuts the registry; over opens it again.
func (g *Registry) beginWipe(ctx context.Context) (over func(), err error) {
	for {
		if err := g.open(ctx); err != nil {
			return nil, err
		}
		g.mu.Lock()
		if g.closed || g.wiping != nil {
			g.mu.Unlock()
			continue
		}
		done := make(chan struct{})
		g.wiping = done
		g.mu.Unlock()
		return func() {
			g.mu.Lock()
			g.wiping = nil
			g.mu.Unlock()
			close(done)
		}, nil
	}
}

// make registers that a game is being made, which a wipe waits for.
func (g *Registry) make(ctx context.Context) (made func(), err error) {
	for {
		if err := g.open(ctx); err != nil {
			return nil, err
		}
		g.mu.Lock()
		free := !g.closed && g.wiping == nil
		if free {
			g.making.Add(1)
		}
		g.mu.Unlock()
		if free {
			return g.making.Done, nil
		}
	}
}
