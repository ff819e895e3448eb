package people

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// rudeAnywhere are words that no innocent first name contains; rudeAlone count only as
// a word of their own, for Hancock, Titus and Cassie have names too. A name on the
// list is not refused: it waits for a leader's tick.
const (
	rudeAnywhere = "fuck fuk fck shit sh1t cunt wank bitch bastard bollock nigg faggot " +
		"whore slut twat penis vagina porn arsehole asshole dickhead pussy hitler nazi " +
		"rapist paki spaz retard jizz"
	rudeAlone = "arse ass bum bums bumhole butt cock cocks crap damn dick dicks dildo dyke fag " +
		"fart farts git hell knob knobhead minge milf moron nob piss poo poop pube pubes rape " +
		"sex sexy scum shag slag stupid tit tits tosser turd wee weewee willy anus balls boob " +
		"boobs idiot dumb fat fatty gay homo ugly loser kill killer devil satan bloody bugger " +
		"prat pillock plonker numpty cow pig"
)

// rude tells whether a name is on the block list, however it is written: other
// alphabets, accents, digits for letters, letters repeated or set apart.
func rude(clean string) bool {
	folded := strings.Map(dropMark, norm.NFD.String(foldName(clean)))
	for _, one := range []rune{'i', 'l'} { // what a 1 stands for
		if rudeText(strings.Map(func(r rune) rune { return leet(r, one) }, folded)) {
			return true
		}
	}
	return false
}

func rudeText(text string) bool {
	words := strings.FieldsFunc(text, func(r rune) bool { return !unicode.IsLetter(r) })
	joined := strings.Join(words, "")
	squeezed := squeeze(joined)
	for rude := range strings.FieldsSeq(rudeAnywhere) {
		if strings.Contains(joined, rude) || strings.Contains(squeezed, rude) {
			return true
		}
	}
	for _, w := range append(words, joined) {
		for rude := range strings.FieldsSeq(rudeAlone) {
			if w == rude || squeeze(w) == rude {
				return true
			}
		}
	}
	return false
}

// leet turns a sign into the letter that it is used for.
func leet(r, one rune) rune {
	const (
		signs   = "034578@$!|+"
		letters = "oeastbasiit"
	)
	if r == '1' {
		return one
	}
	if i := strings.IndexRune(signs, r); i >= 0 {
		return rune(letters[i])
	}
	return r
}

// squeeze writes a repeated letter once.
func squeeze(s string) string {
	var last rune
	return strings.Map(func(r rune) rune {
		if r == last {
			return -1
		}
		last = r
		return r
	}, s)
}

func dropMark(r rune) rune {
	if unicode.IsMark(r) {
		return -1
	}
	return r
}
