package sketch

import (
	"encoding/json"
	"fmt"
	"slices"

	"packnight/game"
)

const (
	maxMove    = 4096      // bytes of one stroke's move
	maxSpark   = 1024      // bytes of a line being drawn
	maxDrawing = 48 * 1024 // bytes of all strokes: what one stroke may write at most
	maxStrokes = 300

	side    = 1000 // coordinates go from 0 to side, x right and y down
	colours = 6
	widths  = 2
)

// line is a stroke, finished or being drawn: x and y in turn.
type line struct {
	Colour int   `json:"c"`
	Width  int   `json:"w"`
	Points []int `json:"p"`
}

func (l line) good() bool {
	outside := func(n int) bool { return n < 0 || n > side }
	return l.Colour >= 0 && l.Colour < colours && l.Width >= 0 && l.Width < widths &&
		len(l.Points) > 0 && len(l.Points)%2 == 0 && !slices.ContainsFunc(l.Points, outside)
}

// drawing is what an artist has drawn. What is cleared is kept until the next stroke, so
// that undo brings it back.
type drawing struct {
	Strokes []json.RawMessage `json:"strokes,omitempty"`
	Cleared bool              `json:"cleared,omitempty"`
	size    int               // bytes of Strokes
}

// add puts a stroke on the paper; false where there is no room, and nothing is changed.
func (d *drawing) add(stroke json.RawMessage) bool {
	if d.Cleared {
		if len(stroke) > maxDrawing {
			return false
		}
		*d = drawing{}
	}
	if d.size+len(stroke) > maxDrawing || len(d.Strokes) >= maxStrokes {
		return false
	}
	d.Strokes, d.size = append(d.Strokes, stroke), d.size+len(stroke)
	return true
}

// undo takes back the clearing, or the last stroke.
func (d *drawing) undo() {
	last := len(d.Strokes) - 1
	switch {
	case d.Cleared:
		d.Cleared = false
	case last >= 0:
		d.size -= len(d.Strokes[last])
		d.Strokes = d.Strokes[:last]
	}
}

func (d *drawing) clear() { d.Cleared = len(d.Strokes) > 0 }

// shown are the strokes that can be seen.
func (d *drawing) shown() []json.RawMessage {
	if d.Cleared {
		return nil
	}
	return d.Strokes
}

// draw does what the artist does on the paper.
func (k *sketch) draw(t *game.Table, player string, m move) error {
	switch {
	case t.Phase() != game.Play:
		return game.NotNow
	case k.Away:
		return game.NotNow.With("Your leader put this drawing away.")
	}
	d := &k.seat(player).drawing
	switch {
	case m.Clear:
		d.clear()
	case m.Undo:
		d.undo()
	case !m.Stroke.good():
		return game.BadMove
	case !d.add(encode(m.Stroke)):
		return game.NotNow.With("The paper is full. Undo or clear some.")
	}
	k.paper = nil
	return nil
}

// wipe takes the drawing out of the record, and so out of the store.
func (k *sketch) wipe(t *game.Table) {
	if s := k.seats[k.Artist]; s != nil {
		s.drawing = drawing{}
		t.Touch(k.Artist)
	}
	k.paper = nil
	k.Sheet++
}

// Spark relays a line while its artist draws it.
func (k *sketch) Spark(t *game.Table, player string, raw json.RawMessage) bool {
	if t.Phase() != game.Play || player != k.Artist || k.Away || len(raw) > maxSpark {
		return false
	}
	var m struct {
		Line  *line `json:"line"`
		Sheet int   `json:"sheet"` // the paper that it is on
		Nth   int   `json:"n"`     // which stroke it will be, from 0
		From  int   `json:"from"`  // how many of its numbers came before
	}
	return game.DecodeStrict(raw, &m) == nil && m.Line != nil && m.Line.good() && m.Sheet == k.Sheet
}

// encode is what encoding/json would make of the seat, without reading each stroke again.
func (s *seat) encode() json.RawMessage {
	small := *s
	small.Strokes = nil
	dst := encode(small)
	dst = append(dst[:len(dst)-1], `,"strokes":[`...)
	if dst[1] == ',' {
		dst = slices.Delete(dst, 1, 2)
	}
	for i, stroke := range s.Strokes {
		if i > 0 {
			dst = append(dst, ',')
		}
		dst = append(dst, stroke...)
	}
	return append(dst, "]}"...)
}

// encode encodes what always can be.
func encode(v any) json.RawMessage {
	data, err := json.Marshal(v)
	if err != nil {
		panic(fmt.Sprintf("sketch: encoding: %v", err))
	}
	return data
}
