package main

import (
	"bytes"
	"fmt"
	"image"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/tc-hib/winres"
	"github.com/tc-hib/winres/version"
)

// english is the language of the version information: English, Great Britain.
const english = 0x0809

// resources makes the object files that give the Windows programs their icon, manifest and
// version. Go links what lies at the top of the tree; so they lie there in the copy alone.
func (r *release) resources() error {
	set := &winres.ResourceSet{}
	drawn, err := r.drawing()
	if err != nil {
		return err
	}
	images := []image.Image{}
	for _, size := range []int{256, 64, 48, 32, 16} {
		images = append(images, drawn.icon(size))
	}
	ico, err := winres.NewIconFromImages(images)
	if err != nil {
		return fmt.Errorf("making the icon: %w", err)
	}
	if err := set.SetIcon(winres.Name("APPICON"), ico); err != nil {
		return fmt.Errorf("adding the icon: %w", err)
	}
	set.SetManifest(winres.AppManifest{
		Identity:            winres.AssemblyIdentity{Name: "Packnight", Version: numbers(r.version)},
		Description:         "Packnight",
		Compatibility:       winres.Win10AndAbove,
		ExecutionLevel:      winres.AsInvoker,
		LongPathAware:       true,
		UseCommonControlsV6: false,
	})
	info, err := r.versionInfo()
	if err != nil {
		return err
	}
	set.SetVersionInfo(info)
	for name, arch := range map[string]winres.Arch{"amd64": winres.ArchAMD64, "arm64": winres.ArchARM64} {
		var object bytes.Buffer
		if err := set.WriteObject(&object, arch); err != nil {
			return fmt.Errorf("making the resources for %s: %w", name, err)
		}
		path := filepath.Join(r.tree, "resources_windows_"+name+".syso")
		if err := os.WriteFile(path, object.Bytes(), 0o644); err != nil {
			return fmt.Errorf("writing the resources: %w", err)
		}
	}
	return nil
}

func (r *release) versionInfo() (version.Info, error) {
	info := version.Info{FileVersion: numbers(r.version), ProductVersion: numbers(r.version)}
	for key, value := range map[string]string{
		version.ProductName: "Packnight", version.FileDescription: "Packnight: games for a Cub Scout pack",
		version.OriginalFilename: "Packnight.exe", version.FileVersion: r.version, version.ProductVersion: r.version,
		version.Comments: "Commit " + r.commit,
	} {
		if err := info.Set(english, key, value); err != nil {
			return info, fmt.Errorf("adding %s to the version information: %w", key, err)
		}
	}
	return info, nil
}

// numbers is a version as Windows has it: v1.2.3-4-gabc is 1.2.3.4. What is no number is 0.
func numbers(v string) (out [4]uint16) {
	fields := strings.FieldsFunc(strings.TrimPrefix(v, "v"), func(r rune) bool { return r == '.' || r == '-' })
	for i := range min(len(fields), len(out)) {
		n, err := strconv.ParseUint(fields[i], 10, 16)
		if err != nil {
			break
		}
		out[i] = uint16(n)
	}
	return out
}
