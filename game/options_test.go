package game_test

import (
	"encoding/json"
	"reflect"
	"strings"
	"testing"

	"packnight/game"
)

func optionKind() game.Kind {
	return game.Kind{ID: "k", Name: "Kind", Options: []game.Option{
		{ID: "size", Type: game.Number, Min: 2, Max: 5, Default: 3},
		{ID: "tray", Type: game.Choice, Choices: []game.OptionChoice{{ID: "camp"}, {ID: "kitchen"}}, Default: "camp"},
		{ID: "words", Type: game.Many, Choices: []game.OptionChoice{{ID: "a"}, {ID: "b"}}, Default: []string{"a"}},
		{ID: "packs", Type: game.Many, Choices: []game.OptionChoice{{ID: "a"}}, Default: []string{"a"}, Packs: true},
		{ID: "pairs", Type: game.Switch, Default: false},
	}}
}

func check(t *testing.T, text string) (map[string]any, error) {
	t.Helper()
	var raw map[string]json.RawMessage
	if err := json.Unmarshal([]byte(text), &raw); err != nil {
		t.Fatal(err)
	}
	return optionKind().Check(raw)
}

func TestCheckFillsInDefaults(t *testing.T) {
	got, err := check(t, `{"size":5,"words":["b","a"],"packs":["my own"],"clock":"none"}`)
	if err != nil {
		t.Fatal(err)
	}
	want := map[string]any{
		"size": 5, "tray": "camp", "words": []string{"b", "a"}, "packs": []string{"my own"}, "pairs": false,
		"clock": "none", "lightning": false,
	}
	if !reflect.DeepEqual(got, want) {
		t.Fatalf("%v is not %v", got, want)
	}
}

func TestCheckNamesTheOptionThatIsWrong(t *testing.T) {
	for text, id := range map[string]string{
		`{"size":1}`: "size", `{"size":6}`: "size", `{"size":"3"}`: "size", `{"size":3.5}`: "size", `{"size":null}`: "size",
		`{"tray":"x"}`: "tray", `{"tray":["camp"]}`: "tray", `{"tray":null}`: "tray",
		`{"words":[]}`: "words", `{"words":["c"]}`: "words", `{"words":["a","a"]}`: "words", `{"words":"a"}`: "words",
		`{"words":[null]}`: "words", `{"packs":[""]}`: "packs",
		`{"pairs":1}`: "pairs", `{"pairs":"true"}`: "pairs", `{"pairs":null}`: "pairs",
		`{"clock":"slow"}`: "clock", `{"lightning":"on"}`: "lightning", `{"Size":3}`: "Size", `{"other":1}`: "other",
	} {
		if got, err := check(t, text); err == nil || !strings.Contains(err.Error(), `"`+id+`"`) {
			t.Errorf("%s: %v, %v", text, got, err)
		}
	}
}

func TestAGatheringHasNoClock(t *testing.T) {
	k := game.Kind{ID: "camp", Gathering: true}
	if got := k.AllOptions(); len(got) != 0 {
		t.Fatalf("options: %v", got)
	}
	if _, err := k.Check(map[string]json.RawMessage{"clock": json.RawMessage(`"none"`)}); err == nil {
		t.Fatal("a campfire took a clock")
	}
}

func TestNewFillsInWhatWasNotChosen(t *testing.T) {
	b := begin(t, 1, nil)
	b.toPlay()
	b.want("left", b.left(), 20*second)
}
