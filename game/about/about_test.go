package about

import (
	"bytes"
	"strings"
	"testing"
	"time"
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

func TestTheDateOfTheCommit(t *testing.T) {
	before := built
	defer func() { built = before }()
	for text, want := range map[string]time.Time{
		"2026-11-25T07:30:22+01:00": time.Date(2026, 11, 25, 6, 30, 22, 0, time.UTC),
		"yesterday":                 {},
	} {
		built = text
		if got := Built(); !got.Equal(want) {
			t.Errorf("%q is %v", text, got)
		}
	}
}
