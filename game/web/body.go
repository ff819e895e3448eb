package web

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"reflect"
	"slices"
	"strings"
	"unicode/utf8"
)

// maxDepth is how deep a body may nest: a body is an object, an option of it a
// list at most.
const maxDepth = 8

// readBody reads a body of at most limit bytes.
func readBody(w http.ResponseWriter, r *http.Request, limit int) ([]byte, error) {
	data, err := io.ReadAll(http.MaxBytesReader(w, r.Body, int64(limit)))
	var tooLarge *http.MaxBytesError
	switch {
	case err == nil:
		return data, nil
	case errors.As(err, &tooLarge):
		return nil, err
	}
	return nil, badRequest("The request did not arrive whole. Please try again.")
}

// decode reads a body into a struct of this package, strictly: one JSON object in
// valid UTF-8, every member one that the struct has, spelled as its tag spells it,
// named once, never null, and none missing but those tagged omitempty. encoding/json
// alone would take "NAME" for "name" and the last of two, and so two readers of one
// body could disagree. An empty body is an empty object. The error names the field.
func decode(data []byte, into any) error {
	if len(bytes.TrimSpace(data)) == 0 {
		data = []byte("{}")
	}
	if !utf8.Valid(data) {
		return badRequest("The request is no valid UTF-8.")
	}
	s := scanner{dec: json.NewDecoder(bytes.NewReader(data)), fields: fieldsOf(into)}
	s.dec.UseNumber()
	if err := s.body(); err != nil {
		return err
	}
	err := json.Unmarshal(data, into)
	var wrong *json.UnmarshalTypeError
	switch {
	case err == nil:
		return nil
	case errors.As(err, &wrong):
		return badField(wrong.Field, "The field %q can't be a "+wrong.Value+".")
	}
	return badRequest("The request is not the JSON that belongs here.")
}

// field is a member that a body may have.
type field struct {
	name     string
	optional bool
}

// fieldsOf returns the members of the struct that into points to.
func fieldsOf(into any) []field {
	t := reflect.TypeOf(into).Elem()
	out := make([]field, 0, t.NumField())
	for f := range t.Fields() {
		name, how, _ := strings.Cut(f.Tag.Get("json"), ",")
		out = append(out, field{name, how == "omitempty"})
	}
	return out
}

// scanner looks at the tokens of a body before it is decoded.
type scanner struct {
	dec    *json.Decoder
	fields []field // of the outermost object
}

var errSyntax = badRequest("The request is not one JSON object.")

func (s *scanner) body() error {
	t, err := s.dec.Token()
	if err != nil || t != json.Delim('{') {
		return errSyntax
	}
	if err := s.object(1); err != nil {
		return err
	}
	if _, err := s.dec.Token(); err != io.EOF {
		return errSyntax
	}
	return nil
}

// object reads on behind an opening brace. Two names that differ in case alone
// count as the same name twice.
func (s *scanner) object(depth int) error {
	seen := map[string]bool{}
	for s.dec.More() {
		t, err := s.dec.Token()
		name, ok := t.(string)
		if err != nil || !ok {
			return errSyntax
		}
		folded := strings.ToLower(name)
		switch {
		case seen[folded]:
			return badField(name, "The field %q is there twice.")
		case depth == 1 && !slices.ContainsFunc(s.fields, func(f field) bool { return f.name == name }):
			return badField(name, "There is no field %q here.")
		}
		seen[folded] = true
		if err := s.value(name, depth); err != nil {
			return err
		}
	}
	if depth == 1 {
		for _, f := range s.fields {
			if !f.optional && !seen[f.name] {
				return badField(f.name, "The field %q is missing.")
			}
		}
	}
	return s.end()
}

func (s *scanner) array(name string, depth int) error {
	for s.dec.More() {
		if err := s.value(name, depth); err != nil {
			return err
		}
	}
	return s.end()
}

func (s *scanner) end() error {
	if _, err := s.dec.Token(); err != nil {
		return errSyntax
	}
	return nil
}

// value reads one value, the member called name or an element of it.
func (s *scanner) value(name string, depth int) error {
	t, err := s.dec.Token()
	switch {
	case err != nil:
		return errSyntax
	case t == nil:
		return badField(name, "The field %q can't be null.")
	case t != json.Delim('{') && t != json.Delim('['):
		return nil
	case depth == maxDepth:
		return badField(name, "The field %q is nested too deeply.")
	case t == json.Delim('{'):
		return s.object(depth + 1)
	}
	return s.array(name, depth+1)
}

// badField refuses one field; sentence has a %q for its name.
func badField(name, sentence string) fault {
	name = shorten(name)
	return badRequest(fmt.Sprintf(sentence, name)).in(name)
}

// shorten keeps what a stranger sent from filling an answer.
func shorten(s string) string {
	const most = 40
	r := []rune(s)
	if len(r) > most {
		return string(r[:most]) + "…"
	}
	return s
}
