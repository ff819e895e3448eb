package hub_test

import (
	"context"
	"io"
	"log"
	"net"
	"net/http"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/gorilla/websocket"

	"packnight/game/hub"
	"packnight/game/wire"
)

// pipes is a listener whose connections are net.Pipe: in a synctest bubble both ends
// and all deadlines run on the bubble's clock. A write to a pipe blocks until it is
// read, so here every send goes by way of a flusher.
type pipes struct {
	accept chan net.Conn
	closed chan struct{}
	once   sync.Once
}

func (p *pipes) Accept() (net.Conn, error) {
	select {
	case c := <-p.accept:
		return c, nil
	case <-p.closed:
		return nil, net.ErrClosed
	}
}

func (p *pipes) Close() error   { p.once.Do(func() { close(p.closed) }); return nil }
func (p *pipes) Addr() net.Addr { return &net.IPAddr{} }

// dial makes the two ends of a connection.
func (p *pipes) dial(string, string) (net.Conn, error) {
	here, there := net.Pipe()
	select {
	case p.accept <- there:
		return here, nil
	case <-p.closed:
		return nil, net.ErrClosed
	}
}

// inBubble runs test with a hub that serves pipes, on a clock that stands still while
// anybody has something to do.
func inBubble(t *testing.T, change func(*hub.Config), test func(t *testing.T, b *bench)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		r := newRooms()
		cfg := config(r)
		if change != nil {
			change(&cfg)
		}
		h := hub.New(context.Background(), cfg)
		p := &pipes{accept: make(chan net.Conn), closed: make(chan struct{})}
		server := &http.Server{Handler: h, ErrorLog: log.New(io.Discard, "", 0)}
		served := make(chan error, 1)
		go func() { served <- server.Serve(p) }()
		test(t, &bench{t: t, hub: h, rooms: r, url: "ws://packnight/ws", dialer: websocket.Dialer{NetDial: p.dial}})
		if err := h.Close(context.Background()); err != nil {
			t.Errorf("closing: %v", err)
		}
		server.Close()
		<-served
		synctest.Wait()
	})
}

// pass lets time pass on the bubble's clock.
func pass(d time.Duration) { <-time.After(d) }

// reads reads in the background, answering pings, until the socket ends.
func (c *client) reads() (ended chan struct{}) {
	ended = make(chan struct{})
	_ = c.ws.SetReadDeadline(time.Time{})
	go func() {
		defer close(ended)
		for {
			if _, _, err := c.ws.ReadMessage(); err != nil {
				return
			}
		}
	}()
	return ended
}

func TestNoHelloIsClosedAfterItsTime(t *testing.T) {
	inBubble(t, nil, func(t *testing.T, b *bench) {
		start := time.Now()
		c := b.dial()
		c.wants(wire.NoHello)
		if took := time.Since(start); took != wire.Default().Hello {
			t.Errorf("closed after %v", took)
		}
	})
}

func TestAHelloThatTricklesIsNoHello(t *testing.T) {
	inBubble(t, nil, func(t *testing.T, b *bench) {
		c := b.dial()
		done := make(chan struct{})
		go func() {
			defer close(done)
			// A text frame of 100 bytes, one of them a second.
			for _, x := range append([]byte{0x81, 0x80 | 100, 0, 0, 0, 0}, make([]byte, 100)...) {
				if _, err := c.ws.NetConn().Write([]byte{x}); err != nil {
					return
				}
				pass(time.Second)
			}
		}()
		start := time.Now()
		c.wants(wire.NoHello)
		if took := time.Since(start); took != wire.Default().Hello {
			t.Errorf("closed after %v", took)
		}
		c.ws.Close()
		<-done
	})
}

func TestBeatsComeAndKeepAliveWhoAnswers(t *testing.T) {
	inBubble(t, nil, func(t *testing.T, b *bench) {
		c := b.join("player:ben:K7QX")
		start := time.Now()
		for range 20 {
			c.sees(`{"type":"beat","now":`)
		}
		if got, want := time.Since(start), 20*wire.Default().Beat; got > want || got < want-wire.Default().Beat {
			t.Errorf("20 beats took %v", got)
		}
	})
}

func TestAStrangerHearsNoBeat(t *testing.T) {
	inBubble(t, nil, func(t *testing.T, b *bench) {
		c := b.dial()
		_ = c.ws.SetReadDeadline(time.Now().Add(wire.Default().Hello - time.Millisecond))
		if _, data, err := c.ws.ReadMessage(); err == nil {
			t.Errorf("it heard %s", data)
		}
		c.ws.Close()
	})
}

func TestTheSilentAreDroppedInTime(t *testing.T) {
	// A moment before and after every sweep.
	for _, offset := range []time.Duration{0, 1, 499, 501, 1499, 2999} {
		inBubble(t, nil, func(t *testing.T, b *bench) {
			pass(offset * time.Millisecond)
			c := b.join("player:ben:K7QX")
			c.ws.SetPingHandler(func(string) error { return nil }) // reads, answers nothing
			start := time.Now()
			<-c.reads()
			silent, sweep := wire.Default().Silent, wire.Default().Beat/6
			if took := time.Since(start); took > silent || took < silent-sweep {
				t.Errorf("dropped after %v of silence", took)
			}
			synctest.Wait()
			if now, _ := b.rooms.count(); now != 0 || b.hub.Stats().Silent != 1 || b.rooms.silent != 1 {
				t.Errorf("%d links, %d silent, %+v", now, b.rooms.silent, b.hub.Stats())
			}
		})
	}
}

