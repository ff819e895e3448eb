package hub_test

import (
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/gorilla/websocket"

	"packnight/game/hub"
	"packnight/game/wire"
)

// heap returns the bytes in use after a collection.
func heap() uint64 {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.HeapInuse + m.StackInuse
}

// masked returns a client's frame with a mask of zeros.
func masked(first byte, payload []byte) []byte {
	head := []byte{first, 0x80 | 127}
	if len(payload) < 126 {
		head[1] = 0x80 | byte(len(payload))
	} else {
		head = binary.BigEndian.AppendUint64(head, uint64(len(payload)))
	}
	return append(append(head, 0, 0, 0, 0), payload...)
}

func TestFloodsOfFramesAreClosed(t *testing.T) {
	empty := masked(0x00, nil)
	for name, flood := range map[string][]byte{
		"300,000 empty fragments": append(masked(0x01, nil), repeat(empty, 300_000)...),
		"pings":                   repeat(masked(0x89, []byte("are you there")), 100_000),
		"pongs":                   repeat(masked(0x8a, nil), 300_000),
		"fragments of a byte":     append(masked(0x01, []byte("{")), repeat(masked(0x00, []byte(" ")), 100_000)...),
	} {
		t.Run(name, func(t *testing.T) {
			b := open(t, nil)
			other := b.join("player:eva:K7QX")
			c := b.join("player:ben:K7QX")
			before := heap()
			go func() {
				_, _ = c.ws.NetConn().Write(flood) // cut short by the hub
			}()
			c.wants(wire.TooMany)
			if after := heap(); after > before+1<<20 {
				t.Errorf("%d bytes of memory more", after-before)
			}
			other.say(`{"type":"move","id":1,"move":{}}`)
			other.sees(`"ack"`)
		})
	}
}

func repeat(p []byte, n int) []byte { return []byte(strings.Repeat(string(p), n)) }

func TestFragmentsMakeAMessage(t *testing.T) {
	b := open(t, nil)
	c := b.join("player:ben:K7QX")
	message := `{"type":"move","id":3,"move":{"answer":2}}`
	var sent []byte
	sent = append(sent, masked(0x01, []byte(message[:10]))...)
	sent = append(sent, masked(0x89, []byte("between"))...) // control frames may stand between
	sent = append(sent, masked(0x00, nil)...)
	sent = append(sent, masked(0x80, []byte(message[10:]))...)
	if _, err := c.ws.NetConn().Write(sent); err != nil {
		t.Fatal(err)
	}
	c.sees(`"id":3`)
}

func TestABadUTF8SplitOverFragmentsIsWrong(t *testing.T) {
	b := open(t, nil)
	c := b.join("player:ben:K7QX")
	sent := append(masked(0x01, []byte("{\"type\":\"spark\",\"x\":\"\xe2")), masked(0x80, []byte(`"}`))...)
	if _, err := c.ws.NetConn().Write(sent); err != nil {
		t.Fatal(err)
	}
	c.wants(wire.Wrong)
}

func TestStrangersOfOneAddressAreLimited(t *testing.T) {
	b := open(t, func(cfg *hub.Config) { cfg.Limits.Strangers = 8 })
	friend := b.join("player:ben:K7QX")
	for range 8 {
		b.dial()
	}
	_, resp, err := websocket.DefaultDialer.Dial(b.url, nil)
	if err == nil || resp.StatusCode != http.StatusTooManyRequests || resp.Header.Get("Retry-After") == "" {
		t.Fatalf("the ninth stranger: %v", err)
	}
	friend.say(`{"type":"move","id":1,"move":{}}`)
	friend.sees(`"ack"`)
}

func TestAStrangerWhoSaidHelloIsNoneAnyMore(t *testing.T) {
	b := open(t, func(cfg *hub.Config) { cfg.Limits.Strangers = 1 })
	for i := range 20 {
		b.join(fmt.Sprintf("player:p%d:K7QX", i))
	}
	if s := b.hub.Stats(); s.Players != 20 || s.Strangers != 0 {
		t.Errorf("%+v", s)
	}
}

