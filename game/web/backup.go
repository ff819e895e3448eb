package web

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"

	"packnight/game/people"
)

// backupKind says what a file is, so that no other one is taken for it.
const backupKind = "packs"

var errNoBackup = badRequest("This file is no backup of Packnight’s packs.")

// backup is all of the leaders' own packs as one file. Each pack is in it as it was put:
// restoring gives the same bytes.
func (s *site) backup(c *call) (answer, error) {
	all, err := s.People.Packs(c.ctx)
	if err != nil {
		return answer{}, err
	}
	var out bytes.Buffer
	fmt.Fprintf(&out, "{\"packnight\":%q,\"packs\":[", backupKind)
	for i, info := range all {
		raw, err := s.People.Pack(c.ctx, info.ID)
		if errors.Is(err, people.ErrUnknownPack) {
			continue // deleted meanwhile
		}
		if err != nil {
			return answer{}, err
		}
		if i > 0 {
			out.WriteByte(',')
		}
		fmt.Fprintf(&out, "\n{\"id\":%q,\"pack\":%s}", info.ID, raw)
	}
	out.WriteString("\n]}\n")
	c.w.Header().Set("Content-Disposition", `attachment; filename="packnight-packs.json"`)
	return answer{status: http.StatusOK, data: out.Bytes(), kind: "application/json; charset=utf-8"}, nil
}

// restore keeps every pack of a backup, or none if one is bad. Packs with other ids stay.
func (s *site) restore(c *call) (answer, error) {
	var file struct {
		Packnight string `json:"packnight"`
		Packs     []struct {
			ID   string          `json:"id"`
			Pack json.RawMessage `json:"pack"`
		} `json:"packs"`
	}
	if decode(c.body, &file) != nil || file.Packnight != backupKind {
		return answer{}, errNoBackup
	}
	packs := make([]people.Pack, len(file.Packs))
	for i, p := range file.Packs {
		packs[i] = people.Pack{ID: p.ID, Raw: p.Pack}
	}
	if err := s.People.PutPacks(c.ctx, packs); err != nil {
		return answer{}, err
	}
	s.log.Info("packs restored", "packs", len(packs), "by", c.user.ID)
	return ok(struct {
		Restored int `json:"restored"`
	}{len(packs)})
}
