//go:build unix

package e2e

import (
	"os/exec"
	"syscall"
)

// asGroup has a command and all that it starts be one group.
func asGroup(c *exec.Cmd) { c.SysProcAttr = &syscall.SysProcAttr{Setpgid: true} }

// killGroup ends that group with SIGKILL.
func killGroup(c *exec.Cmd) error { return syscall.Kill(-c.Process.Pid, syscall.SIGKILL) }
