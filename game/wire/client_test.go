package wire_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"strings"
	"testing"
	"unicode/utf8"

	"packnight/game/wire"
)

func TestParseClientTakesWhatTheContractKnows(t *testing.T) {
	seven := int64(7)
	tests := []struct {
		name string
		text string
		want wire.Client
	}{
		{"hello", `{"type":"hello","ticket":"a.b.c"}`, wire.Client{Type: wire.Hello, Ticket: "a.b.c"}},
		{"move", `{"type":"move","id":3,"move":{"answer":1}}`, wire.Client{Type: wire.Move, ID: 3, Body: json.RawMessage(`{"answer":1}`)}},
		{"move with at", `{"type":"move","id":3,"at":7,"move":{}}`, wire.Client{Type: wire.Move, ID: 3, At: &seven, Body: json.RawMessage(`{}`)}},
		{"members in any order", `{"move":{},"at":7,"id":3,"type":"move"}`, wire.Client{Type: wire.Move, ID: 3, At: &seven, Body: json.RawMessage(`{}`)}},
		{"spaces", " {\t\"type\" : \"move\" ,\r\n\"id\" : 3 , \"move\" : { \"a\" : [ 1 , 2 ] } } ", wire.Client{Type: wire.Move, ID: 3, Body: json.RawMessage(`{ "a" : [ 1 , 2 ] }`)}},
		{"escapes", `{"\u0074ype":"m\u006fve","id":3,"move":{"t":"\"\\\/\b\f\n\r\t\u00e9"}}`, wire.Client{Type: wire.Move, ID: 3, Body: json.RawMessage(`{"t":"\"\\\/\b\f\n\r\t\u00e9"}`)}},
		{"the highest id", `{"type":"move","id":9007199254740992,"move":{}}`, wire.Client{Type: wire.Move, ID: wire.MaxID, Body: json.RawMessage(`{}`)}},
		{"numbers in a move", `{"type":"move","id":1,"move":{"n":[0,-0,-1.5,1e9,2E-3,0.1e+2,true,false,null]}}`, wire.Client{Type: wire.Move, ID: 1, Body: json.RawMessage(`{"n":[0,-0,-1.5,1e9,2E-3,0.1e+2,true,false,null]}`)}},
		{"spark", `{"type":"spark","cheer":2}`, wire.Client{Type: wire.Spark, Body: json.RawMessage(`{"type":"spark","cheer":2}`)}},
		{"no move", `{"type":"move","id":3}`, wire.Client{Type: wire.Move, ID: 3}},
		{"a move that is a list", `{"type":"move","id":3,"move":[1]}`, wire.Client{Type: wire.Move, ID: 3}},
		{"a move that is null", `{"type":"move","id":3,"move":null}`, wire.Client{Type: wire.Move, ID: 3}},
		{"an unknown member", `{"type":"move","id":3,"move":{},"role":"leader"}`, wire.Client{Type: wire.Move, ID: 3, Body: json.RawMessage(`{}`), Extra: true}},
		{"a member in another case", `{"type":"move","id":3,"Move":{}}`, wire.Client{Type: wire.Move, ID: 3, Extra: true}},
		{"a ticket in a move", `{"type":"move","id":3,"move":{},"ticket":"x"}`, wire.Client{Type: wire.Move, ID: 3, Body: json.RawMessage(`{}`), Extra: true}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got, err := wire.ParseClient([]byte(tt.text))
			if err != nil {
				t.Fatalf("ParseClient(%s): %v", tt.text, err)
			}
			same(t, got, tt.want)
		})
	}
}

func TestParseClientMarksAnAtThatIsNoInteger(t *testing.T) {
	for _, at := range []string{`"7"`, `1.5`, `1e3`, `null`, `{}`, `99999999999999999999`} {
		c, err := wire.ParseClient([]byte(`{"type":"move","id":3,"at":` + at + `,"move":{}}`))
		if err != nil || !c.Extra {
			t.Errorf("at %s: got %+v, %v; want it marked as Extra", at, c, err)
		}
	}
}

