package web

import (
	"cmp"
	"slices"

	"packnight/game"
	"packnight/game/people"
)

// certificatesView is what the certificates of tonight are made of.
type certificatesView struct {
	Sixes  []sixCertificate   `json:"sixes"` // by place
	Awards []awardCertificate `json:"awards"`
}

type sixCertificate struct {
	Six   string    `json:"six"`
	Name  string    `json:"name"` // the leader's for it, "" for none
	Score int       `json:"score"`
	Place int       `json:"place"` // ties share one
	Cubs  []cubView `json:"cubs"`
}

type awardCertificate struct {
	Kind  string    `json:"kind"`
	Title string    `json:"title"`
	Why   string    `json:"why"`
	Cubs  []cubView `json:"cubs"`
}

// cubView is what a certificate says of a Cub.
type cubView struct {
	Name string `json:"name"`
	Icon string `json:"icon"`
	Six  string `json:"six"`
}

// certificates tells what the pack has won tonight. Who was removed, or whose name
// waits for a leader's tick, is shown as everywhere else.
func (s *site) certificates(c *call) (answer, error) {
	players, err := s.People.Players(c.ctx)
	if err != nil {
		return answer{}, err
	}
	awards, err := s.People.Awards(c.ctx)
	if err != nil {
		return answer{}, err
	}
	campfire, err := s.People.Campfire(c.ctx)
	if err != nil {
		return answer{}, err
	}
	evening, err := s.People.Roster(c.ctx, campfire)
	if err != nil {
		return answer{}, err
	}
	v := certificatesView{[]sixCertificate{}, awardCertificates(awards, players)}
	if len(evening.Sixes) > 0 || len(awards) > 0 { // else nothing was played
		v.Sixes = sixCertificates(evening, players)
	}
	return ok(v)
}

func sixCertificates(evening people.Roster, players []people.Player) []sixCertificate {
	out := []sixCertificate{}
	for _, six := range game.Sixes {
		one := sixCertificate{Six: six, Name: evening.Names[six], Score: evening.Sixes[six], Cubs: []cubView{}}
		for _, p := range players {
			if p.Six == six {
				one.Cubs = append(one.Cubs, viewCub(p))
			}
		}
		if len(one.Cubs) > 0 || one.Score > 0 {
			out = append(out, one)
		}
	}
	slices.SortStableFunc(out, func(a, b sixCertificate) int { return cmp.Compare(b.Score, a.Score) })
	for i := range out {
		out[i].Place = i + 1
		if i > 0 && out[i].Score == out[i-1].Score {
			out[i].Place = out[i-1].Place
		}
	}
	return out
}

func awardCertificates(games []people.Awarded, players []people.Player) []awardCertificate {
	out := []awardCertificate{}
	for _, g := range games {
		for _, a := range g.Awards {
			one := awardCertificate{Kind: g.Kind, Title: a.Title, Why: a.Why}
			for _, p := range players {
				if slices.Contains(a.Players, p.ID) {
					one.Cubs = append(one.Cubs, viewCub(p))
				}
			}
			if len(one.Cubs) > 0 {
				out = append(out, one)
			}
		}
	}
	return out
}

func viewCub(p people.Player) cubView {
	shown := p.Profile()
	return cubView{shown.Name, shown.Icon, shown.Six}
}
