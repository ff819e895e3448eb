// Release makes every file of a release from a clone of the project, with nothing but Go:
//
//	go run ./game/release [-out dist] [-version v1.2.0] [-commit HASH]
//
// The same tree, version and Go make the same bytes, wherever it runs. PACKNIGHT_SIGN may
// name a command that signs: it is called with the path of each Windows program and each
// macOS application before these are packed, and changes them in place.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"strings"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	err := run(ctx)
	stop()
	if err != nil {
		fmt.Fprintln(os.Stderr, "release:", err)
		os.Exit(1)
	}
}

// release is one run.
type release struct {
	out     string // where the files go
	tree    string // a copy of the project that is built
	version string
	commit  string
	date    string // of the commit, "" where nothing tells
	sign    string // the command, "" for none
	made    []string
}

func run(ctx context.Context) error {
	r := &release{sign: os.Getenv("PACKNIGHT_SIGN")}
	flag.StringVar(&r.out, "out", "dist", "`folder` of the files, made anew")
	flag.StringVar(&r.version, "version", "", "what the release is called (default: as git describes it)")
	flag.StringVar(&r.commit, "commit", "", "what is built (default: as git says)")
	flag.Parse()
	r.describe(ctx)
	root, err := output(ctx, ".", "go", "list", "-m", "-f", "{{.Dir}}")
	if err != nil {
		return err
	}
	if r.out, err = filepath.Abs(r.out); err != nil {
		return err
	}
	return r.all(ctx, root)
}

// describe asks git for what was not said. Without git it is a development build.
func (r *release) describe(ctx context.Context) {
	if r.version == "" {
		r.version, _ = output(ctx, ".", "git", "describe", "--tags", "--always", "--dirty")
	}
	if r.commit == "" {
		r.commit, _ = output(ctx, ".", "git", "rev-parse", "HEAD")
	}
	// Without it the program works; only a Pi's clock is believed a little more easily.
	r.date, _ = output(ctx, ".", "git", "show", "-s", "--format=%cI", "HEAD")
	if r.version == "" {
		r.version = "v0.0.0"
	}
}

// all makes everything, in a copy of the tree that is thrown away.
func (r *release) all(ctx context.Context, root string) (err error) {
	work, err := os.MkdirTemp("", "packnight-release")
	if err != nil {
		return fmt.Errorf("making a folder to work in: %w", err)
	}
	defer func() { err = errors.Join(err, os.RemoveAll(work)) }()
	r.tree = filepath.Join(work, "packnight")
	if err := copyTree(root, r.tree); err != nil {
		return err
	}
	if err := r.prepare(ctx); err != nil {
		return err
	}
	if err := emptied(r.out); err != nil {
		return err
	}
	for _, step := range []func(context.Context) error{r.windows, r.mac, r.linux, r.debs} {
		if err := step(ctx); err != nil {
			return err
		}
	}
	return r.finish()
}

// emptied makes a folder of a release, or empties one. A folder that holds anything else
// is left alone.
func emptied(dir string) error {
	found, err := os.ReadDir(dir)
	if err != nil && !errors.Is(err, os.ErrNotExist) {
		return fmt.Errorf("looking at the folder of the release: %w", err)
	}
	for _, f := range found {
		if f.IsDir() || f.Name() != sums && !strings.HasPrefix(strings.ToLower(f.Name()), "packnight") {
			return fmt.Errorf("%s holds %s, which is no part of a release: name another folder", dir, f.Name())
		}
	}
	if err := errors.Join(os.RemoveAll(dir), os.MkdirAll(dir, 0o755)); err != nil {
		return fmt.Errorf("emptying %s: %w", dir, err)
	}
	return nil
}

// output runs a command and returns the line that it prints.
func output(ctx context.Context, dir, name string, args ...string) (string, error) {
	cmd := exec.CommandContext(ctx, name, args...)
	cmd.Dir, cmd.Stderr = dir, os.Stderr
	out, err := cmd.Output()
	if err != nil {
		return "", fmt.Errorf("running %s %s: %w", name, strings.Join(args, " "), err)
	}
	return strings.TrimSpace(string(out)), nil
}
