package e2e

import (
	"context"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/gorilla/websocket"

	"packnight/game/bot"
)

// TestHostileInputIsRefusedWhileTheOthersPlayOn sends bad input of every kind while
// a quiz runs, and checks that each is refused clearly and that the quiz never
// noticed.
func TestHostileInputIsRefusedWhileTheOthersPlayOn(t *testing.T) {
	ctx := evening(t, 5*time.Minute)
	p := start(t, freeAddress(t), t.TempDir())
	k := assemble(t, ctx, p, 4)
	code := k.play("quiz", map[string]any{"packs": []string{"nature"}, "count": 3, "clock": "none"})
	k.next()
	k.next()
	k.next()
	k.all("answers count", phase("play", 1))
	rogue := k.cubs[3]
	t.Run("tickets", func(t *testing.T) { badTickets(t, ctx, p, rogue, code) })
	t.Run("frames", func(t *testing.T) { badFrames(t, ctx, p, rogue) })
	t.Run("moves", func(t *testing.T) { badMoves(t, ctx, rogue) })
	t.Run("requests", func(t *testing.T) { badRequests(t, ctx, p, k, rogue, code) })

	for i, c := range k.cubs[:3] {
		refusal, err := c.seat.Decided(ctx, c.seat.Move(map[string]any{"answer": i % 2}, true))
		if err != nil || refusal != "" {
			t.Errorf("cub %d could not play on: %q, %v", i, refusal, err)
		}
		c.seat.Look(func(s bot.State) {
			if s.Welcomes > 3 {
				t.Errorf("cub %d was thrown out meanwhile: %d welcomes", i, s.Welcomes)
			}
		})
	}
	k.unbroken()
}

// dial opens a socket and sends the frames; it returns the code that it is closed with.
func dial(t *testing.T, ctx context.Context, p *process, header http.Header, frames ...string) int {
	t.Helper()
	socket, resp, err := websocket.DefaultDialer.DialContext(ctx, "ws"+strings.TrimPrefix(p.base, "http")+"/ws", header)
	if err != nil {
		if resp != nil {
			return resp.StatusCode
		}
		t.Fatalf("dialing: %v", err)
	}
	resp.Body.Close()
	defer socket.Close()
	for _, f := range frames {
		if err := socket.WriteMessage(websocket.TextMessage, []byte(f)); err != nil {
			break // closed already: the code is read below
		}
	}
	return closeCode(t, socket)
}

func closeCode(t *testing.T, socket *websocket.Conn) int {
	t.Helper()
	if err := socket.SetReadDeadline(time.Now().Add(20 * time.Second)); err != nil {
		t.Fatal(err)
	}
	for {
		_, _, err := socket.ReadMessage()
		var ce *websocket.CloseError
		switch {
		case err == nil:
		case errors.As(err, &ce):
			return ce.Code
		default:
			t.Errorf("the socket ended without a code: %v", err)
			return 0
		}
	}
}

func hello(ticket string) string { return fmt.Sprintf(`{"type":"hello","ticket":%q}`, ticket) }

func badTickets(t *testing.T, ctx context.Context, p *process, rogue *cub, code string) {
	good := func() string {
		ticket, err := rogue.browser.PlayerTicket(rogue.id)(ctx)
		if err != nil {
			t.Fatal(err)
		}
		return ticket
	}
	none := unsigned(map[string]any{"sub": rogue.id, "aud": code, "seat": "leader", "jti": "1", "exp": time.Now().Add(20 * time.Second).Unix()})
	used := good()
	if got := dial(t, ctx, p, nil, hello(used), "rubbish"); got != 4400 {
		t.Errorf("rubbish after a good ticket: closed with %d, want 4400", got)
	}
	flipped := []byte(good())
	flipped[len(flipped)-3] ^= 1
	for name, ticket := range map[string]string{
		"none": none, "used": used, "flipped": string(flipped), "empty": "", "dots": strings.Repeat(".", 3000),
		"no signature": strings.Join(strings.Split(good(), ".")[:2], ".") + ".",
	} {
		if got := dial(t, ctx, p, nil, hello(ticket)); got != 4401 {
			t.Errorf("ticket %s: closed with %d, want 4401", name, got)
		}
	}
	if got := dial(t, ctx, p, nil); got != 4408 {
		t.Errorf("no hello: closed with %d, want 4408", got)
	}
	if got := dial(t, ctx, p, http.Header{"Origin": {"http://evil.example"}}, hello(good())); got != http.StatusForbidden {
		t.Errorf("foreign origin: got %d, want 403", got)
	}
	if got := dial(t, ctx, p, http.Header{"Origin": {"http://evil.example"}, "Host": {"evil.example"}}, hello(good())); got != http.StatusMisdirectedRequest {
		t.Errorf("foreign host: got %d, want 421", got)
	}
}

// unsigned makes a JWT that claims to need no signature.
func unsigned(claims map[string]any) string {
	enc := base64.RawURLEncoding
	body, err := json.Marshal(claims)
	if err != nil {
		panic(err)
	}
	return enc.EncodeToString([]byte(`{"alg":"none","typ":"JWT"}`)) + "." + enc.EncodeToString(body) + "."
}

