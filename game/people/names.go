package people

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/cases"
	"golang.org/x/text/unicode/norm"
)

const (
	maxName  = 12  // characters, as people count them
	maxTitle = 40  // characters of the meeting's title
	maxMarks = 3   // on one letter: no script in use stacks more, a joker does
	maxBytes = 160 // of a name; folding at most triples it, and a key has 512
)

// Icons are the animals that a Cub can be.
var Icons = [...]string{
	"badger", "bat", "bear", "beaver", "deer", "duck", "fox", "frog",
	"hare", "hedgehog", "mole", "otter", "owl", "squirrel", "toad", "wolf",
}

// What is wrong with a name, for people.
const (
	nameEmpty   = "Type a name first."
	nameLong    = "That is too long. Take a shorter one."
	nameStrange = "Some of these signs can't be used here. Use letters."
)

// checkName returns a name as it is kept: trimmed, in normal form, single spaces. A
// name has 1 to max characters of any script, something to see among them, and
// nothing that is invisible or changes the direction of what stands around it. What
// is wrong is a sentence, "" for nothing.
func checkName(name string, max int) (clean, wrong string) {
	name = strings.TrimSpace(name)
	if len(name) > 8*maxBytes {
		return "", nameLong
	}
	if !utf8.ValidString(name) {
		return "", nameStrange
	}
	var s scanner
	for _, r := range norm.NFC.String(name) {
		if !s.take(r) {
			return "", nameStrange
		}
	}
	clean = norm.NFC.String(s.String())
	switch {
	case clean == "":
		return "", nameEmpty
	case !s.solid:
		return "", nameStrange
	case len(clean) > maxBytes*max/maxName,
		characters(clean) > max, characters(norm.NFKC.String(clean)) > max:
		return "", nameLong
	}
	return clean, ""
}

// scanner builds a clean name, rune by rune.
type scanner struct {
	strings.Builder
	last  rune // 0 at the start
	space bool // one is due before the next rune
	marks int  // on the last letter
	solid bool // there is something that is a letter, a digit or a picture
}

// take adds one rune of a name in NFC; false refuses it.
func (s *scanner) take(r rune) bool {
	switch {
	case r == 0xFE0E || r == 0xFE0F: // text or picture: keyboards add it to emoji
		return true
	case unicode.Is(unicode.Zs, r):
		s.space = s.last != 0
		return true
	case r == 0x200C || r == 0x200D: // joiners, where Sinhala and the like need them
		if s.space || norm.NFC.PropertiesString(string(s.last)).CCC() != virama {
			return false
		}
	case !unicode.IsGraphic(r) || invisible(r):
		return false
	case unicode.IsMark(r):
		s.marks++
		if s.last == 0 || s.space || s.marks > maxMarks {
			return false
		}
	default:
		s.marks = 0
		s.solid = s.solid || unicode.IsLetter(r) || unicode.IsNumber(r) || unicode.Is(unicode.So, r)
	}
	if s.space {
		s.WriteByte(' ')
		s.space = false
	}
	s.WriteRune(r)
	s.last = r
	return true
}

// virama is the combining class of the signs that a joiner may follow.
const virama = 9

// invisible tells of what counts as graphic and yet shows nothing, or stands for
// something that is not there.
func invisible(r rune) bool {
	return unicode.Is(unicode.Other_Default_Ignorable_Code_Point, r) ||
		unicode.Is(unicode.Variation_Selector, r) ||
		r == 0x2800 || r == 0xFFFC || r == 0xFFFD
}

// characters counts as people do: marks, joiners and skin colours belong to what they
// stand on.
func characters(s string) int {
	n := 0
	for _, r := range s {
		if !unicode.IsMark(r) && !unicode.Is(unicode.Cf, r) && (r < 0x1F3FB || r > 0x1F3FF) {
			n++
		}
	}
	return n
}

// foldName returns the same for names that look the same or differ in case alone.
func foldName(clean string) string {
	// A Caser has state: each call needs its own.
	s := norm.NFKC.String(cases.Fold().String(norm.NFKC.String(clean)))
	return strings.Map(lookalike, s)
}

// lookalike turns a small letter of another script into the Latin one that it can't be
// told from on a screen.
func lookalike(r rune) rune {
	const (
		other = "аеорсухікѕјԁһԛѡьвнмтгп" + "αεορνικτυχη" + "ıɑɡ‘’"
		latin = "aeopcyxiksjdhqwbbhmtrn" + "aeopviktuxn" + "iag''"
	)
	if r < utf8.RuneSelf {
		return r
	}
	i := 0
	for _, o := range other {
		if o == r {
			return rune(latin[i])
		}
		i++
	}
	return r
}

// nameKey is the key that makes a name unique together with an icon.
func nameKey(clean, icon string) string { return "name:" + foldName(clean) + ":" + icon }

// animal is the name of an icon, shown in place of a name that waits for its tick.
func animal(icon string) string {
	if icon == "" {
		return ""
	}
	return strings.ToUpper(icon[:1]) + icon[1:]
}
