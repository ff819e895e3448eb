//go:build !unix

package e2e

import "os/exec"

// asGroup does nothing where there are no groups.
func asGroup(*exec.Cmd) {}

// killGroup ends the command.
func killGroup(c *exec.Cmd) error { return c.Process.Kill() }
