package hub

import (
	"errors"
	"os"
	"time"

	"packnight/game/wire"
)

const (
	// chunk is how many bytes of several frames are copied together to leave in one
	// write. It is also the most that a flusher writes at once, each time with the
	// full deadline: a slow phone that takes something is not dropped for being slow
	// with a large message.
	chunk = 16 << 10
	// stuckAfter is when a flusher's write is taken for stuck, where no write can be
	// tried without blocking and so even a quick client's frames are queued.
	stuckAfter = 100 * time.Millisecond
)

// outbox is what waits for a socket that would have blocked. Guarded by conn.mu; a
// flusher runs as long as a connection has one.
type outbox struct {
	frames []wire.Frame // the first may be written in part
	bytes  int          // of all
	flying int          // how many of frames the flusher is writing now, since when
	since  time.Time
}

// next copies what the flusher writes next into buffer, or returns a part of the
// first frame where that is large.
func (o *outbox) next(buffer []byte) []byte {
	o.since = time.Now()
	data, rest := join(buffer, o.frames)
	o.flying = len(o.frames) - len(rest)
	if o.flying == 0 {
		o.flying = 1
		data = o.frames[0][:min(chunk, len(o.frames[0]))]
	}
	return data
}

// wrote takes n written bytes away.
func (o *outbox) wrote(n int) {
	o.bytes -= n
	o.flying = 0
	o.frames = after(o.frames, n)
}

// keep throws away all frames but those that may be written in part.
func (o *outbox) keep() {
	n := max(1, o.flying)
	clear(o.frames[n:])
	o.frames, o.bytes = o.frames[:n], 0
	for _, f := range o.frames {
		o.bytes += len(f)
	}
}

// descriptor is what a write to a socket is tried with, without net's own bookkeeping.
type descriptor int

// noDescriptor is that of a socket with which no write can be tried without blocking.
const noDescriptor descriptor = -1

// errBlocked: the socket takes no more now.
var errBlocked = errors.New("the socket is full")

// Send implements Conn.
func (c *conn) Send(frames ...wire.Frame) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if !c.closing && len(frames) > 0 {
		c.greeted = true
		c.put(frames)
	}
}

// beat sends the beat to a connection that its room has greeted.
func (c *conn) beat(f wire.Frame) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.greeted && !c.closing {
		c.put([]wire.Frame{f})
	}
}

// Close implements Conn.
func (c *conn) Close(code wire.CloseCode, reason string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if !c.closing {
		c.close(code, reason, c.hub.cfg.Limits.Write)
	}
}

// close is Close with c.mu held. Code and reason follow what is queued, as far as that
// goes out within that time; the reader ends by the read deadline that is set here.
func (c *conn) close(code wire.CloseCode, reason string, within time.Duration) {
	c.closing = true
	if c.socket == nil {
		return // in its handshake
	}
	c.closeBy = time.Now().Add(within)
	_ = c.socket.SetReadDeadline(c.closeBy.Add(closeWait))
	if c.out != nil { // the flusher may be writing with a later deadline
		_ = c.socket.SetWriteDeadline(c.closeBy)
	}
	c.put([]wire.Frame{closeFrame(code, reason)})
	if c.out == nil {
		c.farewell()
	}
}

// farewell follows a close frame that was written: the client may read it, and close
// too. c.mu is held.
func (c *conn) farewell() {
	if c.gone {
		return
	}
	if s, ok := c.socket.(interface{ CloseWrite() error }); ok {
		_ = s.CloseWrite() // of a broken socket the reader hears too
	}
	_ = c.socket.SetReadDeadline(time.Now().Add(closeWait))
}

// drop ends the connection without a word.
func (c *conn) drop() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.dropLocked()
}

// silent drops a connection that nothing was heard of.
func (c *conn) silent() {
	c.mu.Lock()
	defer c.mu.Unlock()
	if !c.closing {
		c.hub.silent.Add(1)
		c.hushed.Store(true)
		c.dropLocked()
	}
}

func (c *conn) dropLocked() {
	c.closing = true
	if !c.gone && c.socket != nil {
		c.gone = true
		_ = c.socket.Close() // nothing is left to be done about an error
	}
}

