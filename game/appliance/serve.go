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
	addressTime = time.Second             // how old an answer about addresses may be
	browserTime = 10 * time.Second        // how long opening the browser may take
	requestTime = 2 * time.Second         // how long a request may still take when it stops
)

// runs is what a line begins with that says that there is a Packnight.
const runs = "Packnight is running"

// serve answers requests from now on.
func (a *appliance) serve(h http.Handler) {
	a.server = web.NewServer(h, a.Limits, a.log)
	a.server.ConnState = func(c net.Conn, s http.ConnState) {
		a.silent.note(c, s)
		if s == http.StateNew {
			a.reach.hear(c.RemoteAddr())
		}
	}
	a.door.begin(func(l net.Listener) {
		a.tasks.Go(func() {
			// The door closes a listener when it opens another one.
			if err := a.server.Serve(l); !errors.Is(err, http.ErrServerClosed) && !errors.Is(err, net.ErrClosed) {
				a.fail(fmt.Errorf("serving: %w", err))
			}
		})
	})
}

// fail ends the appliance with err; the first one counts.
func (a *appliance) fail(err error) {
	select {
	case a.failed <- err:
	default:
	}
}

// tell says where it serves: to the person, to a second start, to the browser.
func (a *appliance) tell(ctx context.Context) error {
	here := a.here()
	if err := announce(a.Folder, here); err != nil {
		return err
	}
	leader := leaderURL(here, a.key.Leader())
	fmt.Fprintf(a.Out, "Leader: %s\n", leader)
	if a.door.Shut() {
		fmt.Fprintln(a.Log, "No phone can come in yet: open the door on the leader's page.")
	}
	a.tellJoin()
	fmt.Fprintln(a.Log, runs+". Close this window, or press Ctrl-C here, to stop it.")
	if a.Hotspot && a.door.Port() != 80 {
		fmt.Fprintln(a.Log, "A phone that joins the hotspot opens Packnight by itself only if it runs on port 80: start it as the administrator.")
	}
	a.log.Info("serving", "port", a.door.Port(), "after", time.Since(a.Started).Round(time.Millisecond))
	if a.Announce != "" {
		a.tasks.Go(func() { a.pointTheWay(ctx) })
	}
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
	case <-a.asked:
		a.log.Info("stopping, as a leader has asked")
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
	if a.door != nil {
		step("closing the port", a.door.close())
	}
	if a.rooms != nil {
		step("closing the rooms", a.rooms.Close(ctx))
	}
	if a.hub != nil {
		step("closing the sockets", a.hub.Close(ctx))
	}
	if a.server != nil {
		step("ending requests", a.endRequests(ctx))
	}
	cancel()
	a.tasks.Wait()
	if a.counters != nil {
		step("closing the counters", a.counters.Close())
	}
	if a.store != nil {
		step("closing the store", a.store.Close())
		a.log.Info("stopped", "written_bytes", a.store.Written())
	}
	step("withdrawing", withdraw(a.Folder))
	return errors.Join(errs...)
}

// endRequests answers what was asked. Nobody who takes too long to ask keeps the person waiting.
func (a *appliance) endRequests(ctx context.Context) error {
	ctx, done := context.WithTimeout(ctx, requestTime)
	defer done()
	a.silent.close()
	err := a.server.Shutdown(ctx)
	if errors.Is(err, context.DeadlineExceeded) {
		a.log.Warn("requests were cut off")
		err = a.server.Close()
	}
	return ignoreClosed(err)
}

// ignoreClosed leaves out that the port is closed already, which the server finds where
// it has not yet noticed.
func ignoreClosed(err error) error {
	if errors.Is(err, net.ErrClosed) {
		return nil
	}
	return err
}