func badFrames(t *testing.T, ctx context.Context, p *process, rogue *cub) {
	flood := make([]string, 400)
	for i := range flood {
		flood[i] = fmt.Sprintf(`{"type":"move","id":%d,"move":{"answer":0}}`, i+1)
	}
	for _, tt := range []struct {
		name   string
		frames []string
		want   int
	}{
		{"no JSON", []string{"hello"}, 4400},
		{"an array", []string{`[1,2,3]`}, 4400},
		{"unknown type", []string{`{"type":"dance"}`}, 4400},
		{"id 0", []string{`{"type":"move","id":0,"move":{"answer":1}}`}, 4400},
		{"id below 0", []string{`{"type":"move","id":-1,"move":{"answer":1}}`}, 4400},
		{"id no integer", []string{`{"type":"move","id":1.5,"move":{"answer":1}}`}, 4400},
		{"id a text", []string{`{"type":"move","id":"1","move":{"answer":1}}`}, 4400},
		{"bad UTF-8", []string{"{\"type\":\"spark\",\"x\":\"\xff\xfe\"}"}, 4400},
		{"a key twice", []string{`{"type":"move","id":1,"move":{"answer":1},"ID":2}`}, 4400},
		{"deep", []string{`{"type":"move","id":1,"move":{"a":` + strings.Repeat("[", 1500) + strings.Repeat("]", 1500) + `}}`}, 4400},
		{"too large", []string{`{"type":"spark","x":"` + strings.Repeat("a", 5000) + `"}`}, 4413},
		{"a flood", flood, 4429},
	} {
		ticket, err := rogue.browser.PlayerTicket(rogue.id)(ctx)
		if err != nil {
			t.Fatal(err)
		}
		if got := dial(t, ctx, p, nil, append([]string{hello(ticket)}, tt.frames...)...); got != tt.want {
			t.Errorf("%s: closed with %d, want %d", tt.name, got, tt.want)
		}
	}
}

func badMoves(t *testing.T, ctx context.Context, rogue *cub) {
	again := bot.NewSeat(rogue.browser, rogue.browser.PlayerTicket(rogue.id))
	ctx, cancel := context.WithCancel(ctx)
	done := make(chan struct{})
	go func() { defer close(done); _ = again.Run(ctx) }()
	defer func() { cancel(); <-done }()
	if err := again.Wait(ctx, func(s bot.State) bool { return s.Live }); err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		move any
		want string
	}{
		{map[string]any{"answer": 99}, "bad_move"},
		{map[string]any{"answer": -1}, "bad_move"},
		{map[string]any{"answer": "1"}, "bad_move"},
		{map[string]any{"answer": 1, "cheat": true}, "bad_move"},
		{map[string]any{"dance": true}, "bad_move"},
		{map[string]any{"do": "next"}, "not_yours"},
		{map[string]any{"do": "remove", "player": rogue.id}, "not_yours"},
		{map[string]any{"do": "score", "player": rogue.id, "by": 50}, "not_yours"},
		{[]int{1}, "bad_move"},
		{nil, "bad_move"},
	} {
		if got, err := again.Decided(ctx, again.Move(tt.move, false)); err != nil || got != tt.want {
			t.Errorf("move %v: refused %q (%v), want %q", tt.move, got, err, tt.want)
		}
	}
}

// badRequests tries, as a Cub, what is a leader's.
func badRequests(t *testing.T, ctx context.Context, p *process, k *pack, rogue *cub, code string) {
	for _, r := range []struct {
		method, path string
		body         any
	}{
		{"GET", "/api/games", nil},
		{"POST", "/api/games", map[string]any{"kind": "quiz"}},
		{"POST", "/api/games/" + code + "/gather", nil},
		{"DELETE", "/api/games/" + code, nil},
		{"GET", "/api/games/" + code + "/ticket?seat=leader", nil},
		{"GET", "/api/games/" + code + "/ticket?seat=stage", nil},
		{"POST", "/api/leaders", map[string]any{"role": "leader"}},
		{"POST", "/api/leaders/confirm", map[string]any{"match": "12"}},
		{"PATCH", "/api/meeting", map[string]any{"locked": true}},
		{"DELETE", "/api/meeting", nil},
		{"GET", "/api/packs", nil},
		{"PUT", "/api/packs/mine", map[string]any{}},
		{"DELETE", "/api/packs/mine", nil},
		{"GET", "/join.svg", nil},
		{"POST", "/api/players/" + k.cubs[0].id + "/claim", nil},
		{"PATCH", "/api/players/" + k.cubs[0].id, map[string]any{"name": "Mine"}},
		{"DELETE", "/api/players/" + k.cubs[0].id, nil},
		{"PUT", "/api/players/" + k.cubs[0].id + "/game", map[string]any{"code": code}},
		{"GET", "/api/players/" + k.cubs[0].id + "/ticket", nil},
	} {
		var refused *bot.APIError
		err := rogue.browser.Do(ctx, r.method, r.path, r.body, nil)
		if !errors.As(err, &refused) || (refused.Status != http.StatusForbidden && refused.Status != http.StatusNotFound) || refused.Message == "" {
			t.Errorf("%s %s as a Cub: %v", r.method, r.path, err)
		}
	}
	evil := bot.NewBrowser(p.base)
	defer evil.Close()
	for range 5 {
		if err := evil.Login(ctx, "guess"); err == nil || !strings.Contains(err.Error(), "wrong_key") {
			t.Errorf("a guessed key: %v", err)
		}
	}
}
