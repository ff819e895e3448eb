package appliance

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"
)

// An application of macOS has no window here, and the system counts it as running until its
// process ends: a second double-click would only be told to the first, which does not
// listen. So the process that the Finder starts starts another one that serves, tells what
// went wrong, and ends; the next double-click starts a second one, as everywhere else.

// appTime is how long the program that serves may take to say that it does.
const appTime = 20 * time.Second

// IsApp tells whether the program at that path was started as an application: from within
// one, with no arguments.
func IsApp(executable string, args []string) bool {
	return len(args) == 0 && strings.HasSuffix(filepath.ToSlash(filepath.Dir(executable)), ".app/Contents/MacOS")
}

// RunApp starts the program again as one that outlives its starter, and returns when that
// serves, or has shown the page of one that does. What kept it from that is shown to the
// person, as there is no window to read it in, and is the exit code.
func RunApp(ctx context.Context, executable string, log io.Writer) int {
	err := startApp(executable)
	if err == nil {
		return 0
	}
	fmt.Fprintln(log, err)
	script := []string{"-e", "on run argv", "-e", `display alert "Packnight" message (item 1 of argv)`, "-e", "end run"}
	if err := exec.CommandContext(ctx, "osascript", append(script, err.Error())...).Run(); err != nil {
		fmt.Fprintln(log, "showing that:", err)
	}
	return 1
}

// startApp returns nil when the program serves, or what it said last when it ended.
func startApp(executable string) error {
	said, w, err := os.Pipe()
	if err != nil {
		return fmt.Errorf("listening to Packnight: %w", err)
	}
	defer said.Close()
	c := exec.Command(executable, "-open=true") // an argument: it does not start yet another one
	c.Stdout, c.Stderr, c.SysProcAttr = w, w, ownSession()
	err = c.Start()
	if err = errors.Join(err, w.Close(), said.SetReadDeadline(time.Now().Add(appTime))); err != nil {
		return fmt.Errorf("starting Packnight: %w", err)
	}
	last := "Packnight could not start."
	lines := bufio.NewScanner(said)
	for lines.Scan() {
		if last = lines.Text(); strings.HasPrefix(last, runs) {
			return nil
		}
	}
	if lines.Err() != nil { // it neither serves nor ends
		_ = c.Process.Kill() // it may just have ended
	}
	if c.Wait() != nil {
		return errors.New(last)
	}
	return nil
}
