package people

import (
	"context"
	"encoding/json"
	"errors"
	"slices"
	"strings"

	"packnight/storage"
)

// PackInfo tells of a leader's own pack.
type PackInfo struct {
	ID    string
	Title string
}

// Pack is a leader's own pack as it is put.
type Pack struct {
	ID  string
	Raw json.RawMessage
}

const (
	maxPacks  = 100
	maxPackID = 40
)

func packKey(id string) string   { return "pack:" + id }
func packTitle(id string) string { return "pack:" + id + ":title" }

// Packs lists the leaders' own packs by id.
func (p *People) Packs(ctx context.Context) ([]PackInfo, error) {
	ids, err := p.store.Members(ctx, "packs")
	if err != nil || len(ids) == 0 {
		return nil, err
	}
	keys := make([]string, len(ids))
	for i, id := range ids {
		keys[i] = packTitle(id)
	}
	titles, err := p.store.GetMany(ctx, keys...)
	if err != nil {
		return nil, err
	}
	var packs []PackInfo
	for i, id := range ids {
		if titles[i] != nil {
			packs = append(packs, PackInfo{ID: id, Title: string(titles[i])})
		}
	}
	return packs, nil
}

// Pack returns a pack as it was put. ErrUnknownPack.
func (p *People) Pack(ctx context.Context, id string) (json.RawMessage, error) {
	if !packID(id) {
		return nil, ErrUnknownPack
	}
	raw, err := p.get(ctx, packKey(id))
	if err == nil && raw == nil {
		err = ErrUnknownPack
	}
	return raw, err
}

// PutPack stores a pack under an id of 1 to 40 of a–z, 0–9 and hyphen, replacing one
// of that id. ErrBadRequest for the id, ErrTooLarge, ErrTooManyPacks (100), and what
// Config.CheckPack says. For leaders.
func (p *People) PutPack(ctx context.Context, id string, raw json.RawMessage) error {
	title, err := p.judge(id, raw)
	if err != nil {
		return err
	}
	return p.change(ctx, func() (*storage.Batch, error) {
		had, err := p.store.Has(ctx, "packs", id)
		if err != nil {
			return nil, err
		}
		b := new(storage.Batch).Set(packKey(id), raw, 0).Set(packTitle(id), []byte(title), 0)
		if had {
			return b.IfMember("packs", id), nil
		}
		n, err := p.store.Count(ctx, "packs")
		if err != nil {
			return nil, err
		}
		if n >= maxPacks {
			return nil, ErrTooManyPacks
		}
		return b.IfCountBelow("packs", maxPacks).Add("packs", id), nil
	})
}

// PutPacks stores all of the packs, or none if one is refused as PutPack would, if one is
// there twice, or if they are too many together with those that are there. Packs with other
// ids stay. For leaders.
func (p *People) PutPacks(ctx context.Context, packs []Pack) error {
	titles := map[string]string{}
	for _, pack := range packs {
		title, err := p.judge(pack.ID, pack.Raw)
		if err != nil {
			return err
		}
		if _, twice := titles[pack.ID]; twice {
			return bad("id", "A pack is in there twice.")
		}
		titles[pack.ID] = title
	}
	if len(packs) == 0 {
		return nil
	}
	return p.change(ctx, func() (*storage.Batch, error) {
		there, err := p.store.Members(ctx, "packs")
		if err != nil {
			return nil, err
		}
		b := new(storage.Batch).IfCountBelow("packs", len(there)+1)
		all := len(there)
		for _, pack := range packs {
			b.Set(packKey(pack.ID), pack.Raw, 0).Set(packTitle(pack.ID), []byte(titles[pack.ID]), 0)
			if slices.Contains(there, pack.ID) {
				b.IfMember("packs", pack.ID)
				continue
			}
			b.IfNotMember("packs", pack.ID).Add("packs", pack.ID)
			all++
		}
		if all > maxPacks {
			return nil, ErrTooManyPacks
		}
		return b, nil
	})
}

// judge refuses what can't be kept, and returns a pack's title.
func (p *People) judge(id string, raw json.RawMessage) (string, error) {
	if !packID(id) {
		return "", bad("id", "A pack's id has small letters, digits and hyphens, at most 40.")
	}
	if len(raw) > p.limits.Pack {
		return "", ErrTooLarge
	}
	return p.checkPack(raw)
}

// DeletePack deletes a pack. ErrUnknownPack. For leaders.
func (p *People) DeletePack(ctx context.Context, id string) error {
	b := new(storage.Batch).IfMember("packs", id).
		Delete(packKey(id)).Delete(packTitle(id)).Remove("packs", id)
	if !packID(id) {
		return ErrUnknownPack
	}
	err := p.store.Apply(ctx, b)
	if errors.Is(err, storage.ErrConflict) {
		return ErrUnknownPack
	}
	return err
}

func packID(id string) bool {
	return 0 < len(id) && len(id) <= maxPackID &&
		strings.Trim(id, "abcdefghijklmnopqrstuvwxyz0123456789-") == ""
}

// anyJSON is the check where nobody gave one.
func anyJSON(raw json.RawMessage) (string, error) {
	if !json.Valid(raw) {
		return "", bad("pack", "This is not a pack.")
	}
	return "", nil
}
