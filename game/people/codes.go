package people

import (
	"crypto/rand"
	"math/big"
	"strings"
)

const (
	codeSymbols = "3479BCDFGHJKMNPQRSTVWXYZ"
	codeLength  = 4
)

// rudeCodes are what no code may read as, digits taken for the letters that they look
// like (3 E, 4 A, 7 T, 9 G).
const rudeCodes = "FCK FKC FVK FVC PHK CNT KNT CVNT DCK DKC DCKS SHT SHYT SHET TWT TWAT PSS PNS BTCH BTC " +
	"WNK WANK KKK WTF FFS STFV CRP CRAP NGR NGG FGT FAG GAY GEY SEX SXX XXX ARS ASS AZZ SHAG SCAB " +
	"FART RAPE DAMN NAZ DEAD DEAT DETH DTH HATE FAT KYS BDSM CACK GASH TARD SPAZ SPZ PAK HAG NAFF TRD BVM " +
	"VGN DRG METH WEED GYP CVM CRACK SMACK"

// NewCode returns a random code that says nothing rude. It may be taken.
func NewCode() string {
	for {
		if code := randomCode(); !rudeCode(code) {
			return code
		}
	}
}

func randomCode() string {
	var b [codeLength]byte
	for i := range b {
		b[i] = codeSymbols[randomBelow(len(codeSymbols))]
	}
	return string(b[:])
}

// randomBelow returns an unguessable number from 0 to n-1.
func randomBelow(n int) int {
	// The reader never fails: see crypto/rand.
	i, err := rand.Int(rand.Reader, big.NewInt(int64(n)))
	if err != nil {
		panic(err)
	}
	return int(i.Int64())
}

func rudeCode(code string) bool {
	read := strings.NewReplacer("3", "E", "4", "A", "7", "T", "9", "G").Replace(code)
	for rude := range strings.FieldsSeq(rudeCodes) {
		if strings.Contains(read, rude) {
			return true
		}
	}
	return false
}

// FoldCode returns the code that a child meant: any case, look-alikes folded, spaces
// and hyphens dropped. ok is false for what is no code.
func FoldCode(typed string) (code string, ok bool) {
	if len(typed) > 8*codeLength {
		return "", false
	}
	code = strings.Map(foldSymbol, typed)
	if len(code) != codeLength || strings.Trim(code, codeSymbols) != "" {
		return "", false
	}
	return code, true
}

func foldSymbol(r rune) rune {
	switch r {
	case ' ', '-', '\t':
		return -1
	case '2':
		return 'Z'
	case '5':
		return 'S'
	case '6':
		return 'G'
	case '8':
		return 'B'
	}
	if 'a' <= r && r <= 'z' {
		return r - 'a' + 'A'
	}
	return r
}
