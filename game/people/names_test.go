package people

import (
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
	"pgregory.net/rapid"

	"packnight/storage"
)

func TestCheckName(t *testing.T) {
	good := map[string]string{
		"Bo":           "Bo",
		" Eva  Mae\t":  "Eva Mae",
		"Brave Badger": "Brave Badger",
		"Zoe\u0301":    "Zo\u00e9",
		"O'Neil-Smith": "O'Neil-Smith",
		"<b>Bob</b>":   "<b>Bob</b>",
		"محمد":         "محمد",
		"小明":           "小明",
		"ශ්\u200dරී":   "ශ්\u200dරී",
		"क्षितिज":      "क्षितिज",
		"Ngọc Ánh":     "Ngọc Ánh",
		"❤\ufe0f Ben":  "❤ Ben",
		"👍🏽":           "👍🏽",
		"Ben\u3000B":   "Ben B",
		"7":            "7",
		"Abcdefghijkl": "Abcdefghijkl",
		"བསྒྲུབས":      "བསྒྲུབས",
	}
	for typed, wanted := range good {
		clean, wrong := checkName(typed, maxName)
		if wrong != "" || clean != wanted {
			t.Errorf("%+q is %+q (%s), want %+q", typed, clean, wrong, wanted)
		}
	}
	bad := map[string]string{
		"": nameEmpty, " \t\n": nameEmpty,
		"Abcdefghijklm":                    nameLong,
		strings.Repeat("x", 1e6):           nameLong,
		"\ufdfa":                           nameLong, // one sign, eighteen letters wide
		"Be\x00n":                          nameStrange,
		"Be\nn":                            nameStrange,
		"Be\xffn":                          nameStrange,
		"Be\u200bn":                        nameStrange, // zero width
		"\u202eneB":                        nameStrange, // right-to-left override
		"Be\u2066n":                        nameStrange,
		"Be\u200fn":                        nameStrange,
		"Be\u200dn":                        nameStrange,
		"Be\u00adn":                        nameStrange, // soft hyphen
		"\ufeffBen":                        nameStrange,
		"\u3164":                           nameStrange, // Hangul filler
		"\u2800":                           nameStrange, // empty braille
		"Be\u034fn":                        nameStrange,
		"\U000e0041":                       nameStrange, // tag
		"\ue000":                           nameStrange, // private use
		"\ufffd":                           nameStrange,
		"\u0301Ben":                        nameStrange, // a mark on nothing
		"---":                              nameStrange,
		"B\u0316\u0317\u0318\u0319en":      nameStrange, // zalgo
		"Z" + strings.Repeat("\u0300", 20): nameStrange,
	}
	for typed, wanted := range bad {
		if clean, wrong := checkName(typed, maxName); wrong != wanted || clean != "" {
			t.Errorf("%.40q is %+q (%q), want %q", typed, clean, wrong, wanted)
		}
	}
}

// nameHolds checks what is true of every name that is taken.
func nameHolds(t interface{ Fatalf(string, ...any) }, typed string) {
	clean, wrong := checkName(typed, maxName)
	if wrong != "" {
		if clean != "" {
			t.Fatalf("%+q is refused and kept", typed)
		}
		return
	}
	again, wrong := checkName(clean, maxName)
	if again != clean || wrong != "" {
		t.Fatalf("%+q becomes %+q and then %+q (%s)", typed, clean, again, wrong)
	}
	n := characters(clean)
	if n < 1 || n > maxName || !utf8.ValidString(clean) || !norm.NFC.IsNormalString(clean) {
		t.Fatalf("%+q is kept as %+q with %d characters", typed, clean, n)
	}
	for _, r := range clean {
		if unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r) || r == '\u200b' {
			t.Fatalf("%+q is kept with %U", typed, r)
		}
	}
	if key := nameKey(clean, "squirrel"); len(key) > storage.MaxName {
		t.Fatalf("%+q makes a key of %d bytes", typed, len(key))
	}
	rude(clean)
}

func TestNamesHold(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		nameHolds(t, rapid.StringN(0, 16, -1).Draw(t, "name"))
	})
	// Runes that marks, spaces and joiners are over-represented in.
	spiky := rapid.SampledFrom([]rune("aBéß ΐ\u0301\u0323\u200d\u200c\u0dca\u0300\u202e\ufe0f\u3000👍🏽ﬃ½İǆ\u0f74\u0fb2"))
	rapid.Check(t, func(t *rapid.T) {
		nameHolds(t, rapid.StringOfN(spiky, 0, 30, -1).Draw(t, "name"))
	})
}

func FuzzName(f *testing.F) {
	for _, s := range []string{"Ben", "Zoe\u0301", "<img src=x>", "\u202eneB", "ශ්\u200dරී", "Be\xff"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, typed string) { nameHolds(t, typed) })
}

func TestLookAlikesFold(t *testing.T) {
	for _, pair := range [][2]string{
		{"Ben", "bEN"}, {"Ben", "Веn"}, {"Eva", "Еvа"}, {"Oscar", "Оѕсаr"},
		{"Ben", "Ｂｅｎ"}, {"fi", "ﬁ"}, {"STRASSE", "straße"}, {"Tia", "Τια"}, {"Ida", "ıda"},
	} {
		a, _ := checkName(pair[0], maxName)
		b, _ := checkName(pair[1], maxName)
		if foldName(a) != foldName(b) {
			t.Errorf("%q and %q fold to %q and %q", a, b, foldName(a), foldName(b))
		}
	}
	for _, pair := range [][2]string{{"Ben", "Bea"}, {"José", "Jose"}, {"Ben1", "Ben2"}, {"Ben B", "Bob B"}} {
		if foldName(pair[0]) == foldName(pair[1]) {
			t.Errorf("%q and %q are the same", pair[0], pair[1])
		}
	}
}

func TestRudeNames(t *testing.T) {
	for _, name := range []string{
		"fuck", "FUCK", "sh1t", "5h1t", "$hit", "f u c k", "fuuuuck", "fück", "b1tch",
		"Tit", "ARSE", "poo", "a55", "Mr Bum", "cunt", "сunt", "w4nk", "d1ck", "d-i-c-k", "Ｓhit", "knob", "p00",
	} {
		if !rude(name) {
			t.Errorf("%q is not seen as rude", name)
		}
	}
	for _, name := range []string{
		"Ben", "Cassie", "Hancock", "Dickon", "Titus", "Essex", "Bassett", "Penny", "Sasha", "Mishti", "Shivani",
		"Brave Badger", "Pooja", "Anna", "Harsh", "Butterfly", "Peacock", "Hello", "Shelly", "Willow", "Gitta",
		"Fagin", "Kostas", "小明", "محمد", "Niger", "Class 5", "Piper",
	} {
		if rude(name) {
			t.Errorf("%q is seen as rude", name)
		}
	}
}
