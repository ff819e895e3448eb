package bench

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"net"
	"net/http"
	"strings"
	"sync"
	"sync/atomic"
	"time"
)

// crowd is many browsers with one player each, of the load process. Each opens its
// socket again when it is lost, as the contract tells a page to.
type crowd struct {
	address  string
	client   *http.Client
	cubs     []*cub
	backoff  atomic.Bool
	release  atomic.Pointer[chan struct{}] // closed when all may come, where nobody backs off
	welcomes atomic.Int64                  // since the last kill
	wrong    atomic.Int64                  // of them, with another state
	done     atomic.Pointer[chan struct{}] // closed when all are back
}

// cub is one browser.
type cub struct {
	crowd  *crowd
	cookie *http.Cookie
	player string
	back   time.Time // when its welcome was there
}

// meet makes the crowd: everyone logs in, has a player and enters the game.
func meet(address, code string, n int) (*crowd, error) {
	c := &crowd{address: address, client: &http.Client{Transport: &http.Transport{DisableKeepAlives: true}}}
	errs := make([]error, n)
	var wg sync.WaitGroup
	slots := make(chan struct{}, 20)
	for i := range n {
		k := &cub{crowd: c}
		c.cubs = append(c.cubs, k)
		wg.Go(func() {
			slots <- struct{}{}
			errs[i] = k.join(i, code)
			<-slots
		})
	}
	wg.Wait()
	return c, errors.Join(errs...)
}

func (k *cub) join(i int, code string) error {
	if err := k.ask(http.MethodPost, "/api/login", `{}`, nil); err != nil {
		return err
	}
	var p struct{ ID string }
	sixes := []string{"red", "blue", "green", "yellow", "grey", "brown"}
	body := fmt.Sprintf(`{"name":"Cub %d","icon":"badger","six":"%s"}`, i, sixes[i%len(sixes)])
	if err := k.ask(http.MethodPost, "/api/players", body, &p); err != nil {
		return err
	}
	k.player = p.ID
	return k.ask(http.MethodPut, "/api/players/"+p.ID+"/game", `{"code":"`+code+`"}`, nil)
}

// ask makes one request.
func (k *cub) ask(method, path, body string, into any) error {
	req, err := http.NewRequest(method, "http://"+k.crowd.address+path, strings.NewReader(body))
	if err != nil {
		return err
	}
	req.Header.Set("Content-Type", "application/json")
	if k.cookie != nil {
		req.AddCookie(k.cookie)
	}
	resp, err := k.crowd.client.Do(req)
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	data, err := io.ReadAll(resp.Body)
	if err != nil {
		return err
	}
	if resp.StatusCode >= 400 {
		return fmt.Errorf("%s %s: %d %s", method, path, resp.StatusCode, data)
	}
	for _, cookie := range resp.Cookies() {
		k.cookie = cookie
	}
	if into == nil {
		return nil
	}
	return json.Unmarshal(data, into)
}

// arm prepares for a kill: what comes after it counts as being back.
func (c *crowd) arm(backoff bool) {
	release, done := make(chan struct{}), make(chan struct{})
	c.release.Store(&release)
	c.done.Store(&done)
	c.welcomes.Store(0)
	c.wrong.Store(0)
	c.backoff.Store(backoff)
}

// live keeps every cub connected from now on.
func (c *crowd) live() {
	for _, k := range c.cubs {
		go k.live()
	}
}

func (k *cub) live() {
	for attempt := 0; ; attempt++ {
		if k.connect() {
			attempt = 0
		}
		k.wait(attempt)
	}
}

// wait is the contract's full jitter, or the wait for the release and then a moment.
func (k *cub) wait(attempt int) {
	if k.crowd.backoff.Load() {
		longest := 2 * time.Second
		if attempt < 3 {
			longest = 250 * time.Millisecond << attempt
		}
		<-time.After(rand.N(longest))
		return
	}
	<-*k.crowd.release.Load()
	if attempt > 0 {
		<-time.After(10 * time.Millisecond)
	}
}

// connect opens one socket and reads it to its end.
func (k *cub) connect() (welcomed bool) {
	ticket, err := k.ticket()
	if err != nil {
		return false
	}
	conn, err := net.Dial("tcp", k.crowd.address)
	if err != nil {
		return false
	}
	defer conn.Close()
	s := &seat{conn: conn, buffer: make([]byte, 4<<10)}
	n, err := s.handshake(k.crowd.address, ticket)
	if err != nil {
		return false
	}
	return k.read(s, n)
}

// ticket fetches a ticket, by hand: the time of net/http's client would be taken from
// the server on a machine that both share.
func (k *cub) ticket() (string, error) {
	conn, err := net.Dial("tcp", k.crowd.address)
	if err != nil {
		return "", err
	}
	defer conn.Close()
	request := "GET /api/players/" + k.player + "/ticket HTTP/1.1\r\nHost: " + k.crowd.address +
		"\r\nConnection: close\r\nCookie: " + k.cookie.Name + "=" + k.cookie.Value + "\r\n\r\n"
	if _, err := io.WriteString(conn, request); err != nil {
		return "", err
	}
	answer, err := io.ReadAll(conn)
	if err != nil {
		return "", err
	}
	_, after, ok := bytes.Cut(answer, []byte(`"ticket":"`))
	ticket, _, _ := bytes.Cut(after, []byte(`"`))
	if !ok {
		return "", fmt.Errorf("no ticket: %.80q", answer)
	}
	return string(ticket), nil
}

func (k *cub) read(s *seat, n int) (welcomed bool) {
	for {
		used := 0
		for {
			payload, size := split(s.buffer[used:n])
			if size == 0 {
				break
			}
			switch {
			case s.buffer[used] == 0x89:
				_, _ = s.conn.Write(frameOf(0x8a, "")) // the reader hears of a broken socket
			case bytes.HasPrefix(payload, []byte(`{"type":"welcome"`)):
				welcomed = true
				k.welcome(payload)
			}
			used += size
		}
		n = copy(s.buffer, s.buffer[used:n])
		if n == len(s.buffer) {
			s.buffer = append(s.buffer, make([]byte, len(s.buffer))...)
		}
		m, err := s.conn.Read(s.buffer[n:])
		if err != nil {
			return welcomed
		}
		n += m
	}
}

func (k *cub) welcome(payload []byte) {
	k.back = time.Now()
	if !bytes.Contains(payload, []byte(`"question":`)) {
		k.crowd.wrong.Add(1)
	}
	if int(k.crowd.welcomes.Add(1)) == len(k.crowd.cubs) {
		close(*k.crowd.done.Load())
	}
}

// await waits until all are back, and tells when each of them was.
func (c *crowd) await() (r report, err error) {
	select {
	case <-*c.done.Load():
	case <-time.After(time.Minute):
		return r, fmt.Errorf("%d of %d are back", c.welcomes.Load(), len(c.cubs))
	}
	for _, k := range c.cubs {
		r.Back = append(r.Back, k.back.UnixMicro())
	}
	r.Refused = c.wrong.Load()
	return r, nil
}
