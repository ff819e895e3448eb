package e2e

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"
)

// The laptop and the phone's Wi-Fi of these tests.
const (
	laptop      = "10.77.0.1"
	laptopLater = "10.77.0.9"
	neighbour   = "10.77.0.2"
)

// neighbourhood is two machines in one network, as network namespaces: the program in
// one, Avahi as an independent judge in the other.
type neighbourhood struct {
	t           *testing.T
	here, there string // the namespaces
	avahi       *exec.Cmd
}

// newNeighbourhood needs root, ip, dbus-daemon and Avahi, so it wants to be asked for.
func newNeighbourhood(t *testing.T, avahiHost string) *neighbourhood {
	t.Helper()
	if os.Getenv("PACKNIGHT_AVAHI") == "" {
		t.Skip("set PACKNIGHT_AVAHI=1 as root, with avahi-daemon and avahi-utils installed")
	}
	pid := strconv.Itoa(os.Getpid())
	n := &neighbourhood{t: t, here: "pn-here-" + pid, there: "pn-there-" + pid}
	for _, ns := range []string{n.here, n.there} {
		n.must("ip", "netns", "add", ns)
		t.Cleanup(func() { n.must("ip", "netns", "del", ns) })
		n.must("ip", "-n", ns, "link", "set", "lo", "up")
	}
	n.must("ip", "-n", n.here, "link", "add", "wlan0", "type", "veth", "peer", "name", "wlan0", "netns", n.there)
	for ns, ip := range map[string]string{n.here: laptop, n.there: neighbour} {
		n.must("ip", "-n", ns, "addr", "add", ip+"/24", "dev", "wlan0")
		n.must("ip", "-n", ns, "link", "set", "wlan0", "up")
	}
	n.startAvahi(avahiHost)
	return n
}

func (n *neighbourhood) must(name string, args ...string) string {
	n.t.Helper()
	out, err := exec.Command(name, args...).CombinedOutput()
	if err != nil {
		n.t.Fatalf("%s %s: %v\n%s", name, strings.Join(args, " "), err, out)
	}
	return string(out)
}

// startAvahi runs it with a bus and a /run of its own.
func (n *neighbourhood) startAvahi(host string) {
	n.t.Helper()
	conf := filepath.Join(n.t.TempDir(), "avahi.conf")
	if err := os.WriteFile(conf, []byte("[server]\nhost-name="+host+"\nuse-ipv6=no\n"), 0o644); err != nil {
		n.t.Fatal(err)
	}
	script := "mount -t tmpfs none /run && mkdir -p /run/dbus /run/avahi-daemon && dbus-daemon --system --fork && " +
		"exec avahi-daemon -f " + conf + " --no-drop-root --no-chroot --no-rlimits"
	n.avahi = exec.Command("ip", "netns", "exec", n.there, "unshare", "--mount", "--pid", "--fork", "--kill-child", "sh", "-c", script)
	log := &lockedBuffer{}
	n.avahi.Stdout, n.avahi.Stderr = log, log
	if err := n.avahi.Start(); err != nil {
		n.t.Fatal(err)
	}
	n.t.Cleanup(func() {
		if n.avahi.Process.Kill() == nil {
			_ = n.avahi.Wait() // it was killed
		}
	})
	n.eventually(20*time.Second, "Avahi is up", func() (string, bool) {
		return log.String(), strings.Contains(log.String(), "Server startup complete")
	})
}

// judge runs one of Avahi's tools beside it.
func (n *neighbourhood) judge(name string, args ...string) string {
	n.t.Helper()
	ctx, cancel := context.WithTimeout(n.t.Context(), 10*time.Second)
	defer cancel()
	// The one child of unshare is the shell that became Avahi.
	children, err := os.ReadFile(fmt.Sprintf("/proc/%d/task/%[1]d/children", n.avahi.Process.Pid))
	if err != nil {
		n.t.Fatal(err)
	}
	all := append([]string{"-t", strings.TrimSpace(string(children)), "-m", "-n", name}, args...)
	out, _ := exec.CommandContext(ctx, "nsenter", all...).CombinedOutput() // what it finds is what counts
	return string(out)
}

func (n *neighbourhood) eventually(within time.Duration, what string, check func() (string, bool)) time.Duration {
	n.t.Helper()
	began := time.Now()
	for {
		said, ok := check()
		if ok {
			return time.Since(began)
		}
		if time.Since(began) > within {
			n.t.Fatalf("not within %v: %s. Last: %s", within, what, said)
		}
		time.Sleep(50 * time.Millisecond) // between two looks at another program
	}
}

// start runs the program on the laptop, on all its addresses.
func (n *neighbourhood) start() *process {
	n.t.Helper()
	return startCommand(n.t, exec.Command("ip", "netns", "exec", n.here, program, "-listen", ":8080", "-data", n.t.TempDir(), "-open=false"))
}

func (n *neighbourhood) resolves(name, ip string) func() (string, bool) {
	return func() (string, bool) {
		out := n.judge("avahi-resolve", "-4", "-n", name)
		return out, strings.Contains(out, "\t"+ip+"\n")
	}
}

func (n *neighbourhood) services() string { return n.judge("avahi-browse", "-rpt", "_http._tcp") }

func TestAvahiFindsItByNameAndService(t *testing.T) {
	n := newNeighbourhood(t, "phone")
	p := n.start()
	took := n.eventually(5*time.Second, "packnight.local is found", n.resolves("packnight.local", laptop))
	t.Logf("found by name after %v", took)
	n.eventually(5*time.Second, "the service is listed", func() (string, bool) {
		out := n.services()
		return out, strings.Contains(out, ";Packnight;Web Site;local;packnight.local;"+laptop+";8080;")
	})

	n.must("ip", "-n", n.here, "addr", "del", laptop+"/24", "dev", "wlan0")
	n.must("ip", "-n", n.here, "addr", "add", laptopLater+"/24", "dev", "wlan0")
	took = n.eventually(5*time.Second, "the new address is found", n.resolves("packnight.local", laptopLater))
	t.Logf("found at its new address after %v", took)

	if want := "http://" + laptopLater + ":8080"; !slices.Contains(p.joins(), want) {
		t.Errorf("printed %v, and not %s", p.joins(), want)
	}

	p.stop()
	n.eventually(5*time.Second, "nothing is listed any more", func() (string, bool) {
		out := n.services()
		return out, !strings.Contains(out, "Packnight")
	})
	if !bytes.Contains([]byte(p.stderr.String()), []byte("in the network")) {
		t.Error("the log does not tell of the network")
	}
}

func TestAvahiKeepsTheNameThatItHas(t *testing.T) {
	n := newNeighbourhood(t, "packnight")
	n.eventually(10*time.Second, "Avahi answers for packnight.local", n.resolves("packnight.local", neighbour))
	p := n.start()
	n.eventually(10*time.Second, "the next name is found", n.resolves("packnight-2.local", laptop))
	n.eventually(5*time.Second, "the service is listed under it", func() (string, bool) {
		out := n.services()
		return out, strings.Contains(out, ";packnight-2.local;"+laptop+";8080;")
	})
	if out, ok := n.resolves("packnight.local", neighbour)(); !ok {
		t.Errorf("the old owner has lost its name: %s", out)
	}
	p.stop()
}
