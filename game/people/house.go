package people

import (
	"context"

	"packnight/game"
	"packnight/storage"
)

// Person is what a room holds of one player; the fields are room.Person's.
type Person struct {
	Profile game.Profile
	Game    string
	Points  int
	Removed bool
}

// Roster is who belongs to a game; the fields are room.Roster's.
type Roster struct {
	People []Person
	Names  map[string]string // of the Sixes that have one
	Sixes  map[string]int    // the evening's score of the Sixes that have one
}

// Roster returns who belongs to the game with that code, as stored now.
func (p *People) Roster(ctx context.Context, code string) (Roster, error) {
	ids, err := p.store.Members(ctx, membersKey(code))
	if err != nil {
		return Roster{}, err
	}
	all, err := p.present(ctx, ids...)
	if err != nil {
		return Roster{}, err
	}
	var r Roster
	for _, s := range all {
		if s.code() == code {
			r.People = append(r.People, s.person(code))
		}
	}
	r.Names, r.Sixes, err = p.sixes(ctx)
	return r, err
}

// sixes returns the names and the evening's scores of the Sixes.
func (p *People) sixes(ctx context.Context) (map[string]string, map[string]int, error) {
	var keys []string
	for _, six := range game.Sixes {
		keys = append(keys, sixName(six), sixScore(six))
	}
	v, err := p.store.GetMany(ctx, keys...)
	if err != nil {
		return nil, nil, err
	}
	names, scores := map[string]string{}, map[string]int{}
	for i, six := range game.Sixes {
		if name := v[2*i]; name != nil {
			names[six] = string(name)
		}
		if v[2*i+1] == nil {
			continue
		}
		if scores[six], err = number(v[2*i+1]); err != nil {
			return nil, nil, err
		}
	}
	return names, scores, nil
}

func sixName(six string) string  { return "six:" + six + ":name" }
func sixScore(six string) string { return "six:" + six + ":score" }

// Person returns one player as stored now; ok is false for one that is not of this
// meeting (any more), of whom it tells no more than Removed.
func (p *People) Person(ctx context.Context, player string) (person Person, ok bool, err error) {
	all, err := p.load(ctx, player)
	if err != nil {
		return Person{}, false, err
	}
	if !all[0].here() {
		return Person{Removed: all[0].wasRemoved()}, false, nil
	}
	codes, err := p.whereabouts(ctx, all)
	if err != nil {
		return Person{}, false, err
	}
	return all[0].person(codes[0]), true, nil
}

// End adds the people's part of the end of a game: the players back to the campfire,
// its points into the evening's, its awards kept, under the condition that each of players belongs to
// the game now. It reads nothing. That the game is playing no more, and that who came
// in meanwhile belongs to the campfire, follows from its key being deleted by the
// same batch.
func (p *People) End(b *storage.Batch, code string, players []string, r game.Result) {
	campfire := *p.campfire.Load()
	for _, id := range players {
		key := "player:" + id + ":game"
		b.IfEquals(key, []byte(code)).Set(key, []byte(campfire), Day)
		addFor(b, membersKey(campfire), id)
	}
	b.Delete(membersKey(code))
	p.keepAwards(b, code, r)
	for id, points := range r.Points {
		addTo(b, "player:"+id+":points", points)
	}
	for six, score := range r.Sixes {
		addTo(b, sixScore(six), score)
	}
}

// addTo adds to a counter of the evening.
func addTo(b *storage.Batch, counter string, by int) {
	if by != 0 {
		b.Increment(counter, int64(by), Day).Expire(counter, Day)
	}
}

// Campfire returns the code of tonight's campfire. Its room may have to be made.
func (p *People) Campfire(ctx context.Context) (string, error) {
	m, err := p.readMeeting(ctx)
	return m.Code, err
}
