package wire_test

import (
	"encoding/json"
	"os"
	"strings"
	"testing"
	"time"

	"packnight/game/wire"
)

// examples returns the lines of the fenced blocks of PROTOCOL.md, by the word after
// the fence.
func examples(t *testing.T) map[string][]string {
	t.Helper()
	data, err := os.ReadFile("PROTOCOL.md")
	if err != nil {
		t.Fatal(err)
	}
	found := map[string][]string{}
	block := ""
	for line := range strings.Lines(string(data)) {
		line = strings.TrimSuffix(line, "\n")
		switch word, fence := strings.CutPrefix(line, "```"); {
		case fence:
			block = word
		case block != "":
			found[block] = append(found[block], line)
		}
	}
	return found
}

func TestProtocolExamplesOfClients(t *testing.T) {
	all := examples(t)
	if len(all["client"]) < 8 || len(all["wrong"]) < 12 || len(all["bad_move"]) < 4 {
		t.Fatalf("examples are missing: %v", all)
	}
	for _, line := range all["client"] {
		if c, err := wire.ParseClient([]byte(line)); err != nil || c.Extra || c.Type == wire.Move && c.Body == nil {
			t.Errorf("%s: %+v, %v", line, c, err)
		}
	}
	for _, line := range all["wrong"] {
		if c, err := wire.ParseClient([]byte(line)); err == nil {
			t.Errorf("%s: taken as %+v", line, c)
		}
	}
	for _, line := range all["bad_move"] {
		if c, err := wire.ParseClient([]byte(line)); err != nil || c.Body != nil && !c.Extra {
			t.Errorf("%s: %+v, %v; want it taken and marked", line, c, err)
		}
	}
}

// frame is any message of the server's.
type frame struct {
	Type    string
	V       int64
	Now     int64
	You     struct{ ID, Seat string }
	Acked   int64
	Refused []refusal
	Room    json.RawMessage
	Game    json.RawMessage
	Mine    json.RawMessage
	Patch   json.RawMessage
	ID      int64
	Code    string
	Message string
	From    string
	Kind    string
}

type refusal wire.Refusal

func (r *refusal) UnmarshalJSON(data []byte) error {
	return json.Unmarshal(data, &[]any{&r.ID, &r.Code})
}

func TestProtocolExamplesOfTheServer(t *testing.T) {
	lines := examples(t)["server"]
	seen := map[string]bool{}
	for _, line := range lines {
		var f frame
		if err := json.Unmarshal([]byte(line), &f); err != nil {
			t.Fatalf("%s: %v", line, err)
		}
		seen[f.Type] = true
		if got := string(f.build([]byte(line))); got != line {
			t.Errorf("\n got %s\nwant %s", got, line)
		}
	}
	if len(seen) != 8 {
		t.Errorf("examples of %d types, want all 8: %v", len(seen), seen)
	}
}

// build makes the payload that says what f says.
func (f *frame) build(line []byte) []byte {
	switch f.Type {
	case "welcome":
		var refused []wire.Refusal
		for _, r := range f.Refused {
			refused = append(refused, wire.Refusal(r))
		}
		return wire.Welcome(wire.WelcomeParts{
			V: f.V, Now: time.UnixMilli(f.Now), Seat: f.You.ID, Role: f.You.Seat, Acked: f.Acked,
			Refused: refused, Room: f.Room, Game: f.Game, Mine: f.Mine,
		})
	case "patch":
		return wire.Patch(f.V, f.Room, f.Game)
	case "mine":
		return wire.Mine(f.Patch)
	case "ack":
		return wire.Ack(f.ID)
	case "refused":
		return wire.Refused(f.ID, f.Code, f.Message)
	case "spark":
		return wire.SparkFrame(f.From, line)
	case "go":
		return wire.Go(f.Code, f.Kind)
	case "beat":
		return wire.Beat(time.UnixMilli(f.Now))
	}
	return nil
}

func TestWelcomeOfNothing(t *testing.T) {
	got := wire.Welcome(wire.WelcomeParts{Now: time.UnixMilli(5), Seat: "s", Role: "stage"})
	want := `{"type":"welcome","v":0,"now":5,"you":{"id":"s","seat":"stage"},"acked":0,"refused":[],"room":{},"game":{},"mine":{}}`
	if string(got) != want {
		t.Errorf("\n got %s\nwant %s", got, want)
	}
}

func TestSparkFrameSpeaksForItsSenderOnly(t *testing.T) {
	got := wire.SparkFrame("p1", []byte(`{"from":"p2","type":"go","a":[1,{"b":2}],"fr\u006fm":"p3"}`))
	if want := `{"type":"spark","from":"p1","a":[1,{"b":2}]}`; string(got) != want {
		t.Errorf("got %s, want %s", got, want)
	}
	if got := wire.SparkFrame("p1", []byte(`[1]`)); got != nil {
		t.Errorf("a spark that is no object became %s", got)
	}
}

func TestTextIsQuoted(t *testing.T) {
	for _, text := range []string{"plain", `a "quoted" \ one`, "new\nline", "Zoë 🦊", "\u2028", "<img src=x onerror=…>", "\x7f"} {
		var got struct{ Message string }
		if err := json.Unmarshal(wire.Refused(1, "bad_move", text), &got); err != nil || got.Message != text {
			t.Errorf("%q came out as %q (%v)", text, got.Message, err)
		}
	}
}

func TestFramesCarryTheirLength(t *testing.T) {
	for _, n := range []int{0, 1, 125, 126, 127, 65535, 65536, 1 << 20} {
		f := wire.Text(make([]byte, n))
		header, length := 2, int(f[1])
		switch length {
		case 126:
			header, length = 4, int(f[2])<<8|int(f[3])
		case 127:
			header, length = 10, 0
			for _, b := range f[2:10] {
				length = length<<8 | int(b)
			}
		}
		if f[0] != 0x81 || length != n || len(f) != header+n {
			t.Errorf("%d bytes: first byte %#x, length %d, %d bytes in all", n, f[0], length, len(f))
		}
	}
}
