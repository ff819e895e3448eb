//go:build unix

package hub

import (
	"net"
	"syscall"
)

// descriptorOf returns the descriptor of a socket, which net has made one that does
// not block.
func descriptorOf(socket net.Conn) descriptor {
	s, ok := socket.(syscall.Conn)
	if !ok {
		return noDescriptor
	}
	raw, err := s.SyscallConn()
	if err != nil {
		return noDescriptor
	}
	d := noDescriptor
	if raw.Control(func(fd uintptr) { d = descriptor(fd) }) != nil {
		return noDescriptor
	}
	return d
}

// writeOnce is one write(2) to a socket that does not block. It returns errBlocked
// where the socket took nothing.
func writeOnce(d descriptor, data []byte) (int, error) {
	for {
		n, err := syscall.Write(int(d), data)
		switch err {
		case nil:
			return n, nil
		case syscall.EINTR:
		case syscall.EAGAIN:
			return 0, errBlocked
		default:
			return 0, err
		}
	}
}
