package main

import (
	"archive/zip"
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// plist is the application's description. It asks for the local network in words that a
// leader understands, and has no window of its own: it stops from the leader's page.
const plist = `<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">
<plist version="1.0">
<dict>
	<key>CFBundleExecutable</key><string>Packnight</string>
	<key>CFBundleIconFile</key><string>Packnight</string>
	<key>CFBundleIdentifier</key><string>org.packnight.packnight</string>
	<key>CFBundleInfoDictionaryVersion</key><string>6.0</string>
	<key>CFBundleName</key><string>Packnight</string>
	<key>CFBundlePackageType</key><string>APPL</string>
	<key>CFBundleShortVersionString</key><string>VERSION</string>
	<key>CFBundleVersion</key><string>VERSION</string>
	<key>LSMinimumSystemVersion</key><string>12.0</string>
	<key>LSUIElement</key><true/>
	<key>NSLocalNetworkUsageDescription</key><string>The Cubs’ phones reach Packnight over your Wi-Fi.</string>
	<key>NSBonjourServices</key><array><string>_http._tcp</string></array>
</dict>
</plist>
`

// mac makes the application for Macs of both kinds, in a zip.
func (r *release) mac(ctx context.Context) error {
	app := filepath.Join(filepath.Dir(r.tree), "Packnight.app")
	for _, dir := range []string{"MacOS", "Resources"} {
		if err := os.MkdirAll(filepath.Join(app, "Contents", dir), 0o755); err != nil {
			return fmt.Errorf("making the application: %w", err)
		}
	}
	program, err := r.universal(ctx)
	if err != nil {
		return err
	}
	drawn, err := r.drawing()
	if err != nil {
		return err
	}
	face, err := drawn.icns()
	if err != nil {
		return err
	}
	text := strings.ReplaceAll(plist, "VERSION", strings.TrimPrefix(r.version, "v"))
	err = errors.Join(
		os.WriteFile(filepath.Join(app, "Contents", "MacOS", "Packnight"), program, 0o755),
		os.WriteFile(filepath.Join(app, "Contents", "Resources", "Packnight.icns"), face, 0o644),
		os.WriteFile(filepath.Join(app, "Contents", "Info.plist"), []byte(text), 0o644),
	)
	if err != nil {
		return fmt.Errorf("writing the application: %w", err)
	}
	if err := r.signed(ctx, app); err != nil {
		return err
	}
	return zipped(app, r.keep("Packnight-macos.zip"))
}

// universal builds for both kinds of Mac and puts the programs into one file.
func (r *release) universal(ctx context.Context) ([]byte, error) {
	var programs [][]byte
	for _, arch := range []string{"amd64", "arm64"} {
		path := filepath.Join(filepath.Dir(r.tree), "packnight-darwin-"+arch)
		if err := r.build(ctx, target{"darwin", arch, ""}, path); err != nil {
			return nil, err
		}
		data, err := os.ReadFile(path)
		if err != nil {
			return nil, fmt.Errorf("reading the program for darwin/%s: %w", arch, err)
		}
		programs = append(programs, data)
	}
	return fat(programs)
}

// fat joins Mach-O files as <mach-o/fat.h> has it: a header of two words, five words a
// file (processor, its kind, offset, length, alignment as a power of two), all big-endian.
func fat(programs [][]byte) ([]byte, error) {
	const magic, align = 0xcafebabe, 14
	var out bytes.Buffer
	word := func(n uint32) { _ = binary.Write(&out, binary.BigEndian, n) } // to memory
	word(magic)
	word(uint32(len(programs)))
	at := uint32(1 << align)
	for _, p := range programs {
		if len(p) < 32 || binary.LittleEndian.Uint32(p) != 0xfeedfacf {
			return nil, errors.New("a program for macOS is no 64-bit Mach-O file")
		}
		word(binary.LittleEndian.Uint32(p[4:]))
		word(binary.LittleEndian.Uint32(p[8:]))
		word(at)
		word(uint32(len(p)))
		word(align)
		at = (at + uint32(len(p)) + 1<<align - 1) &^ (1<<align - 1)
	}
	for _, p := range programs {
		out.Write(make([]byte, (1<<align-out.Len()%(1<<align))%(1<<align)))
		out.Write(p)
	}
	return out.Bytes(), nil
}

// zipped packs a folder with the modes of its files, in a fixed order and time.
func zipped(dir, to string) error {
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		rel, err := filepath.Rel(filepath.Dir(dir), path)
		if err != nil {
			return err
		}
		info, err := d.Info()
		if err != nil {
			return err
		}
		data, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		h := &zip.FileHeader{Name: filepath.ToSlash(rel), Method: zip.Deflate, Modified: epoch}
		h.SetMode(info.Mode().Perm())
		w, err := z.CreateHeader(h)
		if err != nil {
			return err
		}
		_, err = w.Write(data)
		return err
	})
	if err := errors.Join(err, z.Close()); err != nil {
		return fmt.Errorf("packing %s: %w", dir, err)
	}
	if err := os.WriteFile(to, out.Bytes(), 0o644); err != nil {
		return fmt.Errorf("packing %s: %w", dir, err)
	}
	return nil
}
