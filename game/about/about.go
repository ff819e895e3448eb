// Package about tells what this build is: its version, and what it is made of.
package about

import (
	_ "embed" // for the licences
	"fmt"
	"io"
	"runtime/debug"
	"strings"
	"time"
)

// Set by the release build (game/release) for the linker; empty in any other.
var (
	version string
	commit  string
	built   string
)

// licences are the texts of all that is in the program. The release build puts them in
// place of the file in its copy of the tree: none is kept in this project.
//
//go:embed licences.txt
var licences string

// Version is the release, such as "v1.2.0", or "development".
func Version() string {
	if version == "" {
		return "development"
	}
	return version
}

// Commit is the commit that was built, "" where nothing tells.
func Commit() string {
	if commit != "" {
		return commit
	}
	return setting("vcs.revision")
}

// Built is the date of the commit that was built, zero where nothing tells. No right
// clock is before it.
func Built() time.Time {
	date := built
	if date == "" {
		date = setting("vcs.time")
	}
	t, err := time.Parse(time.RFC3339, date)
	if err != nil {
		return time.Time{}
	}
	return t
}

// setting is what Go notes in a program that it builds in a clone.
func setting(key string) string {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return ""
	}
	for _, s := range info.Settings {
		if s.Key == key {
			return s.Value
		}
	}
	return ""
}

// WriteVersion writes the version, the commit and its date in one line.
func WriteVersion(w io.Writer) {
	line := "Packnight " + Version()
	if c := Commit(); c != "" {
		line += ", commit " + c
	}
	if t := Built(); !t.IsZero() {
		line += ", of " + t.UTC().Format(time.DateOnly)
	}
	fmt.Fprintln(w, line)
}

// WriteLicences writes the modules that are in the program, then their licences.
func WriteLicences(w io.Writer) {
	WriteVersion(w)
	if info, ok := debug.ReadBuildInfo(); ok {
		fmt.Fprintf(w, "Built with %s. It holds:\n", info.GoVersion)
		for _, m := range info.Deps {
			fmt.Fprintf(w, "  %s %s\n", m.Path, m.Version)
		}
	}
	fmt.Fprintf(w, "\n%s\n", strings.TrimSpace(licences))
}
