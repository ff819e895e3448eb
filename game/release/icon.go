package main

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"image/png"

	"golang.org/x/image/vector"
)

// piece is a shape of the icon on a field of 64 by 64: closed curves of a colour. It is the
// drawing of assets/icon.svg, as straight lines and cubic curves.
type piece struct {
	fill  color.RGBA
	start [2]float32
	path  []float32 // six numbers a curve; two control points and an end
}

func pieces() []piece {
	return []piece{
		{color.RGBA{0xff, 0x7a, 0x2f, 0xff}, [2]float32{32, 6}, []float32{
			34, 15, 45, 20, 46, 33, 47, 45, 41, 53, 32, 53, 23, 53, 17, 45, 18, 33, 19, 26, 23, 23, 24, 16, 27, 19, 28, 21, 29, 24, 32, 19, 34, 13, 32, 6,
		}},
		{color.RGBA{0xff, 0xc2, 0x47, 0xff}, [2]float32{32, 25}, []float32{
			33, 31, 40, 34, 40, 42, 40, 49, 37, 53, 32, 53, 27, 53, 23, 49, 24, 42, 24.5, 37, 27, 35, 28, 31, 30, 33, 31, 34, 31, 37, 32, 34, 33, 30, 32, 25,
		}},
		log(12, 52, 52, 58),
		log(52, 52, 12, 58),
	}
}

// log is a piece of wood from one point to another, 5 thick.
func log(x1, y1, x2, y2 float32) piece {
	const half = 2.5
	p := piece{fill: color.RGBA{0xb0, 0x75, 0x3f, 0xff}, start: [2]float32{x1, y1 - half}}
	for _, c := range [][2]float32{{x2, y2 - half}, {x2, y2 + half}, {x1, y1 + half}, {x1, y1 - half}} {
		p.path = append(p.path, c[0], c[1], c[0], c[1], c[0], c[1])
	}
	return p
}

// icon draws the icon, size dots square.
func icon(size int) *image.RGBA {
	img := image.NewRGBA(image.Rect(0, 0, size, size))
	scale := float32(size) / 64
	fill(img, scale, ground())
	for _, p := range pieces() {
		fill(img, scale, p)
	}
	return img
}

// ground is the rounded square.
func ground() piece {
	const r, k = 14, 14 * 0.4477 // how far a circle's control points are from its corner
	return piece{color.RGBA{0x0b, 0x25, 0x30, 0xff}, [2]float32{r, 0}, []float32{
		r, 0, 64 - r, 0, 64 - r, 0, 64 - k, 0, 64, k, 64, r,
		64, r, 64, 64 - r, 64, 64 - r, 64, 64 - k, 64 - k, 64, 64 - r, 64,
		64 - r, 64, r, 64, r, 64, k, 64, 0, 64 - k, 0, 64 - r,
		0, 64 - r, 0, r, 0, r, 0, k, k, 0, r, 0,
	}}
}

func fill(img *image.RGBA, scale float32, p piece) {
	b := img.Bounds()
	z := vector.NewRasterizer(b.Dx(), b.Dy())
	z.MoveTo(p.start[0]*scale, p.start[1]*scale)
	for i := 0; i+5 < len(p.path); i += 6 {
		c := p.path[i : i+6]
		z.CubeTo(c[0]*scale, c[1]*scale, c[2]*scale, c[3]*scale, c[4]*scale, c[5]*scale)
	}
	z.ClosePath()
	z.DrawOp = draw.Over
	z.Draw(img, b, image.NewUniform(p.fill), image.Point{})
}

// icns is the icon in the format of macOS: a header, then PNGs, each with its type and its
// length with these eight bytes.
func icns() ([]byte, error) {
	var body bytes.Buffer
	for _, of := range []struct {
		kind string
		size int
	}{{"ic07", 128}, {"ic08", 256}, {"ic09", 512}, {"ic10", 1024}} {
		var data bytes.Buffer
		if err := png.Encode(&data, icon(of.size)); err != nil {
			return nil, fmt.Errorf("drawing the icon: %w", err)
		}
		body.WriteString(of.kind)
		_ = binary.Write(&body, binary.BigEndian, uint32(data.Len()+8)) // to memory
		body.Write(data.Bytes())
	}
	var out bytes.Buffer
	out.WriteString("icns")
	_ = binary.Write(&out, binary.BigEndian, uint32(body.Len()+8))
	out.Write(body.Bytes())
	return out.Bytes(), nil
}
