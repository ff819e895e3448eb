// Package sketch is Sketch & Guess: one Cub draws a picture-word, everyone else
// taps the picture they think it is. The strokes lie in the artist's own record,
// so that a guess never writes them and a stroke never writes the state.
package sketch

import (
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"packnight/game"
)

const (
	pickTime   = 8 * time.Second
	drawTime   = 45 * time.Second
	revealTime = 7 * time.Second
	tryEvery   = 8 * time.Second
	dropTime   = 12 * time.Second

	tries      = 3
	choices    = 3
	pictures   = 9
	artistMost = 6
	maxTurns   = 12
	enough     = 5 // strokes with which a drawing goes on without its artist

	maxMove    = 4096      // bytes of one stroke
	maxSpark   = 1024      // bytes of a line being drawn
	maxDrawing = 48 * 1024 // bytes of all strokes: what one stroke may write at most
	maxStrokes = 300
	side       = 1000 // coordinates go from 0 to side
	colours    = 6
	widths     = 2

	doHide = "hidedrawing"
	doPass = "pass"
)

// Kind returns the game's entry in the catalogue.
func Kind() game.Kind {
	var options []game.OptionChoice
	var all []string
	for _, s := range sets() {
		options = append(options, game.OptionChoice{ID: s.id, Name: s.name})
		all = append(all, s.id)
	}
	return game.Kind{
		ID:      "sketch",
		Name:    "Sketch & Guess",
		HowTo:   "One Cub draws and everyone else looks. Tap the picture you think it is!",
		Players: [2]int{2, 30},
		Minutes: [2]int{5, 12},
		Full:    artistMost,
		Options: []game.Option{{ID: "words", Name: "Words", Type: game.Many, Choices: options, Default: all}},
		New: func(s game.Setup) (game.Rules, error) {
			k := blank()
			k.Sets = s.Options["words"].([]string)
			return k, nil
		},
		Blank: func() game.Rules { return blank() },
	}
}

func blank() *sketch { return &sketch{seats: map[string]*seat{}, tapped: -1} }

// sketch is the state of one game.
type sketch struct {
	game.Base
	state
	seats  map[string]*seat
	tapped int // seats with a try in this round; -1 when to be counted again
}

// state is what is not one seat's.
type state struct {
	Sets    []string       `json:"sets"`
	Turns   int            `json:"turns"`
	Artists map[int]string `json:"artists"` // by round
	Sixes   map[int]string `json:"sixes"`   // whose turn a round was
	Used    []string       `json:"used"`    // names that were to choose from
	Dealt   int            `json:"dealt"`   // the round that Grid is of
	Grid    []word         `json:"grid"`
	Choice  []int          `json:"choice"` // indexes in Grid: what the artist may pick
	Pick    int            `json:"pick"`   // index in Choice
	Sheet   int            `json:"sheet"`  // grows with each fresh sheet of paper
	Away    bool           `json:"away"`   // a leader hid the drawing
}

// seat is what one player did.
type seat struct {
	Tries   []int       `json:"tries,omitempty"` // indexes in Grid
	Right   bool        `json:"right,omitempty"`
	Last    int64       `json:"last,omitempty"`    // Unix ms of the last try
	Results map[int]int `json:"results,omitempty"` // points by round
	drawing
}

// drawing is what an artist has drawn. What is cleared is kept until the next
// stroke, so that undo brings it back.
type drawing struct {
	Strokes map[int]json.RawMessage `json:"strokes,omitempty"`
	Next    int                     `json:"next,omitempty"`
	Cleared bool                    `json:"cleared,omitempty"`
	Size    int                     `json:"size,omitempty"`
}

func (k *sketch) seat(id string) *seat {
	s := k.seats[id]
	if s == nil {
		s = &seat{}
		k.seats[id] = s
	}
	return s
}

func (k *sketch) artist(t *game.Table) string { return k.Artists[t.Round()] }
func (k *sketch) answer() int                 { return k.Choice[k.Pick] }

// Rounds is two turns a Six, at most twelve; settled with the first round.
func (k *sketch) Rounds() int {
	if k.Turns == 0 {
		return maxTurns
	}
	return k.Turns
}

// Deal chooses whose turn it is, and nine pictures of which three are to pick from.
func (k *sketch) Deal(t *game.Table, fresh bool) {
	for id, s := range k.seats {
		s.Tries, s.Right, s.Last, s.drawing = nil, false, 0, drawing{}
		delete(s.Results, t.Round())
		t.Touch(id)
	}
	k.tapped = -1
	if k.Artists == nil {
		k.Artists, k.Sixes = map[int]string{}, map[int]string{}
	}
	if t.Round() == 1 && k.Turns == 0 {
		k.Turns = turns(t)
	}
	delete(k.Artists, t.Round())
	delete(k.Sixes, t.Round())
	k.chooseArtist(t)
	k.Sheet++
	k.Away, k.Pick = false, 0
	if fresh || k.Dealt != t.Round() {
		k.lay(t)
	}
}