func TestAClientThatNeverReadsIsClosed(t *testing.T) {
	inBubble(t, nil, func(t *testing.T, b *bench) {
		c, other := b.join("player:ben:K7QX"), b.join("player:eva:K7QX")
		ended := other.reads()
		ben := b.rooms.conn("ben")
		frame := wire.Text(make([]byte, 1000))
		ben.Send(frame)
		pass(time.Second / 2) // the flusher is stuck now
		for range wire.Default().Queue {
			ben.Send(frame)
		}
		start := time.Now()
		if slow := b.hub.Stats().Slow; slow != 1 {
			t.Fatalf("%d are slow", slow)
		}
		for now, _ := b.rooms.count(); now != 1; now, _ = b.rooms.count() {
			pass(10 * time.Millisecond)
		}
		if took := time.Since(start); took > 5*time.Second {
			t.Errorf("it took %v", took)
		}
		c.ws.Close()
		other.ws.Close()
		<-ended
	})
}

func TestASlowClientThatReadsOnIsToldWhy(t *testing.T) {
	inBubble(t, nil, func(t *testing.T, b *bench) {
		c := b.join("player:ben:K7QX")
		ben := b.rooms.conn("ben")
		ben.Send(wire.Text([]byte(`{"type":"patch"}`)))
		pass(time.Second / 2)
		for range wire.Default().Queue {
			ben.Send(wire.Text([]byte(`{"type":"patch"}`)))
		}
		c.wants(wire.TooSlow)
		c.ws.Close()
	})
}

func TestBytesQueuedAreBounded(t *testing.T) {
	inBubble(t, nil, func(t *testing.T, b *bench) {
		c := b.join("player:ben:K7QX")
		ben := b.rooms.conn("ben")
		ben.Send(wire.Text(make([]byte, 100<<10)))
		ben.Send(wire.Text(make([]byte, 100<<10)))
		if slow := b.hub.Stats().Slow; slow != 0 {
			t.Fatal("closed within the bound")
		}
		ben.Send(wire.Text(make([]byte, 100<<10)))
		if slow := b.hub.Stats().Slow; slow != 1 {
			t.Fatal("still open over the bound")
		}
		c.ws.Close()
	})
}

func TestALargeFrameMayTakeLongWhileItMoves(t *testing.T) {
	inBubble(t, nil, func(t *testing.T, b *bench) {
		c := b.join("player:ben:K7QX")
		b.rooms.conn("ben").Send(wire.Text(make([]byte, 200<<10)))
		conn, buffer, got := c.ws.NetConn(), make([]byte, 4<<10), 0
		_ = conn.SetReadDeadline(time.Time{})
		for got < 200<<10 { // 4 KiB a second: 50 s
			n, err := conn.Read(buffer)
			if err != nil {
				t.Fatalf("after %d bytes: %v", got, err)
			}
			got += n
			pass(time.Second)
			if _, err := conn.Write([]byte{0x8a, 0x80, 0, 0, 0, 0}); err != nil { // a pong
				t.Fatal(err)
			}
		}
		c.ws.Close()
	})
}

func TestCloseSendsWhatIsQueuedFirst(t *testing.T) {
	inBubble(t, nil, func(t *testing.T, b *bench) {
		c := b.join("player:ben:K7QX")
		ben := b.rooms.conn("ben")
		for range 20 {
			ben.Send(wire.Text([]byte(`{"type":"patch"}`)))
		}
		ben.Send(wire.Text([]byte(`{"type":"last"}`)))
		ben.Close(wire.Removed, "removed")
		ben.Send(wire.Text([]byte(`{"type":"never"}`)))
		ben.Close(wire.EveningEnd, "too late")
		c.sees("last")
		c.wants(wire.Removed)
		c.ws.Close()
	})
}

func TestAClosedSocketEndsThoughTheClientDoesNot(t *testing.T) {
	inBubble(t, nil, func(t *testing.T, b *bench) {
		c := b.join("player:ben:K7QX")
		start := time.Now()
		b.rooms.conn("ben").Close(wire.Removed, "removed")
		// The client neither reads nor closes.
		for now, _ := b.rooms.count(); now != 0; now, _ = b.rooms.count() {
			pass(10 * time.Millisecond)
		}
		if took := time.Since(start); took > 8*time.Second {
			t.Errorf("it took %v", took)
		}
		c.ws.Close()
	})
}

func TestMessagesAreTakenAtTheirRate(t *testing.T) {
	inBubble(t, nil, func(t *testing.T, b *bench) {
		c := b.join("player:ben:K7QX")
		ended := c.reads()
		every := time.Second / time.Duration(wire.Default().Rate)
		for range 500 {
			c.say(`{"type":"move","id":1,"move":{}}`)
			pass(every)
		}
		for range wire.Default().Burst - 1 {
			c.say(`{"type":"move","id":1,"move":{}}`)
		}
		synctest.Wait()
		if got, want := len(b.rooms.moves), 500+wire.Default().Burst-1; got != want {
			t.Errorf("%d moves went through, want %d", got, want)
		}
		c.ws.Close()
		<-ended
	})
}

func TestCloseWaitsNoLongerThanItsContext(t *testing.T) {
	inBubble(t, nil, func(t *testing.T, b *bench) {
		c := b.join("player:ben:K7QX") // does not read the close frame
		ctx, cancel := context.WithTimeout(context.Background(), time.Second)
		defer cancel()
		start := time.Now()
		if err := b.hub.Close(ctx); err == nil {
			t.Error("it does not tell that it cut sockets")
		}
		if took := time.Since(start); took != time.Second {
			t.Errorf("it took %v", took)
		}
		c.ws.Close()
	})
}
