package appliance

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"packnight/game/web"
)

// signpost keeps the leader's address in files, for a computer without a screen of its
// own: as text, as a page with a QR code, and where a browser of its own finds the big
// screen. They hold the leader's key, so whoever can read the folder can lead.
type signpost struct {
	folder        string
	leader, stage string // what the files tell; "" before there are any
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
func (s *signpost) point(leader, stage string) error {
	if s.leader == leader && s.stage == stage {
		return nil
	}
	page, err := web.QRPage("Packnight", "For the leader", leader)
	if err != nil {
		return err
	}
	if err := os.MkdirAll(s.folder, 0o750); err != nil {
		return fmt.Errorf("making the folder for the address: %w", err)
	}
	for _, f := range []struct {
		name string
		data []byte
	}{{leaderPage, page}, {stageText, []byte(stage + "\n")}, {leaderText, []byte(leader + "\n")}} {
		path := filepath.Join(s.folder, f.name)
		// The group may read it: in a service of its own, that is who may see the big screen.
		if err := errors.Join(replaceFile(path, f.data), os.Chmod(path, 0o640)); err != nil {
			return fmt.Errorf("writing the address: %w", err)
		}
	}
	s.leader, s.stage = leader, stage
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
		if err := s.point(a.leaderAbroad(), stageURL(a.here(), a.key.Leader())); err != nil && !told {
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

// leaderAbroad is the leader's page as another device reaches it; where there is no
// network, as this one does.
func (a *appliance) leaderAbroad() string {
	for _, address := range a.addresses() {
		return leaderURL(address, a.key.Leader())
	}
	return leaderURL(a.here(), a.key.Leader())
}

func stageURL(base, key string) string { return base + "/stage#key=" + key }
