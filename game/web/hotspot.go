package web

import (
	"net"
	"net/http"
	"slices"
	"strconv"
)

// probes are the requests by which phones and laptops find out whether a Wi-Fi leads to
// the internet, by host. In a hotspot of our own, whose DNS says that every name is here,
// the answer is the way to the join page: the phone then offers to open it.
var probes = map[string][]string{
	// Android, ChromeOS and what is built on them
	"connectivitycheck.gstatic.com":          google,
	"connectivitycheck.android.com":          google,
	"clients1.google.com":                    google,
	"clients3.google.com":                    google,
	"www.google.com":                         google,
	"www.gstatic.com":                        google,
	"play.googleapis.com":                    google,
	"connectivitycheck.platform.hicloud.com": google,
	"connect.rom.miui.com":                   google,
	"fireoscaptiveportal.com":                google,
	"connectivitycheck.grapheneos.network":   google,
	// iPhones, iPads and Macs
	"captive.apple.com":       {"/", "/hotspot-detect.html"},
	"www.apple.com":           apple,
	"www.appleiphonecell.com": apple,
	"www.itools.info":         apple,
	"www.ibook.info":          apple,
	"www.airport.us":          apple,
	"www.thinkdifferent.us":   apple,
	// Windows
	"www.msftconnecttest.com": {"/connecttest.txt", "/redirect"},
	"www.msftncsi.com":        {"/ncsi.txt"},
	// Firefox, Kindle, and the desktops of Linux
	"detectportal.firefox.com":      {"/success.txt", "/canonical.html"},
	"spectrum.s3.amazonaws.com":     {"/kindle-wifi/wifistub.html"},
	"nmcheck.gnome.org":             {"/check_network_status.txt"},
	"connectivity-check.ubuntu.com": {"/"},
	"networkcheck.kde.org":          {"/"},
	"network-test.debian.org":       {"/nm"},
}

var (
	google = []string{"/generate_204", "/gen_204"}
	apple  = []string{"/library/test/success.html"}
)

// isProbe tells whether a request is one of them and nothing more: no browser page sends
// it with a cookie, and no other site can make it do anything.
func isProbe(r *http.Request) bool {
	host, ok := hostname(r.Host)
	return ok && r.Method == http.MethodGet && r.Header["Cookie"] == nil && slices.Contains(probes[host], r.URL.Path)
}

// welcome sends a probe to the join page, at the address at which the phone has found
// this machine already.
func welcome(w http.ResponseWriter, arrived net.Addr) bool {
	tcp, ok := arrived.(*net.TCPAddr)
	if !ok {
		return false
	}
	host := addressOf(arrived).String()
	if tcp.Port != 80 {
		host = net.JoinHostPort(host, strconv.Itoa(tcp.Port))
	} else if addressOf(arrived).Is6() {
		host = "[" + host + "]"
	}
	w.Header().Set("Location", "http://"+host+"/")
	w.WriteHeader(http.StatusFound)
	return true
}
