package awake

import (
	"os"
	"os/exec"
	"strconv"
)

// System returns the lock of this computer: caffeinate, which watches this process.
func System() Lock {
	return &child{command: func() *exec.Cmd {
		return exec.Command("caffeinate", "-i", "-d", "-w", strconv.Itoa(os.Getpid()))
	}}
}
