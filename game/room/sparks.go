package room

import (
	"slices"
	"time"

	"packnight/game/wire"
)

const (
	// sparkEvery is how often a seat's sparks are relayed at most.
	sparkEvery = 60 * time.Millisecond
	// sparkLag is how long a spark waits for its turn at most. Wi-Fi hands over in bunches
	// what a phone sent evenly: dropped, they would be gaps in a line that is being drawn.
	sparkLag = 4 * sparkEvery
)

// heldSpark is a spark that came too soon after its seat's last.
type heldSpark struct {
	link *Link
	move wire.Client
	at   time.Time // when it is relayed
}

// spark relays something fleeting to all others, now or when it is its turn: it is not
// stored. What would have to wait too long is dropped.
func (r *room) spark(l *Link, m wire.Client) {
	if l.place == nil {
		return
	}
	due := l.place.sparked.Add(sparkEvery)
	switch {
	case !due.After(r.now):
		r.relay(l, m)
	case due.Sub(r.now) <= sparkLag:
		l.place.sparked = due
		i := len(r.held)
		for i > 0 && r.held[i-1].at.After(due) {
			i--
		}
		r.held = slices.Insert(r.held, i, heldSpark{link: l, move: m, at: due})
	}
}

// relayHeld relays the sparks whose turn it is.
func (r *room) relayHeld() {
	for len(r.held) > 0 && !r.held[0].at.After(r.now) {
		h := r.held[0]
		r.held = r.held[1:]
		r.relay(h.link, h.move)
	}
}

// relay has the rules judge a spark, and shows it to all others.
func (r *room) relay(l *Link, m wire.Client) {
	if l.place == nil || r.game == nil || l.state == leaving || l.state == gone {
		return
	}
	relay, ok := r.game.Spark(r.now, l.seat, m.Body)
	if !ok {
		return
	}
	if r.now.After(l.place.sparked) {
		l.place.sparked = r.now
	}
	payload := wire.SparkFrame(l.seat.ID, relay)
	if payload == nil {
		return
	}
	same := []wire.Frame{wire.Text(payload)}
	for _, other := range r.live {
		if other != l {
			other.conn.Send(same...)
		}
	}
}
