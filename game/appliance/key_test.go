package appliance

import (
	"os"
	"path/filepath"
	"runtime"
	"testing"
)

func TestLeaderKeyStaysOverRestartsAndIsNewAfterTheMeeting(t *testing.T) {
	dir := t.TempDir()
	first, err := loadKey(dir)
	if err != nil {
		t.Fatal(err)
	}
	key := first.Leader()
	again, err := loadKey(dir)
	if err != nil || again.Leader() != key {
		t.Fatalf("after a restart the key is %q (%v), want %q", again.Leader(), err, key)
	}
	if err := again.Renew(); err != nil || again.Leader() == key {
		t.Fatalf("renewing gave %q (%v) after %q", again.Leader(), err, key)
	}
	third, err := loadKey(dir)
	if err != nil || third.Leader() != again.Leader() {
		t.Errorf("the new key did not survive: %q (%v), want %q", third.Leader(), err, again.Leader())
	}
}

func TestLeaderKeyIsForItsOwnerAlone(t *testing.T) {
	if runtime.GOOS == "windows" {
		return // modes mean nothing there; the folder is the user's own
	}
	dir := t.TempDir()
	if _, err := loadKey(dir); err != nil {
		t.Fatal(err)
	}
	info, err := os.Stat(filepath.Join(dir, keyFile))
	if err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("mode %v (%v), want 0600", info.Mode(), err)
	}
}

func TestDamagedLeaderKeyIsReplaced(t *testing.T) {
	for _, bad := range []string{"", "short", "not base64 !!", "AAAA"} {
		dir := t.TempDir()
		if err := os.WriteFile(filepath.Join(dir, keyFile), []byte(bad), 0o600); err != nil {
			t.Fatal(err)
		}
		k, err := loadKey(dir)
		if err != nil || len(k.Leader()) != 22 {
			t.Errorf("%q: got the key %q (%v), want a fresh one of 22 letters", bad, k.Leader(), err)
		}
	}
}
