package e2e

import (
	"net/http"
	"testing"
	"time"
)

// TestHotspotShowsPhonesTheWayIn asks what a phone asks that has joined the Wi-Fi.
func TestHotspotShowsPhonesTheWayIn(t *testing.T) {
	ctx := evening(t, time.Minute)
	p := start(t, freeAddress(t), t.TempDir(), "-hotspot")
	client := http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	defer client.CloseIdleConnections()
	for host, want := range map[string]int{"captive.apple.com": http.StatusFound, "evil.example": http.StatusMisdirectedRequest} {
		req, err := http.NewRequestWithContext(ctx, http.MethodGet, p.base+"/hotspot-detect.html", nil)
		if err != nil {
			t.Fatal(err)
		}
		req.Host = host
		resp, err := client.Do(req)
		if err != nil {
			t.Fatal(err)
		}
		resp.Body.Close()
		if resp.StatusCode != want || want == http.StatusFound && resp.Header.Get("Location") != p.base+"/" {
			t.Errorf("%s: %d to %q", host, resp.StatusCode, resp.Header.Get("Location"))
		}
	}
	p.stop()
}
