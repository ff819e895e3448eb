package web

import (
	"context"
	"net"
	"net/http"
	"net/http/httptest"
	"testing"
)

// hotspot is a hall whose door is a hotspot of its own.
func hotspot(t *testing.T, on bool) *hall {
	t.Helper()
	h := newHall(t)
	c := h.site.Config
	c.Hotspot = on
	site, err := newSite(c)
	if err != nil {
		t.Fatal(err)
	}
	h.site, h.handler = site, site.handlers()
	return h
}

// probe sends what a phone sends that found a Wi-Fi.
func (h *hall) probe(method, host, path string, change func(*http.Request)) *httptest.ResponseRecorder {
	arrived := &net.TCPAddr{IP: net.IPv4(10, 42, 0, 1), Port: 80}
	r := httptest.NewRequest(method, "http://"+host+path, nil)
	r = r.WithContext(context.WithValue(r.Context(), http.LocalAddrContextKey, net.Addr(arrived)))
	if change != nil {
		change(r)
	}
	w := httptest.NewRecorder()
	h.handler.ServeHTTP(w, r)
	return w
}

func TestProbesAreSentToTheJoinPage(t *testing.T) {
	h := hotspot(t, true)
	for host, paths := range probes {
		for _, path := range paths {
			for _, host := range []string{host, host + ":80"} {
				w := h.probe("GET", host, path, nil)
				if w.Code != 302 || w.Header().Get("Location") != "http://10.42.0.1/" || w.Body.Len() > 0 {
					t.Errorf("GET %s%s: %d to %q", host, path, w.Code, w.Header().Get("Location"))
				}
				if w.Header().Get("Set-Cookie") != "" || w.Header().Get("Cache-Control") != "no-store" {
					t.Errorf("GET %s%s answers with %v", host, path, w.Header())
				}
			}
		}
	}
	for _, known := range []string{"connectivitycheck.gstatic.com/generate_204", "captive.apple.com/hotspot-detect.html", "www.msftconnecttest.com/connecttest.txt", "detectportal.firefox.com/success.txt"} {
		if w := h.probe("GET", known, "", nil); w.Code != 302 {
			t.Errorf("GET %s: %d", known, w.Code)
		}
	}
}

func TestNothingElseComesThroughTheHotspot(t *testing.T) {
	h := hotspot(t, true)
	const host, path = "captive.apple.com", "/hotspot-detect.html"
	for name, w := range map[string]*httptest.ResponseRecorder{
		"another path":         h.probe("GET", host, "/leader", nil),
		"a path below":         h.probe("GET", host, path+"/x", nil),
		"another host's path":  h.probe("GET", host, "/generate_204", nil),
		"another host":         h.probe("GET", "evil.example", path, nil),
		"a host below":         h.probe("GET", "evil.captive.apple.com", path, nil),
		"a host above":         h.probe("GET", "captive.apple.com.evil.example", path, nil),
		"a change":             h.probe("POST", host, path, nil),
		"a look":               h.probe("HEAD", host, path, nil),
		"with a cookie":        h.probe("GET", host, path, func(r *http.Request) { r.Header.Set("Cookie", "packnight=x") }),
		"with an empty cookie": h.probe("GET", host, path, func(r *http.Request) { r.Header.Set("Cookie", "") }),
		"the api":              h.probe("GET", host, "/api/meeting", nil),
		"a socket":             h.probe("GET", host, "/ws", nil),
		"a bad port":           h.probe("GET", "captive.apple.com", path, func(r *http.Request) { r.Host = "captive.apple.com:http" }),
	} {
		if w.Code != 421 || w.Header().Get("Location") != "" {
			t.Errorf("%s: %d to %q", name, w.Code, w.Header().Get("Location"))
		}
	}
	if reached := h.sockets.Load(); reached != 0 {
		t.Errorf("%d of them reached the sockets", reached)
	}
}

func TestOutsideAHotspotProbesAreForeignHosts(t *testing.T) {
	h := hotspot(t, false)
	for host, paths := range probes {
		if w := h.probe("GET", host, paths[0], nil); w.Code != 421 {
			t.Errorf("GET %s%s: %d", host, paths[0], w.Code)
		}
	}
}