func turns(t *game.Table) int {
	seen := map[string]bool{}
	for _, id := range t.Players() {
		seen[t.Player(id).Six] = true
	}
	if len(seen) < 2 {
		return maxTurns / 2
	}
	return min(maxTurns, 2*len(seen))
}

// ready are those who could draw now, sorted: the awake, or if nobody is, all.
func ready(t *game.Table) []string {
	var awake, all []string
	for _, id := range t.Players() {
		if t.Resting(id) {
			continue
		}
		all = append(all, id)
		if t.Awake(id) {
			awake = append(awake, id)
		}
	}
	if len(awake) > 0 {
		return awake
	}
	return all
}

// chooseArtist gives the turn to the Six with the fewest, and in it to who has drawn least.
func (k *sketch) chooseArtist(t *game.Table) {
	drawn, had := map[string]int{}, map[string]int{}
	for round, id := range k.Artists {
		drawn[id]++
		had[k.Sixes[round]]++
	}
	best := ""
	for _, id := range ready(t) {
		if best == "" {
			best = id
			continue
		}
		a, b := t.Player(id).Six, t.Player(best).Six
		switch {
		case had[a] != had[b]:
			if had[a] < had[b] {
				best = id
			}
		case a == b && drawn[id] < drawn[best], a != b && place(a) < place(b):
			best = id
		}
	}
	k.Artists[t.Round()], k.Sixes[t.Round()] = best, t.Player(best).Six
}

func place(six string) int {
	i := slices.Index(game.Sixes[:], six)
	if i < 0 {
		return len(game.Sixes)
	}
	return i
}

// lay draws nine pictures, the first three of which were not to pick from before.
// All three lie in the grid, so the grid says nothing about which is picked.
func (k *sketch) lay(t *game.Table) {
	var pool []word
	for _, s := range sets() {
		if slices.Contains(k.Sets, s.id) {
			pool = append(pool, s.words...)
		}
	}
	t.Rand().Shuffle(len(pool), func(i, j int) { pool[i], pool[j] = pool[j], pool[i] })
	used := func(w word) bool { return slices.Contains(k.Used, w.Name) }
	slices.SortStableFunc(pool, func(a, b word) int { return order(used(a), used(b)) })
	if used(pool[choices-1]) {
		k.Used = nil
	}
	for _, w := range pool[:choices] {
		k.Used = append(k.Used, w.Name)
	}
	rest := pool[choices:]
	t.Rand().Shuffle(len(rest), func(i, j int) { rest[i], rest[j] = rest[j], rest[i] })
	k.Grid, k.Choice = make([]word, pictures), nil
	for from, to := range t.Rand().Perm(pictures) {
		k.Grid[to] = pool[from]
		if from < choices {
			k.Choice = append(k.Choice, to)
		}
	}
	k.Dealt = t.Round()
}

func order(a, b bool) int {
	switch {
	case a == b:
		return 0
	case b:
		return -1
	}
	return 1
}

// Steps are picking, drawing and the reveal.
func (k *sketch) Steps(*game.Table) []game.Step {
	return []game.Step{
		{Phase: game.Ready, Name: "pick", For: pickTime, Moves: true},
		{Phase: game.Play, Name: "draw", For: drawTime},
		{Phase: game.Reveal, For: revealTime, Unscaled: true},
	}
}

// move is what a player sends: exactly one of its members.
type move struct {
	Pick   *int  `json:"pick"`
	Guess  *int  `json:"guess"`
	Stroke *line `json:"stroke"`
	Undo   bool  `json:"undo"`
	Clear  bool  `json:"clear"`
	Pass   bool  `json:"pass"`
}

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

func (m move) members() int {
	n := 0
	for _, there := range []bool{m.Pick != nil, m.Guess != nil, m.Stroke != nil, m.Undo, m.Clear, m.Pass} {
		if there {
			n++
		}
	}
	return n
}

// Move takes a pick, a guess, or what the artist does on the paper.
func (k *sketch) Move(t *game.Table, player string, raw json.RawMessage) error {
	var m move
	if len(raw) > maxMove || game.DecodeStrict(raw, &m) != nil || m.members() != 1 {
		return game.BadMove
	}
	switch {
	case m.Guess != nil:
		return k.guess(t, player, *m.Guess)
	case player != k.artist(t):
		return game.NotNow.With("Another Cub is drawing. Look and guess!")
	case m.Pass:
		k.pass(t)
		t.Touch("")
		return nil
	case m.Pick != nil:
		return k.pick(t, *m.Pick)
	}
	return k.draw(t, player, m)
}

