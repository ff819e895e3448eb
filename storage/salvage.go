package storage

import (
	"bytes"
	"errors"
	"fmt"
	"maps"
	"os"
	"slices"

	"go.etcd.io/bbolt"
)

// contents is what could be read of one root of a file.
type contents struct {
	names    map[string]entry
	members  map[string][]string
	expiries map[string]int64
	last     stamp // zero: it could not be read
	format   bool
	problems []error
}

// readRoot reads what it can below a root page.
func readRoot(im image, root uint64) (contents, *walker) {
	c := contents{names: map[string]entry{}, members: map[string][]string{}, expiries: map[string]int64{}}
	w := &walker{image: im, seen: map[uint64]bool{}}
	w.leaf = func(bucket []byte, e element) {
		if err := c.take(bucket, e); err != nil {
			w.problem(err)
		}
	}
	w.root(root)
	c.problems = w.problems
	return c, w
}

// take sorts one key in.
func (c *contents) take(bucket []byte, e element) error {
	if e.flags != 0 {
		return fmt.Errorf("a bucket in %q: %w", bucket, ErrDamaged)
	}
	if bytes.Equal(bucket, namesBucket) {
		named, err := decodeEntry(e.key, e.value)
		if err == nil {
			c.names[string(e.key[1:])] = named
		}
		return err
	}
	if _, err := unseal(bucket, e.key, e.value); err != nil {
		return err
	}
	switch string(bucket) {
	case string(membersBucket):
		name, member, err := splitMember(e.key)
		c.members[name] = append(c.members[name], member)
		return err
	case string(expiryBucket):
		at, name, err := splitExpiry(e.key)
		c.expiries[name] = at
		return err
	case string(aboutBucket):
		return c.takeAbout(e)
	}
	return fmt.Errorf("a bucket %q: %w", bucket, ErrDamaged)
}

func (c *contents) takeAbout(e element) (err error) {
	switch string(e.key) {
	case string(clockKey):
		c.last, err = decodeStamp(e.value)
	case string(formatKey):
		err = checkFormat(e.value)
		c.format = err == nil
	default:
		err = fmt.Errorf("something about the file: %w", ErrDamaged)
	}
	return err
}

// check looks for what single values do not tell.
func (c *contents) check() error {
	errs := c.problems
	if c.last.commit == 0 || !c.format {
		errs = append(errs, errors.New("the file does not say what it is"))
	}
	expiring := 0
	for name, e := range c.names {
		if e.kind == set && len(c.members[name]) != e.count {
			errs = append(errs, errors.New("a set does not have its members"))
		}
		if e.expires != 0 {
			expiring++
			if c.expiries[name] != e.expires {
				errs = append(errs, errors.New("something would never be swept"))
			}
		}
	}
	for name := range c.members {
		if c.names[name].kind != set {
			errs = append(errs, errors.New("members without their set"))
		}
	}
	if len(c.expiries) != expiring {
		errs = append(errs, errors.New("an expiry of nothing"))
	}
	if len(errs) == 0 {
		return nil
	}
	return fmt.Errorf("%w: %d problems, the first: %w", ErrDamaged, len(errs), errs[0])
}

// mend makes what was read consistent: a set has the members that are there, and
// members whose set was lost get one, which is gone within a day like all else.
func (c *contents) mend(now int64) {
	for name, e := range c.names {
		if e.kind != set {
			continue
		}
		if e.count = len(c.members[name]); e.count == 0 {
			delete(c.names, name)
		} else {
			c.names[name] = e
		}
	}
	for name, members := range c.members {
		if c.names[name].kind == none {
			c.names[name] = entry{kind: set, count: len(members), expires: now + int64(day)}
		}
	}
}

// write puts the contents into a new file.
func (c *contents) write(b buckets) error {
	for _, name := range slices.Sorted(maps.Keys(c.names)) {
		s := slot{is: c.names[name], delta: map[string]bool{}}
		if s.is.kind == set {
			for _, member := range c.members[name] {
				s.delta[member] = true
			}
		}
		if err := s.flush(b, name); err != nil {
			return err
		}
	}
	return c.last.put(b)
}

