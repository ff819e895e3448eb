//go:build unix

package hub

import (
	"errors"
	"net"
	"syscall"
)

// rawOf returns what a write to a socket can be tried with, nil where it can't.
func rawOf(socket net.Conn) syscall.RawConn {
	s, ok := socket.(syscall.Conn)
	if !ok {
		return nil
	}
	raw, err := s.SyscallConn()
	if err != nil {
		return nil
	}
	return raw
}

// writeOnce is one write(2) to a socket that does not block, as net's are. It returns
// errBlocked where the socket took nothing.
func writeOnce(fd uintptr, data []byte) (int, error) {
	for {
		n, err := syscall.Write(int(fd), data)
		switch {
		case err == nil:
			return n, nil
		case errors.Is(err, syscall.EINTR):
		case errors.Is(err, syscall.EAGAIN):
			return 0, errBlocked
		default:
			return 0, err
		}
	}
}
