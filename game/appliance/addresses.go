package appliance

import (
	"cmp"
	"net"
	"net/netip"
	"slices"
	"strings"
	"sync"
	"time"
)

// candidate is one address of this machine that a phone might reach.
type candidate struct {
	ip        netip.Addr
	device    string
	byDefault bool // the way that packets to elsewhere would take
}

// hidden devices are those of virtual machines, containers and VPNs, by the start
// of their names on Linux, macOS and Windows: a phone can't reach what is behind them.
var hidden = []string{
	"docker", "br-", "veth", "virbr", "vmnet", "vboxnet", "vmware", "virtualbox", "vethernet", "hyper-v", "podman",
	"cni", "flannel", "lxc", "lxd", "tun", "tap", "utun", "wg", "ppp", "ipsec", "tailscale", "zt", "zerotier",
	"nordlynx", "proton", "awdl", "llw", "bridge100", "loopback",
}

func (c candidate) virtual() bool {
	name := strings.ToLower(c.device)
	return slices.ContainsFunc(hidden, func(start string) bool { return strings.HasPrefix(name, start) })
}

// rank orders candidates: the lower, the likelier that a phone reaches it.
func (c candidate) rank() int {
	rank := 0
	switch {
	case c.virtual():
		rank += 100
	case !c.byDefault:
		rank += 10
	}
	switch {
	case c.ip.Is4() && within(c.ip, "192.168.0.0/16"):
	case c.ip.Is4() && within(c.ip, "10.0.0.0/8"):
		rank++
	case c.ip.Is4() && within(c.ip, "172.16.0.0/12"):
		rank += 2
	case c.ip.Is4() && !c.ip.IsLinkLocalUnicast():
		rank += 3
	case c.ip.Is4():
		rank += 40
	default:
		rank += 50
	}
	return rank
}

func within(ip netip.Addr, prefix string) bool { return netip.MustParsePrefix(prefix).Contains(ip) }

// likeliest sorts the candidates and returns their addresses, each once.
func likeliest(cs []candidate) []netip.Addr {
	slices.SortStableFunc(cs, func(a, b candidate) int {
		return cmp.Or(cmp.Compare(a.rank(), b.rank()), a.ip.Compare(b.ip))
	})
	var out []netip.Addr
	for _, c := range cs {
		if !slices.Contains(out, c.ip) {
			out = append(out, c.ip)
		}
	}
	return out
}

// candidates asks the operating system for the addresses that a phone might reach.
func candidates() []candidate {
	devices, err := net.Interfaces()
	if err != nil {
		return nil
	}
	way := defaultWay()
	var out []candidate
	for _, d := range devices {
		if d.Flags&net.FlagUp == 0 || d.Flags&net.FlagLoopback != 0 {
			continue
		}
		addrs, err := d.Addrs()
		if err != nil {
			continue
		}
		for _, a := range addrs {
			if ip, ok := reachable(a); ok {
				out = append(out, candidate{ip: ip, device: d.Name, byDefault: ip == way})
			}
		}
	}
	return out
}

// reachable returns the address if a URL can hold it: link-local IPv6 needs a
// zone, which no browser takes.
func reachable(a net.Addr) (netip.Addr, bool) {
	n, ok := a.(*net.IPNet)
	if !ok {
		return netip.Addr{}, false
	}
	ip, ok := netip.AddrFromSlice(n.IP)
	ip = ip.Unmap()
	if !ok || ip.IsLoopback() || ip.IsUnspecified() || (ip.Is6() && ip.IsLinkLocalUnicast()) {
		return netip.Addr{}, false
	}
	return ip, true
}

// defaultWay returns the local address that packets to elsewhere would carry.
// Connecting a UDP socket only asks the routing table: nothing is sent.
func defaultWay() netip.Addr {
	c, err := net.Dial("udp4", "192.0.2.1:9")
	if err != nil {
		return netip.Addr{}
	}
	defer c.Close()
	return c.LocalAddr().(*net.UDPAddr).AddrPort().Addr().Unmap()
}

// addressBook tells the machine's addresses, asked for afresh when the answer is
// older than fresh: a laptop that changes its Wi-Fi shows a new QR code at once,
// and a hundred requests a second do not ask a hundred times. Any goroutine.
type addressBook struct {
	fresh time.Duration
	look  func() []candidate

	mu    sync.Mutex
	known []netip.Addr
	asked time.Time
}

func (b *addressBook) addresses() []netip.Addr {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.asked.IsZero() || time.Since(b.asked) > b.fresh {
		b.known, b.asked = likeliest(b.look()), time.Now()
	}
	return slices.Clone(b.known)
}
