package main

import (
	"bytes"
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

// most is what a program may weigh: a leader sends it from phone to laptop.
const most = 15 << 20

// epoch is the time of every file in an archive: the same input makes the same bytes.
var epoch = time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)

// sums is the file of the checksums, as sha256sum reads it.
const sums = "SHA256SUMS"

// plain is what a person's own settings of Go must not change in a release: what the
// program may ask of a processor, and how it is built.
var plain = []string{"CGO_ENABLED=0", "GOFLAGS=-mod=readonly", "GOWORK=off", "GOEXPERIMENT=", "GOAMD64=v1", "GOARM64=v8.0", "GOFIPS140=off"}

// target is a system and a processor.
type target struct{ os, arch, arm string }

// skipped are folders that are no part of what is built.
func skipped(name string) bool {
	return slices.Contains([]string{".git", ".ci", "dist", "node_modules"}, name)
}

// copyTree copies the sources.
func copyTree(from, to string) error {
	err := filepath.WalkDir(from, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		rel, err := filepath.Rel(from, path)
		if err != nil {
			return err
		}
		switch {
		case d.IsDir() && skipped(d.Name()) && rel != ".":
			return filepath.SkipDir
		case d.IsDir():
			return os.MkdirAll(filepath.Join(to, rel), 0o755)
		case !d.Type().IsRegular():
			return nil
		}
		data, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		return os.WriteFile(filepath.Join(to, rel), data, 0o644)
	})
	if err != nil {
		return fmt.Errorf("copying the sources: %w", err)
	}
	return nil
}

// prepare puts the licences and the Windows resources into the copy.
func (r *release) prepare(ctx context.Context) error {
	texts, err := licences(ctx, r.tree)
	if err != nil {
		return err
	}
	if err := os.WriteFile(r.texts(), texts, 0o644); err != nil {
		return fmt.Errorf("writing the licences: %w", err)
	}
	return r.resources()
}

// texts is the file of the licences in the copy.
func (r *release) texts() string { return filepath.Join(r.tree, "game", "about", "licences.txt") }

// build builds the program for a target.
func (r *release) build(ctx context.Context, t target, to string) error {
	flags := "-s -w -buildid="
	for _, fact := range []string{"version=" + r.version, "commit=" + r.commit, "built=" + r.date} {
		flags += " -X packnight/game/about." + fact
	}
	cmd := exec.CommandContext(ctx, "go", "build", "-trimpath", "-buildvcs=false", "-ldflags", flags, "-o", to, ".")
	cmd.Dir, cmd.Stderr = r.tree, os.Stderr
	cmd.Env = append(os.Environ(), "GOOS="+t.os, "GOARCH="+t.arch, "GOARM="+t.arm)
	cmd.Env = append(cmd.Env, plain...)
	if err := cmd.Run(); err != nil {
		return fmt.Errorf("building for %s/%s: %w", t.os, t.arch, err)
	}
	info, err := os.Stat(to)
	if err != nil {
		return fmt.Errorf("building for %s/%s: %w", t.os, t.arch, err)
	}
	if info.Size() > most {
		return fmt.Errorf("%s/%s weighs %d bytes; it may weigh %d", t.os, t.arch, info.Size(), most)
	}
	return nil
}

// signed hands a finished program to whoever signs.
func (r *release) signed(ctx context.Context, path string) error {
	if r.sign == "" {
		return nil
	}
	cmd := exec.CommandContext(ctx, r.sign, path)
	cmd.Stdout, cmd.Stderr = os.Stderr, os.Stderr
	if err := cmd.Run(); err != nil {
		return fmt.Errorf("signing %s: %w", path, err)
	}
	return nil
}

// keep notes a finished file of the release.
func (r *release) keep(name string) string {
	r.made = append(r.made, name)
	return filepath.Join(r.out, name)
}

// windows makes the programs for Windows.
func (r *release) windows(ctx context.Context) error {
	for _, arch := range []string{"amd64", "arm64"} {
		path := r.keep("Packnight-windows-" + arch + ".exe")
		if err := r.build(ctx, target{"windows", arch, ""}, path); err != nil {
			return err
		}
		if err := r.signed(ctx, path); err != nil {
			return err
		}
	}
	return nil
}

// linux makes the programs for Linux: of a Pi, armv6 is the oldest and the Zero.
func (r *release) linux(ctx context.Context) error {
	for name, t := range map[string]target{
		"amd64": {"linux", "amd64", ""}, "arm64": {"linux", "arm64", ""}, "armv7": {"linux", "arm", "7"}, "armv6": {"linux", "arm", "6"},
	} {
		if err := r.build(ctx, t, r.keep("packnight-linux-"+name)); err != nil {
			return err
		}
	}
	return nil
}

// finish writes the checksums and says what was made.
func (r *release) finish() error {
	slices.Sort(r.made)
	var lines bytes.Buffer
	for _, name := range r.made {
		data, err := os.ReadFile(filepath.Join(r.out, name))
		if err != nil {
			return fmt.Errorf("adding up %s: %w", name, err)
		}
		fmt.Fprintf(&lines, "%x  %s\n", sha256.Sum256(data), name)
		fmt.Printf("%9d  %s\n", len(data), name)
	}
	if err := os.WriteFile(filepath.Join(r.out, sums), lines.Bytes(), 0o644); err != nil {
		return fmt.Errorf("writing the checksums: %w", err)
	}
	return nil
}

// licences gathers the licence texts of every module that is in any of the programs, and
// Go's own, sorted by module. A module without one is an error.
func licences(ctx context.Context, tree string) ([]byte, error) {
	dirs := map[string]string{}
	for _, goos := range []string{"linux", "windows", "darwin"} {
		cmd := exec.CommandContext(ctx, "go", "list", "-deps", "-f", "{{with .Module}}{{if not .Main}}{{.Path}} {{.Version}}\t{{.Dir}}{{end}}{{end}}", ".")
		cmd.Dir, cmd.Stderr = tree, os.Stderr
		cmd.Env = append(append(os.Environ(), "GOOS="+goos), plain...)
		out, err := cmd.Output()
		if err != nil {
			return nil, fmt.Errorf("listing the modules for %s: %w", goos, err)
		}
		for _, line := range strings.Split(strings.TrimSpace(string(out)), "\n") {
			if name, dir, ok := strings.Cut(line, "\t"); ok {
				dirs[name] = dir
			}
		}
	}
	root, err := output(ctx, tree, "go", "env", "GOROOT")
	if err != nil {
		return nil, err
	}
	dirs["Go "] = root
	var all bytes.Buffer
	names := make([]string, 0, len(dirs))
	for name := range dirs {
		names = append(names, name)
	}
	slices.Sort(names)
	for _, name := range names {
		text, err := licenceIn(dirs[name])
		if err != nil {
			return nil, fmt.Errorf("the licence of %s: %w", name, err)
		}
		fmt.Fprintf(&all, "==== %s\n\n%s\n\n", strings.TrimSpace(name), bytes.TrimSpace(text))
	}
	return all.Bytes(), nil
}

func licenceIn(dir string) ([]byte, error) {
	var errs []error
	for _, name := range []string{"LICENSE", "LICENSE.txt", "LICENSE.md", "LICENCE", "COPYING"} {
		text, err := os.ReadFile(filepath.Join(dir, name))
		if err == nil {
			return text, nil
		}
		errs = append(errs, err)
	}
	return nil, errors.Join(errs...)
}
