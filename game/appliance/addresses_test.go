package appliance

import (
	"net"
	"net/netip"
	"slices"
	"strings"
	"testing"
	"time"
)

// adapters reads a list of a machine's adapters: a line each with name, address, and
// perhaps «default», «p2p» and a hardware address.
func adapters(t *testing.T, list string) []candidate {
	t.Helper()
	var out []candidate
	for line := range strings.Lines(strings.TrimSpace(list)) {
		name, rest, ok := strings.Cut(strings.TrimSpace(line), " = ")
		fields := strings.Fields(rest)
		if !ok || len(fields) == 0 {
			t.Fatalf("no adapter: %q", line)
		}
		c := candidate{ip: netip.MustParseAddr(fields[0]), bits: 24}
		c.device = net.Interface{Name: name, Index: len(out) + 1, Flags: net.FlagUp | net.FlagMulticast}
		for _, f := range fields[1:] {
			switch f {
			case "default":
				c.byDefault = true
			case "p2p":
				c.device.Flags |= net.FlagPointToPoint
			default:
				hw, err := net.ParseMAC(f)
				if err != nil {
					t.Fatal(err)
				}
				c.device.HardwareAddr = hw
			}
		}
		out = append(out, c)
	}
	return out
}

// The lists are those of real machines, as their systems call things.
func TestAddressThatPhonesReachComesFirst(t *testing.T) {
	for name, tt := range map[string]struct{ have, want string }{
		"Windows with Hyper-V and WSL": {`
			vEthernet (Default Switch) = 172.28.80.1 00:15:5d:41:22:01
			vEthernet (WSL (Hyper-V firewall)) = 172.19.0.1 00:15:5d:41:22:02
			Wi-Fi = 192.168.1.23 default
		`, "192.168.1.23 172.19.0.1 172.28.80.1"},
		"Windows with VirtualBox, whose adapter has a plain name": {`
			Ethernet 2 = 192.168.56.1 0a:00:27:00:00:0e
			WLAN = 192.168.178.31 default
		`, "192.168.178.31 192.168.56.1"},
		"Windows with VMware and a VPN that took the default way": {`
			OpenVPN TAP-Windows6 = 10.8.0.6 default
			VMware Network Adapter VMnet1 = 192.168.121.1
			VMware Network Adapter VMnet8 = 192.168.88.1
			Ethernet = 10.20.30.40
		`, "10.20.30.40 192.168.88.1 192.168.121.1 10.8.0.6"},
		"Windows with Tailscale, ZeroTier and Bluetooth": {`
			Tailscale = 100.101.102.103
			ZeroTier One [8056c2e21c000001] = 192.168.191.5
			Bluetooth Network Connection = 169.254.20.1
			Wi-Fi = 10.0.0.12 default
		`, "10.0.0.12 192.168.191.5 100.101.102.103 169.254.20.1"},
		"Windows as a mobile hotspot": {`
			Wi-Fi = 192.168.1.23 default
			Local Area Connection* 2 = 192.168.137.1
		`, "192.168.1.23 192.168.137.1"},
		"Windows as a mobile hotspot without a network": {`
			vEthernet (Default Switch) = 172.28.80.1
			Local Area Connection* 2 = 192.168.137.1
		`, "192.168.137.1 172.28.80.1"},
		"a Mac on Wi-Fi": {`
			awdl0 = 169.254.11.1
			utun3 = 10.66.0.2 p2p
			en0 = 192.168.0.17 default
			bridge100 = 192.168.64.1
		`, "192.168.0.17 192.168.64.1 10.66.0.2 169.254.11.1"},
		"a Mac with a VPN on top": {`
			utun4 = 100.64.0.9 p2p default
			en0 = 172.20.10.3
			feth1234 = 192.168.192.7
			vmenet0 = 192.168.65.1
		`, "172.20.10.3 192.168.65.1 192.168.192.7 100.64.0.9"},
		"Linux with Docker": {`
			docker0 = 172.17.0.1 02:42:ac:11:00:01
			br-0123456789ab = 172.18.0.1
			veth12ab34c = 169.254.3.3
			wlp3s0 = 192.168.1.77 default
		`, "192.168.1.77 172.17.0.1 172.18.0.1 169.254.3.3"},
		"Linux with virtual machines and WireGuard": {`
			wg0 = 10.99.0.2 p2p
			virbr0 = 192.168.122.1
			lxdbr0 = 10.21.31.1
			enx00e04c680001 = 192.168.1.5 default
			tailscale0 = 100.70.80.90
		`, "192.168.1.5 192.168.122.1 10.21.31.1 10.99.0.2 100.70.80.90"},
		"a bridge that somebody has named": {`
			br-lan = 192.168.1.1 default
			br0 = 10.0.5.1
			docker0 = 172.17.0.1
		`, "192.168.1.1 10.0.5.1 172.17.0.1"},
		"a Pi as an access point, cabled to a router": {`
			eth0 = 192.168.1.40 default
			wlan0 = 10.42.0.1
		`, "192.168.1.40 10.42.0.1"},
		"a Pi as an access point in a field": {`
			wlan0 = 10.42.0.1
		`, "10.42.0.1"},
		"inside a virtual machine there is nothing better": {`
			Ethernet = 192.168.56.101 08:00:27:aa:bb:cc
			Ethernet 2 = 172.16.1.2 00:15:5d:00:00:01 default
		`, "192.168.56.101 172.16.1.2"},
		"IPv6 and self-assigned addresses come after IPv4": {`
			wlan0 = fd00::1
			eth0 = 169.254.3.4
			wlan0 = 192.168.0.4
		`, "192.168.0.4 169.254.3.4 fd00::1"},
		"each once": {`
			wlan0 = 192.168.0.4
			br-1 = 192.168.0.4
		`, "192.168.0.4"},
	} {
		t.Run(name, func(t *testing.T) {
			if got := strings.Join(texts(likeliest(adapters(t, tt.have))), " "); got != tt.want {
				t.Errorf("got  %s\nwant %s", got, tt.want)
			}
		})
	}
	if got := likeliest(nil); got != nil {
		t.Errorf("without adapters: %v", got)
	}
}

