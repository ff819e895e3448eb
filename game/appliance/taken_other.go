//go:build !windows

package appliance

import "syscall"

// addressTaken is what listening says where another program listens already.
const addressTaken = syscall.EADDRINUSE
