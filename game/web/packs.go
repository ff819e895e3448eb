package web

import (
	"encoding/json"
	"fmt"
)

// BadPack says what is wrong with a leader's own pack and where. What
// people.Config.CheckPack returns is told with its line if it is one.
type BadPack struct {
	Line    int // from 1
	Message string
}

// Error implements error.
func (b BadPack) Error() string { return fmt.Sprintf("line %d: %s", b.Line, b.Message) }

type packView struct {
	ID    string `json:"id"`
	Title string `json:"title"`
}

func (s *site) packs(c *call) (answer, error) {
	all, err := s.People.Packs(c.ctx)
	if err != nil {
		return answer{}, err
	}
	out := make([]packView, 0, len(all))
	for _, p := range all {
		out = append(out, packView{p.ID, p.Title})
	}
	return ok(out)
}

func (s *site) pack(c *call) (answer, error) {
	data, err := s.People.Pack(c.ctx, c.r.PathValue("id"))
	if err != nil {
		return answer{}, err
	}
	return answer{status: 200, data: data, kind: "application/json; charset=utf-8"}, nil
}

// putPack keeps a pack as it was sent, once it was checked.
func (s *site) putPack(c *call) (answer, error) {
	id := c.r.PathValue("id")
	if err := s.People.PutPack(c.ctx, id, json.RawMessage(c.body)); err != nil {
		return answer{}, err
	}
	s.log.Info("pack kept", "pack", id, "by", c.user.ID)
	return done()
}

func (s *site) deletePack(c *call) (answer, error) {
	if err := s.People.DeletePack(c.ctx, c.r.PathValue("id")); err != nil {
		return answer{}, err
	}
	return done()
}
