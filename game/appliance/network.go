package appliance

import (
	"context"
	"fmt"
	"net/netip"
	"time"

	"packnight/game/found"
	"packnight/game/web"
)

// look prepares what is known of the network.
func (a *appliance) look() {
	a.book = &addressBook{fresh: addressTime, look: candidates}
	a.reach = &reach{now: time.Now, here: a.book.addresses, port: a.door.Port}
	if only := a.door.Only(); !only.IsLoopback() || a.door.Shut() {
		a.beacon = found.New(found.Config{Host: "packnight", Service: "Packnight", Log: a.log})
	}
}

// here is where this machine itself finds the appliance.
func (a *appliance) here() string {
	ip := a.door.Only()
	if ip.IsUnspecified() {
		return origin("localhost", a.door.Port())
	}
	return origin(ip.String(), a.door.Port())
}

// addresses are the origins at which phones find the appliance: the one address that
// it was told to listen on, or all of the machine's, and last its name. There are none
// while the door is shut.
func (a *appliance) addresses() []string {
	if a.door.Shut() {
		return nil
	}
	only, p := a.door.Only(), a.door.Port()
	if !only.IsUnspecified() {
		return append([]string{origin(only.String(), p)}, a.byName()...)
	}
	var out []string
	for _, ip := range a.book.addresses() {
		out = append(out, origin(ip.String(), p))
	}
	if len(out) == 0 { // no network: this machine alone can play
		return []string{origin("localhost", p)}
	}
	return append(out, a.byName()...)
}

func (a *appliance) byName() []string {
	if name := a.name(); name != "" {
		return []string{origin(name, a.door.Port())}
	}
	return nil
}

// name is the one that the appliance is found by now, or "".
func (a *appliance) name() string {
	if a.beacon == nil {
		return ""
	}
	return a.beacon.Name()
}

// network is what a leader is told of it.
func (a *appliance) network() web.Network {
	n := web.Network{Door: "open", Name: a.name()}
	if a.door.Shut() {
		n.Door = "shut"
	}
	n.Heard, n.Advice = a.reach.advice()
	n.Findings = diagnose(a.facts())
	return n
}

// facts is what the doctor looks at.
func (a *appliance) facts() facts {
	f := facts{port: a.door.Port(), neighbours: a.beacon != nil && a.beacon.Neighbours()}
	f.self, f.heard, f.moved = a.reach.learned()
	if only := a.door.Only(); only.IsUnspecified() {
		f.way = wayOf(a.book.candidates())
	} else if only.IsLoopback() {
		f.way = wayNone
	}
	return f
}

// ask has the appliance stop, as soon as who asks has an answer.
func (a *appliance) ask() {
	select {
	case a.asked <- struct{}{}:
	default: // somebody has asked already
	}
}

// tellJoin prints where phones find the appliance.
func (a *appliance) tellJoin() {
	for _, join := range a.addresses() {
		fmt.Fprintf(a.Out, "Join: %s\n", join)
	}
}

// beFound makes the appliance be found by name once the door is open, and tells of
// every change of the addresses, until ctx ends.
func (a *appliance) beFound(ctx context.Context) {
	if a.beacon == nil {
		return
	}
	told := !a.door.Shut() // at the start
	select {
	case <-ctx.Done():
		return
	case <-a.door.opened:
	}
	nets := make(chan []found.Net)
	a.tasks.Go(func() { a.beacon.Run(ctx, a.door.Port(), nets) })
	look := func() []candidate { return steady(a.book.candidates()) }
	var before netip.AddrPort
	first := true
	watch(ctx, watchTime, look, func(now []candidate) {
		select {
		case nets <- networks(now, a.door.Only()):
		case <-ctx.Done():
			return
		}
		shown := a.shown(now)
		known := first && told
		same := !first && shown == before
		first, before = false, shown
		if same {
			return
		}
		a.log.Info("in the network", "addresses", len(now))
		a.reach.begin(!shown.IsValid() || reachesItself(ctx, shown))
		if !known && shown.IsValid() {
			a.tellJoin()
		}
	})
}

// shown is where the QR code leads; zero where there is no network.
func (a *appliance) shown(cs []candidate) netip.AddrPort {
	at := a.door.Only()
	if at.IsUnspecified() {
		all := likeliest(cs)
		if len(all) == 0 {
			return netip.AddrPort{}
		}
		at = all[0]
	}
	return netip.AddrPortFrom(at, uint16(a.door.Port()))
}
