package quiz

import (
	"bytes"
	"embed"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"packnight/game"
)

// Pack is a list of questions: one of those that Packnight brings along, or a
// leader's own.
type Pack struct {
	ID        string     `json:"id"`
	Name      string     `json:"name"`
	About     string     `json:"about,omitempty"`
	Questions []Question `json:"questions"`
}

// Question is one question with 2 to 4 answers.
type Question struct {
	Text    string   `json:"text"`
	Picture string   `json:"picture,omitempty"` // an emoji
	Answers []Answer `json:"answers"`
	Correct []int    `json:"correct"` // indexes of the right answers, ascending
	Why     string   `json:"why,omitempty"`
}

// Answer is one of the things to tap.
type Answer struct {
	Text    string `json:"text"`
	Picture string `json:"picture,omitempty"`
}

// Limits of a pack. Lengths are in characters; what a child can read in time is
// shorter, and the editor says so.
const (
	maxQuestions = 200
	maxText      = 140
	maxAnswer    = 40
	maxName      = 60
	maxPicture   = 8
)

// PackError says what is wrong with a pack and where.
type PackError struct {
	Line    int // from 1
	Message string
}

// Error implements error.
func (e *PackError) Error() string { return fmt.Sprintf("line %d: %s", e.Line, e.Message) }

// ParsePack reads a pack from JSON and checks it. Its error is a *PackError.
func ParsePack(data []byte) (*Pack, error) {
	if !utf8.Valid(data) {
		return nil, &PackError{1, "This file is not text. A pack is a text file in JSON."}
	}
	var raw struct {
		ID        string            `json:"id"`
		Name      string            `json:"name"`
		About     string            `json:"about"`
		Questions []json.RawMessage `json:"questions"`
	}
	if err := strict(data, &raw); err != nil {
		return nil, &PackError{lineOf(data, err), plain(err)}
	}
	p := &Pack{ID: raw.ID, Name: strings.TrimSpace(raw.Name), About: strings.TrimSpace(raw.About)}
	if err := p.checkHead(len(raw.Questions)); err != nil {
		return nil, &PackError{1, err.Error()}
	}
	at := 0
	for i, q := range raw.Questions {
		at += bytes.Index(data[at:], q)
		question, err := parseQuestion(q)
		if err != nil {
			within := max(lineOf(q, err), 1)
			return nil, &PackError{line(data, at) + within - 1, fmt.Sprintf("Question %d: %s", i+1, plain(err))}
		}
		p.Questions = append(p.Questions, question)
		at += len(q)
	}
	return p, nil
}

func (p *Pack) checkHead(questions int) error {
	switch {
	case p.Name == "":
		return game.Sentence("The pack needs a name.")
	case tooLong(p.Name, maxName), tooLong(p.About, maxText):
		return game.Sentencef("The name may have %d letters, and what it is about %d.", maxName, maxText)
	case questions == 0:
		return game.Sentence("The pack has no questions yet. Add at least one.")
	case questions > maxQuestions:
		return game.Sentencef("The pack has %d questions. It may have %d.", questions, maxQuestions)
	}
	return nil
}

func parseQuestion(raw []byte) (Question, error) {
	var q Question
	if err := strict(raw, &q); err != nil {
		return q, err
	}
	q.Text, q.Why = strings.TrimSpace(q.Text), strings.TrimSpace(q.Why)
	for i := range q.Answers {
		q.Answers[i].Text = strings.TrimSpace(q.Answers[i].Text)
	}
	slices.Sort(q.Correct)
	q.Correct = slices.Compact(q.Correct)
	return q, q.check()
}

// check says what a leader has to mend.
func (q Question) check() error {
	switch {
	case q.Text == "":
		return game.Sentence("the question has no text.")
	case tooLong(q.Text, maxText), tooLong(q.Why, maxText):
		return game.Sentencef("a question and its why may have %d letters each.", maxText)
	case len(q.Answers) < 2 || len(q.Answers) > 4:
		return game.Sentencef("it has %d answers. It needs 2, 3 or 4.", len(q.Answers))
	case len(q.Correct) == 0:
		return game.Sentence("no answer is marked as right.")
	case q.Correct[0] < 0 || q.Correct[len(q.Correct)-1] >= len(q.Answers):
		return game.Sentence("the right answer is not one of the answers (the first is 0).")
	case tooLong(q.Picture, maxPicture):
		return game.Sentence("a picture is one emoji.")
	case !printable(q.Text) || !printable(q.Why):
		return game.Sentence("the text has characters that can't be shown.")
	}
	seen := map[string]bool{}
	for i, a := range q.Answers {
		switch {
		case a.Text == "":
			return game.Sentencef("answer %d has no text.", i+1)
		case tooLong(a.Text, maxAnswer) || tooLong(a.Picture, maxPicture):
			return game.Sentencef("answer %d is too long: %d letters and one emoji.", i+1, maxAnswer)
		case !printable(a.Text):
			return game.Sentencef("answer %d has characters that can't be shown.", i+1)
		case seen[strings.ToLower(a.Text)]:
			return game.Sentencef("two answers are the same: %q.", a.Text)
		}
		seen[strings.ToLower(a.Text)] = true
	}
	return nil
}

