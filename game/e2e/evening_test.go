package e2e

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"packnight/game/bot"
)

// TestEveningFromCampfireToPodiumAndBack plays a whole quiz with a pack of twelve
// through the program's real HTTP and sockets.
func TestEveningFromCampfireToPodiumAndBack(t *testing.T) {
	ctx := evening(t, 5*time.Minute)
	folder := t.TempDir()
	p := start(t, freeAddress(t), folder)
	k := assemble(t, ctx, p, 12)
	home := k.campfire()
	k.play("quiz", map[string]any{"packs": []string{"space"}, "count": 3, "clock": "none"})
	k.next() // explain
	k.all("it is explained", phase("explain", 0))
	for round := 1; round <= 3; round++ {
		k.next() // reading
		k.all("the question is read", phase("ready", round))
		k.next() // play
		k.all("answers count", phase("play", round))
		for i, c := range k.cubs { // every answer is somebody's, so some are right
			c.seat.Move(map[string]any{"answer": i % c.answers()}, true)
		}
		// Everyone has answered: the last-chance bell rings by itself.
		k.all("it is revealed", phase("reveal", round))
		k.all("the right answer is shown", func(s bot.State) bool { return s.Game["correct"] != nil && s.Game["why"] != nil })
	}
	k.next()
	k.all("the podium stands", func(s bot.State) bool {
		podium, _ := s.Game["podium"].(map[string]any)
		return s.Room["phase"] == "podium" && podium["sixes"] != nil && podium["awards"] != nil
	})
	k.next()
	k.all("everyone is back at the campfire", func(s bot.State) bool {
		return s.Live && s.Room["code"] == home && awake(s) == len(k.cubs)
	})
	k.all("the evening has the points", func(s bot.State) bool { return points(s) > 0 })
	k.unbroken()
	endMeeting(k)
	p.stop()
	t.Logf("12 Cubs, three questions and the end of the meeting: %d KB written", p.written()/1024)
	forgotten(t, folder, "Cub 1")
}

// answers counts what a Cub may tap.
func (c *cub) answers() int {
	n := 0
	c.seat.Look(func(s bot.State) {
		question, _ := s.Game["question"].(map[string]any)
		answers, _ := question["answers"].([]any)
		n = len(answers)
	})
	return max(n, 1)
}

// endMeeting ends the evening and waits until every seat was told for good.
func endMeeting(k *pack) {
	k.t.Helper()
	if err := k.browser.Do(k.ctx, "DELETE", "/api/meeting", nil, nil); err != nil {
		k.t.Fatalf("ending the meeting: %v", err)
	}
	for i, s := range k.seats() {
		if err := s.Wait(k.ctx, func(s bot.State) bool { return s.Closed == 4511 }); err != nil {
			k.t.Fatalf("seat %d was not told that the evening is over: %v", i, err)
		}
	}
}

func points(s bot.State) float64 {
	players, _ := s.Room["players"].(map[string]any)
	sum := 0.0
	for _, p := range players {
		m, _ := p.(map[string]any)
		n, _ := m["points"].(float64)
		sum += n
	}
	return sum
}

// forgotten looks for a name in every byte of every file of the folder.
func forgotten(t *testing.T, folder, name string) {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(folder, "*"))
	if err != nil || len(files) == 0 {
		t.Fatalf("no files in %s (%v)", folder, err)
	}
	for _, f := range files {
		data, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		if strings.Contains(string(data), name) {
			t.Errorf("%s still holds the name %q", filepath.Base(f), name)
		}
	}
}
