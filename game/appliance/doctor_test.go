package appliance

import (
	"net"
	"net/netip"
	"slices"
	"testing"
)

func TestDoctorFindsTheLikeliestFirst(t *testing.T) {
	for name, c := range map[string]struct {
		facts facts
		want  []string
	}{
		"nothing is known":            {facts{self: true, port: 80}, []string{firewall, isolation, mobileData, otherWiFi}},
		"no network":                  {facts{way: wayNone, self: true, port: 80}, []string{noNetwork}},
		"a VPN alone":                 {facts{way: wayVPN, self: true, moved: true, port: 8080}, []string{onlyVPN}},
		"the router gives no address": {facts{way: wayNoRouter, self: true, port: 80}, []string{noRouter, firewall, isolation, mobileData, otherWiFi}},
		"it does not reach itself":    {facts{port: 80}, []string{blocked, firewall}},
		"a phone came through":        {facts{self: true, heard: true, neighbours: true, port: 80}, []string{reached, mobileData, otherWiFi}},
		"others are heard":            {facts{self: true, neighbours: true, port: 80}, []string{firewall, mobileData, otherWiFi, isolation}},
		"another address":             {facts{self: true, heard: true, moved: true, port: 80}, []string{moved, reached, mobileData, otherWiFi}},
		"a port to be typed":          {facts{self: true, heard: true, port: 8080}, []string{reached, mobileData, otherWiFi, typedPort}},
	} {
		if got := diagnose(c.facts); !slices.Equal(got, c.want) {
			t.Errorf("%s: found %v, want %v", name, got, c.want)
		}
	}
}

func TestBestWayCounts(t *testing.T) {
	at := func(ip, device string) candidate {
		return candidate{ip: netip.MustParseAddr(ip), device: net.Interface{Name: device}}
	}
	wifi, vpn, lost := at("192.168.1.20", "wlan0"), at("10.8.0.2", "tun0"), at("169.254.7.7", "wlan0")
	for name, c := range map[string]struct {
		have []candidate
		want way
	}{
		"none":                  {nil, wayNone},
		"a VPN":                 {[]candidate{vpn}, wayVPN},
		"no router":             {[]candidate{vpn, lost}, wayNoRouter},
		"a Wi-Fi":               {[]candidate{wifi}, wayGood},
		"a Wi-Fi beside others": {[]candidate{lost, wifi, vpn}, wayGood},
	} {
		if got := wayOf(c.have); got != c.want {
			t.Errorf("%s: %v, want %v", name, got, c.want)
		}
	}
}