// put writes frames now, or queues what the socket does not take. c.mu is held.
func (c *conn) put(frames []wire.Frame) {
	if c.out != nil {
		c.queue(frames)
		return
	}
	n, err := c.try(frames)
	switch {
	case err == nil:
	case errors.Is(err, errBlocked):
		c.out = new(outbox)
		// A copy: the caller's slice is shared with other connections.
		c.queue(after(append([]wire.Frame(nil), frames...), n))
		c.hub.tasks.Go(c.flush)
	default:
		c.dropLocked()
	}
}

// after returns the frames without their first n bytes, in place.
func after(frames []wire.Frame, n int) []wire.Frame {
	for len(frames) > 0 && n >= len(frames[0]) {
		n -= len(frames[0])
		frames[0] = nil
		frames = frames[1:]
	}
	if n > 0 {
		frames[0] = frames[0][n:]
	}
	return frames
}

// try writes frames without blocking, in one write where they are small. It returns
// how many bytes were taken, and errBlocked where that is not all. c.mu is held.
func (c *conn) try(frames []wire.Frame) (n int, err error) {
	if c.fd == noDescriptor {
		return 0, errBlocked
	}
	if len(frames) == 1 {
		return c.tryBytes(frames[0])
	}
	joint := c.hub.joints.Get().(*[]byte)
	defer c.hub.joints.Put(joint)
	for len(frames) > 0 && err == nil {
		var k int
		data := frames[0]
		if len(data) < chunk {
			data, frames = join((*joint)[:0], frames)
		} else {
			frames = frames[1:]
		}
		k, err = c.tryBytes(data)
		n += k
	}
	return n, err
}

// join copies frames together up to chunk bytes and returns those that are left.
func join(dst []byte, frames []wire.Frame) (joined []byte, rest []wire.Frame) {
	for len(frames) > 0 && len(dst)+len(frames[0]) <= chunk {
		dst, frames = append(dst, frames[0]...), frames[1:]
	}
	return dst, frames
}

// tryBytes is one write(2). The descriptor is the socket's still: only dropLocked
// closes it, under the same lock.
func (c *conn) tryBytes(data []byte) (int, error) {
	n, err := writeOnce(c.fd, data)
	if err == nil && n < len(data) {
		err = errBlocked
	}
	return n, err
}

// queue adds frames to the outbox, and closes the connection where that is too much.
// c.mu is held.
func (c *conn) queue(frames []wire.Frame) {
	for _, f := range frames {
		c.out.bytes += len(f)
	}
	c.out.frames = append(c.out.frames, frames...)
	if !c.closing && c.isFull() {
		c.hub.slow.Add(1)
		c.out.keep()
		c.close(wire.TooSlow, "too slow", closeWait)
	}
}

// isFull tells whether more is queued than a client that keeps up would leave.
func (c *conn) isFull() bool {
	o, l := c.out, &c.hub.cfg.Limits
	stuck := c.fd != noDescriptor || o.flying > 0 && time.Since(o.since) > stuckAfter
	return o.bytes > l.QueueBytes || stuck && len(o.frames) > l.Queue
}

// flush writes what is queued and ends when nothing is, or the socket is gone.
func (c *conn) flush() {
	joint := c.hub.joints.Get().(*[]byte)
	defer c.hub.joints.Put(joint)
	for {
		data, by, ok := c.next((*joint)[:0])
		if !ok {
			return
		}
		n, err := 0, c.socket.SetWriteDeadline(by)
		if err == nil {
			n, err = c.socket.Write(data)
		}
		c.wrote(n, err)
	}
}

// next returns what the flusher writes next, and by when; ok is false at the end.
func (c *conn) next(buffer []byte) (data []byte, by time.Time, ok bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.gone || len(c.out.frames) == 0 {
		c.out = nil
		if c.closing {
			c.farewell()
		}
		return nil, time.Time{}, false
	}
	by = c.closeBy
	if !c.closing {
		by = time.Now().Add(c.hub.cfg.Limits.Write)
	}
	return c.out.next(buffer), by, true
}

// wrote is told what came of the flusher's write. A socket that took something in time
// may go on.
func (c *conn) wrote(n int, err error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if err != nil && (n == 0 || !errors.Is(err, os.ErrDeadlineExceeded)) {
		c.dropLocked()
		return
	}
	c.out.wrote(n)
}
