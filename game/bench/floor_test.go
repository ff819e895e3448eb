package bench

import (
	"fmt"
	"net"
	"strings"
	"syscall"
	"testing"
	"time"

	"packnight/game/wire"
)

// floor is the least that deliveries can cost: one raw write(2) for each, of the same
// bytes, at the same pace, and nothing else.
type floor struct {
	b     testing.TB
	conns []*net.TCPConn
	rooms [][]int // the descriptors of each room
	moves int     // begun so far, in each room
}

// openFloor connects the generator's fleet "floor" with sockets for rooms of that many
// seats.
func openFloor(b testing.TB, g *generator, rooms, seats int) *floor {
	b.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		b.Fatal(err)
	}
	defer l.Close()
	o := order{Do: "open", Fleet: "floor", Raw: true, Address: l.Addr().String(), Tickets: make([][]string, rooms)}
	for i := range o.Tickets {
		o.Tickets[i] = make([]string, seats)
	}
	g.give(o)
	f := &floor{b: b}
	for range rooms * seats {
		c, err := l.Accept()
		if err != nil {
			b.Fatal(err)
		}
		f.add(c.(*net.TCPConn))
	}
	g.report()
	// Which socket is in which of the generator's rooms is not known here; the bytes
	// and the writes are the same.
	f.split(seats)
	b.Cleanup(f.close)
	return f
}

func (f *floor) add(c *net.TCPConn) {
	f.conns = append(f.conns, c)
	_ = c.SetWriteBuffer(wire.Default().SocketBytes) // as the hub's
}

func (f *floor) split(seats int) {
	for i, c := range f.conns {
		if i%seats == 0 {
			f.rooms = append(f.rooms, nil)
		}
		raw, err := c.SyscallConn()
		if err == nil {
			err = raw.Control(func(fd uintptr) { f.rooms[len(f.rooms)-1] = append(f.rooms[len(f.rooms)-1], int(fd)) })
		}
		if err != nil {
			f.b.Fatal(err)
		}
	}
}

func (f *floor) close() {
	for _, c := range f.conns {
		c.Close()
	}
}

// run writes that many moves to all seats of one room after the other, at rate moves
// a second, or without a pause for a rate of 0. size is of each frame.
func (f *floor) run(moves int, rate float64, size int) {
	start := time.Now()
	timer := time.NewTimer(0)
	defer timer.Stop()
	<-timer.C
	for i := range moves {
		if rate > 0 {
			if wait := time.Until(start.Add(time.Duration(float64(i) / rate * float64(time.Second)))); wait > 0 {
				timer.Reset(wait)
				<-timer.C
			}
		}
		if i%len(f.rooms) == 0 {
			f.moves++
		}
		frame := patchOfSize(f.moves, size)
		for _, fd := range f.rooms[i%len(f.rooms)] {
			f.write(fd, frame)
		}
	}
}

func (f *floor) write(fd int, frame []byte) {
	for len(frame) > 0 {
		n, err := rawWrite(fd, frame)
		if n > 0 {
			frame = frame[n:]
		}
		if err != nil && err != syscall.EAGAIN && err != syscall.EINTR {
			f.b.Fatalf("the floor's write: %v", err)
		}
	}
}

// patchOfSize is a patch frame of that many bytes, with its header.
func patchOfSize(answered, size int) wire.Frame {
	payload := fmt.Sprintf(`{"type":"patch","v":%d,"game":{"answered":%d}}`, answered, answered)
	header := 2
	if size > 127 {
		header = 4
	}
	return wire.Text([]byte(payload + strings.Repeat(" ", max(0, size-header-len(payload)))))
}
