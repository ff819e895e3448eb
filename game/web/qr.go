package web

import (
	"fmt"
	"image/color"
	"strings"

	"github.com/boombuler/barcode/qr"
)

// quietZone is how many light modules a QR code needs around it.
const quietZone = 4

// qrSVG draws text as a QR code in SVG, crisp at every size.
func qrSVG(text string) ([]byte, error) {
	code, err := newQR(text)
	if err != nil {
		return nil, err
	}
	var b strings.Builder
	fmt.Fprintf(&b, `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" shape-rendering="crispEdges" role="img">`, code.Side, code.Side)
	b.WriteString(`<title>QR code to join</title>`)
	fmt.Fprintf(&b, `<path fill="#fff" d="M0 0h%dv%dH0z"/><path d="%s"/></svg>`, code.Side, code.Side, code.Path)
	return []byte(b.String()), nil
}

// QRPage is a page without anything from elsewhere that shows the first address as a QR
// code, and all as text, below a title and a line. The texts must hold no markup.
func QRPage(title, line string, addresses ...string) ([]byte, error) {
	code, err := qrSVG(addresses[0])
	if err != nil {
		return nil, err
	}
	out := fmt.Appendf(nil, `<!doctype html><html lang="en"><meta charset="utf-8"><title>%s</title>
<body style="font:1.5rem sans-serif;text-align:center"><h1>%s</h1><p>%s</p>
<div style="max-width:20rem;margin:auto">%s</div>
`, title, title, line, code)
	for _, address := range addresses {
		out = fmt.Appendf(out, `<p><a href="%s">%s</a></p>`+"\n", address, address)
	}
	return append(out, "</body></html>\n"...), nil
}

// qrCode is a QR code for a page that draws it itself: in an SVG of Side by Side
// units, quiet zone included, the dark modules are one path.
type qrCode struct {
	Side int    `json:"side"`
	Path string `json:"path"`
}

// newQR draws text as a QR code, a unit a module. Medium error correction: a
// projector in a lit hall, a thumb on a page.
func newQR(text string) (qrCode, error) {
	code, err := qr.Encode(text, qr.M, qr.Auto)
	if err != nil {
		return qrCode{}, fmt.Errorf("drawing the QR code: %w", err)
	}
	n := code.Bounds().Dx()
	dark := func(x, y int) bool { return x < n && code.At(x, y) == color.Black }
	var b strings.Builder
	for y := range n {
		for x := 0; x < n; x++ {
			start := x
			for dark(x, y) {
				x++
			}
			if x > start {
				fmt.Fprintf(&b, "M%d %dh%dv1h-%dz", start+quietZone, y+quietZone, x-start, x-start)
			}
		}
	}
	return qrCode{Side: n + 2*quietZone, Path: b.String()}, nil
}
