package appliance

import (
	"net"
	"net/netip"
	"strings"
	"testing"
	"time"
)

func TestFirewallThatBlocksIsNoticed(t *testing.T) {
	now := time.Unix(1_795_651_200, 0)
	own := netip.MustParseAddr("192.168.1.20")
	r := &reach{now: func() time.Time { return now }, here: func() []netip.Addr { return []netip.Addr{own} }, port: func() int { return 8080 }}
	expect := func(when string, heard bool, words string) {
		t.Helper()
		got, sentence := r.advice()
		if got != heard || (words == "") != (sentence == "") || !strings.Contains(sentence, words) {
			t.Errorf("%s: heard %v, says %q", when, got, sentence)
		}
	}
	from := func(ip string) { r.hear(&net.TCPAddr{IP: net.ParseIP(ip), Port: 50000}) }
	from("192.168.1.30")
	now = now.Add(time.Hour)
	expect("while the door is shut", false, "")
	r.begin(true)
	expect("at first", false, "")
	from("127.0.0.1")
	from("::1")
	from("192.168.1.20")
	now = now.Add(quietTime)
	expect("after a while in which this machine alone has come", false, "No phone has got through")
	from("::ffff:192.168.1.30")
	expect("once a phone is through", true, "")
	now = now.Add(time.Hour)
	expect("later", true, "")
	r.begin(true)
	expect("at another address", false, "")
	r.begin(false)
	expect("where it does not reach itself", false, "does not reach itself")
	from("192.168.1.30")
	expect("where a phone reaches it all the same", true, "")
}

func TestEverySystemHasItsOwnAdvice(t *testing.T) {
	for system, word := range map[string]string{"windows": "Windows Security", "darwin": "System Settings", "linux": "8080/tcp"} {
		if got := allowSentence(system, 8080); !strings.Contains(got, word) {
			t.Errorf("%s: %s", system, got)
		}
	}
}

func TestMachineReachesItself(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	at := l.Addr().(*net.TCPAddr).AddrPort()
	if !reachesItself(t.Context(), at) {
		t.Error("it does not reach itself")
	}
	l.Close()
	if reachesItself(t.Context(), at) {
		t.Error("it reaches a port that is closed")
	}
}
