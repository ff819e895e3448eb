package awake

import (
	"errors"
	"fmt"
	"runtime"

	"golang.org/x/sys/windows"
)

// The execution states of Windows. They belong to a thread, and end with it.
const (
	continuous      = 0x80000000
	systemRequired  = 0x00000001
	displayRequired = 0x00000002
)

// System returns the lock of this computer.
func System() Lock { return &thread{} }

// thread keeps the computer awake for as long as one thread of the process lives.
type thread struct {
	let  chan struct{} // closed to let go; nil while not held
	done chan struct{}
}

// Hold implements Lock.
func (t *thread) Hold() error {
	set := windows.NewLazySystemDLL("kernel32.dll").NewProc("SetThreadExecutionState")
	if err := set.Find(); err != nil {
		return fmt.Errorf("keeping awake: %w", err)
	}
	let, done, result := make(chan struct{}), make(chan struct{}), make(chan error)
	go func() {
		defer close(done)
		// Never unlocked: the thread, and what it asked for, ends with this goroutine.
		runtime.LockOSThread()
		if before, _, err := set.Call(continuous | systemRequired | displayRequired); before == 0 {
			result <- errors.Join(errors.New("keeping awake"), err)
			return
		}
		result <- nil
		<-let
		set.Call(continuous)
	}()
	if err := <-result; err != nil {
		<-done
		return err
	}
	t.let, t.done = let, done
	return nil
}

// Held implements Lock.
func (t *thread) Held() bool { return t.let != nil }

// Release implements Lock.
func (t *thread) Release() {
	if t.let == nil {
		return
	}
	close(t.let)
	<-t.done
	t.let = nil
}
