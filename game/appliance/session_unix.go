//go:build unix

package appliance

import "syscall"

// ownSession has a process live on when the one that started it ends, and all that belongs
// to that.
func ownSession() *syscall.SysProcAttr { return &syscall.SysProcAttr{Setsid: true} }