func (k *sketch) pick(t *game.Table, i int) error {
	if i < 0 || i >= choices {
		return game.BadMove
	}
	if t.Phase() != game.Ready {
		return game.NotNow
	}
	k.Pick = i
	t.Touch("")
	t.Advance()
	return nil
}

func (k *sketch) guess(t *game.Table, player string, i int) error {
	if i < 0 || i >= len(k.Grid) {
		return game.BadMove
	}
	if t.Phase() != game.Play || player == k.artist(t) {
		return game.NotNow
	}
	if s := k.seats[player]; s != nil {
		switch {
		case s.Right || len(s.Tries) >= tries:
			return game.NotNow.With("You have had your tries. Enjoy the drawing!")
		case slices.Contains(s.Tries, i):
			return game.BadMove.With("You tried that one. Pick another.")
		case len(s.Tries) > 0 && t.Now().UnixMilli() < s.Last+tryEvery.Milliseconds():
			return game.SlowDown.With("Look a bit longer. Then tap again.")
		}
	}
	s := k.seat(player)
	if len(s.Tries) == 0 && k.tapped >= 0 {
		k.tapped++
	}
	s.Tries = append(s.Tries, i)
	s.Last, s.Right = t.Now().UnixMilli(), i == k.answer()
	return nil
}

func (k *sketch) draw(t *game.Table, player string, m move) error {
	switch {
	case t.Phase() != game.Play:
		return game.NotNow
	case k.Away:
		return game.NotNow.With("Your leader put this drawing away.")
	case m.Stroke == nil:
		k.seat(player).change(m.Clear)
		return nil
	case !m.Stroke.good():
		return game.BadMove
	}
	data, err := json.Marshal(m.Stroke)
	if err != nil {
		return game.BadMove
	}
	if !k.seat(player).add(data) {
		return game.NotNow.With("The paper is full. Undo or clear some.")
	}
	return nil
}

// add puts a stroke on the paper; ok is false where there is no room. Nothing is
// changed then.
func (d *drawing) add(stroke json.RawMessage) (ok bool) {
	size, n := d.Size, len(d.Strokes)
	if d.Cleared {
		size, n = 0, 0
	}
	if size+len(stroke) > maxDrawing || n >= maxStrokes {
		return false
	}
	if d.Cleared || d.Strokes == nil {
		d.Strokes, d.Cleared = map[int]json.RawMessage{}, false
	}
	d.Strokes[d.Next] = stroke
	d.Next++
	d.Size = size + len(stroke)
	return true
}

// change clears the paper, or takes back the last stroke or the clearing.
func (d *drawing) change(clearing bool) {
	switch {
	case clearing:
		d.Cleared = len(d.Strokes) > 0
	case d.Cleared:
		d.Cleared = false
	default:
		last := -1
		for n := range d.Strokes {
			last = max(last, n)
		}
		d.Size -= len(d.Strokes[last])
		delete(d.Strokes, last)
	}
}

func (d *drawing) count() int {
	if d.Cleared {
		return 0
	}
	return len(d.Strokes)
}

// pass gives the turn to the next awake member of the artist's Six, or of any. Who
// has guessed already may not draw, unless everybody has.
func (k *sketch) pass(t *game.Table) {
	old := k.artist(t)
	var next []string
	for _, id := range ready(t) {
		if id != old && t.Awake(id) {
			next = append(next, id)
		}
	}
	if len(next) == 0 {
		return
	}
	k.wipe(t)
	k.Away = false
	rank := func(id string) int {
		n := 0
		if s := k.seats[id]; s != nil && len(s.Tries) > 0 {
			n += 2
		}
		if t.Player(id).Six != k.Sixes[t.Round()] {
			n++
		}
		return n
	}
	// From the old one on, round and round, so that passing reaches everyone.
	slices.SortStableFunc(next, func(a, b string) int {
		if d := rank(a) - rank(b); d != 0 {
			return d
		}
		return order(a > old, b > old) * -1
	})
	k.Artists[t.Round()] = next[0]
	if s := k.seats[next[0]]; s != nil {
		s.Tries, s.Right, s.Last = nil, false, 0
	}
	k.tapped = -1
	t.Touch(old)
	t.Touch(next[0])
}

// wipe takes the drawing out of the record, and so out of the store.
func (k *sketch) wipe(t *game.Table) {
	id := k.artist(t)
	if s := k.seats[id]; s != nil {
		s.drawing = drawing{}
		t.Touch(id)
	}
	k.Sheet++
}

// Do lets a leader hide the drawing or pass the turn on.
func (k *sketch) Do(t *game.Table, do string, raw json.RawMessage) error {
	var m struct {
		Do string `json:"do"`
	}
	if do != doHide && do != doPass || game.DecodeStrict(raw, &m) != nil {
		return game.BadMove
	}
	if !slices.Contains(k.Dos(t), do) {
		return game.NotNow
	}
	if do == doPass {
		k.pass(t)
		return nil
	}
	k.wipe(t)
	k.Away = true
	return nil
}

