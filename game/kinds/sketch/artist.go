package sketch

import (
	"slices"

	"packnight/game"
)

// enough is with how many strokes a drawing goes on without its artist.
const enough = 5

// chooseArtist gives the turn to the Six that had fewest, and in it to who has drawn
// least. Somebody awake is chosen where there is one.
func (k *sketch) chooseArtist(t *game.Table) {
	drawn, had := map[string]int{}, map[string]int{}
	for _, p := range k.Past {
		drawn[p.Artist]++
		had[p.Six]++
	}
	if k.owed(t, had) >= k.Turns-t.Round()+1 {
		had[""] += maxTurns // who has no Six draws where there is room for more than the Sixes' turns
	}
	list := able(t)
	slices.SortStableFunc(list, func(a, b string) int {
		x, y := t.Player(a).Six, t.Player(b).Six
		switch {
		case x == y:
			return drawn[a] - drawn[b]
		case had[x] != had[y]:
			return had[x] - had[y]
		}
		return place(x) - place(y)
	})
	k.Artist, k.Six = "", ""
	if len(list) > 0 {
		k.appoint(t, list[0], t.Player(list[0]).Six)
	}
}

// owed is how many turns the Sixes have to come.
func (k *sketch) owed(t *game.Table, had map[string]int) int {
	n := 0
	for six := range groups(t) {
		if six != "" {
			n += max(0, turnsOfSix-had[six])
		}
	}
	return n
}

// appoint makes a player the artist of this round.
func (k *sketch) appoint(t *game.Table, id, six string) {
	k.Artist, k.Six = id, six
	k.Past = slices.DeleteFunc(slices.Clone(k.Past), func(p turn) bool { return p.Round == t.Round() })
	k.Past = append(k.Past, turn{t.Round(), id, six})
	s := k.seat(id)
	s.Tries, s.Right, s.Drawer, s.Last, s.Knows = nil, false, "", 0, true
	k.paper, k.tapped = nil, -1
	t.Touch(id)
}

// able are those who could draw now, sorted: the awake, or if nobody is, all.
func able(t *game.Table) []string {
	var awake, all []string
	for _, id := range t.Players() {
		if t.Resting(id) {
			continue
		}
		all = append(all, id)
		if t.Awake(id) {
			awake = append(awake, id)
		}
	}
	if len(awake) > 0 {
		return awake
	}
	return all
}

func place(six string) int {
	if i := slices.Index(game.Sixes[:], six); i >= 0 {
		return i
	}
	return len(game.Sixes)
}

// successor is who draws if the artist does not: an awake one, of the same Six before
// others, who has not guessed before who has, and of these the next after the artist, so
// that passing reaches everyone. "" for nobody.
func (k *sketch) successor(t *game.Table) string {
	rank := func(id string) int {
		n := 0
		if s := k.seats[id]; s != nil && len(s.Tries) > 0 {
			n += 4
		}
		if t.Player(id).Six != k.Six {
			n += 2
		}
		if id < k.Artist {
			n++
		}
		return n
	}
	best := ""
	for _, id := range t.Playing() { // who came in the middle of a turn waits for the next
		if id != k.Artist && t.Awake(id) && (best == "" || rank(id) < rank(best)) {
			best = id
		}
	}
	return best
}

// pass gives the turn to the successor, on a fresh sheet; false where there is none. Who
// is passed over in PICK has seen the words, so there are others.
func (k *sketch) pass(t *game.Table) bool {
	next := k.successor(t)
	if next == "" {
		return false
	}
	old := k.Artist
	k.wipe(t)
	k.Away = false
	if t.Phase() == game.Ready {
		k.lay(t)
		if s := k.seats[old]; s != nil {
			s.Knows = false
		}
	}
	k.appoint(t, next, k.Six)
	t.Touch(old)
	k.touchKnowing(t) // the tries of who draws are gone
	return true
}

// Enter looks for an artist who is there.
func (k *sketch) Enter(t *game.Table) {
	k.tapped = -1
	if t.Phase() == game.Play {
		k.goOn(t)
	}
}

// Ring goes on without an artist who did not come back.
func (k *sketch) Ring(t *game.Table) { k.goOn(t) }

// goOn passes the turn of an artist who is not there, unless there is enough to guess.
func (k *sketch) goOn(t *game.Table) {
	if !k.inTurn(t) || t.Awake(k.Artist) && !t.Resting(k.Artist) {
		return
	}
	if s := k.seats[k.Artist]; s == nil || len(s.shown()) < enough {
		k.pass(t)
	}
}

func (k *sketch) inTurn(t *game.Table) bool { return t.Phase() == game.Ready || t.Phase() == game.Play }

// Changed goes on without an artist who is gone: with the drawing where there is enough
// of one, else with the next who is awake. Where nobody was left to draw, who comes is.
func (k *sketch) Changed(t *game.Table, player string, c game.Change) {
	k.tapped = -1
	artist := player == k.Artist
	switch {
	case c == game.Left:
		k.leave(t, player)
	case !k.inTurn(t):
	case artist && (c == game.Slept || c == game.Rested):
		k.goOn(t)
	case (c == game.Joined || c == game.Woke || c == game.Unrested) && !artist:
		k.come(t)
	}
}

// leave forgets a player. The drawing of an artist who leaves goes with it.
func (k *sketch) leave(t *game.Table, player string) {
	if player == k.Artist {
		passed := k.inTurn(t) && k.pass(t)
		if !passed {
			k.Artist = ""
			k.Sheet++
		}
		k.paper = nil
	}
	delete(k.seats, player)
}

// come is somebody who could draw where nobody is left to; or who waits for an artist
// that did not come back after a restart: it has as long as one who drops.
func (k *sketch) come(t *game.Table) {
	switch {
	case k.Artist == "":
		if next := k.successor(t); next != "" {
			k.appoint(t, next, t.Player(next).Six)
		}
	case !t.Awake(k.Artist):
		t.SetAlarm(dropTime)
	}
}
