package quiz_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"packnight/game/kinds/quiz"
	"packnight/game/kindtest"
)

// ownPack is a leader's pack of n short questions with 2 to 4 answers; right tells
// which answer of question i is right.
func ownPack(n int, right func(i int) int) json.RawMessage {
	var questions []string
	for i := range n {
		answers := []string{`{"text":"A"}`, `{"text":"B"}`, `{"text":"C"}`, `{"text":"D"}`}[:2+i%3]
		questions = append(questions, fmt.Sprintf(`{"text":"Q%d?","answers":[%s],"correct":[%d],"why":"Because."}`,
			i, strings.Join(answers, ","), right(i)))
	}
	return json.RawMessage(`{"name":"Own","questions":[` + strings.Join(questions, ",") + `]}`)
}

func first(int) int { return 0 }

func subject(t *testing.T, options string, pack json.RawMessage) kindtest.Subject {
	t.Helper()
	checked := kindtest.Options(t, quiz.Kind(), options)
	checked["packs"] = []string{"own"}
	return kindtest.Subject{
		Kind:    quiz.Kind(),
		Options: checked,
		Packs:   map[string]json.RawMessage{"own": pack},
		Moves:   []string{`{"answer":0}`, `{"answer":1}`, `{"answer":3}`, `{"star":true}`, `{"star":false}`, `{"answer":9}`},
		Dos:     []string{`{"do":"accept","answer":0}`, `{"do":"accept","answer":7}`, `{"do":"accept"}`},
	}
}

func TestConformance(t *testing.T) {
	for name, options := range map[string]string{
		"plain":              `{"count":3}`,
		"talk and lightning": `{"count":4,"talk":true,"lightning":true,"clock":"zippy"}`,
		"no clock":           `{"count":3,"clock":"none","onphones":false}`,
	} {
		t.Run(name, func(t *testing.T) { kindtest.Run(t, subject(t, options, ownPack(5, first))) })
	}
}

// TestSecrets plays a quiz against itself with other right answers.
func TestSecrets(t *testing.T) {
	for name, options := range map[string]string{
		"plain": `{"count":3}`,
		"talk":  `{"count":3,"talk":true,"lightning":true}`,
	} {
		for what, right := range map[string]func(int) int{
			"many": func(i int) int { return i % 2 },
			"one":  func(i int) int { return map[bool]int{true: 1}[i == 2] },
		} {
			t.Run(name+" "+what, func(t *testing.T) {
				kindtest.Secrets(t, subject(t, options, ownPack(4, first)), subject(t, options, ownPack(4, right)))
			})
		}
	}
}
