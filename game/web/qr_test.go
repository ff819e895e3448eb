package web

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/boombuler/barcode/qr"
)

// raster draws the path of one of our QR codes, scale pixels a module: it knows
// the two commands that qrSVG writes, and fails on anything else.
func raster(t *testing.T, svg []byte, scale int) *image.Gray {
	t.Helper()
	box := regexp.MustCompile(`viewBox="0 0 (\d+) (\d+)"`).FindSubmatch(svg)
	if box == nil {
		t.Fatalf("no square viewBox in %.200s", svg)
	}
	side, _ := strconv.Atoi(string(box[1]))
	img := image.NewGray(image.Rect(0, 0, side*scale, side*scale))
	for i := range img.Pix {
		img.Pix[i] = 255
	}
	at := bytes.LastIndex(svg, []byte(` d="`))
	path, rest, _ := strings.Cut(string(svg[at+len(` d="`):]), `"`)
	if rest != "/></svg>" {
		t.Fatalf("the path is followed by %q", rest)
	}
	for run := range strings.SplitSeq(strings.TrimSuffix(path, "z"), "z") {
		var x, y, n, back int
		if c, err := fmt.Sscanf(run, "M%d %dh%dv1h-%d", &x, &y, &n, &back); c != 4 || err != nil || n != back {
			t.Fatalf("odd part of the path %q: %v", run, err)
		}
		for py := y * scale; py < (y+1)*scale; py++ {
			for px := x * scale; px < (x+n)*scale; px++ {
				img.SetGray(px, py, color.Gray{})
			}
		}
	}
	return img
}

const joinAddress = "http://192.168.178.20:8080/#code=K7QX"

func TestQRCodeHoldsTheModulesAndAQuietZone(t *testing.T) {
	svg, err := qrSVG(joinAddress)
	if err != nil {
		t.Fatal(err)
	}
	img := raster(t, svg, 1)
	code, err := qr.Encode(joinAddress, qr.M, qr.Auto)
	if err != nil {
		t.Fatal(err)
	}
	n := code.Bounds().Dx()
	if img.Bounds().Dx() != n+2*quietZone {
		t.Fatalf("%d modules wide, want %d and twice %d", img.Bounds().Dx(), n, quietZone)
	}
	for y := range img.Bounds().Dy() {
		for x := range img.Bounds().Dx() {
			mx, my := x-quietZone, y-quietZone
			want := mx >= 0 && my >= 0 && mx < n && my < n && code.At(mx, my) == color.Black
			if got := img.GrayAt(x, y).Y == 0; got != want {
				t.Fatalf("module %d,%d is dark: %v, want %v", mx, my, got, want)
			}
		}
	}
}

// A reader of others' making agrees, where the machine has one.
func TestQRCodeIsReadByAScanner(t *testing.T) {
	scanner, err := exec.LookPath("zbarimg")
	if err != nil {
		t.Logf("no zbarimg here: the modules alone were compared")
		return
	}
	svg, err := qrSVG(joinAddress)
	if err != nil {
		t.Fatal(err)
	}
	name := filepath.Join(t.TempDir(), "join.png")
	f, err := os.Create(name)
	if err != nil {
		t.Fatal(err)
	}
	if err := png.Encode(f, raster(t, svg, 8)); err != nil {
		t.Fatal(err)
	}
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
	out, err := exec.Command(scanner, "--quiet", "--raw", name).Output()
	if got := strings.TrimSpace(string(out)); err != nil || got != joinAddress {
		t.Errorf("zbarimg read %q (%v), want %q", got, err, joinAddress)
	}
}