// verify checks a whole file, given its bytes. It never panics.
func verify(im image) error {
	valid, damaged := im.metas()
	if damaged {
		return fmt.Errorf("%w: its first pages", ErrDamaged)
	}
	m := valid[0]
	if im.slice(0, m.pages) == nil {
		return fmt.Errorf("%w: its end is missing", ErrDamaged)
	}
	c, w := readRoot(im, m.root)
	w.freelist(m)
	c.problems = w.problems
	return c.check()
}

// Inspect tells whether the file at path is sound: nil, an error that wraps
// ErrDamaged, or another one if it can't be read. bbolt's own check is a part of
// it, and on a damaged file that can panic in a goroutine of its own, or hang: have
// a child process do it (see Child).
func Inspect(path string) error {
	if err := inspectRaw(path); err != nil {
		return err
	}
	db, err := openToRead(path)
	if err != nil {
		return told("inspecting the store", err)
	}
	defer db.close()
	return db.db.View(func(tx *bbolt.Tx) error {
		var first error
		for err := range tx.Check() { // to its end, or its goroutine stays
			if first == nil {
				first = fmt.Errorf("inspecting the store: %w: %w", ErrDamaged, err)
			}
		}
		return first
	})
}

// inspectRaw is the part of Inspect that harms nobody.
func inspectRaw(path string) error {
	data, err := os.ReadFile(path)
	if err != nil {
		return told("inspecting the store", err)
	}
	return told("inspecting the store", verify(data))
}

// Salvage writes what can be read of the file at from into a new file at to, and
// returns how many names that are. Only values whose checksum holds are taken. If
// nothing could be read the error wraps ErrDamaged and there is no new file.
func Salvage(from, to string) (n int, err error) {
	data, err := os.ReadFile(from)
	if err != nil {
		return 0, told("salvaging", err)
	}
	best, ok := image(data).best()
	if !ok {
		return 0, fmt.Errorf("salvaging: nothing could be read: %w", ErrDamaged)
	}
	best.mend(best.last.meeting.UnixNano())
	if err := buildAt(to, Options{}.withDefaults(), best.write); err != nil {
		return 0, errors.Join(fmt.Errorf("salvaging: %w", err), remove(to))
	}
	return len(best.names), nil
}

// best returns the contents that are most worth saving. bbolt never writes over a
// page of the newest tree or of the one before it, but it does over those of older
// ones, so only the trees that the metas name are believed where they have holes;
// any other has to be whole.
func (im image) best() (best contents, ok bool) {
	valid, damaged := im.metas()
	var trees []contents
	for _, m := range valid {
		if c, _ := readRoot(im, m.root); c.last.commit != 0 {
			trees = append(trees, c)
		}
	}
	if damaged {
		if c, found := im.newestRoot(); found && c.check() == nil && (len(valid) == 0 || c.last.commit > valid[0].txid) {
			return c, true
		}
	}
	for _, c := range trees {
		if c.check() == nil {
			return c, true
		}
	}
	if len(trees) == 0 {
		return contents{}, false
	}
	return trees[0], true
}

// newestRoot looks for the root of the newest commit without the metas: each
// commit writes a root, with its stamp in it.
func (im image) newestRoot() (c contents, found bool) {
	newest, commit := uint64(0), uint64(0)
	for id := range uint64(len(im) / pageSize) {
		if p, err := im.page(id); err == nil && p.flags() == leafPage {
			if n := p.rootCommit(); n > commit {
				newest, commit = id, n
			}
		}
	}
	if commit == 0 {
		return contents{}, false
	}
	c, _ = readRoot(im, newest)
	return c, true
}

// rootCommit returns the commit in the about bucket of a root bucket's leaf, 0 if
// the page is not that.
func (p page) rootCommit() uint64 {
	about, ok := p.find(aboutBucket)
	if !ok || about.flags != bucketFlag || len(about.value) < bucketHead+pageHead {
		return 0
	}
	clock, ok := page(about.value[bucketHead:]).find(clockKey)
	if !ok {
		return 0
	}
	last, err := decodeStamp(clock.value)
	if err != nil {
		return 0
	}
	return last.commit
}

// find looks for a key in a small leaf.
func (p page) find(key []byte) (element, bool) {
	for i := range min(p.count(), 8) {
		if e, err := p.element(i, true); err == nil && bytes.Equal(e.key, key) {
			return e, true
		}
	}
	return element{}, false
}
