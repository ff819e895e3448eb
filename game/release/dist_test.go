package main

import (
	"archive/zip"
	"bytes"
	"crypto/sha256"
	"debug/elf"
	"debug/macho"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/tc-hib/winres"
)

// dist is the folder of a finished release; .ci/long makes one and names it here.
func dist(t *testing.T) string {
	t.Helper()
	dir := os.Getenv("PACKNIGHT_DIST")
	if dir == "" {
		t.Skip("PACKNIGHT_DIST names no release")
	}
	return dir
}

func read(t *testing.T, dir, name string) []byte {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(dir, name))
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func TestReleaseChecksums(t *testing.T) {
	dir := dist(t)
	listed := map[string]string{}
	for _, line := range strings.Split(strings.TrimSpace(string(read(t, dir, sums))), "\n") {
		sum, name, ok := strings.Cut(line, "  ")
		if !ok {
			t.Fatalf("a checksum reads %q", line)
		}
		listed[name] = sum
	}
	files, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		if f.Name() == sums {
			continue
		}
		data := read(t, dir, f.Name())
		if got := fmt.Sprintf("%x", sha256.Sum256(data)); listed[f.Name()] != got {
			t.Errorf("%s has the checksum %s, and %q is listed", f.Name(), got, listed[f.Name()])
		}
		if len(data) > most {
			t.Errorf("%s weighs %d bytes", f.Name(), len(data))
		}
		delete(listed, f.Name())
	}
	if len(listed) > 0 || len(files) < 11 {
		t.Errorf("%d files, and listed but missing are %v", len(files), listed)
	}
}

func TestReleaseForWindowsHasAFace(t *testing.T) {
	dir := dist(t)
	for _, arch := range []string{"amd64", "arm64"} {
		set, err := winres.LoadFromEXE(bytes.NewReader(read(t, dir, "Packnight-windows-"+arch+".exe")))
		if err != nil {
			t.Fatalf("%s: %v", arch, err)
		}
		kinds := map[winres.Identifier]int{}
		set.Walk(func(kind, _ winres.Identifier, _ uint16, data []byte) bool {
			kinds[kind]++
			switch {
			case kind == winres.RT_MANIFEST && !bytes.Contains(data, []byte("asInvoker")):
				t.Errorf("%s: the manifest is %s", arch, data)
			case kind == winres.RT_VERSION && !bytes.Contains(data, []byte("P\x00a\x00c\x00k\x00n\x00i\x00g\x00h\x00t\x00")):
				t.Errorf("%s: the version information does not say Packnight", arch)
			}
			return true
		})
		if kinds[winres.RT_GROUP_ICON] != 1 || kinds[winres.RT_ICON] != 5 || kinds[winres.RT_MANIFEST] != 1 || kinds[winres.RT_VERSION] != 1 {
			t.Errorf("%s: its resources are %v", arch, kinds)
		}
	}
}

func TestReleaseForMacIsAnApplication(t *testing.T) {
	z, err := zip.OpenReader(filepath.Join(dist(t), "Packnight-macos.zip"))
	if err != nil {
		t.Fatal(err)
	}
	defer z.Close()
	contents := map[string][]byte{}
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		if contents[f.Name], err = io.ReadAll(r); err != nil {
			t.Fatal(err)
		}
		if executable := f.Mode()&0o111 != 0; executable != (f.Name == "Packnight.app/Contents/MacOS/Packnight") {
			t.Errorf("%s has the mode %v", f.Name, f.Mode())
		}
	}
	fat, err := macho.NewFatFile(bytes.NewReader(contents["Packnight.app/Contents/MacOS/Packnight"]))
	if err != nil {
		t.Fatal(err)
	}
	for i, cpu := range []macho.Cpu{macho.CpuAmd64, macho.CpuArm64} {
		if a := fat.Arches[i]; a.Cpu != cpu || a.Size > most || a.Section("__text") == nil {
			t.Errorf("the program for %v is %v, %d bytes", cpu, a.Cpu, a.Size)
		}
	}
	info := string(contents["Packnight.app/Contents/Info.plist"])
	for _, want := range []string{"NSLocalNetworkUsageDescription", "<key>CFBundleExecutable</key><string>Packnight</string>", "LSUIElement"} {
		if !strings.Contains(info, want) {
			t.Errorf("Info.plist lacks %s", want)
		}
	}
	if len(contents["Packnight.app/Contents/Resources/Packnight.icns"]) == 0 {
		t.Error("it has no icon")
	}
}

func TestReleaseForLinuxNeedsNothing(t *testing.T) {
	dir := dist(t)
	for arch, machine := range map[string]elf.Machine{"amd64": elf.EM_X86_64, "arm64": elf.EM_AARCH64, "armv7": elf.EM_ARM, "armv6": elf.EM_ARM} {
		f, err := elf.NewFile(bytes.NewReader(read(t, dir, "packnight-linux-"+arch)))
		if err != nil {
			t.Fatalf("%s: %v", arch, err)
		}
		libraries, err := f.ImportedLibraries()
		if f.Machine != machine || err != nil || len(libraries) > 0 {
			t.Errorf("%s is for %v and needs %v (%v)", arch, f.Machine, libraries, err)
		}
	}
}

// TestReleaseSaysWhatItIs runs the one program that runs here.
func TestReleaseSaysWhatItIs(t *testing.T) {
	program := filepath.Join(dist(t), "packnight-linux-amd64")
	version, err := exec.Command(program, "-version").Output()
	if err != nil || !strings.HasPrefix(string(version), "Packnight v0.0.1, commit test, of 20") {
		t.Errorf("the version is %q (%v)", version, err)
	}
	licences, err := exec.Command(program, "-licences").Output()
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"==== Go\n", "==== go.etcd.io/bbolt v", "Permission is hereby granted", "Redistributions in binary form"} {
		if !bytes.Contains(licences, []byte(want)) {
			t.Errorf("the licences lack %q", want)
		}
	}
}
