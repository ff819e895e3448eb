package appliance

import (
	"os/exec"
	"slices"
	"strings"
	"testing"
)

// allowed is what each package of ours may import of ours, with the reason. What is
// not listed here may import nothing of ours: arrows point one way.
var allowed = []struct {
	pkg, reason string
	imports     []string
}{
	{"packnight", "main wires and nothing more", []string{"game/about", "game/appliance", "storage"}},
	{"packnight/game/appliance", "starts and composes everything", []string{"game/awake", "game/found", "game/hub", "game/kinds", "game/kinds/quiz", "game/people", "game/room", "game/web", "game/wire", "game", "storage"}},
	{"packnight/game/web", "routes compose people and rooms", []string{"game/people", "game/room", "game/wire", "game", "storage"}},
	{"packnight/game/hub", "a socket knows messages and seats, no room and no people", []string{"game/wire", "game"}},
	{"packnight/game/room", "a room knows no socket and no bbolt", []string{"game/wire", "game", "storage"}},
	{"packnight/game/people", "people know no room", []string{"game/wire", "game", "storage"}},
	{"packnight/game/awake", "staying awake is between the program and the system", nil},
	{"packnight/game/found", "being found by name is a matter of the network alone", nil},
	{"packnight/game/kinds", "the catalogue lists the kinds", []string{"game/kinds/*", "game"}},
	{"packnight/game/kinds/*", "a kind is pure rules", []string{"game"}},
	{"packnight/game/kindtest", "the conformance suite plays any kind", []string{"game"}},
	{"packnight/storage/storagetest", "the suite runs against the interface", []string{"storage"}},
}

// only are modules that exactly these packages may import, so that each can be
// replaced in one place.
var only = map[string][]string{
	"go.etcd.io/bbolt":                {"packnight/storage"},
	"github.com/gorilla/websocket":    {"packnight/game/hub", "packnight/game/bot"},
	"github.com/golang-jwt/jwt/v5":    {"packnight/game/people"},
	"github.com/boombuler/barcode/qr": {"packnight/game/web"},
	"golang.org/x/net/dns/dnsmessage": {"packnight/game/found"},
	"golang.org/x/net/ipv4":           {"packnight/game/found"},
}

func TestArrowsPointOneWay(t *testing.T) {
	out, err := exec.Command("go", "list", "-f", `{{.ImportPath}} {{join .Imports " "}}`, "packnight/...").Output()
	if err != nil {
		t.Fatalf("go list: %v", err)
	}
	for _, line := range strings.Split(strings.TrimSpace(string(out)), "\n") {
		fields := strings.Fields(line)
		for _, imported := range fields[1:] {
			checkArrow(t, fields[0], imported)
		}
	}
}

func checkArrow(t *testing.T, pkg, imported string) {
	t.Helper()
	if owners, ok := only[imported]; ok && !slices.Contains(owners, pkg) {
		t.Errorf("%s imports %s, which only %v may", pkg, imported, owners)
	}
	ours, ok := strings.CutPrefix(imported, "packnight/")
	if !ok {
		if pkg == "packnight/game" && strings.Contains(imported, ".") {
			t.Errorf("package game imports %s: the contract of a kind needs the standard library alone", imported)
		}
		return
	}
	reason := "it is listed nowhere"
	for _, a := range allowed {
		if !matches(a.pkg, pkg) {
			continue
		}
		if slices.ContainsFunc(a.imports, func(p string) bool { return matches(p, ours) }) {
			return
		}
		reason = a.reason
	}
	t.Errorf("%s imports %s, and must not: %s", pkg, imported, reason)
}

// matches tells whether name fits pattern, whose last element may be a star.
func matches(pattern, name string) bool {
	if start, ok := strings.CutSuffix(pattern, "/*"); ok {
		rest, under := strings.CutPrefix(name, start+"/")
		return under && !strings.Contains(rest, "/")
	}
	return pattern == name
}
