package game

import (
	"encoding/json"
	"reflect"
	"testing"

	"pgregory.net/rapid"
)

// anyView draws a View with all that a view may hold, from few keys, so that two of
// them share some.
func anyView(t *rapid.T, depth int) View {
	v := View{}
	for _, key := range []string{"a", "b", "c \"<", "d"} {
		if !rapid.Bool().Draw(t, "has") {
			continue
		}
		v[key] = anyValue(t, depth)
	}
	return v
}

func anyValue(t *rapid.T, depth int) any {
	type pair struct {
		X int    `json:"x"`
		Y string `json:"y,omitempty"`
		Z *pair2 `json:"z,omitempty"`
	}
	switch n := rapid.IntRange(0, 9).Draw(t, "type"); {
	case n < 3 && depth > 0:
		return anyView(t, depth-1)
	case n == 3:
		return rapid.SampledFrom([]string{"", "x", "é", "<&>", "\"\\\n"}).Draw(t, "string")
	case n == 4:
		return rapid.Bool().Draw(t, "bool")
	case n == 5:
		return rapid.SliceOfN(rapid.IntRange(0, 2), 0, 2).Draw(t, "ints")
	case n == 6:
		return pair{rapid.IntRange(0, 1).Draw(t, "x"), rapid.SampledFrom([]string{"", "y"}).Draw(t, "y"), nil}
	case n == 7:
		return pair{0, "", &pair2{rapid.IntRange(0, 1).Draw(t, "z")}}
	case n == 8:
		return json.RawMessage(rapid.SampledFrom([]string{`{"x":1}`, `{"y":{"z":1}}`, `[1]`, `2.5`}).Draw(t, "raw"))
	}
	return rapid.IntRange(-1, 2).Draw(t, "int")
}

type pair2 struct {
	W int `json:"w"`
}

func TestAPatchTurnsOneViewIntoTheOther(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var d differ
		var was shown
		client := map[string]any{}
		for range 6 {
			v := anyView(t, 2)
			patch := d.diff(nil, &was, v)
			want := plain(t, appendValue(nil, v))
			if len(patch) > 0 {
				client = applied(client, plain(t, patch)).(map[string]any)
			}
			if !reflect.DeepEqual(client, want) {
				t.Fatalf("the patch %s makes %v, not %v", patch, client, want)
			}
			if got := plain(t, was.appendTo(nil)); !reflect.DeepEqual(got, want) {
				t.Fatalf("%v is kept of %v", got, want)
			}
			if again := d.diff(nil, &was, v); len(again) > 0 {
				t.Fatalf("the same view is patched by %s", again)
			}
		}
	})
}

func TestAppendValueIsWhatEncodingJSONMeans(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		v := anyView(t, 2)
		data, err := json.Marshal(v)
		if err != nil {
			t.Fatal(err)
		}
		if got := appendValue(nil, v); !reflect.DeepEqual(plain(t, got), plain(t, data)) {
			t.Fatalf("%s is not %s", got, data)
		}
	})
}

func TestAListOfNothingIsAList(t *testing.T) {
	if got := string(appendValue(nil, View{"a": []string(nil), "b": []int(nil)})); got != `{"a":[],"b":[]}` {
		t.Fatal(got)
	}
}

func plain(t *rapid.T, data []byte) any {
	var v any
	if err := json.Unmarshal(data, &v); err != nil {
		t.Fatalf("%s: %v", data, err)
	}
	return v
}

// applied is RFC 7396, written down once more.
func applied(target, patch any) any {
	p, ok := patch.(map[string]any)
	if !ok {
		return patch
	}
	out := map[string]any{}
	if was, ok := target.(map[string]any); ok {
		for key, v := range was {
			out[key] = v
		}
	}
	for key, v := range p {
		delete(out, key)
		if v != nil {
			before, _ := target.(map[string]any)
			out[key] = applied(before[key], v)
		}
	}
	return out
}
