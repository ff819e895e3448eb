package storage_test

import (
	"os"
	"testing"

	"go.uber.org/goleak"

	"packnight/storage"
)

// TestMain lets the test binary be its own child, and fails on a goroutine that a
// test has left behind.
func TestMain(m *testing.M) {
	if handled, exit := storage.RunChild(os.Args[1:], os.Stdout); handled {
		os.Exit(exit)
	}
	if handled, exit := runTestChild(os.Args[1:]); handled {
		os.Exit(exit)
	}
	goleak.VerifyTestMain(m)
}
