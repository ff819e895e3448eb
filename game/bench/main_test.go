package bench

import (
	"fmt"
	"os"
	"testing"

	"packnight/game/appliance"
	"packnight/storage"
)

// roleVariable makes the test binary something else than a test.
const roleVariable = "PACKNIGHT_BENCH_ROLE"

func TestMain(m *testing.M) {
	if handled, code := storage.RunChild(os.Args[1:], os.Stdout); handled {
		os.Exit(code) // the appliance of serve looks at its file in a child
	}
	appliance.CollectRarely() // as main does
	switch role := os.Getenv(roleVariable); role {
	case "":
		os.Exit(m.Run())
	case "load":
		if err := generate(os.Stdin, os.Stdout); err != nil {
			fmt.Fprintln(os.Stderr, "load:", err)
			os.Exit(1)
		}
	case "server":
		if err := serve(); err != nil {
			fmt.Fprintln(os.Stderr, "server:", err)
			os.Exit(1)
		}
	default:
		fmt.Fprintln(os.Stderr, "unknown role", role)
		os.Exit(2)
	}
}
