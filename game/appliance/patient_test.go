package appliance

import (
	"bytes"
	"strings"
	"testing"
	"time"
)

// frozen is a window in which somebody has selected text.
type frozen struct{ thaw chan struct{} }

func (f frozen) Write(p []byte) (int, error) {
	<-f.thaw
	return len(p), nil
}

func TestWindowThatStandsStillStopsNobody(t *testing.T) {
	f := frozen{make(chan struct{})}
	p := NewPatient(f)
	began := time.Now()
	for range 3 * lineLength {
		if n, err := p.Write([]byte("line\n")); n != 5 || err != nil {
			t.Fatalf("wrote %d: %v", n, err)
		}
	}
	p.Close()
	if took := time.Since(began); took > 5*time.Second {
		t.Errorf("it took %v", took)
	}
	close(f.thaw)
	<-p.done
}

func TestEverythingIsWrittenInOrderBeforeTheEnd(t *testing.T) {
	var out bytes.Buffer
	p := NewPatient(&out)
	line := []byte("a")
	for range 26 {
		if _, err := p.Write(line); err != nil {
			t.Fatal(err)
		}
		line[0]++ // the writer's own again
	}
	p.Close()
	if got := out.String(); got != "abcdefghijklmnopqrstuvwxyz" {
		t.Errorf("wrote %q", strings.TrimSpace(got))
	}
}
