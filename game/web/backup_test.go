package web

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
)

// namedPack is a good pack, with odd white space that a backup must keep.
func namedPack(id, name string) string {
	return fmt.Sprintf("{\"id\":%q,  \"name\":%q,\n\t\"questions\":[{\"text\":\"Which is a tree?\",\"answers\":[{\"text\":\"Oak\"},{\"text\":\"Cod\"}],\"correct\":[0]}]}", id, name)
}

func backupOf(packs ...string) string {
	return `{"packnight":"packs","packs":[` + strings.Join(packs, ",") + `]}`
}

func entry(id, pack string) string { return fmt.Sprintf(`{"id":%q,"pack":%s}`, id, pack) }

func TestBackupBringsEveryPackBackAsItWas(t *testing.T) {
	from := newHall(t)
	lead := from.leader()
	for i := range 5 {
		id := fmt.Sprintf("pack-%d", i)
		lead.must("PUT", "/api/packs/"+id, namedPack(id, "Pack «"+id+"»"), nil)
	}
	saved := lead.do("GET", "/api/backup", nil)
	if saved.status != 200 || !json.Valid(saved.body) || !strings.Contains(saved.header.Get("Content-Disposition"), "attachment") {
		t.Fatalf("the backup: %v", saved)
	}
	to := newHall(t)
	lead = to.leader()
	lead.must("PUT", "/api/packs/other", namedPack("other", "Other"), nil)
	lead.must("PUT", "/api/packs/pack-1", namedPack("pack-1", "An older one"), nil)
	var answer struct{ Restored int }
	lead.must("PUT", "/api/backup", string(saved.body), &answer)
	if answer.Restored != 5 {
		t.Errorf("restored %d", answer.Restored)
	}
	var list []packView
	lead.must("GET", "/api/packs", nil, &list)
	if len(list) != 6 {
		t.Errorf("there are %v", list)
	}
	for i := range 5 {
		id := fmt.Sprintf("pack-%d", i)
		if r := lead.do("GET", "/api/packs/"+id, nil); string(r.body) != namedPack(id, "Pack «"+id+"»") {
			t.Errorf("%s came back as %v", id, r)
		}
	}
	if again := lead.do("GET", "/api/backup", nil); !strings.Contains(string(again.body), `"other"`) {
		t.Errorf("a backup of all: %v", again)
	}
}

func TestBadBackupChangesNothing(t *testing.T) {
	h := newHall(t)
	lead := h.leader()
	lead.must("PUT", "/api/packs/mine", onePack, nil)
	good := entry("good", namedPack("good", "Good"))
	before := lead.do("GET", "/api/backup", nil).String()
	many := make([]string, 100)
	for i := range many {
		many[i] = entry(fmt.Sprintf("p%d", i), namedPack("x", "X"))
	}
	for name, c := range map[string]struct {
		body   string
		status int
		code   string
	}{
		"nothing":             {"", 400, "bad_request"},
		"no backup":           {`{"packs":[]}`, 400, "bad_request"},
		"a pack":              {onePack, 400, "bad_request"},
		"half of it":          {backupOf(good)[:40], 400, "bad_request"},
		"more behind it":      {backupOf(good) + "{}", 400, "bad_request"},
		"something else too":  {`{"packnight":"packs","packs":[],"more":1}`, 400, "bad_request"},
		"one bad pack":        {backupOf(good, entry("bad", `{"name":"Bad"}`)), 400, "bad_pack"},
		"a pack without data": {backupOf(good, `{"id":"bad"}`), 400, "bad_pack"},
		"a bad id":            {backupOf(good, entry("../x", onePack)), 400, "bad_request"},
		"one twice":           {backupOf(good, good), 400, "bad_request"},
		"too many":            {backupOf(many...), 409, "too_many_packs"},
		"too large a pack":    {backupOf(entry("big", `"`+strings.Repeat("x", h.site.limits.Pack)+`"`)), 413, "too_large"},
		"too large":           {strings.Repeat(" ", h.site.limits.Backup+1), 413, "too_large"},
	} {
		t.Run(name, func(t *testing.T) {
			lead.refused(c.status, c.code, "PUT", "/api/backup", c.body)
			if after := lead.do("GET", "/api/backup", nil).String(); after != before {
				t.Errorf("it changed something: %s", after)
			}
		})
	}
}
