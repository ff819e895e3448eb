package appliance

// What may keep phones away. The console has the words (assets/leader/doctor.js).
const (
	noNetwork  = "no_network"  // this computer is in none
	onlyVPN    = "only_vpn"    // all its networks are a VPN's or a virtual machine's
	noRouter   = "no_router"   // its Wi-Fi gave it no address
	blocked    = "blocked"     // it does not reach itself at the address that is shown
	moved      = "moved"       // its address is another one than at first
	reached    = "reached"     // a phone has come through: the way is free
	firewall   = "firewall"    // of this computer
	isolation  = "isolation"   // a Wi-Fi for guests that keeps its devices apart
	mobileData = "mobile_data" // the phones go past the Wi-Fi
	otherWiFi  = "other_wifi"  // the phones are in another one
	typedPort  = "port"        // the address has a port, which has to be typed
)

// way is the best way to this computer that there is.
type way int

const (
	wayGood way = iota
	wayNoRouter
	wayVPN
	wayNone
)

// wayOf looks at all addresses of this computer.
func wayOf(cs []candidate) way {
	best := wayNone
	for _, c := range cs {
		switch {
		case c.virtual():
			best = min(best, wayVPN)
		case c.ip.IsLinkLocalUnicast():
			best = min(best, wayNoRouter)
		default:
			best = wayGood
		}
	}
	return best
}

// facts is what this computer knows of the way to it.
type facts struct {
	way        way
	self       bool // it reaches itself at the address that is shown
	heard      bool // another device has connected
	neighbours bool // other devices of the network were heard
	moved      bool // the address has changed since the door was opened
	port       int
}

// diagnose says what most likely keeps phones away, the likeliest first. What can't be
// known from here comes in the order of how often it is so (children.md, N7); where
// other devices are heard, the network does not keep them apart.
func diagnose(f facts) []string {
	switch f.way {
	case wayNone:
		return []string{noNetwork}
	case wayVPN:
		return []string{onlyVPN}
	}
	out := []string{}
	if f.way == wayNoRouter {
		out = append(out, noRouter)
	}
	if f.moved {
		out = append(out, moved)
	}
	switch {
	case f.heard:
		out = append(out, reached, mobileData, otherWiFi)
	case !f.self:
		out = append(out, blocked, firewall)
	case f.neighbours:
		out = append(out, firewall, mobileData, otherWiFi, isolation)
	default:
		out = append(out, firewall, isolation, mobileData, otherWiFi)
	}
	if f.port != 80 {
		out = append(out, typedPort)
	}
	return out
}