func TestPlacesAreKeptForLeaders(t *testing.T) {
	b := open(t, func(cfg *hub.Config) { cfg.Limits.Sockets, cfg.Limits.ForLeaders = 10, 3 })
	for i := range 7 {
		b.join(fmt.Sprintf("player:p%d:K7QX", i))
	}
	eighth := b.dial()
	eighth.say(`{"type":"hello","ticket":"player:p8:K7QX"}`)
	eighth.wants(wire.TooMany)
	eventually(t, "its place is free", func() bool { return b.hub.Stats().Strangers == 0 })
	b.join("leader:akela:K7QX")
	b.join("leader:baloo:K7QX")
	// Strangers take the last place, and can't hold it.
	for range 5 {
		b.dial()
	}
	b.join("stage:screen:K7QX")
	_, resp, err := websocket.DefaultDialer.Dial(b.url, nil)
	if err == nil || resp.StatusCode != http.StatusServiceUnavailable {
		t.Fatalf("the eleventh socket: %v", err)
	}
	if s := b.hub.Stats(); s.Players != 7 || s.Leaders != 3 || s.Strangers != 0 {
		t.Errorf("%+v", s)
	}
}

// TestControlFramesNeverSplitAMessage has a client that reads in bits while large
// frames, pongs, and at last a close are due on a socket that is full all the time.
func TestControlFramesNeverSplitAMessage(t *testing.T) {
	b := open(t, func(cfg *hub.Config) {
		cfg.Limits.SocketBytes = 4 << 10
		cfg.Limits.Queue, cfg.Limits.QueueBytes = 1<<20, 1<<30
		cfg.Limits.Rate, cfg.Limits.Burst = 1e6, 1e6
		cfg.Limits.Beat = 30 * time.Millisecond
		cfg.Limits.Silent = time.Minute
	})
	c := b.join("player:ben:K7QX")
	const frames, size = 300, 50_000
	var senders sync.WaitGroup
	senders.Go(func() {
		ben := b.rooms.conn("ben")
		for i := range frames {
			body := fmt.Sprintf(`{"type":"patch","v":%d,"x":"%s"}`, i, strings.Repeat("x", size))
			ben.Send(wire.Text([]byte(body)), wire.Text([]byte(`{"type":"ack"}`)))
		}
		ben.Close(wire.Removed, "removed")
	})
	senders.Go(func() {
		for range 2000 {
			if _, err := c.ws.NetConn().Write(masked(0x89, []byte("ping"))); err != nil {
				return
			}
		}
	})
	texts, acks := readBySteps(t, c, frames)
	senders.Wait()
	if texts != frames || acks != frames {
		t.Errorf("%d texts and %d acks of %d", texts, acks, frames)
	}
}

// readBySteps reads until the close, holding every frame against what may come.
func readBySteps(t *testing.T, c *client, frames int) (texts, acks int) {
	t.Helper()
	_ = c.ws.SetReadDeadline(time.Now().Add(patience))
	c.ws.SetPongHandler(func(data string) error {
		if data != "ping" {
			t.Errorf("a pong says %q", data)
		}
		return nil
	})
	for {
		_, data, err := c.ws.ReadMessage()
		var closed *websocket.CloseError
		if errors.As(err, &closed) && closed.Code == int(wire.Removed) {
			return texts, acks
		}
		if err != nil {
			t.Fatalf("after %d of %d frames: %v", texts, frames, err)
		}
		switch {
		case strings.HasPrefix(string(data), fmt.Sprintf(`{"type":"patch","v":%d,`, texts)):
			texts++
		case string(data) == `{"type":"ack"}`:
			if acks++; acks != texts {
				t.Fatalf("ack %d came after patch %d", acks, texts)
			}
		case !strings.HasPrefix(string(data), `{"type":"beat"`):
			t.Fatalf("a strange message %.60q", data)
		}
	}
}

