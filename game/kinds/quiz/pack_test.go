package quiz_test

import (
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"packnight/game/kinds/quiz"
)

func TestTheBuiltInPacks(t *testing.T) {
	files, err := filepath.Glob("packs/*.json")
	if err != nil {
		t.Fatal(err)
	}
	if len(files) < 6 {
		t.Fatalf("there are %d packs", len(files))
	}
	asked := map[string]string{}
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		p, err := quiz.ParsePack(data)
		if err != nil {
			t.Errorf("%s: %v", file, err)
			continue
		}
		if p.ID+".json" != filepath.Base(file) || len(p.Questions) != 25 || p.About == "" {
			t.Errorf("%s: id %s, %d questions, about %q", file, p.ID, len(p.Questions), p.About)
		}
		for _, q := range p.Questions {
			if other := asked[q.Text]; other != "" {
				t.Errorf("%s and %s both ask %q", other, file, q.Text)
			}
			asked[q.Text] = file
			fits(t, file, q)
		}
	}
}

// fits holds a question to what an eight-year-old can read in time.
func fits(t *testing.T, file string, q quiz.Question) {
	t.Helper()
	switch {
	case words(q.Text) > 14:
		t.Errorf("%s: %d words in %q", file, words(q.Text), q.Text)
	case q.Why == "" || words(q.Why) > 20 || strings.ContainsAny(q.Why, "\n\r"):
		t.Errorf("%s: the why of %q is %q", file, q.Text, q.Why)
	case q.Picture == "":
		t.Errorf("%s: %q has no picture", file, q.Text)
	case len(q.Correct) == len(q.Answers):
		t.Errorf("%s: %q has only right answers", file, q.Text)
	}
	for _, sentence := range strings.FieldsFunc(q.Why, func(r rune) bool { return strings.ContainsRune(".!?…", r) }) {
		if words(sentence) > 12 {
			t.Errorf("%s: a sentence of %d words: %q", file, words(sentence), sentence)
		}
	}
	for _, a := range q.Answers {
		if words(a.Text) > 3 || a.Picture == "" {
			t.Errorf("%s: the answer %q (%s) of %q", file, a.Text, a.Picture, q.Text)
		}
	}
}

func words(s string) int { return len(strings.Fields(s)) }

