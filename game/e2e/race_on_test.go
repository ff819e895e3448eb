//go:build race

package e2e

// raceFlag builds the program under test as the test itself was built.
const raceFlag = "-race"
