package main

import (
	"fmt"
	"regexp"
	"strconv"
)

// token is a command or a number of an SVG path: numbers need no space before their sign
// or before a second point.
var token = regexp.MustCompile(`[A-Za-z]|[-+]?(?:\d+\.?\d*|\.\d+)`)

// pen draws a path. A point of its own is where it is; the last control point is what a
// smooth curve goes on from.
type pen struct {
	lines       []line
	at, control [2]float64
	rest        []string
}

// steps is how many straight lines a curve becomes.
const steps = 48

// parsePath turns a path of straight lines and cubic curves into straight lines.
func parsePath(d string) ([]line, error) {
	p := &pen{rest: token.FindAllString(d, -1)}
	command := ""
	for len(p.rest) > 0 {
		if c := p.rest[0][0]; c >= 'A' {
			command, p.rest = p.rest[0], p.rest[1:]
		}
		if err := p.draw(command); err != nil {
			return nil, fmt.Errorf("the path %q: %w", d, err)
		}
		if command == "M" || command == "m" { // what follows a move are lines
			command = map[string]string{"M": "L", "m": "l"}[command]
		}
	}
	return p.lines, nil
}

// draw does one command once.
func (p *pen) draw(command string) error {
	relative := command >= "a"
	switch command {
	case "M", "m", "L", "l":
		to, err := p.points(1, relative)
		if err != nil {
			return err
		}
		if command == "M" || command == "m" || len(p.lines) == 0 {
			p.lines = append(p.lines, nil)
		}
		p.to(to[0])
		p.control = p.at
	case "C", "c":
		to, err := p.points(3, relative)
		if err != nil {
			return err
		}
		p.curve(to[0], to[1], to[2])
	case "S", "s":
		to, err := p.points(2, relative)
		if err != nil {
			return err
		}
		p.curve([2]float64{2*p.at[0] - p.control[0], 2*p.at[1] - p.control[1]}, to[0], to[1])
	case "Z", "z":
		if len(p.lines) == 0 {
			return fmt.Errorf("closes what was not begun")
		}
		p.to(p.lines[len(p.lines)-1][0])
		p.control = p.at
	default:
		return fmt.Errorf("can't draw the command %q", command)
	}
	return nil
}

// to goes straight to a point.
func (p *pen) to(at [2]float64) {
	last := &p.lines[len(p.lines)-1]
	*last, p.at = append(*last, at), at
}

func (p *pen) curve(c1, c2, end [2]float64) {
	from := p.at
	for i := 1; i <= steps; i++ {
		t := float64(i) / steps
		u := 1 - t
		var at [2]float64
		for k := range at {
			at[k] = u*u*u*from[k] + 3*u*u*t*c1[k] + 3*u*t*t*c2[k] + t*t*t*end[k]
		}
		p.to(at)
	}
	p.control = c2
}

// points reads n points.
func (p *pen) points(n int, relative bool) ([][2]float64, error) {
	if len(p.rest) < 2*n {
		return nil, fmt.Errorf("ends too early")
	}
	out := make([][2]float64, n)
	for i := range 2 * n {
		x, err := strconv.ParseFloat(p.rest[i], 64)
		if err != nil {
			return nil, fmt.Errorf("%q is no number", p.rest[i])
		}
		if relative {
			x += p.at[i%2]
		}
		out[i/2][i%2] = x
	}
	p.rest = p.rest[2*n:]
	return out, nil
}
