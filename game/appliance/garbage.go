package appliance

import (
	"os"
	"runtime/debug"
)

// garbagePercent is how much may be allocated before garbage is collected, in percent
// of what is live. That is a few MB here, with as many stacks to look at as there are
// sockets: collecting rarely costs little memory, and takes a tenth or more off the time in
// which a thousand phones are back after a restart.
const garbagePercent = 400

// CollectRarely sets how often the process collects garbage, unless GOGC says
// otherwise. For main, once.
func CollectRarely() {
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(garbagePercent)
	}
}
