package storage

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"hash/fnv"
)

// This file reads bbolt's file format without bbolt, and trusts nothing that it
// reads: bbolt panics, or worse, on a damaged page, and stops at the first one,
// while what lies beyond is what is to be saved.

// The layout of bbolt's pages. Numbers are in the machine's order, which is little
// endian on every system that Packnight is built for.
const (
	pageHead    = 16
	metaMagic   = 0xED0CDAED
	metaVersion = 2
	metaBody    = 64 // with its checksum in the last 8 bytes, after the page's head
	elementSize = 16 // of a branch's or a leaf's list of keys
	bucketHead  = 16 // before an inline bucket's page

	branchPage   = 0x01
	leafPage     = 0x02
	metaPage     = 0x04
	freelistPage = 0x10
	bucketFlag   = 0x01
	noFreelist   = ^uint64(0)
)

// meta is what a meta page of bbolt's says: which tree is the newest.
type meta struct {
	pageSize uint32
	root     uint64 // page of the root bucket
	freelist uint64
	pages    uint64 // one more than the highest page in use
	txid     uint64
}

// parseMeta reads a meta page; false if it is none, or damaged.
func parseMeta(page []byte) (meta, bool) {
	if len(page) < pageHead+metaBody {
		return meta{}, false
	}
	b := page[pageHead:]
	le := binary.LittleEndian
	if le.Uint32(b) != metaMagic || le.Uint32(b[4:]) != metaVersion || le.Uint64(b[metaBody-8:]) != metaSum(b) {
		return meta{}, false
	}
	m := meta{
		pageSize: le.Uint32(b[8:]),
		root:     le.Uint64(b[16:]),
		freelist: le.Uint64(b[32:]),
		pages:    le.Uint64(b[40:]),
		txid:     le.Uint64(b[48:]),
	}
	return m, m.pageSize == pageSize
}

// metaSum is the checksum of a meta's body.
func metaSum(body []byte) uint64 {
	h := fnv.New64a()
	h.Write(body[:metaBody-8])
	return h.Sum64()
}

// older turns a meta page into the same for another place, with a lower number, so
// that bbolt goes by the first.
func older(page []byte, place uint64) {
	b, le := page[pageHead:], binary.LittleEndian
	le.PutUint64(page, place)
	le.PutUint64(b[48:], le.Uint64(b[48:])-1)
	le.PutUint64(b[metaBody-8:], metaSum(b))
}

// image is a whole file in memory.
type image []byte

// metas returns the valid metas, the newest first, and whether one is damaged.
func (im image) metas() (valid []meta, damaged bool) {
	for i := range 2 {
		p, err := im.page(uint64(i))
		m, ok := parseMeta(p)
		if err == nil && ok && p.flags() == metaPage {
			valid = append(valid, m)
		} else {
			damaged = true
		}
	}
	if len(valid) == 2 && valid[1].txid > valid[0].txid {
		valid[0], valid[1] = valid[1], valid[0]
	}
	return valid, damaged
}

// slice returns the bytes of n pages, or nil where the file has not that many.
func (im image) slice(id, n uint64) []byte {
	have := uint64(len(im) / pageSize)
	if n == 0 || id >= have || n > have-id {
		return nil
	}
	return im[id*pageSize : (id+n)*pageSize]
}

// page returns a page with its overflow.
func (im image) page(id uint64) (page, error) {
	head := im.slice(id, 1)
	if head == nil {
		return nil, fmt.Errorf("page %d is beyond the end", id)
	}
	if binary.LittleEndian.Uint64(head) != id {
		return nil, fmt.Errorf("page %d is not where it belongs", id)
	}
	whole := im.slice(id, 1+uint64(page(head).overflow()))
	if whole == nil {
		return nil, fmt.Errorf("page %d is beyond the end", id)
	}
	return whole, nil
}

// page is the bytes of one page, or of an inline one; at least its head is there.
type page []byte

func (p page) flags() uint16    { return binary.LittleEndian.Uint16(p[8:]) }
func (p page) count() int       { return int(binary.LittleEndian.Uint16(p[10:])) }
func (p page) overflow() uint32 { return binary.LittleEndian.Uint32(p[12:]) }

// element is one key of a branch (child) or a leaf (flags, value).
type element struct {
	key, value []byte
	child      uint64
	flags      uint32
}

var errElement = errors.New("a key is beyond the end of its page")

