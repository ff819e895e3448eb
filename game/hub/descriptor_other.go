//go:build !unix

package hub

import "net"

// descriptorOf returns none: there is no write here that is known not to block, so
// each send goes by way of a flusher.
func descriptorOf(net.Conn) descriptor { return noDescriptor }

// writeOnce is never called, as there is no descriptor to call it with.
func writeOnce(descriptor, []byte) (int, error) { return 0, errBlocked }
