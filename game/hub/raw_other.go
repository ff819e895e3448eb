//go:build !unix

package hub

import (
	"net"
	"syscall"
)

// rawOf returns nil: there is no write here that is known not to block, so each send
// goes by way of a flusher.
func rawOf(net.Conn) syscall.RawConn { return nil }

// writeOnce is never called, as there is nothing to call it with.
func writeOnce(uintptr, []byte) (int, error) { return 0, errBlocked }
