package about

import (
	"bytes"
	"strings"
	"testing"
)

func TestWhatABuildSaysOfItself(t *testing.T) {
	var out bytes.Buffer
	WriteVersion(&out)
	if got := out.String(); !strings.HasPrefix(got, "Packnight "+Version()) || strings.Count(got, "\n") != 1 {
		t.Errorf("the version is told as %q", got)
	}
	out.Reset()
	WriteLicences(&out)
	for _, want := range []string{"Packnight ", "Built with go", "licences"} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("the licences lack %q:\n%s", want, out.String())
		}
	}
}
