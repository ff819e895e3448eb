package storage

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"time"
)

// An Examiner looks at files that may be damaged, and saves what it can of them.
// Child is the one to use; another stands in for it in tests.
type Examiner interface {
	// Inspect tells whether the file is sound: see the function Inspect.
	Inspect(ctx context.Context, path string) error
	// Salvage writes what can be read of a file into a new one: see the function
	// Salvage.
	Salvage(ctx context.Context, from, to string) (names int, err error)
}

// Child is an Examiner that starts this program again to do the looking: a damaged
// file can panic, hang or fault only the child. The program's main calls RunChild.
type Child struct {
	// Executable is the program to start, "" for the running one.
	Executable string
	// Timeout is the most that one look may take, 0 for 600 ms. A child that takes
	// longer is killed.
	Timeout time.Duration
}

const childTimeout = 600 * time.Millisecond

// The hidden arguments: the mark, what to do, and its paths.
const (
	childMark    = "packnight-store-child"
	childInspect = "inspect"
	childSalvage = "salvage"
)

// How a child ends; with anything else, a panic among it, the file is damaged.
const (
	exitSound    = 0
	exitDamaged  = 10
	exitNoLook   = 11 // the file could not be read at all
	exitReadOnly = 12 // … because of its permissions
	exitFull     = 13 // there is no room for what would be saved
)

var _ Examiner = Child{}

// RunChild does what a Child asks for, if args, those after the program's name, are
// its hidden ones. It tells whether they were, and the exit code to end with. Call
// it first thing in main.
func RunChild(args []string, out io.Writer) (handled bool, exit int) {
	if len(args) < 3 || args[0] != childMark {
		return false, 0
	}
	var err error
	switch {
	case args[1] == childInspect:
		err = Inspect(args[2])
	case args[1] == childSalvage && len(args) == 4:
		var n int
		if n, err = Salvage(args[2], args[3]); err == nil {
			fmt.Fprintln(out, n)
		}
	default:
		err = fmt.Errorf("unknown child command %q", args[1])
	}
	if err != nil {
		fmt.Fprintln(out, err)
	}
	return true, exitCode(err)
}

func exitCode(err error) int {
	switch {
	case err == nil:
		return exitSound
	case errors.Is(err, ErrDamaged):
		return exitDamaged
	case errors.Is(err, ErrReadOnly):
		return exitReadOnly
	case errors.Is(err, ErrFull):
		return exitFull
	}
	return exitNoLook
}

// Inspect implements Examiner. Where no child can be started, as where a virus
// scanner forbids it, or it takes too long, this process looks, without bbolt: a
// slow machine must not make a sound file count as damaged.
func (c Child) Inspect(ctx context.Context, path string) error {
	_, err := c.run(ctx, childInspect, path)
	if errors.Is(err, errNoChild) || errors.Is(err, errTooLong) {
		return inspectRaw(path)
	}
	return err
}

// Salvage implements Examiner, like Inspect.
func (c Child) Salvage(ctx context.Context, from, to string) (int, error) {
	out, err := c.run(ctx, childSalvage, from, to)
	if errors.Is(err, errNoChild) || errors.Is(err, errTooLong) {
		return Salvage(from, to)
	}
	if err != nil {
		return 0, err
	}
	n, err := strconv.Atoi(out)
	if err != nil {
		return 0, fmt.Errorf("salvaging: %w", err)
	}
	return n, nil
}

// run starts the child and waits for it; out is what it said.
func (c Child) run(ctx context.Context, args ...string) (out string, err error) {
	name := c.Executable
	if name == "" {
		if name, err = os.Executable(); err != nil {
			return "", fmt.Errorf("%w: %w", errNoChild, err)
		}
	}
	timeout := c.Timeout
	if timeout == 0 {
		timeout = childTimeout
	}
	short, cancel := context.WithTimeout(ctx, timeout)
	defer cancel()
	var said bytes.Buffer
	cmd := exec.CommandContext(short, name, append([]string{childMark}, args...)...)
	cmd.Stdout = &said
	cmd.WaitDelay = 100 * time.Millisecond
	err = cmd.Run()
	out = strings.TrimSpace(said.String())
	return out, verdict(err, out, short.Err() != nil)
}

var (
	errNoChild = errors.New("no child could be started to look at the store")
	errTooLong = errors.New("the child that looked at the store took too long")
)

// verdict is what the child's end says about the file.
func verdict(err error, said string, slow bool) error {
	exit, ended := errors.AsType[*exec.ExitError](err)
	switch {
	case err == nil:
		return nil
	case slow:
		return errTooLong
	case !ended:
		return fmt.Errorf("%w: %w", errNoChild, err)
	case ended && exit.ExitCode() == exitReadOnly:
		return fmt.Errorf("looking at the store: %w: %s", ErrReadOnly, said)
	case ended && exit.ExitCode() == exitFull:
		return fmt.Errorf("saving the store: %w: %s", ErrFull, said)
	case ended && exit.ExitCode() == exitNoLook:
		return fmt.Errorf("looking at the store: %s", said)
	case ended && exit.ExitCode() == exitDamaged:
		return fmt.Errorf("%w: %s", ErrDamaged, said)
	}
	return fmt.Errorf("%w: the child that looked at it: %w", ErrDamaged, err)
}