func TestParsePackSaysWhatIsWrongAndWhere(t *testing.T) {
	const good = `{"text":"Q?","answers":[{"text":"A"},{"text":"B"}],"correct":[0]}`
	long := strings.Repeat("x", 200)
	for _, c := range []struct {
		name, pack string
		line       int
		says       string
	}{
		{"empty", ``, 1, "ends too early"},
		{"not JSON", `hello`, 1, "comma, quote or bracket"},
		{"not text", "\xff\xfe", 1, "not text"},
		{"an array", `[]`, 1, "should not be"},
		{"null", `null`, 1, "name"},
		{"cut off", "{\n\"name\":\"x\",\n\"questions\":[", 3, "too early"},
		{"a comma too many", "{\n\"name\":\"x\",\n}", 3, "comma"},
		{"two packs", `{"name":"x","questions":[` + good + `]} {}`, 1, "after the end"},
		{"no name", `{"questions":[` + good + `]}`, 1, "name"},
		{"a blank name", `{"name":"  ","questions":[` + good + `]}`, 1, "name"},
		{"a long name", `{"name":"` + long + `","questions":[` + good + `]}`, 1, "letters"},
		{"a number for a name", "{\n\"name\":7}", 2, "number"},
		{"no questions", `{"name":"x","questions":[]}`, 1, "no questions"},
		{"too many", `{"name":"x","questions":[` + strings.Repeat(good+",", 200) + good + `]}`, 1, "201"},
		{"an unknown field", `{"name":"x","colour":"red"}`, 1, "colour"},
		{"an unknown field of a question", "{\"name\":\"x\",\"questions\":[\n" + good + ",\n{\"txt\":\"Q?\"}]}", 3, "txt"},
		{"no text", "{\"name\":\"x\",\n\"questions\":[\n" + good + ",\n\n{\"text\":\" \",\"answers\":[]}]}", 5, "Question 2"},
		{"one answer", "{\"name\":\"x\",\"questions\":[\n{\"text\":\"Q\",\"answers\":[{\"text\":\"A\"}],\"correct\":[0]}]}", 2, "1 answers"},
		{"five answers", `{"name":"x","questions":[{"text":"Q","answers":[{"text":"A"},{"text":"B"},{"text":"C"},{"text":"D"},{"text":"E"}],"correct":[0]}]}`, 1, "5 answers"},
		{"none right", `{"name":"x","questions":[{"text":"Q","answers":[{"text":"A"},{"text":"B"}],"correct":[]}]}`, 1, "no answer is marked"},
		{"right beyond the answers", `{"name":"x","questions":[{"text":"Q","answers":[{"text":"A"},{"text":"B"}],"correct":[2]}]}`, 1, "not one of the answers"},
		{"right before the answers", `{"name":"x","questions":[{"text":"Q","answers":[{"text":"A"},{"text":"B"}],"correct":[-1]}]}`, 1, "not one of the answers"},
		{"the same twice", `{"name":"x","questions":[{"text":"Q","answers":[{"text":"A"},{"text":"a "}],"correct":[0]}]}`, 1, "the same"},
		{"an answer without text", `{"name":"x","questions":[{"text":"Q","answers":[{"text":"A"},{"text":""}],"correct":[0]}]}`, 1, "answer 2"},
		{"a long answer", `{"name":"x","questions":[{"text":"Q","answers":[{"text":"A"},{"text":"` + long + `"}],"correct":[0]}]}`, 1, "answer 2"},
		{"a long question", `{"name":"x","questions":[{"text":"` + long + `","answers":[{"text":"A"},{"text":"B"}],"correct":[0]}]}`, 1, "letters"},
		{"a picture that is text", `{"name":"x","questions":[{"text":"Q","picture":"a big dog","answers":[{"text":"A"},{"text":"B"}],"correct":[0]}]}`, 1, "emoji"},
		{"turned text", `{"name":"x","questions":[{"text":"Q\u202e","answers":[{"text":"A"},{"text":"B"}],"correct":[0]}]}`, 1, "can't be shown"},
		{"a wrong type deep down", "{\"name\":\"x\",\"questions\":[\n{\"text\":\"Q\",\n\"answers\":[{\"text\":\"A\"},{\"text\":5}]}]}", 3, "number"},
		{"a field twice", `{"name":"x","name":"y","questions":[` + good + `]}`, 1, "name"},
		{"a field in capitals", `{"NAME":"x","questions":[` + good + `]}`, 1, "NAME"},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, err := quiz.ParsePack([]byte(c.pack))
			var wrong *quiz.PackError
			if !errors.As(err, &wrong) {
				t.Fatalf("the error is %v", err)
			}
			if wrong.Line != c.line || !strings.Contains(wrong.Message, c.says) {
				t.Errorf("line %d: %s", wrong.Line, wrong.Message)
			}
		})
	}
}

func TestParsePackTidiesUp(t *testing.T) {
	p, err := quiz.ParsePack([]byte(`{"name":" x ","questions":[{"text":" Q ","answers":[{"text":" A "},{"text":"B"}],"correct":[1,0,1]}]}`))
	if err != nil {
		t.Fatal(err)
	}
	data, err := json.Marshal(p.Questions[0])
	if err != nil {
		t.Fatal(err)
	}
	if want := `{"text":"Q","answers":[{"text":"A"},{"text":"B"}],"correct":[0,1]}`; string(data) != want || p.Name != "x" {
		t.Fatalf("%s", data)
	}
}

func FuzzParsePack(f *testing.F) {
	f.Add([]byte(ownPack(3, first)))
	f.Add([]byte(`{"name":"x","questions":[{"text":"Q","answers":[{"text":"A"},{"text":"B"}],"correct":[0]}]}`))
	f.Add([]byte("{\n\"name\":\"x\",\n\"questions\":[7]}"))
	f.Fuzz(func(t *testing.T, data []byte) {
		p, err := quiz.ParsePack(data)
		if err != nil {
			var wrong *quiz.PackError
			if lines := 1 + strings.Count(string(data), "\n"); !errors.As(err, &wrong) || wrong.Line < 1 || wrong.Line > lines || wrong.Message == "" {
				t.Fatalf("%q: %v of %d lines", data, err, lines)
			}
			return
		}
		again, err := json.Marshal(p)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := quiz.ParsePack(again); err != nil {
			t.Fatalf("%s was taken and its own export is not: %v", data, err)
		}
	})
}
