package main

import (
	"archive/tar"
	"bytes"
	"compress/gzip"
	"context"
	_ "embed"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

// What the package puts on a Raspberry Pi beside the program.
var (
	//go:embed pi/packnight.service
	service []byte
	//go:embed pi/packnight-announce
	announce []byte
	//go:embed pi/packnight-announce.path
	announcePath []byte
	//go:embed pi/packnight-announce.service
	announceService []byte
	//go:embed pi/packnight-hotspot
	hotspot []byte
	//go:embed pi/packnight-kiosk
	kiosk []byte
	//go:embed pi/postinst
	postinst []byte
	//go:embed pi/prerm
	prerm []byte
	//go:embed pi/postrm
	postrm []byte
)

// file is one of a package.
type file struct {
	name string // below /
	mode int64
	data []byte
}

// debs makes the packages for Raspberry Pi OS, and for a laptop with Debian. armhf is armv6
// here, so that it runs on the oldest Pi and the Zero as well.
func (r *release) debs(ctx context.Context) error {
	for arch, t := range map[string]target{"amd64": {"linux", "amd64", ""}, "arm64": {"linux", "arm64", ""}, "armhf": {"linux", "arm", "6"}} {
		path := filepath.Join(filepath.Dir(r.tree), "packnight-deb-"+arch)
		if err := r.build(ctx, t, path); err != nil {
			return err
		}
		program, err := os.ReadFile(path)
		if err != nil {
			return fmt.Errorf("reading the program for %s: %w", arch, err)
		}
		data, err := r.deb(arch, program)
		if err != nil {
			return fmt.Errorf("packing for %s: %w", arch, err)
		}
		if err := os.WriteFile(r.keep("packnight_"+arch+".deb"), data, 0o644); err != nil {
			return fmt.Errorf("packing for %s: %w", arch, err)
		}
	}
	return nil
}

// deb is a package as deb(5) has it: an ar archive of the format's version, what the
// package manager needs, and the files.
func (r *release) deb(arch string, program []byte) ([]byte, error) {
	about, err := os.ReadFile(r.texts())
	if err != nil {
		return nil, fmt.Errorf("reading the licences: %w", err)
	}
	files := []file{
		{"usr/bin/packnight", 0o755, program},
		{"usr/bin/packnight-hotspot", 0o755, hotspot},
		{"usr/bin/packnight-kiosk", 0o755, kiosk},
		{"usr/lib/packnight/announce", 0o755, announce},
		{"usr/lib/systemd/system/packnight-announce.path", 0o644, announcePath},
		{"usr/lib/systemd/system/packnight-announce.service", 0o644, announceService},
		{"usr/lib/systemd/system/packnight.service", 0o644, service},
		{"usr/share/doc/packnight/copyright", 0o644, about},
	}
	size := 0
	for _, f := range files {
		size += len(f.data)
	}
	control := []file{
		{"control", 0o644, fmt.Appendf(nil, `Package: packnight
Version: %s
Architecture: %s
Maintainer: The Packnight project <packnight@localhost>
Installed-Size: %d
Depends: adduser
Recommends: network-manager
Suggests: chromium
Section: games
Priority: optional
Description: games for a Cub Scout pack on the phones in its hall
 A leader starts it, the Cubs point their phones at a QR code over the local Wi-Fi,
 and the pack plays together. Nothing leaves the house.
`, debVersion(r.version), arch, (size+1023)/1024)},
		{"postinst", 0o755, postinst}, {"postrm", 0o755, postrm}, {"prerm", 0o755, prerm},
	}
	controlTar, err := tarred(control)
	if err != nil {
		return nil, err
	}
	dataTar, err := tarred(files)
	if err != nil {
		return nil, err
	}
	var out bytes.Buffer
	out.WriteString("!<arch>\n")
	for _, m := range []file{{"debian-binary", 0o644, []byte("2.0\n")}, {"control.tar.gz", 0o644, controlTar}, {"data.tar.gz", 0o644, dataTar}} {
		fmt.Fprintf(&out, "%-16s%-12d%-6d%-6d%-8o%-10d`\n", m.name, epoch.Unix(), 0, 0, 0o100000|m.mode, len(m.data))
		out.Write(m.data)
		if len(m.data)%2 == 1 {
			out.WriteByte('\n')
		}
	}
	return out.Bytes(), nil
}

// debVersion is a version that begins with a number, as packages must have.
func debVersion(v string) string {
	v = strings.TrimPrefix(v, "v")
	if v == "" || v[0] < '0' || v[0] > '9' {
		v = "0~" + v
	}
	return strings.ReplaceAll(v, "-", "+")
}

// tarred packs files, which must be sorted, with the folders that they lie in.
func tarred(files []file) ([]byte, error) {
	var out bytes.Buffer
	z := gzip.NewWriter(&out)
	t := tar.NewWriter(z)
	seen := map[string]bool{}
	var errs []error
	folder := func(name string) {
		if name == "." || seen[name] {
			return
		}
		seen[name] = true
		errs = append(errs, t.WriteHeader(&tar.Header{Typeflag: tar.TypeDir, Name: "./" + name + "/", Mode: 0o755, ModTime: epoch, Format: tar.FormatGNU}))
	}
	for _, f := range files {
		parts := strings.Split(filepath.ToSlash(filepath.Dir(f.name)), "/")
		for i := range parts {
			folder(strings.Join(parts[:i+1], "/"))
		}
		errs = append(errs, t.WriteHeader(&tar.Header{Typeflag: tar.TypeReg, Name: "./" + f.name, Mode: f.mode, Size: int64(len(f.data)), ModTime: epoch, Format: tar.FormatGNU}))
		_, err := t.Write(f.data)
		errs = append(errs, err)
	}
	err := errors.Join(append(errs, t.Close(), z.Close())...)
	return out.Bytes(), err
}
