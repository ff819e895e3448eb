package appliance

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestTheSignpostFollowsTheAddress(t *testing.T) {
	s := &signpost{folder: filepath.Join(t.TempDir(), "boot")}
	read := func(name string) string {
		t.Helper()
		data, err := os.ReadFile(filepath.Join(s.folder, name))
		if err != nil {
			t.Fatal(err)
		}
		return string(data)
	}
	for _, host := range []string{"192.168.1.20", "10.42.0.1"} {
		leader, named := leaderURL("http://"+host, "KEY"), leaderURL("http://packnight.local", "KEY")
		if err := s.point([]string{leader, named}, stageURL("http://127.0.0.1", "KEY")); err != nil {
			t.Fatal(err)
		}
		if got := read("packnight-leader.txt"); got != leader+"\n"+named+"\n" {
			t.Errorf("the text is %q", got)
		}
		if page := read("packnight-leader.html"); !strings.Contains(page, "<svg") || strings.Count(page, leader) != 2 || strings.Count(page, named) != 2 {
			t.Errorf("the page is %s", page)
		}
		if got := read("packnight-stage.txt"); got != "http://127.0.0.1/stage#key=KEY\n" {
			t.Errorf("the big screen is at %q", got)
		}
	}
	text := filepath.Join(s.folder, leaderText)
	before, err := os.Stat(text)
	if err != nil {
		t.Fatal(err)
	}
	if err := s.point([]string{leaderURL("http://10.42.0.1", "KEY"), leaderURL("http://packnight.local", "KEY")}, stageURL("http://127.0.0.1", "KEY")); err != nil {
		t.Fatal(err)
	}
	// A file is replaced as a whole, so the same one was not written again.
	if after, err := os.Stat(text); err != nil || !os.SameFile(before, after) {
		t.Errorf("what had not changed was written again (%v)", err)
	}
	s.clear()
	if left, err := os.ReadDir(s.folder); err != nil || len(left) > 0 {
		t.Errorf("%v are left (%v)", left, err)
	}
}
