package web

import (
	"bufio"
	"io"
	"log/slog"
	"net"
	"net/http"
	"os"
	"strings"
	"sync"
	"testing"
	"time"

	"packnight/game/wire"
)

func discard() *slog.Logger { return slog.New(slog.DiscardHandler) }

// listenAndServe serves h with the limits until the test ends.
func listenAndServe(t *testing.T, h http.Handler, l wire.Limits) string {
	t.Helper()
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	server := NewServer(h, l, discard())
	var open, serving sync.WaitGroup
	server.ConnState = func(_ net.Conn, state http.ConnState) {
		switch state {
		case http.StateNew:
			open.Add(1)
		case http.StateClosed:
			open.Done()
		}
	}
	serving.Go(func() { _ = server.Serve(ln) }) // it ends with an error, always
	t.Cleanup(func() { server.Close(); serving.Wait(); open.Wait() })
	return ln.Addr().String()
}

func TestHalfSentHeadersAreCutOff(t *testing.T) {
	l := wire.Default()
	l.HeaderTime = 50 * time.Millisecond
	address := listenAndServe(t, http.NotFoundHandler(), l)
	c, err := net.Dial("tcp", address)
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	if _, err := io.WriteString(c, "GET / HTTP/1.1\r\nHost: local"); err != nil {
		t.Fatal(err)
	}
	if err := c.SetReadDeadline(time.Now().Add(10 * time.Second)); err != nil {
		t.Fatal(err)
	}
	if _, err := io.ReadAll(c); err != nil {
		t.Errorf("the server left a half-sent header waiting: %v", err)
	}
}

func TestLargeHeadersAreRefused(t *testing.T) {
	l := wire.Default()
	address := listenAndServe(t, http.NotFoundHandler(), l)
	c, err := net.Dial("tcp", address)
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	go io.WriteString(c, "GET / HTTP/1.1\r\nHost: localhost\r\nX: "+strings.Repeat("x", 2*l.Headers)+"\r\n\r\n")
	resp, err := http.ReadResponse(bufio.NewReader(c), nil)
	if err != nil {
		t.Fatal(err)
	}
	resp.Body.Close()
	if resp.StatusCode != http.StatusRequestHeaderFieldsTooLarge {
		t.Errorf("32 KiB of headers: %d", resp.StatusCode)
	}
}

// The handler works behind a real server, whose connections know their own address.
func TestARealConnectionKnowsItsOwnAddress(t *testing.T) {
	h := newHall(t)
	address := listenAndServe(t, h.handler, wire.Default())
	for host, want := range map[string]int{address: 200, "localhost": 200, "den.local": 200, "evil.example": 421, "127.0.0.9": 421} {
		req, err := http.NewRequest("GET", "http://"+address+"/", nil)
		if err != nil {
			t.Fatal(err)
		}
		req.Host = host
		client := &http.Client{Transport: &http.Transport{DisableKeepAlives: true}}
		resp, err := client.Do(req)
		if err != nil {
			t.Fatal(err)
		}
		resp.Body.Close()
		if resp.StatusCode != want {
			t.Errorf("Host %s: %d, want %d", host, resp.StatusCode, want)
		}
	}
}

// The first page waits for this, of the real client.
func BenchmarkNew(b *testing.B) {
	files := os.DirFS("../../assets")
	for b.Loop() {
		if _, err := newStatic(files); err != nil {
			b.Fatal(err)
		}
	}
}

// TestNothingIsAnsweredBeforeTheHostIsLookedAt: net/http would answer OPTIONS * itself.
func TestNothingIsAnsweredBeforeTheHostIsLookedAt(t *testing.T) {
	asked := make(chan string, 1)
	address := listenAndServe(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { asked <- r.Method + " " + r.RequestURI }), wire.Default())
	c, err := net.Dial("tcp", address)
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	if _, err := io.WriteString(c, "OPTIONS * HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n"); err != nil {
		t.Fatal(err)
	}
	if _, err := io.ReadAll(c); err != nil {
		t.Fatal(err)
	}
	select {
	case what := <-asked:
		if what != "OPTIONS *" {
			t.Errorf("asked for %s", what)
		}
	default:
		t.Error("it was answered by nobody of ours")
	}
}