// TestAClientThatNeverReadsSlowsNobodyDown is the real socket's side of it: the
// kernel's buffers fill first.
func TestAClientThatNeverReadsSlowsNobodyDown(t *testing.T) {
	b := open(t, nil)
	deaf, other := b.join("player:deaf:K7QX"), b.join("player:eva:K7QX")
	before := heap()
	payload := make([]byte, 8<<10)
	sent := 0
	for ; b.hub.Stats().Slow == 0; sent++ {
		b.rooms.send(wire.Text(payload))
		other.sees("") // each of them at once
		if sent > 100_000 {
			t.Fatal("nobody is slow")
		}
	}
	if held := int64(heap()) - int64(before); held > 1<<20 {
		t.Errorf("%d bytes are held", held)
	}
	start := time.Now()
	eventually(t, "it is dropped", func() bool { now, _ := b.rooms.count(); return now == 1 })
	if took := time.Since(start); took > 5*time.Second {
		t.Errorf("dropped after %v", took)
	}
	deaf.ws.Close()
}

func TestThousandsComeAndGo(t *testing.T) {
	b := open(t, func(cfg *hub.Config) { cfg.Limits.Strangers = 1000 })
	var clients sync.WaitGroup
	for i := range 100 {
		clients.Go(func() {
			for n := range 30 {
				comeAndGo(t, b, i, n)
			}
		})
	}
	stop, sent := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(sent)
		for {
			select {
			case <-stop:
				return
			default:
				b.rooms.send(wire.Text([]byte(`{"type":"patch"}`)))
			}
		}
	}()
	clients.Wait()
	close(stop)
	<-sent
	eventually(t, "all are gone", func() bool { return b.open() == 0 })
}

// comeAndGo joins as one of 50 seats, so that takeovers happen, and leaves in one of
// three ways.
func comeAndGo(t *testing.T, b *bench, i, n int) {
	ws, resp, err := websocket.DefaultDialer.Dial(b.url, nil)
	if err != nil {
		t.Errorf("dialing: %v", err)
		return
	}
	defer ws.Close()
	resp.Body.Close()
	hello := fmt.Sprintf(`{"type":"hello","ticket":"player:p%d:K7QX"}`, i%50)
	_ = ws.WriteMessage(websocket.TextMessage, []byte(hello))
	_ = ws.SetReadDeadline(time.Now().Add(patience))
	switch n % 3 {
	case 0: // at once
	case 1: // after the welcome
		_, _, err = ws.ReadMessage()
	case 2: // by the handshake
		bye := websocket.FormatCloseMessage(websocket.CloseNormalClosure, "")
		_ = ws.WriteControl(websocket.CloseMessage, bye, time.Now().Add(patience))
		for err == nil {
			_, _, err = ws.ReadMessage()
		}
	}
	var timeout net.Error
	if errors.As(err, &timeout) && timeout.Timeout() {
		t.Errorf("nothing came for %v", patience)
	}
}

// TestARawHandshakeWithDataAfterIt: what is sent in one piece with the handshake is
// not lost or taken for something else; gorilla refuses it.
func TestARawHandshakeWithDataAfterIt(t *testing.T) {
	b := open(t, nil)
	address := strings.TrimPrefix(b.url, "ws://")
	conn, err := net.Dial("tcp", address)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	_ = conn.SetDeadline(time.Now().Add(patience))
	request := "GET /ws HTTP/1.1\r\nHost: " + address + "\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n" +
		"Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n" + string(masked(0x81, []byte("{}")))
	if _, err := io.WriteString(conn, request); err != nil {
		t.Fatal(err)
	}
	if _, err := io.ReadAll(conn); err != nil {
		t.Logf("the hub cut it: %v", err)
	}
	eventually(t, "its place is free", func() bool { return b.open() == 0 })
}
