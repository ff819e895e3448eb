package appliance

import (
	"net"
	"net/http"
	"sync"
)

// silent are the connections on which nothing has been said yet. Browsers open them ahead
// of need, and a server that ends in order waits seconds for what they might still say.
// Its methods may be called by anyone at any time.
type silent struct {
	mu    sync.Mutex
	conns map[net.Conn]struct{}
}

// note keeps up with what the server says of a connection.
func (s *silent) note(c net.Conn, state http.ConnState) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if state != http.StateNew {
		delete(s.conns, c)
		return
	}
	if s.conns == nil {
		s.conns = map[net.Conn]struct{}{}
	}
	s.conns[c] = struct{}{}
}

// close closes them all. The server itself then finds each one closed.
func (s *silent) close() {
	s.mu.Lock()
	defer s.mu.Unlock()
	for c := range s.conns {
		// One that is closed already needs no closing.
		_ = c.Close()
	}
	clear(s.conns)
}
