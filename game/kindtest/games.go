package kindtest

import (
	"os"
	"strconv"
)

// Games is how many random games a test plays where n are usual: PACKNIGHT_GAMES says
// another number, and the race detector, which makes each ten times as long and has
// nothing to find in rules that one goroutine plays, gets a twentieth.
func Games(n int) int {
	if set, err := strconv.Atoi(os.Getenv("PACKNIGHT_GAMES")); err == nil {
		return set
	}
	if raced {
		return max(1, n/20)
	}
	return n
}
