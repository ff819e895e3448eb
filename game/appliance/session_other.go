//go:build !unix

package appliance

import "syscall"

// ownSession is nothing: only macOS has applications that start a second process.
func ownSession() *syscall.SysProcAttr { return nil }
