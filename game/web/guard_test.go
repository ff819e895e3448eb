package web

import (
	"net"
	"net/http/httptest"
	"testing"
)

func TestOnlyTheMachinesOwnHosts(t *testing.T) {
	h := newHosts("Akelas-Laptop.fritz.box", func() []string { return []string{"192.168.1.20", "fd00::20"} }, nil)
	arrived := &net.TCPAddr{IP: net.IPv4(10, 0, 0, 7), Port: 80}
	for host, want := range map[string]bool{
		"localhost": true, "localhost:8080": true, "LOCALHOST": true, "localhost.": true, "127.0.0.1": true, "127.0.0.1:80": true,
		"[::1]": true, "[::1]:8080": true, "packnight.local": true, "Packnight.Local:8080": true, "akelas-laptop.local": true,
		"192.168.1.20": true, "192.168.1.20:8080": true, "[fd00::20]:8080": true, "[FD00:0::20]": true,
		"10.0.0.7": true, "[::ffff:10.0.0.7]": true,

		"": false, "evil.example": false, "evil.example:8080": false, "192.168.1.21": false, "10.0.0.8": false, "127.0.0.2": false,
		"localhost.evil.example": false, "evil-localhost": false, "local": false, "packnight.local.evil.example": false,
		"localhost@evil.example": false, "localhost:80@evil.example": false, "localhost:http": false, "localhost:99999": false,
		"localhost/evil": false, "local host": false, "192.168.1.20.evil.example": false, "[::1": false, "0x7f000001": false,
		"127.1": false, "2130706433": false, "akelas-laptop.fritz.box": false, "::2": false, "ev\x00il": false, "localhost, evil.example": false,
		"[::1%25lo]": false, "[::1%; script-src *]": false, "::1": true,
	} {
		if got := h.allow(host, arrived); got != want {
			t.Errorf("allow(%q) = %v, want %v", host, got, want)
		}
	}
}

func TestHostWithoutAMachineAddress(t *testing.T) {
	h := newHosts("pi", func() []string { return nil }, nil)
	if !h.allow("pi.local", nil) || h.allow("192.168.1.20", nil) || h.allow("0.0.0.0", nil) {
		t.Error("a machine without addresses takes the wrong hosts")
	}
}

func TestSameOrigin(t *testing.T) {
	for name, c := range map[string]struct {
		host    string
		headers [][2]string
		want    bool
	}{
		"no browser":            {"192.168.1.20", nil, true},
		"our page":              {"192.168.1.20", [][2]string{{"Origin", "http://192.168.1.20"}}, true},
		"our page on a port":    {"192.168.1.20:8080", [][2]string{{"Origin", "http://192.168.1.20:8080"}}, true},
		"the usual port":        {"192.168.1.20:80", [][2]string{{"Origin", "http://192.168.1.20"}}, true},
		"another case":          {"Packnight.local", [][2]string{{"Origin", "http://packnight.local"}}, true},
		"fetch says same":       {"localhost", [][2]string{{"Sec-Fetch-Site", "same-origin"}}, true},
		"typed into the bar":    {"localhost", [][2]string{{"Sec-Fetch-Site", "none"}}, true},
		"another site":          {"192.168.1.20", [][2]string{{"Origin", "http://evil.example"}}, false},
		"another port":          {"192.168.1.20", [][2]string{{"Origin", "http://192.168.1.20:3000"}}, false},
		"another of our names":  {"192.168.1.20", [][2]string{{"Origin", "http://localhost"}}, false},
		"https":                 {"192.168.1.20", [][2]string{{"Origin", "https://192.168.1.20"}}, false},
		"a file or a sandbox":   {"192.168.1.20", [][2]string{{"Origin", "null"}}, false},
		"empty":                 {"192.168.1.20", [][2]string{{"Origin", ""}}, false},
		"two":                   {"localhost", [][2]string{{"Origin", "http://localhost"}, {"Origin", "http://evil.example"}}, false},
		"a user in it":          {"localhost", [][2]string{{"Origin", "http://evil@localhost"}}, false},
		"a path in it":          {"localhost", [][2]string{{"Origin", "http://localhost/x"}}, false},
		"fetch says cross-site": {"localhost", [][2]string{{"Sec-Fetch-Site", "cross-site"}}, false},
		"fetch says same-site":  {"localhost", [][2]string{{"Sec-Fetch-Site", "same-site"}}, false},
	} {
		t.Run(name, func(t *testing.T) {
			r := httptest.NewRequest("POST", "/api/login", nil)
			r.Host = c.host
			for _, h := range c.headers {
				r.Header.Add(h[0], h[1])
			}
			if got := sameOrigin(r); got != c.want {
				t.Errorf("sameOrigin = %v, want %v", got, c.want)
			}
		})
	}
}

func TestChangesAreJSON(t *testing.T) {
	for kind, want := range map[string]bool{
		"application/json": true, "application/json; charset=utf-8": true, "Application/JSON;charset=UTF-8": true,
		"": false, "text/plain": false, "application/x-www-form-urlencoded": false, "multipart/form-data; boundary=x": false,
		"application/jsonp": false, "text/json": false, "application/json; charset=utf-7": false, "text/plain; application/json": false,
	} {
		r := httptest.NewRequest("POST", "/api/login", nil)
		r.Header.Set("Content-Type", kind)
		if got := checkChange(r) == nil; got != want {
			t.Errorf("a change as %q: taken %v, want %v", kind, got, want)
		}
	}
}
