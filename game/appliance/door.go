package appliance

import (
	"errors"
	"fmt"
	"io/fs"
	"net"
	"net/netip"
	"os"
	"path/filepath"
	"strconv"
	"sync"
)

// openFile, in the data folder, says that a leader has opened the door once: it is not
// asked for again.
const openFile = "door.open"

// errClosing: the door can't be opened any more.
var errClosing = errors.New("the program is stopping")

// door is where requests come in. Shut, it lets this machine alone in: Windows asks its
// question about the firewall as soon as a program listens for others, and asks it once;
// so the leader first reads what to answer. Any goroutine may use it.
type door struct {
	folder string
	serve  func(net.Listener) // answers what comes in there, from then on

	mu       sync.Mutex
	listener net.Listener
	inside   net.Listener // for this machine alone; nil if listener is for everybody
	shut     bool
	closed   bool
	opened   chan struct{} // closed once it is not shut
}

// newDoor listens: on the address that was asked for, else on the first favourite port that
// can be had. Where it is shy it is shut until a leader has opened it once.
func newDoor(explicit, folder string, shy bool) (*door, error) {
	d := &door{folder: folder, opened: make(chan struct{})}
	var err error
	if d.shut, err = shut(explicit, folder, shy); err != nil {
		return nil, err
	}
	host := ""
	if d.shut {
		host = "127.0.0.1"
	} else {
		close(d.opened)
	}
	d.listener, err = listen(explicit, host)
	return d, err
}

func shut(explicit, folder string, shy bool) (bool, error) {
	if !shy || explicit != "" {
		return false, nil
	}
	_, err := os.Stat(filepath.Join(folder, openFile))
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return false, fmt.Errorf("looking whether the door was opened: %w", err)
	}
	return err != nil, nil
}

// begin has requests answered from now on.
func (d *door) begin(serve func(net.Listener)) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.serve = serve
	serve(d.listener)
}

// Shut tells whether it lets this machine alone in.
func (d *door) Shut() bool {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.shut
}

// Open lets other machines in, from now on and at every start: on the same port, or on
// another one where somebody else has it at this machine's other addresses. Connections
// that are open stay. If it can't be done, nothing has changed.
func (d *door) Open() error {
	d.mu.Lock()
	defer d.mu.Unlock()
	if !d.shut {
		return nil
	}
	if d.closed {
		return errClosing
	}
	remembered := filepath.Join(d.folder, openFile)
	if err := replaceFile(remembered, nil); err != nil {
		return fmt.Errorf("remembering that the door is open: %w", err)
	}
	wide, err := d.widen()
	if err != nil {
		return errors.Join(err, os.Remove(remembered))
	}
	d.listener, d.shut = wide, false
	d.serve(wide)
	close(d.opened)
	return nil
}

// widen listens on all addresses. Nobody can do so on a port on which somebody listens
// at one of them, so it is given up first. Callers hold mu.
func (d *door) widen() (net.Listener, error) {
	here := d.listener.Addr().String()
	if err := d.listener.Close(); err != nil {
		return nil, fmt.Errorf("closing the port: %w", err)
	}
	wide, err := net.Listen("tcp", ":"+strconv.Itoa(port(d.listener)))
	if err == nil {
		return wide, nil
	}
	// The leader's page stays where it is.
	inside, err := net.Listen("tcp", here)
	if err != nil {
		return nil, fmt.Errorf("opening the port again: %w", err)
	}
	d.listener = inside
	d.serve(inside)
	wide, err = listen("", "")
	if err != nil {
		return nil, fmt.Errorf("opening the door: %w", err)
	}
	d.inside = inside
	return wide, nil
}

// Port is the one that others find.
func (d *door) Port() int {
	d.mu.Lock()
	defer d.mu.Unlock()
	return port(d.listener)
}

// Only returns the one address that it listens on; unspecified for all.
func (d *door) Only() netip.Addr {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.listener.Addr().(*net.TCPAddr).AddrPort().Addr().Unmap()
}

// close lets nobody in any more. Closing twice is fine.
func (d *door) close() error {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.closed = true
	for _, l := range []net.Listener{d.listener, d.inside} {
		if l == nil {
			continue
		}
		if err := l.Close(); err != nil && !errors.Is(err, net.ErrClosed) {
			return fmt.Errorf("closing the port: %w", err)
		}
	}
	return nil
}
