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
	bits      int // of the network's prefix
	device    net.Interface
	byDefault bool // the way that packets to elsewhere would take
}

// hidden devices are those of virtual machines, containers, VPNs and the system's own
// links, by the start of their names on Linux, macOS and Windows: a phone can't reach
// what is behind them.
var hidden = []string{
	// containers and virtual machines
	"docker", "podman", "veth", "virbr", "vmnet", "vmenet", "vboxnet", "vnet", "cni", "flannel", "cali", "kube", "lxc", "lxd", "incus",
	"waydroid", "vmware", "virtualbox", "vethernet", "hyper-v", "parallels", "bridge100",
	// VPNs
	"tun", "tap", "utun", "wg", "wireguard", "ppp", "ipsec", "tailscale", "zt", "zerotier", "feth", "nordlynx", "nordvpn", "proton",
	"openvpn", "mullvad", "surfshark", "cloudflarewarp", "cscotun", "anyconnect", "cisco", "ham", "hamachi", "radmin", "outline", "gpd",
	// the system's own
	"awdl", "llw", "anpi", "gif", "stf", "bluetooth", "loopback", "npcap", "teredo", "isatap", "6to4", "dummy", "wwan",
}

// madeUp are the first three bytes of hardware addresses that virtual machines give to
// their adapters, whose names on Windows may be just «Ethernet 2».
var madeUp = [][3]byte{
	{0x0a, 0x00, 0x27},                     // VirtualBox, the host's side
	{0x00, 0x50, 0x56}, {0x00, 0x0c, 0x29}, // VMware
	{0x00, 0x15, 0x5d}, {0x00, 0x1c, 0x42}, {0x02, 0x42, 0xac}, // Hyper-V, Parallels, Docker
}

func (c candidate) virtual() bool {
	name := strings.ToLower(c.device.Name)
	hw := c.device.HardwareAddr
	return slices.ContainsFunc(hidden, func(start string) bool { return strings.HasPrefix(name, start) }) ||
		dockerBridge(name) ||
		c.device.Flags&net.FlagPointToPoint != 0 ||
		within(c.ip, "100.64.0.0/10") || // the inside of providers and of VPNs
		len(hw) == 6 && slices.Contains(madeUp, [3]byte(hw[:3]))
}

// dockerBridge tells a network of Docker's, br- and twelve hexadecimal digits, from a
// bridge that somebody has named.
func dockerBridge(name string) bool {
	id, ok := strings.CutPrefix(name, "br-")
	return ok && len(id) == 12 && strings.Trim(id, "0123456789abcdef") == ""
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
	cs = slices.Clone(cs)
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
			if ip, bits, ok := reachable(a); ok {
				out = append(out, candidate{ip: ip, bits: bits, device: d, byDefault: ip == way})
			}
		}
	}
	return out
}

// reachable returns the address and its network's bits, if a URL can hold it:
// link-local IPv6 needs a zone, which no browser takes.
func reachable(a net.Addr) (netip.Addr, int, bool) {
	n, ok := a.(*net.IPNet)
	if !ok {
		return netip.Addr{}, 0, false
	}
	ip, ok := netip.AddrFromSlice(n.IP)
	ip = ip.Unmap()
	if !ok || ip.IsLoopback() || ip.IsUnspecified() || (ip.Is6() && ip.IsLinkLocalUnicast()) {
		return netip.Addr{}, 0, false
	}
	bits, _ := n.Mask.Size()
	return ip, bits, true
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
	found []candidate
	known []netip.Addr // of found, the likeliest first
	asked time.Time
}

func (b *addressBook) addresses() []netip.Addr {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.refresh()
	return slices.Clone(b.known)
}

// candidates returns what the operating system said, in its order.
func (b *addressBook) candidates() []candidate {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.refresh()
	return slices.Clone(b.found)
}

func (b *addressBook) refresh() {
	if b.asked.IsZero() || time.Since(b.asked) > b.fresh {
		b.found, b.asked = b.look(), time.Now()
		b.known = likeliest(b.found)
	}
}
