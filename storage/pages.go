package storage

import (
	"encoding/binary"
	"hash/fnv"
)

// meta is what a meta page of bbolt's says: which tree is the newest.
type meta struct {
	pageSize uint32
	root     uint64 // page of the root bucket
	freelist uint64
	pages    uint64 // one more than the highest page in use
	txid     uint64
}

// The layout of bbolt's pages; numbers are in the machine's order, which is little
// endian on every system that Packnight is built for.
const (
	pageHead  = 16
	metaMagic = 0xED0CDAED
	metaBody  = 64 // up to its checksum, after the page's head of 16
)

// parseMeta reads a meta page; false if it is none, or damaged.
func parseMeta(page []byte) (meta, bool) {
	if len(page) < pageHead+metaBody {
		return meta{}, false
	}
	b := page[pageHead:]
	h := fnv.New64a()
	h.Write(b[:metaBody-8])
	le := binary.LittleEndian
	if le.Uint32(b) != metaMagic || le.Uint32(b[4:]) != 2 || le.Uint64(b[metaBody-8:]) != h.Sum64() {
		return meta{}, false
	}
	return meta{
		pageSize: le.Uint32(b[8:]),
		root:     le.Uint64(b[16:]),
		freelist: le.Uint64(b[32:]),
		pages:    le.Uint64(b[40:]),
		txid:     le.Uint64(b[48:]),
	}, true
}

func verify(image []byte) error { return nil }
