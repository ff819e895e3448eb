package main

import (
	"bytes"
	"encoding/binary"
	"encoding/xml"
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"image/png"
	"math"
	"os"
	"path/filepath"
	"strconv"

	"golang.org/x/image/vector"
)

// drawing is the program's icon as the client has it: what of SVG assets/icon.svg uses, on
// a square of side by side.
type drawing struct {
	side   float64
	pieces []piece
}

// piece is an area of a colour, made of closed lines.
type piece struct {
	fill  color.RGBA
	lines []line
}

// line is a way from its first to its last point: straight from each to the next.
type line [][2]float64

// element is one of the SVG's, with all attributes that it may have here. An attribute that
// isn't listed is found by unknown.
type element struct {
	XMLName xml.Name
	ViewBox string     `xml:"viewBox,attr"`
	Width   float64    `xml:"width,attr"`
	Height  float64    `xml:"height,attr"`
	Radius  float64    `xml:"rx,attr"`
	Fill    string     `xml:"fill,attr"`
	Stroke  string     `xml:"stroke,attr"`
	Thick   float64    `xml:"stroke-width,attr"`
	Cap     string     `xml:"stroke-linecap,attr"`
	D       string     `xml:"d,attr"`
	Other   []xml.Attr `xml:",any,attr"`
	Inside  []element  `xml:",any"`
}

// readDrawing reads the icon. What it can't draw is an error, not a gap.
func readDrawing(path string) (drawing, error) {
	data, err := os.ReadFile(path)
	if err != nil {
		return drawing{}, fmt.Errorf("reading the icon: %w", err)
	}
	var root element
	if err := xml.Unmarshal(data, &root); err != nil {
		return drawing{}, fmt.Errorf("reading the icon: %w", err)
	}
	var d drawing
	var x, y, height float64
	if _, err := fmt.Sscan(root.ViewBox, &x, &y, &d.side, &height); err != nil || x != 0 || y != 0 || d.side != height {
		return drawing{}, fmt.Errorf("the icon's viewBox is %q, and no square from 0 0", root.ViewBox)
	}
	for _, e := range root.Inside {
		p, err := e.pieces()
		if err != nil {
			return drawing{}, fmt.Errorf("the icon's %s: %w", e.XMLName.Local, err)
		}
		d.pieces = append(d.pieces, p...)
	}
	return d, nil
}

// pieces are what an element draws: its area, then its stroke.
func (e element) pieces() ([]piece, error) {
	if len(e.Other) > 0 {
		return nil, fmt.Errorf("can't draw the attribute %s", e.Other[0].Name.Local)
	}
	var lines []line
	switch e.XMLName.Local {
	case "rect":
		lines = []line{rounded(e.Width, e.Height, e.Radius)}
	case "path":
		var err error
		if lines, err = parsePath(e.D); err != nil {
			return nil, err
		}
	default:
		return nil, fmt.Errorf("can't draw it")
	}
	var out []piece
	if e.Fill != "none" && (e.Fill != "" || e.Stroke == "") {
		c, err := parseColour(e.Fill)
		if err != nil {
			return nil, err
		}
		out = append(out, piece{c, lines})
	}
	if e.Stroke != "" {
		c, err := parseColour(e.Stroke)
		if err != nil {
			return nil, err
		}
		if e.Cap != "round" {
			return nil, fmt.Errorf("can't end a stroke %q", e.Cap)
		}
		for _, l := range lines {
			for i := 1; i < len(l); i++ {
				out = append(out, piece{c, []line{stroke(l[i-1], l[i], e.Thick/2)}})
			}
		}
	}
	return out, nil
}

func parseColour(text string) (color.RGBA, error) {
	n, err := strconv.ParseUint(text[min(1, len(text)):], 16, 32)
	if err != nil || len(text) != 7 || text[0] != '#' {
		return color.RGBA{}, fmt.Errorf("the colour %q is not like #0b2530", text)
	}
	return color.RGBA{uint8(n >> 16), uint8(n >> 8), uint8(n), 255}, nil
}

// round is how many straight lines a quarter of a circle is.
const round = 24

// arc adds a part of a circle, from one angle to another.
func (l line) arc(x, y, r, from, to float64) line {
	n := int(math.Ceil(math.Abs(to-from) / (math.Pi / 2) * round))
	for i := range n + 1 {
		sin, cos := math.Sincos(from + (to-from)*float64(i)/float64(n))
		l = append(l, [2]float64{x + r*cos, y + r*sin})
	}
	return l
}

func rounded(w, h, r float64) line {
	const quarter = math.Pi / 2
	return line{}.arc(w-r, r, r, -quarter, 0).arc(w-r, h-r, r, 0, quarter).arc(r, h-r, r, quarter, 2*quarter).arc(r, r, r, 2*quarter, 3*quarter)
}

// stroke is a line with round ends, half as thick to each side.
func stroke(a, b [2]float64, half float64) line {
	along := math.Atan2(b[1]-a[1], b[0]-a[0])
	return line{}.arc(b[0], b[1], half, along-math.Pi/2, along+math.Pi/2).arc(a[0], a[1], half, along+math.Pi/2, along+3*math.Pi/2)
}

// icon draws it, size dots square.
func (d drawing) icon(size int) *image.RGBA {
	img := image.NewRGBA(image.Rect(0, 0, size, size))
	scale := float64(size) / d.side
	for _, p := range d.pieces {
		z := vector.NewRasterizer(size, size)
		for _, l := range p.lines {
			for i, at := range l {
				x, y := float32(at[0]*scale), float32(at[1]*scale)
				if i == 0 {
					z.MoveTo(x, y)
				} else {
					z.LineTo(x, y)
				}
			}
			z.ClosePath()
		}
		z.DrawOp = draw.Over
		z.Draw(img, img.Bounds(), image.NewUniform(p.fill), image.Point{})
	}
	return img
}

// icns is the icon in the format of macOS: a header, then PNGs, each with its type and its
// length with these eight bytes.
func (d drawing) icns() ([]byte, error) {
	var body bytes.Buffer
	for _, of := range []struct {
		kind string
		size int
	}{{"ic07", 128}, {"ic08", 256}, {"ic09", 512}, {"ic10", 1024}} {
		var data bytes.Buffer
		if err := png.Encode(&data, d.icon(of.size)); err != nil {
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

// drawing is the icon of the tree that is built.
func (r *release) drawing() (drawing, error) {
	return readDrawing(filepath.Join(r.tree, "assets", "icon.svg"))
}
