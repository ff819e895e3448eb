//go:build !windows

package awake

import (
	"fmt"
	"io"
	"os/exec"
	"time"
)

// endTime is how long a child may take to end when its input does.
const endTime = time.Second

// child keeps the computer awake for as long as a program runs, which ends with its input
// or with this process.
type child struct {
	command func() *exec.Cmd
	cmd     *exec.Cmd
	input   io.Closer
	ended   chan struct{}
}

// Hold implements Lock.
func (c *child) Hold() error {
	cmd := c.command()
	input, err := cmd.StdinPipe()
	if err != nil {
		return fmt.Errorf("keeping awake: %w", err)
	}
	if err := cmd.Start(); err != nil {
		input.Close()
		return fmt.Errorf("keeping awake: %w", err)
	}
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		_ = cmd.Wait() // how it ended changes nothing
	}()
	c.cmd, c.input, c.ended = cmd, input, ended
	return nil
}

// Held implements Lock.
func (c *child) Held() bool {
	if c.cmd == nil {
		return false
	}
	select {
	case <-c.ended:
		return false
	default:
		return true
	}
}

// Release implements Lock.
func (c *child) Release() {
	if c.cmd == nil {
		return
	}
	c.input.Close()
	select {
	case <-c.ended:
	case <-time.After(endTime):
		// It has ended, or does now.
		_ = c.cmd.Process.Kill()
		<-c.ended
	}
	c.cmd = nil
}
