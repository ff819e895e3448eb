package game_test

import (
	"bytes"
	"encoding/json"
	"reflect"
	"strings"
	"testing"

	"packnight/game"
)

// move has a field of every type that DecodeStrict knows.
type move struct {
	Answer *int            `json:"answer"`
	Star   *bool           `json:"star"`
	Word   string          `json:"word"`
	Size   float64         `json:"size"`
	Cells  []int           `json:"cells"`
	At     point           `json:"at"`
	By     map[string]int  `json:"by"`
	Raw    json.RawMessage `json:"raw"`
	Small  int8            `json:"small"`
}

type point struct {
	X int `json:"x"`
	Y int `json:"y"`
}

func TestDecodeStrictTakesAMove(t *testing.T) {
	var m move
	err := game.DecodeStrict([]byte(` {"answer":-3, "star":false,"word":"a\u00e9\"","size":1.5e1,`+
		`"cells":[1,2],"at":{"x":1,"y":0},"by":{"a":1},"raw":{"k":[true,"x"]},"small":127} `), &m)
	if err != nil {
		t.Fatal(err)
	}
	n, no := -3, false
	want := move{&n, &no, "aé\"", 15, []int{1, 2}, point{1, 0}, map[string]int{"a": 1}, json.RawMessage(`{"k":[true,"x"]}`), 127}
	if !reflect.DeepEqual(m, want) {
		t.Fatalf("%+v is not %+v", m, want)
	}
}

func TestDecodeStrictRefuses(t *testing.T) {
	for _, bad := range []string{
		``, ` `, `null`, `[]`, `1`, `"x"`, `{`, `}`, `{}x`, `{} {}`, `{,}`, `{"answer"}`, `{"answer":}`,
		`{"answer":1,}`, `{"answer":1 "star":true}`, `{answer:1}`, `{'answer':1}`,
		`{"answer":1,"answer":1}`, `{"Answer":1}`, `{"ANSWER":1}`, `{"answer":1,"Answer":2}`, `{"unknown":1}`,
		`{"\u0061nswer":1}`, `{"answer":null}`, `{"raw":null}`, `{"cells":null}`, `{"cells":[null]}`,
		`{"answer":"1"}`, `{"answer":1.0}`, `{"answer":1e0}`, `{"answer":01}`, `{"answer":+1}`, `{"answer":-}`,
		`{"answer":99999999999999999999}`, `{"small":128}`, `{"star":1}`, `{"star":"true"}`, `{"star":truex}`,
		`{"word":1}`, `{"word":"a` + "\n" + `"}`, `{"word":"\x"}`, `{"word":"` + "\xff" + `"}`, `{"word":"`,
		`{"size":.5}`, `{"size":1.}`, `{"size":1e}`, `{"size":NaN}`, `{"size":1e999}`,
		`{"at":{"x":1,"x":2}}`, `{"at":{"z":1}}`, `{"at":[]}`, `{"by":{"a":1,"a":2}}`,
		`{"raw":{"a":1,"a":2}}`, `{"raw":{"a":1,"A":2}}`, `{"raw":[1,]}`, `{"raw":` + strings.Repeat("[", 40) + strings.Repeat("]", 40) + `}`,
	} {
		if err := game.DecodeStrict([]byte(bad), &move{}); err == nil {
			t.Errorf("%s was taken", bad)
		}
	}
}

func FuzzDecodeStrict(f *testing.F) {
	for _, seed := range []string{
		`{"answer":1}`, `{"star":true,"word":"\u00e9"}`, `{"at":{"x":1,"y":2},"cells":[1]}`, `{"raw":{"a":[1,{"b":""}]}}`,
		`{"answer":1,"answer":2}`, `{"size":1e5}`, `{"by":{"a":1}}`, `{"word":"\ud800"}`,
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		var strict, loose move
		if game.DecodeStrict(data, &strict) != nil {
			return
		}
		d := json.NewDecoder(bytes.NewReader(data))
		d.DisallowUnknownFields()
		if err := d.Decode(&loose); err != nil {
			t.Fatalf("%q was taken, and encoding/json says %v", data, err)
		}
		if !reflect.DeepEqual(strict, loose) {
			t.Fatalf("%q is %+v to us and %+v to encoding/json", data, strict, loose)
		}
	})
}
