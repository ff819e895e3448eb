package appliance

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/netip"
	"time"

	"packnight/game/web"
)

const (
	findTime    = 1500 * time.Millisecond // how long a second start looks for the first
	addressTime = 2 * time.Second         // how old an answer about addresses may be
	browserTime = 10 * time.Second        // how long opening the browser may take
)

// serve answers requests from now on.
func (a *appliance) serve(h http.Handler) {
	a.server = web.NewServer(h, a.Limits, a.log)
	a.tasks.Go(func() {
		if err := a.server.Serve(a.listener); !errors.Is(err, http.ErrServerClosed) {
			a.failed <- fmt.Errorf("serving: %w", err)
		}
	})
}

// tell says where it serves: to the person, to a second start, to the browser.
func (a *appliance) tell(ctx context.Context) error {
	here := a.here()
	if err := announce(a.Folder, here); err != nil {
		return err
	}
	leader := leaderURL(here, a.key.Leader())
	fmt.Fprintf(a.Out, "Leader: %s\n", leader)
	for _, join := range a.addresses()() {
		fmt.Fprintf(a.Out, "Join: %s\n", join)
	}
	fmt.Fprintln(a.Out, "Packnight is running. Close this window, or press Ctrl-C here, to stop it.")
	a.log.Info("serving", "port", port(a.listener), "after", time.Since(a.Started).Round(time.Millisecond))
	if a.Open {
		a.tasks.Go(func() { a.show(ctx, leader) })
	}
	return nil
}

func (a *appliance) show(ctx context.Context, url string) {
	ctx, cancel := context.WithTimeout(ctx, browserTime)
	defer cancel()
	if err := openBrowser(ctx, url); err != nil {
		a.log.Warn("the browser did not open: copy the line that begins with Leader into it", "err", err)
	}
}

// here is where this machine itself finds the appliance.
func (a *appliance) here() string {
	ip := a.listener.Addr().(*net.TCPAddr).AddrPort().Addr().Unmap()
	if ip.IsUnspecified() {
		return origin("localhost", port(a.listener))
	}
	return origin(ip.String(), port(a.listener))
}

// hosts returns what tells the machine's addresses, as a Host header names them.
func (a *appliance) hosts() func() []string {
	book := &addressBook{fresh: addressTime, look: candidates}
	return func() []string { return texts(book.addresses()) }
}

// addresses returns what tells the origins at which phones find the appliance: the
// one address that it was told to listen on, or all of the machine's.
func (a *appliance) addresses() func() []string {
	only := a.listener.Addr().(*net.TCPAddr).AddrPort().Addr().Unmap()
	p := port(a.listener)
	if !only.IsUnspecified() {
		one := []string{origin(only.String(), p)}
		return func() []string { return one }
	}
	book := &addressBook{fresh: addressTime, look: candidates}
	return func() []string {
		var out []string
		for _, ip := range book.addresses() {
			out = append(out, origin(ip.String(), p))
		}
		if len(out) == 0 { // no network: this machine alone can play
			out = append(out, origin("localhost", p))
		}
		return out
	}
}

func texts(ips []netip.Addr) []string {
	out := make([]string, len(ips))
	for i, ip := range ips {
		out[i] = ip.String()
	}
	return out
}

// wait returns when the person stops the appliance, or when it can't serve.
func (a *appliance) wait(ctx context.Context) error {
	select {
	case <-ctx.Done():
		a.log.Info("stopping")
		return nil
	case err := <-a.failed:
		return err
	}
}

// stop ends everything in order, as far as it was started: no new requests, rooms
// save, sockets close with 1012, the store is closed last. cancel ends what still
// waits for something.
func (a *appliance) stop(cancel context.CancelFunc) error {
	ctx, done := context.WithTimeout(context.Background(), stopTime)
	defer done()
	var errs []error
	step := func(what string, err error) {
		if err != nil {
			errs = append(errs, fmt.Errorf("%s: %w", what, err))
		}
	}
	if a.server != nil {
		step("closing the port", ignoreClosed(a.listener.Close()))
		step("closing the rooms", a.rooms.Close(ctx))
		step("closing the sockets", a.hub.Close(ctx))
		step("ending requests", a.server.Shutdown(ctx))
	} else if a.listener != nil {
		step("closing the port", a.listener.Close())
	}
	cancel()
	a.tasks.Wait()
	if a.counters != nil {
		step("closing the counters", a.counters.Close())
	}
	if a.store != nil {
		step("closing the store", a.store.Close())
	}
	step("withdrawing", withdraw(a.Folder))
	return errors.Join(errs...)
}

func ignoreClosed(err error) error {
	if errors.Is(err, net.ErrClosed) {
		return nil
	}
	return err
}