// element reads the i-th key of a branch or leaf page.
func (p page) element(i int, leaf bool) (element, error) {
	at := pageHead + i*elementSize
	if at+elementSize > len(p) {
		return element{}, errElement
	}
	le, b := binary.LittleEndian, p[at:]
	if leaf {
		key, rest, ok := cut(b, le.Uint32(b[4:]), le.Uint32(b[8:]))
		value, _, ok2 := cut(rest, 0, le.Uint32(b[12:]))
		if !ok || !ok2 {
			return element{}, errElement
		}
		return element{key: key, value: value, flags: le.Uint32(b)}, nil
	}
	key, _, ok := cut(b, le.Uint32(b), le.Uint32(b[4:]))
	if !ok {
		return element{}, errElement
	}
	return element{key: key, child: le.Uint64(b[8:])}, nil
}

// cut returns size bytes of b from pos on, and what follows them.
func cut(b []byte, pos, size uint32) (part, rest []byte, ok bool) {
	from, to := uint64(pos), uint64(pos)+uint64(size)
	if to > uint64(len(b)) {
		return nil, nil, false
	}
	return b[from:to:to], b[to:], true
}

// walker visits the trees of one root.
type walker struct {
	image
	seen     map[uint64]bool // pages, each of which belongs to one place
	problems []error
	leaf     func(bucket []byte, e element) // a key in one of the root's buckets
}

func (w *walker) problem(err error) { w.problems = append(w.problems, err) }

// root visits the buckets of the root bucket whose page this is.
func (w *walker) root(id uint64) {
	w.tree(id, func(e element) {
		if e.flags&bucketFlag == 0 || len(e.value) < bucketHead {
			w.problem(errors.New("something in the root that is no bucket"))
			return
		}
		visit := func(inner element) { w.leaf(e.key, inner) }
		if id := binary.LittleEndian.Uint64(e.value); id != 0 {
			w.tree(id, visit)
			return
		}
		inline := page(e.value[bucketHead:])
		if len(inline) < pageHead || inline.flags() != leafPage {
			w.problem(fmt.Errorf("bucket %q is damaged", e.key))
			return
		}
		w.elements(inline, true, visit)
	})
}

// maxDepth is more than a tree in a file of any size has.
const maxDepth = 32

// tree visits all that can be read of a tree, whose keys must be in order.
func (w *walker) tree(root uint64, visit func(element)) {
	var last []byte
	w.branch(root, 0, func(e element) {
		if last != nil && bytes.Compare(last, e.key) >= 0 {
			w.problem(errors.New("keys are out of order"))
		}
		last = e.key
		visit(e)
	})
}

func (w *walker) branch(id uint64, depth int, visit func(element)) {
	p, err := w.page(id)
	switch {
	case err != nil:
		w.problem(err)
		return
	case id < 2 || w.seen[id] || depth > maxDepth:
		w.problem(fmt.Errorf("page %d is in two places", id))
		return
	}
	for i := range uint64(p.overflow()) + 1 {
		w.seen[id+i] = true
	}
	switch {
	case p.flags() == leafPage:
		w.elements(p, true, visit)
	case p.flags() == branchPage && p.count() > 0:
		w.elements(p, false, func(e element) { w.branch(e.child, depth+1, visit) })
	default:
		w.problem(fmt.Errorf("page %d is of a wrong kind", id))
	}
}

// elements visits the keys of one page.
func (w *walker) elements(p page, leaf bool, visit func(element)) {
	for i := range p.count() {
		e, err := p.element(i, leaf)
		if err != nil {
			w.problem(err)
			continue
		}
		visit(e)
	}
}

// freelist checks that no page in use counts as free: the next write would take it.
func (w *walker) freelist(m meta) {
	if m.freelist == noFreelist {
		return
	}
	p, err := w.page(m.freelist)
	if err != nil || p.flags() != freelistPage || w.seen[m.freelist] {
		w.problem(errors.Join(errors.New("the list of free pages is damaged"), err))
		return
	}
	n, ids := uint64(p.count()), p[pageHead:]
	if n == 0xFFFF && len(ids) >= 8 {
		n, ids = binary.LittleEndian.Uint64(ids), ids[8:]
	}
	if n > uint64(len(ids)/8) {
		w.problem(errors.New("the list of free pages is damaged"))
		return
	}
	for i := range n {
		id := binary.LittleEndian.Uint64(ids[i*8:])
		if w.seen[id] || id < 2 || id >= m.pages {
			w.problem(fmt.Errorf("page %d counts as free", id))
		}
		w.seen[id] = true
	}
}