func TestParseClientRefuses(t *testing.T) {
	deep := strings.Repeat(`{"a":`, 40) + "1" + strings.Repeat("}", 40)
	tests := map[string]string{
		"nothing":                    ``,
		"a list":                     `[{"type":"move"}]`,
		"two objects":                `{"type":"spark"}{"type":"spark"}`,
		"a tail":                     `{"type":"spark"} x`,
		"no type":                    `{"id":1,"move":{}}`,
		"an unknown type":            `{"type":"shout"}`,
		"a type in another case":     `{"type":"Move","id":1,"move":{}}`,
		"a type that is no text":     `{"type":7}`,
		"a server's type":            `{"type":"welcome"}`,
		"the type twice":             `{"type":"spark","type":"move"}`,
		"the type in two cases":      `{"type":"spark","TYPE":"move"}`,
		"the type twice, escaped":    `{"type":"spark","\u0074ype":"move"}`,
		"the Kelvin sign for a k":    "{\"type\":\"spark\",\"k\":1,\"\u212a\":2}",
		"no id":                      `{"type":"move","move":{}}`,
		"id 0":                       `{"type":"move","id":0,"move":{}}`,
		"a negative id":              `{"type":"move","id":-1,"move":{}}`,
		"a fraction":                 `{"type":"move","id":1.0,"move":{}}`,
		"an exponent":                `{"type":"move","id":1e3,"move":{}}`,
		"a text as id":               `{"type":"move","id":"1","move":{}}`,
		"a null id":                  `{"type":"move","id":null,"move":{}}`,
		"an id past 2^53":            `{"type":"move","id":9007199254740993,"move":{}}`,
		"an id past 2^64":            `{"type":"move","id":99999999999999999999,"move":{}}`,
		"a leading zero":             `{"type":"move","id":01,"move":{}}`,
		"bad UTF-8":                  "{\"type\":\"spark\",\"a\":\"\xff\"}",
		"half a surrogate in bytes":  "{\"type\":\"spark\",\"a\":\"\xed\xa0\x80\"}",
		"a control character":        "{\"type\":\"spark\",\"a\":\"\n\"}",
		"a bad escape":               `{"type":"spark","a":"\x41"}`,
		"a short escape":             `{"type":"spark","a":"\u12"}`,
		"a comma too many":           `{"type":"spark",}`,
		"a comma too few":            `{"type":"spark" "a":1}`,
		"a bare word":                `{"type":"spark","a":nil}`,
		"NaN":                        `{"type":"spark","a":NaN}`,
		"a bare minus":               `{"type":"spark","a":-}`,
		"a bare point":               `{"type":"spark","a":1.}`,
		"an open string":             `{"type":"spark`,
		"an open object":             `{"type":"spark"`,
		"deep objects":               `{"type":"move","id":1,"move":` + deep + `}`,
		"deep lists":                 `{"type":"spark","a":` + strings.Repeat("[", 2000) + strings.Repeat("]", 2000) + `}`,
		"a hello without a ticket":   `{"type":"hello"}`,
		"a hello with a list":        `{"type":"hello","ticket":[]}`,
		"a hello with a move":        `{"type":"hello","ticket":"a","move":{}}`,
		"a hello with more":          `{"type":"hello","ticket":"a","role":"leader"}`,
		"more members than any type": `{"type":"spark"` + manyMembers(40) + `}`,
		"a byte order mark":          "\xef\xbb\xbf" + `{"type":"spark"}`,
	}
	for name, text := range tests {
		if c, err := wire.ParseClient([]byte(text)); err == nil {
			t.Errorf("%s: ParseClient(%.60s) = %+v, want an error", name, text, c)
		}
	}
}

func manyMembers(n int) string {
	var b strings.Builder
	for i := range n {
		b.WriteString(`,"m` + strings.Repeat("x", i) + `":1`)
	}
	return b.String()
}