func tooLong(s string, limit int) bool { return utf8.RuneCountInString(s) > limit }

// printable refuses control characters and those that turn the direction of text.
func printable(s string) bool {
	return !strings.ContainsFunc(s, func(r rune) bool {
		return unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r)
	})
}

// strict decodes one JSON object that has no field twice or in other letters,
// which encoding/json would take.
func strict(data []byte, into any) error {
	if err := fields(data); err != nil {
		return err
	}
	d := json.NewDecoder(bytes.NewReader(data))
	d.DisallowUnknownFields()
	if err := d.Decode(into); err != nil {
		return err
	}
	if d.More() {
		return game.Sentence("there is more text after the end of the pack.")
	}
	return nil
}

// fieldError is a field that is there twice, or is none of a pack's.
type fieldError struct {
	offset  int
	message string
}

// Error implements error.
func (e *fieldError) Error() string { return e.message }

// fields looks at the names of all fields, however deep.
func fields(data []byte) error {
	d := json.NewDecoder(bytes.NewReader(data))
	type level struct {
		object bool
		value  bool // the next token is a field's value
		seen   map[string]bool
	}
	var stack []level
	for {
		token, err := d.Token()
		if err != nil {
			return nil // said better by the decoding itself
		}
		top := len(stack) - 1
		if name, ok := token.(string); ok && top >= 0 && stack[top].object && !stack[top].value {
			if stack[top].seen[name] {
				return &fieldError{int(d.InputOffset()), fmt.Sprintf("The field %q is there twice.", name)}
			}
			if strings.ToLower(name) != name {
				return &fieldError{int(d.InputOffset()), fmt.Sprintf("A pack has no field called %q.", name)}
			}
			stack[top].seen[name], stack[top].value = true, true
			continue
		}
		switch token {
		case json.Delim('{'), json.Delim('['):
			stack = append(stack, level{object: token == json.Delim('{'), seen: map[string]bool{}})
			continue
		case json.Delim('}'), json.Delim(']'):
			stack = stack[:top]
		}
		if len(stack) == 0 {
			return nil
		}
		stack[len(stack)-1].value = false
	}
}

// lineOf finds the line that an error of the decoder is about.
func lineOf(data []byte, err error) int {
	var syntax *json.SyntaxError
	var wrong *json.UnmarshalTypeError
	var field *fieldError
	switch {
	case errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF):
		return line(data, len(data))
	case errors.As(err, &field):
		return line(data, field.offset)
	case errors.As(err, &syntax):
		return line(data, int(syntax.Offset))
	case errors.As(err, &wrong):
		return line(data, int(wrong.Offset))
	}
	return 1
}

// line returns the number of the line, from 1, that the byte at offset is on.
func line(data []byte, offset int) int {
	return 1 + bytes.Count(data[:min(max(offset, 0), len(data))], []byte("\n"))
}

// plain turns an error of the decoder into words for a leader.
func plain(err error) string {
	var syntax *json.SyntaxError
	var wrong *json.UnmarshalTypeError
	switch {
	case errors.As(err, &syntax):
		return "There is a comma, quote or bracket too many or missing here."
	case errors.As(err, &wrong):
		return fmt.Sprintf("%q should not be a %s.", wrong.Field, wrong.Value)
	case strings.HasPrefix(err.Error(), "json: unknown field "):
		return "A pack has no field called " + strings.TrimPrefix(err.Error(), "json: unknown field ") + "."
	case strings.Contains(err.Error(), "EOF"):
		return "The file ends too early."
	}
	return err.Error()
}

//go:embed packs/*.json
var files embed.FS

// builtIn reads the packs that come with the program, by id. They are part of
// it, and a test reads each: one that is wrong is a mistake in the build.
func builtIn() []*Pack {
	names, err := fs.Glob(files, "packs/*.json")
	if err != nil {
		panic(err)
	}
	var packs []*Pack
	for _, name := range names {
		data, err := files.ReadFile(name)
		if err != nil {
			panic(err)
		}
		p, err := ParsePack(data)
		if err != nil {
			panic(fmt.Sprintf("%s: %v", name, err))
		}
		packs = append(packs, p)
	}
	return packs
}
