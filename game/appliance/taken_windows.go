package appliance

import "golang.org/x/sys/windows"

// addressTaken is what listening says where another program listens already.
// Go has a syscall.EADDRINUSE on Windows as well, which no call returns.
const addressTaken = windows.WSAEADDRINUSE
