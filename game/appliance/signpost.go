package appliance

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"packnight/game/web"
)

// signpost keeps the leader's address in files, for a computer without a screen of its
// own: as text, as a page with a QR code, and where a browser of its own finds the big
// screen. They hold the leader's key, so whoever can read the folder can lead.
type signpost struct {
	folder  string
	leaders []string // what the files tell; none before there are any
	stage   string
}

const (
	leaderText = "packnight-leader.txt"
	leaderPage = "packnight-leader.html"
	stageText  = "packnight-stage.txt"
)

// signTime is how often the signpost looks whether it still tells the truth: the key is a
// new one after each meeting.
const signTime = time.Second

// point writes the files where they tell something else; their folder is made where it
// is missing. The leader's text is the last: who waits for it finds the rest in place.
func (s *signpost) point(leaders []string, stage string) error {
	if slices.Equal(s.leaders, leaders) && s.stage == stage {
		return nil
	}
	page, err := web.QRPage("Packnight", "For the leader", leaders...)
	if err != nil {
		return err
	}
	if err := os.MkdirAll(s.folder, 0o750); err != nil {
		return fmt.Errorf("making the folder for the address: %w", err)
	}
	for _, f := range []struct {
		name string
		data []byte
	}{{leaderPage, page}, {stageText, []byte(stage + "\n")}, {leaderText, []byte(strings.Join(leaders, "\n") + "\n")}} {
		path := filepath.Join(s.folder, f.name)
		// The group may read it: in a service of its own, that is who may see the big screen.
		if err := errors.Join(replaceFile(path, f.data), os.Chmod(path, 0o640)); err != nil {
			return fmt.Errorf("writing the address: %w", err)
		}
	}
	s.leaders, s.stage = leaders, stage
	return nil
}

// clear takes the files away: nobody is led to a program that does not run.
func (s *signpost) clear() {
	for _, name := range []string{leaderText, stageText, leaderPage} {
		_ = os.Remove(filepath.Join(s.folder, name)) // they may be gone already
	}
}

// pointTheWay keeps the signpost up until ctx ends.
func (a *appliance) pointTheWay(ctx context.Context) {
	s := &signpost{folder: a.Announce}
	defer s.clear()
	tick := time.NewTicker(signTime)
	defer tick.Stop()
	told := false
	for {
		if err := s.point(a.leadersAbroad(), stageURL(a.here(), a.key.Leader())); err != nil && !told {
			told = true
			a.log.Error("the leader's address is not in the folder that was asked for", "err", err)
		}
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
	}
}

// leadersAbroad are the leader's page as another device reaches it, the likeliest first and
// by name last: a card that comes back from another computer may find another address.
// Where there is no network, it is as this machine reaches it.
func (a *appliance) leadersAbroad() []string {
	var out []string
	for _, address := range a.addresses() {
		out = append(out, leaderURL(address, a.key.Leader()))
	}
	if len(out) == 0 {
		out = append(out, leaderURL(a.here(), a.key.Leader()))
	}
	return out
}

func stageURL(base, key string) string { return base + "/stage#key=" + key }
