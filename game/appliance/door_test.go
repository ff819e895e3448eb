package appliance

import (
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"sync"
	"testing"
	"time"
)

// porch is a door with a server behind it.
type porch struct {
	*door
	t      *testing.T
	server http.Server
	done   sync.WaitGroup
}

func newPorch(t *testing.T, folder string, shy bool) *porch {
	t.Helper()
	d, err := newDoor("", folder, shy)
	if err != nil {
		t.Fatal(err)
	}
	p := &porch{door: d, t: t, server: http.Server{Handler: http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { io.WriteString(w, "in") })}}
	d.begin(func(l net.Listener) {
		p.done.Go(func() { _ = p.server.Serve(l) }) // how it ends is the appliance's test
	})
	t.Cleanup(func() {
		if err := d.close(); err != nil {
			t.Errorf("closing: %v", err)
		}
		p.server.Close()
		p.done.Wait()
	})
	return p
}

// in tells whether somebody at that address is let in.
func (p *porch) in(address string, port int) bool {
	p.t.Helper()
	c := http.Client{Timeout: 2 * time.Second}
	defer c.CloseIdleConnections()
	resp, err := c.Get(fmt.Sprintf("http://%s:%d/", address, port))
	if err != nil {
		return false
	}
	resp.Body.Close()
	return resp.StatusCode == http.StatusOK
}

// elsewhere is another address of this machine: who uses it comes from outside, as
// far as a listener for 127.0.0.1 knows.
const elsewhere = "127.0.0.2"

func TestDoorIsShutUntilTheLeaderOpensItOnce(t *testing.T) {
	folder := t.TempDir()
	p := newPorch(t, folder, true)
	port := p.Port()
	if !p.Shut() || !p.in("127.0.0.1", port) || p.in(elsewhere, port) {
		t.Fatalf("shut: %v, lets itself in: %v, others: %v", p.Shut(), p.in("127.0.0.1", port), p.in(elsewhere, port))
	}
	var callers sync.WaitGroup
	for range 4 { // impatient fingers
		callers.Go(func() {
			if err := p.Open(); err != nil {
				t.Errorf("opening: %v", err)
			}
		})
	}
	callers.Wait()
	<-p.opened
	if p.Shut() || p.Port() != port || !p.in("127.0.0.1", port) || !p.in(elsewhere, port) {
		t.Errorf("opened: shut %v, port %d before %d, lets others in: %v", p.Shut(), p.Port(), port, p.in(elsewhere, port))
	}
	again := newPorch(t, folder, true)
	if again.Shut() || !again.in(elsewhere, again.Port()) {
		t.Error("at the next start it is shut again")
	}
}

func TestDoorTakesAnotherPortWhereSomebodyElseHasIt(t *testing.T) {
	p := newPorch(t, t.TempDir(), true)
	port := p.Port()
	other, err := net.Listen("tcp", fmt.Sprintf("%s:%d", elsewhere, port))
	if err != nil {
		t.Fatal(err)
	}
	defer other.Close()
	if err := p.Open(); err != nil {
		t.Fatalf("opening: %v", err)
	}
	if p.Port() == port || !p.in(elsewhere, p.Port()) || !p.in("127.0.0.1", port) {
		t.Errorf("port %d before %d, lets others in: %v, the leader's page is where it was: %v",
			p.Port(), port, p.in(elsewhere, p.Port()), p.in("127.0.0.1", port))
	}
}

func TestDoorIsOpenWhereNobodyAsksOrAnAddressIsGiven(t *testing.T) {
	if p := newPorch(t, t.TempDir(), false); p.Shut() || !p.in(elsewhere, p.Port()) {
		t.Error("without being shy it is shut")
	}
	d, err := newDoor("127.0.0.1:0", t.TempDir(), true)
	if err != nil {
		t.Fatal(err)
	}
	defer d.close()
	if d.Shut() {
		t.Error("with an address of its own it is shut")
	}
}

func TestDoorThatIsClosedStaysSo(t *testing.T) {
	folder := t.TempDir()
	p := newPorch(t, folder, true)
	if err := p.close(); err != nil {
		t.Fatal(err)
	}
	if err := p.Open(); err == nil || !p.Shut() {
		t.Errorf("opened after closing: %v", err)
	}
	if _, err := os.Stat(filepath.Join(folder, openFile)); err == nil {
		t.Error("what did not open is remembered as open")
	}
}
