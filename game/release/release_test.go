package main

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"compress/gzip"
	"debug/macho"
	"encoding/binary"
	"errors"
	"fmt"
	"image/color"
	"image/png"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

func TestVersionsOfWindowsAndDebian(t *testing.T) {
	for v, want := range map[string]struct {
		windows [4]uint16
		debian  string
	}{
		"v1.2.3":           {[4]uint16{1, 2, 3, 0}, "1.2.3"},
		"v1.2.3-4-gabcdef": {[4]uint16{1, 2, 3, 4}, "1.2.3+4+gabcdef"},
		"a68d0ea":          {[4]uint16{}, "0~a68d0ea"},
		"":                 {[4]uint16{}, "0~"},
	} {
		if got := numbers(v); got != want.windows {
			t.Errorf("%q is %v for Windows, not %v", v, got, want.windows)
		}
		if got := debVersion(v); got != want.debian {
			t.Errorf("%q is %q for Debian, not %q", v, got, want.debian)
		}
	}
}

// theIcon is the drawing that the client has.
func theIcon(t *testing.T) drawing {
	t.Helper()
	d, err := readDrawing("../../assets/icon.svg")
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// TestTheIconIsAFireOnARoundedSquare looks at some of its dots. It keeps the pictures where
// PACKNIGHT_PICTURES names a folder, to be looked at.
func TestTheIconIsAFireOnARoundedSquare(t *testing.T) {
	for _, size := range []int{16, 64, 512} {
		img := theIcon(t).icon(size)
		at := func(x, y float64) color.RGBA { return img.RGBAAt(int(x*float64(size)), int(y*float64(size))) }
		if c := at(0.001, 0.001); c.A != 0 {
			t.Errorf("%d: the corner is %v", size, c)
		}
		if c := at(0.5, 0.72); c.R < 200 || c.B > 100 {
			t.Errorf("%d: the fire is %v", size, c)
		}
		if c := at(0.5, 0.04); c.A != 255 || c.R > 60 {
			t.Errorf("%d: the ground is %v", size, c)
		}
		if c := at(0.19, 0.82); c.R < 100 || c.B > 120 {
			t.Errorf("%d: the log is %v", size, c)
		}
		if dir := os.Getenv("PACKNIGHT_PICTURES"); dir != "" {
			f, err := os.Create(filepath.Join(dir, fmt.Sprintf("icon-%d.png", size)))
			if err != nil {
				t.Fatal(err)
			}
			if err := errors.Join(png.Encode(f, img), f.Close()); err != nil {
				t.Fatal(err)
			}
		}
	}
}

func TestWhatCannotBeDrawnIsAnError(t *testing.T) {
	for name, inside := range map[string]string{
		"an unknown element":   `<circle r="3"/>`,
		"an unknown attribute": `<path d="M1 1l2 2z" fill="#ffffff" transform="scale(2)"/>`,
		"an unknown command":   `<path d="M1 1A2 2 0 0 0 3 3" fill="#ffffff"/>`,
		"a short path":         `<path d="M1 1l2" fill="#ffffff"/>`,
		"a colour by name":     `<path d="M1 1l2 2z" fill="red"/>`,
	} {
		path := filepath.Join(t.TempDir(), "icon.svg")
		if err := os.WriteFile(path, []byte(`<svg viewBox="0 0 64 64">`+inside+`</svg>`), 0o644); err != nil {
			t.Fatal(err)
		}
		if d, err := readDrawing(path); err == nil {
			t.Errorf("%s is drawn as %v", name, d)
		}
	}
}

func TestTheIconOfMacOS(t *testing.T) {
	data, err := theIcon(t).icns()
	if err != nil {
		t.Fatal(err)
	}
	if string(data[:4]) != "icns" || int(binary.BigEndian.Uint32(data[4:])) != len(data) {
		t.Fatalf("the header is %q", data[:8])
	}
	var sizes []int
	for rest := data[8:]; len(rest) > 0; {
		n := int(binary.BigEndian.Uint32(rest[4:]))
		img, err := png.Decode(bytes.NewReader(rest[8:n]))
		if err != nil {
			t.Fatalf("%s: %v", rest[:4], err)
		}
		sizes = append(sizes, img.Bounds().Dx())
		rest = rest[n:]
	}
	if !slices.Equal(sizes, []int{128, 256, 512, 1024}) {
		t.Errorf("the sizes are %v", sizes)
	}
}

// program is the start of a Mach-O file for that processor, and some bytes.
func program(cpu macho.Cpu, n int) []byte {
	b := make([]byte, n)
	binary.LittleEndian.PutUint32(b, macho.Magic64)
	binary.LittleEndian.PutUint32(b[4:], uint32(cpu))
	binary.LittleEndian.PutUint32(b[12:], uint32(macho.TypeExec))
	return b
}

func TestAUniversalProgramHoldsBoth(t *testing.T) {
	data, err := fat([][]byte{program(macho.CpuAmd64, 40_000), program(macho.CpuArm64, 777)})
	if err != nil {
		t.Fatal(err)
	}
	f, err := macho.NewFatFile(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	if len(f.Arches) != 2 || f.Arches[0].Cpu != macho.CpuAmd64 || f.Arches[1].Cpu != macho.CpuArm64 || f.Arches[1].Offset%(1<<14) != 0 || f.Arches[1].Size != 777 {
		t.Errorf("it holds %+v", f.Arches)
	}
	if _, err := fat([][]byte{[]byte("#!/bin/sh, and no program at all, but long enough")}); err == nil {
		t.Error("a script is taken for a program")
	}
}

func TestAPackageIsWhatItSays(t *testing.T) {
	r := &release{version: "v1.0.0", tree: "../.."}
	data, err := r.deb("armhf", []byte("the program"))
	if err != nil {
		t.Fatal(err)
	}
	again, err := r.deb("armhf", []byte("the program"))
	if err != nil || !bytes.Equal(data, again) {
		t.Errorf("made twice, it is not the same (%v)", err)
	}
	members := unar(t, data)
	if string(members["debian-binary"]) != "2.0\n" {
		t.Errorf("the format is %q", members["debian-binary"])
	}
	control := untar(t, members["control.tar.gz"])
	if c := control["./control"]; c.mode != 0o644 || !strings.Contains(c.text, "Version: 1.0.0\nArchitecture: armhf\n") {
		t.Errorf("control is %+v", c)
	}
	for _, script := range []string{"./postinst", "./prerm", "./postrm"} {
		if control[script].mode != 0o755 || !strings.HasPrefix(control[script].text, "#!/bin/sh\n") {
			t.Errorf("%s is %+v", script, control[script])
		}
	}
	files := untar(t, members["data.tar.gz"])
	if f := files["./usr/bin/packnight"]; f.mode != 0o755 || f.text != "the program" {
		t.Errorf("the program is %+v", f)
	}
	if !strings.Contains(files["./usr/lib/systemd/system/packnight.service"].text, "AmbientCapabilities=CAP_NET_BIND_SERVICE") {
		t.Error("the unit can't serve on port 80")
	}
}

// unar reads an ar archive.
func unar(t *testing.T, data []byte) map[string][]byte {
	t.Helper()
	out := map[string][]byte{}
	rest, ok := bytes.CutPrefix(data, []byte("!<arch>\n"))
	if !ok {
		t.Fatal("no ar archive")
	}
	for len(rest) > 0 {
		var size int
		if _, err := fmt.Sscan(string(rest[48:58]), &size); err != nil || string(rest[58:60]) != "`\n" {
			t.Fatalf("a member's header is %q (%v)", rest[:60], err)
		}
		out[strings.TrimSpace(string(rest[:16]))] = rest[60 : 60+size]
		rest = rest[60+size+size%2:]
	}
	return out
}

type packed struct {
	mode int64
	text string
}

func untar(t *testing.T, data []byte) map[string]packed {
	t.Helper()
	z, err := gzip.NewReader(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]packed{}
	for r := tar.NewReader(z); ; {
		h, err := r.Next()
		if err == io.EOF {
			return out
		}
		if err != nil {
			t.Fatal(err)
		}
		text, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		out[h.Name] = packed{h.Mode, string(text)}
	}
}

func TestAZipKeepsTheModes(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "Some.app")
	if err := os.MkdirAll(filepath.Join(dir, "MacOS"), 0o755); err != nil {
		t.Fatal(err)
	}
	for name, mode := range map[string]os.FileMode{"MacOS/run": 0o755, "info": 0o644} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(name), mode); err != nil {
			t.Fatal(err)
		}
	}
	to := filepath.Join(t.TempDir(), "some.zip")
	if err := zipped(dir, to); err != nil {
		t.Fatal(err)
	}
	z, err := zip.OpenReader(to)
	if err != nil {
		t.Fatal(err)
	}
	defer z.Close()
	modes := map[string]os.FileMode{}
	for _, f := range z.File {
		modes[f.Name] = f.Mode()
	}
	if modes["Some.app/MacOS/run"] != 0o755 || modes["Some.app/info"] != 0o644 || len(modes) != 2 {
		t.Errorf("the zip holds %v", modes)
	}
}

