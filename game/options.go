package game

import (
	"bytes"
	"encoding/json"
	"maps"
	"slices"
)

// The options that every game with rounds has, and the values of the clock.
const (
	optClock     = "clock"
	optLightning = "lightning"

	clockRelaxed = "relaxed"
	clockNormal  = "normal"
	clockZippy   = "zippy"
	clockNone    = "none"
)

// AllOptions lists what a leader may set before a game of the kind: its own
// options and, where it has rounds, the clock and Lightning.
func (k Kind) AllOptions() []Option {
	if k.Gathering {
		return slices.Clone(k.Options)
	}
	return append(slices.Clone(k.Options),
		Option{ID: optClock, Name: "Clock", Type: Choice, Default: clockNormal, Choices: []OptionChoice{
			{clockRelaxed, "Relaxed"}, {clockNormal, "Normal"}, {clockZippy, "Zippy"}, {clockNone, "No clock"},
		}},
		Option{ID: optLightning, Name: "Lightning: one more for the quick", Type: Switch, Default: false},
	)
}

// Check turns what a leader chose into values for Setup.Options, with the default
// for each option that is not there. Its error is a sentence that names the option.
// That a pack of the leader's own exists is found out by New.
func (k Kind) Check(raw map[string]json.RawMessage) (map[string]any, error) {
	options := k.AllOptions()
	for _, id := range slices.Sorted(maps.Keys(raw)) {
		if !slices.ContainsFunc(options, func(o Option) bool { return o.ID == id }) {
			return nil, Sentencef("%s has no option called %q.", k.Name, id)
		}
	}
	out := map[string]any{}
	for _, o := range options {
		v, given := raw[o.ID]
		if !given {
			out[o.ID] = o.fallback()
			continue
		}
		value, err := o.parse(v)
		if err != nil {
			return nil, err
		}
		out[o.ID] = value
	}
	return out, nil
}

// fallback is the default, as a value that nobody else holds.
func (o Option) fallback() any {
	if list, ok := o.Default.([]string); ok {
		return slices.Clone(list)
	}
	return o.Default
}

func (o Option) parse(raw json.RawMessage) (any, error) {
	switch o.Type {
	case Choice:
		var v string
		if !exactly(raw, '"', &v) || !o.offers(v) {
			return nil, Sentencef("Option %q must be one of the choices.", o.ID)
		}
		return v, nil
	case Many:
		return o.parseMany(raw)
	case Number:
		var v int
		if !exactly(raw, 0, &v) || v < o.Min || v > o.Max {
			return nil, Sentencef("Option %q must be a whole number from %d to %d.", o.ID, o.Min, o.Max)
		}
		return v, nil
	case Switch:
		var v bool
		if !exactly(raw, 0, &v) {
			return nil, Sentencef("Option %q must be true or false.", o.ID)
		}
		return v, nil
	}
	return nil, Sentencef("Option %q is of no known type.", o.ID)
}

func (o Option) parseMany(raw json.RawMessage) (any, error) {
	var list []string
	if !exactly(raw, '[', &list) || len(list) == 0 {
		return nil, Sentencef("Option %q must be a list with at least one choice.", o.ID)
	}
	for i, v := range list {
		switch {
		case slices.Contains(list[:i], v):
			return nil, Sentencef("Option %q names %q twice.", o.ID, v)
		case v == "" || !o.Packs && !o.offers(v):
			return nil, Sentencef("Option %q has no choice %q.", o.ID, v)
		}
	}
	return list, nil
}

func (o Option) offers(id string) bool {
	return slices.ContainsFunc(o.Choices, func(c OptionChoice) bool { return c.ID == id })
}

// exactly decodes a value that begins with the byte first (0 for any) and is not
// null, which encoding/json would take for anything.
func exactly(raw json.RawMessage, first byte, into any) bool {
	raw = bytes.TrimSpace(raw)
	if len(raw) == 0 || bytes.Contains(raw, []byte("null")) && first != '"' || first != 0 && raw[0] != first {
		return false
	}
	return json.Unmarshal(raw, into) == nil
}
