package wire_test

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"
	"time"

	"packnight/game/wire"
)

// TestAWelcomeFrameIsTheFrameOfTheWelcome for each of the three lengths of a header.
func TestAWelcomeFrameIsTheFrameOfTheWelcome(t *testing.T) {
	for _, size := range []int{0, 1000, 1 << 17} {
		w := wire.WelcomeParts{
			V: 7, Now: time.UnixMilli(5), Seat: "s", Role: "stage",
			Room: json.RawMessage(`{"x":"` + strings.Repeat("x", size) + `"}`),
		}
		if got, want := wire.WelcomeFrame(w), wire.Text(wire.Welcome(w)); !bytes.Equal(got, want) {
			t.Errorf("with %d bytes of room: %.40q, want %.40q", size, got, want)
		}
	}
	if got := wire.Text(make([]byte, 125)); len(got) != 127 {
		t.Errorf("a short frame has %d bytes", len(got))
	}
}
