package appliance

import (
	"context"
	"net"
	"net/netip"
	"slices"
	"time"

	"packnight/game/found"
)

// watchTime is how often the machine's addresses are looked at. With it, and with the
// three seconds between two looks of the console and the big screen, another address is
// on the screens within five.
const watchTime = time.Second

// watch tells changed the addresses of this machine at once, and then whenever they are
// others, until ctx ends.
func watch(ctx context.Context, every time.Duration, look func() []candidate, changed func([]candidate)) {
	tick := time.NewTicker(every)
	defer tick.Stop()
	var before []candidate
	for first := true; ; first = false {
		if now := look(); first || !slices.EqualFunc(before, now, sameCandidate) {
			changed(now)
			before = now
		}
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
	}
}

// steady leaves IPv6 out where there is IPv4: its addresses come and go by themselves, and
// nobody is shown them first.
func steady(cs []candidate) []candidate {
	var out []candidate
	for _, c := range cs {
		if c.ip.Is4() {
			out = append(out, c)
		}
	}
	if len(out) == 0 {
		return cs
	}
	return out
}

func sameCandidate(a, b candidate) bool {
	return a.ip == b.ip && a.bits == b.bits && a.device.Index == b.device.Index && a.device.Name == b.device.Name && a.byDefault == b.byDefault
}

// networks are those in which the appliance is to be found by name: all that can carry
// it, or the one of the address that it was told to listen on.
func networks(cs []candidate, only netip.Addr) []found.Net {
	var out []found.Net
	for _, c := range cs {
		if !c.ip.Is4() || c.device.Flags&net.FlagMulticast == 0 || c.device.Flags&net.FlagPointToPoint != 0 {
			continue
		}
		if !only.IsUnspecified() && only != c.ip {
			continue
		}
		p := netip.PrefixFrom(c.ip, c.bits)
		i := slices.IndexFunc(out, func(n found.Net) bool { return n.Device.Index == c.device.Index })
		if i < 0 {
			out = append(out, found.Net{Device: c.device})
			i = len(out) - 1
		}
		out[i].Prefixes = append(out[i].Prefixes, p)
	}
	return out
}
