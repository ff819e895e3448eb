//go:build !race

package kindtest

// raced says that the race detector watches.
const raced = false
