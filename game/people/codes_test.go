package people

import (
	"strings"
	"testing"
)

func TestNewCode(t *testing.T) {
	seen := map[string]bool{}
	symbols := map[rune]bool{}
	for range 20_000 {
		code := NewCode()
		if again, ok := FoldCode(code); !ok || again != code {
			t.Fatalf("%q is no code", code)
		}
		if rudeCode(code) {
			t.Fatalf("%q is rude", code)
		}
		seen[code] = true
		for _, r := range code {
			symbols[r] = true
		}
	}
	if len(seen) < 19_000 || len(symbols) != len(codeSymbols) {
		t.Fatalf("%d codes of %d symbols in 20,000: that is not random", len(seen), len(symbols))
	}
}

// Every code there is: the list costs few of them, and these are on it.
func TestRudeCodes(t *testing.T) {
	skipped := 0
	var all func(prefix string)
	all = func(prefix string) {
		if len(prefix) < codeLength {
			for _, r := range codeSymbols {
				all(prefix + string(r))
			}
		} else if rudeCode(prefix) {
			skipped++
		}
	}
	all("")
	if skipped == 0 || skipped > 24*24*24*24/20 {
		t.Errorf("%d codes are skipped", skipped)
	}
	for _, code := range []string{"FCKX", "XCNT", "SHT9", "TW4T", "W4NK", "CR4P", "F4RT", "R4P3", "D34D", "4SSX", "S3XY", "KKK7"} {
		if strings.Trim(code, codeSymbols) != "" || !rudeCode(code) {
			t.Errorf("%q passes", code)
		}
	}
}

func TestFoldCode(t *testing.T) {
	for typed, wanted := range map[string]string{
		"K7QX": "K7QX", "k7qx": "K7QX", " k7 qx ": "K7QX", "k7-qx": "K7QX", "2568": "ZSGB",
		"": "", "K7Q": "", "K7QXX": "", "K7QO": "", "K7Q1": "", "K7QÄ": "", "ＫＫＫＫ": "", "K7Q\x00": "", "A4BC": "",
	} {
		code, ok := FoldCode(typed)
		if code != wanted || ok != (wanted != "") {
			t.Errorf("%q is %q (%v), want %q", typed, code, ok, wanted)
		}
	}
	if _, ok := FoldCode(strings.Repeat(" ", 1e6) + "K7QX"); ok {
		t.Error("a megabyte of spaces is read")
	}
}
