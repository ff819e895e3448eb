package appliance

import (
	"net/netip"
	"slices"
	"testing"
	"time"
)

func TestLikeliestAddressesComeFirst(t *testing.T) {
	ip := netip.MustParseAddr
	tests := []struct {
		name string
		have []candidate
		want []string
	}{
		{"the default way wins", []candidate{
			{ip: ip("10.1.2.3"), device: "eth1"},
			{ip: ip("192.168.1.5"), device: "wlan0", byDefault: true},
		}, []string{"192.168.1.5", "10.1.2.3"}},
		{"a VPN that took the default way is last", []candidate{
			{ip: ip("10.8.0.2"), device: "tun0", byDefault: true},
			{ip: ip("192.168.1.5"), device: "wlan0"},
		}, []string{"192.168.1.5", "10.8.0.2"}},
		{"containers and virtual machines are last", []candidate{
			{ip: ip("172.17.0.1"), device: "docker0"},
			{ip: ip("192.168.56.1"), device: "vboxnet0"},
			{ip: ip("192.168.99.1"), device: "vEthernet (WSL)"},
			{ip: ip("172.20.10.2"), device: "en0"},
		}, []string{"172.20.10.2", "192.168.56.1", "192.168.99.1", "172.17.0.1"}},
		{"a home network before others", []candidate{
			{ip: ip("10.0.0.4"), device: "eth0"},
			{ip: ip("192.168.0.4"), device: "wlan0"},
		}, []string{"192.168.0.4", "10.0.0.4"}},
		{"IPv6 and self-assigned addresses after IPv4", []candidate{
			{ip: ip("fd00::1"), device: "wlan0"},
			{ip: ip("169.254.3.4"), device: "eth0"},
			{ip: ip("192.168.0.4"), device: "wlan0"},
		}, []string{"192.168.0.4", "169.254.3.4", "fd00::1"}},
		{"each once", []candidate{
			{ip: ip("192.168.0.4"), device: "wlan0"},
			{ip: ip("192.168.0.4"), device: "br-1"},
		}, []string{"192.168.0.4"}},
		{"none", nil, nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var got []string
			for _, a := range likeliest(tt.have) {
				got = append(got, a.String())
			}
			if !slices.Equal(got, tt.want) {
				t.Errorf("got %v, want %v", got, tt.want)
			}
		})
	}
}

func TestAddressBookAsksAgainOnlyWhenStale(t *testing.T) {
	asked := 0
	book := addressBook{fresh: time.Hour, look: func() []candidate {
		asked++
		return []candidate{{ip: netip.MustParseAddr("192.168.0.4"), device: "wlan0"}}
	}}
	book.addresses()[0] = netip.Addr{} // the caller's own copy
	if got := book.addresses(); len(got) != 1 || got[0].String() != "192.168.0.4" || asked != 1 {
		t.Errorf("got %v after asking %d times", got, asked)
	}
	book.fresh = -1
	book.addresses()
	if asked != 2 {
		t.Errorf("asked %d times, want 2", asked)
	}
}

func TestOriginLeavesOutTheUsualPort(t *testing.T) {
	for _, tt := range []struct {
		host string
		port int
		want string
	}{
		{"192.168.0.4", 80, "http://192.168.0.4"},
		{"192.168.0.4", 8080, "http://192.168.0.4:8080"},
		{"fd00::1", 80, "http://[fd00::1]"},
		{"fd00::1", 8080, "http://[fd00::1]:8080"},
	} {
		if got := origin(tt.host, tt.port); got != tt.want {
			t.Errorf("origin(%s, %d) = %s, want %s", tt.host, tt.port, got, tt.want)
		}
	}
}