func TestEveryModuleInTheProgramHasALicence(t *testing.T) {
	texts, err := licences(t.Context(), "../..")
	if err != nil {
		t.Fatal(err)
	}
	for _, module := range []string{"==== Go\n", "go.etcd.io/bbolt", "gorilla/websocket", "golang.org/x/sys"} {
		if !bytes.Contains(texts, []byte(module)) {
			t.Errorf("the licences lack %q", module)
		}
	}
}

func TestAFolderThatHoldsAnythingElseIsLeftAlone(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "dist")
	for _, name := range []string{"SHA256SUMS", "packnight-linux-amd64", "Packnight-macos.zip", "holiday.jpg"} {
		if err := emptied(dir); err != nil {
			t.Fatalf("before %s: %v", name, err)
		}
		if left, err := os.ReadDir(dir); err != nil || len(left) > 0 {
			t.Fatalf("before %s there is %v (%v)", name, left, err)
		}
		if err := os.WriteFile(filepath.Join(dir, name), nil, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if err := emptied(dir); err == nil || !strings.Contains(err.Error(), "holiday.jpg") {
		t.Errorf("a folder with a picture was emptied (%v)", err)
	}
	if _, err := os.Stat(filepath.Join(dir, "holiday.jpg")); err != nil {
		t.Error("the picture is gone")
	}
}