// Dos offers what a leader may do with the drawing.
func (k *sketch) Dos(t *game.Table) []string {
	switch t.Phase() {
	case game.Ready:
		return []string{doPass}
	case game.Play:
		if k.Away {
			return []string{doPass}
		}
		return []string{doHide, doPass}
	case game.Reveal:
		if !k.Away {
			return []string{doHide}
		}
	}
	return nil
}

// Enter looks for an artist who is there.
func (k *sketch) Enter(t *game.Table) {
	if t.Phase() == game.Play {
		k.goOn(t)
	}
}

// Ring goes on without an artist who did not come back.
func (k *sketch) Ring(t *game.Table) {
	if t.Phase() == game.Ready || t.Phase() == game.Play {
		k.goOn(t)
	}
}

func (k *sketch) goOn(t *game.Table) {
	if a := k.artist(t); !t.Awake(a) && k.drawn(a) < enough {
		k.pass(t)
	}
}

// Changed goes on without an artist who is gone: with the drawing where there is
// enough of one, else with the next.
func (k *sketch) Changed(t *game.Table, player string, c game.Change) {
	if c == game.Left {
		defer delete(k.seats, player)
	}
	k.tapped = -1
	inTurn := t.Phase() == game.Ready || t.Phase() == game.Play
	if !inTurn {
		return
	}
	if a := k.artist(t); a != "" && a != player {
		// After a restart the artist may come back later than the others: it has
		// as long as one who drops.
		if c == game.Woke && !t.Awake(a) {
			t.SetAlarm(dropTime)
		}
		return
	} else if a == "" {
		if c == game.Joined || c == game.Woke {
			k.Artists[t.Round()], k.Sixes[t.Round()] = player, t.Player(player).Six
		}
		return
	}
	switch c {
	case game.Left, game.Rested:
		k.pass(t)
		if k.artist(t) == player && c == game.Left {
			k.wipe(t)
			k.Artists[t.Round()] = ""
		}
	case game.Slept:
		if k.drawn(player) < enough {
			k.pass(t)
		}
	}
}

func (k *sketch) drawn(id string) int {
	if s := k.seats[id]; s != nil {
		return s.count()
	}
	return 0
}

// Answered tells whether a player is done: the artist is never waited for.
func (k *sketch) Answered(t *game.Table, player string) bool {
	s := k.seats[player]
	return player == k.artist(t) || s != nil && (s.Right || len(s.Tries) >= tries)
}

// Points are 3, 2 or 1 by try, and for the artist one for each right guess.
func (k *sketch) Points(t *game.Table) map[string]int {
	points, right := map[string]int{}, 0
	for _, id := range t.Playing() {
		s := k.seats[id]
		if s == nil || !s.Right || id == k.artist(t) {
			continue
		}
		points[id] = tries + 1 - len(s.Tries)
		right++
	}
	for _, id := range t.Playing() {
		if id == k.artist(t) {
			points[id] = min(artistMost, right)
		}
		s := k.seat(id)
		if s.Results == nil {
			s.Results = map[int]int{}
		}
		s.Results[t.Round()] = points[id]
	}
	return points
}

// Spark relays a line while its artist draws it.
func (k *sketch) Spark(t *game.Table, player string, raw json.RawMessage) bool {
	if t.Phase() != game.Play || player != k.artist(t) || k.Away || len(raw) > maxSpark {
		return false
	}
	var m struct {
		Line  *line `json:"line"`
		Sheet int   `json:"sheet"` // the paper that it is on
		Nth   int   `json:"n"`     // which stroke it will be
		From  int   `json:"from"`  // how many points came before
	}
	return game.DecodeStrict(raw, &m) == nil && m.Line != nil && m.Line.good() && m.Sheet == k.Sheet
}

// Save returns what is not one seat's.
func (k *sketch) Save() any { return k.state }

// SaveSeat returns what one player did.
func (k *sketch) SaveSeat(player string) any {
	if s := k.seats[player]; s != nil {
		return s
	}
	return nil
}

// Load puts back what Save and SaveSeat returned.
func (k *sketch) Load(raw json.RawMessage, seats map[string]json.RawMessage) error {
	if err := json.Unmarshal(raw, &k.state); err != nil {
		return fmt.Errorf("reading the sketch: %w", err)
	}
	for id, data := range seats {
		s := &seat{}
		if err := json.Unmarshal(data, s); err != nil {
			return fmt.Errorf("reading the seat %s: %w", id, err)
		}
		k.seats[id] = s
	}
	return nil
}