func TestAddressBookAsksAgainOnlyWhenStale(t *testing.T) {
	asked := 0
	book := addressBook{fresh: time.Hour, look: func() []candidate {
		asked++
		return adapters(t, "wlan0 = 192.168.0.4")
	}}
	book.addresses()[0] = netip.Addr{} // the caller's own copy
	book.candidates()[0] = candidate{}
	if got := book.addresses(); len(got) != 1 || got[0].String() != "192.168.0.4" || asked != 1 {
		t.Errorf("got %v after asking %d times", got, asked)
	}
	book.fresh = -1
	book.addresses()
	if asked != 2 {
		t.Errorf("asked %d times, want 2", asked)
	}
}

func TestNetworksThatCarryTheName(t *testing.T) {
	all := adapters(t, `
		lan0 = 192.168.1.5 default
		lan0 = 192.168.1.6
		lan0 = fd00::5
		wg0 = 10.99.0.2 p2p
		wlan0 = 10.42.0.1
	`)
	all[1].device.Index, all[2].device.Index = 1, 1
	var got []string
	for _, n := range networks(all, netip.IPv4Unspecified()) {
		for _, p := range n.Prefixes {
			got = append(got, n.Device.Name+" "+p.String())
		}
	}
	want := []string{"lan0 192.168.1.5/24", "lan0 192.168.1.6/24", "wlan0 10.42.0.1/24"}
	if !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
	one := networks(all, netip.MustParseAddr("10.42.0.1"))
	if len(one) != 1 || one[0].Device.Name != "wlan0" {
		t.Errorf("told to listen on one address it is found at %v", one)
	}
	if none := networks(all, netip.MustParseAddr("127.0.0.1")); none != nil {
		t.Errorf("told to listen on loopback it is found at %v", none)
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
		{"packnight.local", 80, "http://packnight.local"},
	} {
		if got := origin(tt.host, tt.port); got != tt.want {
			t.Errorf("origin(%s, %d) = %s, want %s", tt.host, tt.port, got, tt.want)
		}
	}
}
