package web

import (
	"encoding/json"
	"reflect"
	"strings"
	"testing"
)

type sample struct {
	Name    *string                    `json:"name,omitempty"`
	Count   *int                       `json:"count,omitempty"`
	Options map[string]json.RawMessage `json:"options,omitempty"`
}

func TestDecodeRefusesNamingTheField(t *testing.T) {
	for name, c := range map[string]struct{ body, want string }{
		"an unknown field":             {`{"nope":1}`, `"nope"`},
		"a field twice":                {`{"name":"a","name":"b"}`, `"name" is there twice`},
		"a field twice in two cases":   {`{"name":"a","NAME":"b"}`, `"NAME" is there twice`},
		"only the other case":          {`{"NAME":"a"}`, `no field "NAME"`},
		"twice further in":             {`{"options":{"x":1,"X":2}}`, `"X" is there twice`},
		"twice in an object in a list": {`{"options":{"a":[{"b":1,"b":2}]}}`, `"b" is there twice`},
		"null":                         {`{"name":null}`, `"name" can't be null`},
		"null in a list":               {`{"options":{"a":[1,null]}}`, `"a" can't be null`},
		"a wrong type":                 {`{"name":3}`, `"name" can't be a number`},
		"a fraction":                   {`{"count":1.5}`, `"count" can't be`},
		"a list":                       {`[]`, `not one JSON object`},
		"a bare value":                 {`7`, `not one JSON object`},
		"two objects":                  {`{}{}`, `not one JSON object`},
		"something behind it":          {`{} x`, `not one JSON object`},
		"half an object":               {`{"name":"a"`, `not one JSON object`},
		"a comma too many":             {`{"name":"a",}`, `not one JSON object`},
		"bad UTF-8":                    {"{\"name\":\"\xff\"}", `UTF-8`},
		"too deep":                     {`{"options":{"a":` + strings.Repeat(`[`, 20) + strings.Repeat(`]`, 20) + `}}`, `"a" is nested too deeply`},
		"ten thousand deep":            {`{"options":` + strings.Repeat(`{"a":`, 10000) + `1` + strings.Repeat(`}`, 10001), `nested too deeply`},
		"a name without end":           {`{"` + strings.Repeat("x", 10000) + `":1}`, strings.Repeat("x", 40) + "…"},
	} {
		t.Run(name, func(t *testing.T) {
			var into sample
			err := decode([]byte(c.body), &into)
			f, ok := err.(fault)
			if !ok || f.status != 400 || f.code != "bad_request" {
				t.Fatalf("decode(%.80q) = %v, want a bad request", c.body, err)
			}
			if !strings.Contains(f.message, c.want) {
				t.Errorf("message %q does not say %q", f.message, c.want)
			}
			if len(f.message) > 200 {
				t.Errorf("a message of %d bytes", len(f.message))
			}
		})
	}
}

func TestDecodeTakesWhatBelongs(t *testing.T) {
	var into sample
	err := decode([]byte(` {"name":"Bo","count":3,"options":{"packs":["scouting"],"Clock":"zippy"}} `), &into)
	if err != nil {
		t.Fatal(err)
	}
	if *into.Name != "Bo" || *into.Count != 3 || string(into.Options["packs"]) != `["scouting"]` {
		t.Errorf("decoded %+v", into)
	}
}

func TestAnEmptyBodyIsAnEmptyObject(t *testing.T) {
	for _, body := range []string{"", " \n", "{}"} {
		var into sample
		if err := decode([]byte(body), &into); err != nil || !reflect.DeepEqual(into, sample{}) {
			t.Errorf("decode(%q) = %v, %+v", body, err, into)
		}
	}
}

// FuzzDecode holds decode against encoding/json: what it takes, json takes too and
// understands alike; and it never takes a member that is not the struct's.
func FuzzDecode(f *testing.F) {
	for _, seed := range []string{
		`{}`, ``, `{"name":"a"}`, `{"NAME":"a","name":"b"}`, `{"count":1e3}`, `{"options":{"a":[[[]]]}}`, `{"x":1}`, `[`, `{"name":"\ud800"}`,
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		var got, want sample
		if err := decode(data, &got); err != nil {
			if _, ok := err.(fault); !ok {
				t.Fatalf("decode(%q) = %v, which is no fault", data, err)
			}
			return
		}
		if len(strings.TrimSpace(string(data))) == 0 {
			return
		}
		if err := json.Unmarshal(data, &want); err != nil {
			t.Fatalf("decode took %q, encoding/json: %v", data, err)
		}
		if !reflect.DeepEqual(got, want) {
			t.Fatalf("decode(%q) = %+v, encoding/json %+v", data, got, want)
		}
		var members map[string]json.RawMessage
		if err := json.Unmarshal(data, &members); err != nil {
			t.Fatalf("decode took %q, which is no object: %v", data, err)
		}
		for name := range members {
			if name != "name" && name != "count" && name != "options" {
				t.Fatalf("decode took the member %q in %q", name, data)
			}
		}
	})
}
