package appliance

import (
	"io"
	"slices"
	"time"
)

// A window on Windows stands still, and with it whoever writes to it, while somebody has
// text selected there. Writing must not keep anybody waiting: what the window does not
// take waits in line, and is left out if the line is long.
const (
	lineLength = 1024                   // writes
	lastWords  = 200 * time.Millisecond // that the window may take at the end
)

// Patient is a writer that never blocks: one goroutine writes for it. Any goroutine may
// use it, but nobody after Close.
type Patient struct {
	line chan []byte
	done chan struct{}
}

// NewPatient returns a writer to w.
func NewPatient(w io.Writer) *Patient {
	p := &Patient{line: make(chan []byte, lineLength), done: make(chan struct{})}
	go func() {
		defer close(p.done)
		for data := range p.line {
			// Nobody can be told that there is nobody who reads.
			_, _ = w.Write(data)
		}
	}()
	return p
}

// Write implements io.Writer. It has always worked.
func (p *Patient) Write(data []byte) (int, error) {
	select {
	case p.line <- slices.Clone(data):
	default:
	}
	return len(data), nil
}

// Close waits until everything is written, or until a window that stands still has had
// its time: then its goroutine ends with the process.
func (p *Patient) Close() {
	close(p.line)
	select {
	case <-p.done:
	case <-time.After(lastWords):
	}
}