// FuzzParseClient compares with encoding/json: what ParseClient takes is valid, and
// says the same.
func FuzzParseClient(f *testing.F) {
	for _, seed := range []string{
		`{"type":"hello","ticket":"a"}`, `{"type":"move","id":3,"at":7,"move":{"answer":1}}`,
		`{"type":"spark","cheer":2}`, `{"type":"move","id":01}`, `{"\u0074ype":"spark"}`,
		`{"type":"spark","a":[[],{},"\ud800",-0.1e+5,null]}`, "{\"type\":\"\xff\"}",
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		c, err := wire.ParseClient(data)
		if err != nil {
			return
		}
		if !json.Valid(data) || !utf8.Valid(data) {
			t.Fatalf("took %q, which is no JSON", data)
		}
		var m map[string]json.RawMessage
		if err := json.Unmarshal(data, &m); err != nil {
			t.Fatalf("took %q, which is no object: %v", data, err)
		}
		agree(t, c, m)
	})
}

// agree checks a parsed message against what encoding/json found in it.
func agree(t *testing.T, c wire.Client, m map[string]json.RawMessage) {
	t.Helper()
	switch c.Type {
	case wire.Move:
		var id int64
		if err := json.Unmarshal(m["id"], &id); err != nil || id != c.ID || id < 1 {
			t.Fatalf("id is %d, want %d (%v)", c.ID, id, err)
		}
		if c.Body != nil && !bytes.Equal(c.Body, bytes.TrimSpace(m["move"])) {
			t.Fatalf("body is %s, want %s", c.Body, m["move"])
		}
	case wire.Hello:
		var ticket string
		if err := json.Unmarshal(m["ticket"], &ticket); err != nil || ticket != c.Ticket {
			t.Fatalf("ticket is %q, want %q (%v)", c.Ticket, ticket, err)
		}
	case wire.Spark:
	default:
		t.Fatalf("a message of type %d", c.Type)
	}
}

// TestParseClientTakesAllThatJSONTakes holds the scanner's grammar against
// encoding/json in the other direction too: inside a spark, what is valid is taken.
func TestParseClientTakesAllThatJSONTakes(t *testing.T) {
	alphabet := []string{"{", "}", "[", "]", ",", ":", `"`, `"a"`, "0", "1", "-", ".", "e", "+", "true", "null", " ", `\`, "u12af"}
	var try func(prefix string, depth int)
	try = func(prefix string, depth int) {
		data := []byte(`{"type":"spark","v":` + prefix + `}`)
		_, err := wire.ParseClient(data)
		if valid := json.Valid(data); valid != (err == nil) && !repeats(err) {
			t.Fatalf("%s: valid is %v, ParseClient says %v", data, valid, err)
		}
		if depth > 0 {
			for _, a := range alphabet {
				try(prefix+a, depth-1)
			}
		}
	}
	try("", 4)
}

// repeats tells of the one thing that is valid JSON and refused here.
func repeats(err error) bool { return err != nil && strings.Contains(err.Error(), "twice") }

func same(t *testing.T, got, want wire.Client) {
	t.Helper()
	if got.Type != want.Type || got.Ticket != want.Ticket || got.ID != want.ID || got.Extra != want.Extra ||
		!bytes.Equal(got.Body, want.Body) || (got.Body == nil) != (want.Body == nil) {
		t.Fatalf("got %+v, want %+v", got, want)
	}
	if (got.At == nil) != (want.At == nil) || got.At != nil && *got.At != *want.At {
		t.Fatalf("at is %v, want %v", got.At, want.At)
	}
}

func BenchmarkParseClient(b *testing.B) {
	move := []byte(`{"type":"move","id":412,"at":38,"move":{"answer":1}}`)
	b.ReportAllocs()
	for b.Loop() {
		if _, err := wire.ParseClient(move); err != nil {
			b.Fatal(errors.Unwrap(err))
		}
	}
}
