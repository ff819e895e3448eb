package web

import (
	"context"
	"log/slog"
	"mime"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"os"
	"runtime/debug"
	"strconv"
	"strings"

	"packnight/game/room"
)

// hosts says by which names this machine may be asked for. Whoever makes a name of
// theirs point at this machine (DNS rebinding) sends that name as Host and Origin
// alike, so comparing the two proves nothing: the Host itself must be one of ours.
type hosts struct {
	names     map[string]bool // fixed
	addresses func() []string // of the machine now
	found     func() string   // the name that it is found by now, or ""; nil: none
}

func newHosts(machine string, addresses func() []string, found func() string) hosts {
	if machine == "" {
		machine, _ = os.Hostname() // without one there is one name less
	}
	first, _, _ := strings.Cut(strings.ToLower(machine), ".")
	names := map[string]bool{"localhost": true, "packnight.local": true}
	if first != "" {
		names[first+".local"] = true
	}
	return hosts{names: names, addresses: addresses, found: found}
}

// allow tells whether the value of a Host header names this machine. arrived is the
// address that the request came in at, which is one of the machine's own too: a
// laptop that has just changed its Wi-Fi is found by it already.
func (h hosts) allow(host string, arrived net.Addr) bool {
	name, ok := hostname(host)
	if !ok {
		return false
	}
	if h.names[name] || h.found != nil && name == h.found() {
		return true
	}
	ip, err := netip.ParseAddr(name)
	if err != nil {
		return false
	}
	ip = ip.Unmap()
	if ip == netip.AddrFrom4([4]byte{127, 0, 0, 1}) || ip == netip.IPv6Loopback() || ip == addressOf(arrived) {
		return true
	}
	for _, a := range h.addresses() {
		if own, ok := hostname(a); ok && own == ip.String() {
			return true
		}
	}
	return false
}

// hostname takes a Host apart: a name, or an IP address with brackets or without,
// and perhaps a port. It returns the name in lower case or the address as netip
// writes it. An address with a zone is nobody's Host: no browser sends one.
func hostname(host string) (string, bool) {
	if len(host) > 255 {
		return "", false
	}
	name := host
	if before, port, err := net.SplitHostPort(host); err == nil {
		if _, err := strconv.ParseUint(port, 10, 16); err != nil {
			return "", false
		}
		name = before
	} else if inside, ok := strings.CutPrefix(host, "["); ok {
		if name, ok = strings.CutSuffix(inside, "]"); !ok {
			return "", false
		}
	}
	if ip, err := netip.ParseAddr(name); err == nil {
		return ip.Unmap().String(), ip.Zone() == ""
	}
	name = strings.TrimSuffix(strings.ToLower(name), ".")
	return name, name != "" && !strings.ContainsFunc(name, notInName)
}

func notInName(r rune) bool {
	return !('a' <= r && r <= 'z' || '0' <= r && r <= '9' || r == '-' || r == '.')
}

func addressOf(a net.Addr) netip.Addr {
	if tcp, ok := a.(*net.TCPAddr); ok {
		return tcp.AddrPort().Addr().Unmap().WithZone("")
	}
	return netip.Addr{}
}

// guardHost refuses what was not meant for this machine.
func (s *site) guardHost(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		arrived, _ := r.Context().Value(http.LocalAddrContextKey).(net.Addr)
		if !s.hosts.allow(r.Host, arrived) {
			if !s.Hotspot || !isProbe(r) || !welcome(w, arrived) {
				s.fail(w, r, errHost)
			}
			return
		}
		next.ServeHTTP(w, r)
	})
}

// sameOrigin tells whether a request comes from a page of ours or from no page.
func sameOrigin(r *http.Request) bool {
	if origins := r.Header.Values("Origin"); len(origins) > 0 {
		return len(origins) == 1 && ownOrigin(origins[0], r.Host)
	}
	site := r.Header.Get("Sec-Fetch-Site")
	return site == "" || site == "same-origin" || site == "none"
}

func ownOrigin(origin, host string) bool {
	u, err := url.Parse(origin)
	return err == nil && u.Scheme == "http" && u.Path == "" && u.User == nil && u.RawQuery == "" &&
		bare(u.Host) == bare(host)
}

// bare is a Host as browsers write it: in lower case, without the usual port.
func bare(host string) string { return strings.TrimSuffix(strings.ToLower(host), ":80") }

// checkChange refuses what another site's page, or a form of one, could send.
func checkChange(r *http.Request) error {
	if r.Method == http.MethodGet || r.Method == http.MethodHead {
		return nil
	}
	if !sameOrigin(r) {
		return errOrigin
	}
	kind, params, err := mime.ParseMediaType(r.Header.Get("Content-Type"))
	if err != nil || kind != "application/json" {
		return errNotJSON
	}
	if charset := params["charset"]; charset != "" && !strings.EqualFold(charset, "utf-8") {
		return errNotJSON
	}
	return nil
}

// permissions turns off what a page of ours never asks for.
const permissions = "accelerometer=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), hid=(), " +
	"magnetometer=(), microphone=(), midi=(), payment=(), serial=(), usb=()"

// policy is the content security policy. Old Safaris don't count a socket as
// 'self', so it is named; the host was checked before.
func policy(host string) string {
	return "default-src 'self'; connect-src 'self' ws://" + host + "; base-uri 'none'; form-action 'self'; " +
		"frame-ancestors 'none'; object-src 'none'"
}

// headers sets what every answer carries. Static files overwrite Cache-Control.
func (s *site) headers(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		host := "localhost"
		if name, ok := hostname(r.Host); ok && name != "" {
			host = strings.ToLower(r.Host)
		}
		h.Set("Content-Security-Policy", policy(host))
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("X-Frame-Options", "DENY")
		h.Set("Referrer-Policy", "no-referrer")
		h.Set("Permissions-Policy", permissions)
		h.Set("Cross-Origin-Resource-Policy", "same-origin")
		h.Set("Cache-Control", "no-store")
		next.ServeHTTP(w, r)
	})
}

// recoverPanics keeps a mistake in one request from being more than that.
func (s *site) recoverPanics(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		defer func() {
			switch p := recover(); p {
			case nil:
			case http.ErrAbortHandler:
				panic(p)
			default:
				s.log.Error("request panicked", "method", r.Method, "route", r.Pattern, "panic", room.PanicText(p), "stack", string(debug.Stack()))
				s.fail(w, r, errInternal)
			}
		}()
		next.ServeHTTP(w, r)
	})
}

// serverLog passes on what net/http has to say, as warnings.
type serverLog struct{ log *slog.Logger }

// Write implements io.Writer.
func (l serverLog) Write(p []byte) (int, error) {
	l.log.LogAttrs(context.Background(), slog.LevelWarn, "http", slog.String("said", strings.TrimSpace(string(p))))
	return len(p), nil
}
