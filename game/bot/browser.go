// Package bot is a client of the wire contract for tests and benchmarks: what a
// browser does, without a page. It shares no code with the server, so that both
// can't be wrong in the same way, and it keeps a ledger: what a bot has seen is
// held against what the server says later.
package bot

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/cookiejar"
	"strings"
)

// Browser is one user: a cookie jar and an address. Any goroutine may use it.
type Browser struct {
	Base   string // "http://127.0.0.1:8080"
	client *http.Client
}

// NewBrowser returns a browser without cookies.
func NewBrowser(base string) *Browser {
	jar, err := cookiejar.New(nil)
	if err != nil {
		panic(err) // a nil list of suffixes is always taken
	}
	return &Browser{Base: base, client: &http.Client{Jar: jar, Transport: &http.Transport{MaxIdleConnsPerHost: 4}}}
}

// Close gives the browser's idle connections back.
func (b *Browser) Close() { b.client.CloseIdleConnections() }

// APIError is a refusal over HTTP.
type APIError struct {
	Status  int
	Code    string
	Message string
}

// Error implements error.
func (e *APIError) Error() string { return fmt.Sprintf("%d %s: %s", e.Status, e.Code, e.Message) }

// Do sends body as JSON, unless it is nil, and reads the answer into into, unless
// that is nil. A refusal is an *APIError.
func (b *Browser) Do(ctx context.Context, method, path string, body, into any) error {
	var send io.Reader
	if body != nil {
		data, err := json.Marshal(body)
		if err != nil {
			return fmt.Errorf("encoding: %w", err)
		}
		send = bytes.NewReader(data)
	}
	req, err := http.NewRequestWithContext(ctx, method, b.Base+path, send)
	if err != nil {
		return fmt.Errorf("asking: %w", err)
	}
	if method != http.MethodGet {
		req.Header.Set("Content-Type", "application/json")
	}
	resp, err := b.client.Do(req)
	if err != nil {
		return fmt.Errorf("asking: %w", err)
	}
	defer resp.Body.Close()
	data, err := io.ReadAll(resp.Body)
	if err != nil {
		return fmt.Errorf("reading the answer: %w", err)
	}
	if resp.StatusCode >= 400 {
		return refusal(resp.StatusCode, data)
	}
	if into == nil {
		return nil
	}
	if err := json.Unmarshal(data, into); err != nil {
		return fmt.Errorf("reading the answer %q: %w", data, err)
	}
	return nil
}

func refusal(status int, data []byte) *APIError {
	var body struct {
		Error struct{ Code, Message string }
	}
	if json.Unmarshal(data, &body) != nil {
		body.Error.Message = string(data)
	}
	return &APIError{Status: status, Code: body.Error.Code, Message: body.Error.Message}
}

// Login makes the browser a user, with a key where there is one.
func (b *Browser) Login(ctx context.Context, key string) error {
	body := map[string]string{}
	if key != "" {
		body["key"] = key
	}
	return b.Do(ctx, http.MethodPost, "/api/login", body, nil)
}

// Player makes a player and returns its id.
func (b *Browser) Player(ctx context.Context, name, icon, six string) (string, error) {
	var p struct{ ID string }
	err := b.Do(ctx, http.MethodPost, "/api/players", map[string]string{"name": name, "icon": icon, "six": six}, &p)
	return p.ID, err
}

// Enter puts a player into the game with that code and returns the code of the
// game that it is in then.
func (b *Browser) Enter(ctx context.Context, player, code string) (string, error) {
	var g struct{ Code string }
	err := b.Do(ctx, http.MethodPut, "/api/players/"+player+"/game", map[string]string{"code": code}, &g)
	return g.Code, err
}

// PlayerTicket returns where the ticket of a player's seat comes from.
func (b *Browser) PlayerTicket(player string) func(context.Context) (string, error) {
	return b.ticket("/api/players/" + player + "/ticket")
}

// SeatTicket returns where the ticket of a leader's or stage's seat comes from.
func (b *Browser) SeatTicket(code, seat string) func(context.Context) (string, error) {
	return b.ticket("/api/games/" + code + "/ticket?seat=" + seat)
}

func (b *Browser) ticket(path string) func(context.Context) (string, error) {
	return func(ctx context.Context) (string, error) {
		var t struct{ Ticket string }
		err := b.Do(ctx, http.MethodGet, path, nil, &t)
		return t.Ticket, err
	}
}

// socketURL is where the browser's sockets go.
func (b *Browser) socketURL() string { return "ws" + strings.TrimPrefix(b.Base, "http") + "/ws" }
