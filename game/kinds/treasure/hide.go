package treasure

import (
	"math/rand/v2"
	"slices"
)

// ref is a grid reference of two figures: along, then up, from 1 each. 0 is none.
type ref int

func at(along, up int) ref { return ref(along*10 + up) }

func (r ref) along() int { return int(r) / 10 }
func (r ref) up() int    { return int(r) % 10 }

// on tells whether the square is on a map of that size.
func (r ref) on(size int) bool {
	return r > 0 && r.along() >= 1 && r.along() <= size && r.up() >= 1 && r.up() <= size
}

// next tells whether two squares share an edge.
func (r ref) next(o ref) bool {
	along, up := r.along()-o.along(), r.up()-o.up()
	return along*along+up*up == 1
}

// picture is a treasure's, with its name.
type picture struct {
	Picture string `json:"picture"`
	Name    string `json:"name"`
}

// pictures are the treasures', the largest first.
func pictures() []picture {
	return []picture{{"👑", "crown"}, {"🏆", "cup"}, {"🔔", "bell"}, {"🗝️", "key"}, {"💍", "ring"}}
}

// sizes are the treasures' in squares, in the order of their pictures.
func sizes(grid int) []int {
	if grid < 8 {
		return []int{4, 3, 2, 1, 1}
	}
	return []int{4, 3, 3, 2, 1}
}

// hide lays the treasures that are nil, each in a straight line, on squares that are
// free and not avoided. They keep apart from each other where that can be.
func hide(size int, treasures [][]ref, avoid []ref, r *rand.Rand) [][]ref {
	all := slices.Clone(treasures)
	for i, n := range sizes(size) {
		if all[i] != nil {
			continue
		}
		taken := slices.Concat(append(all, avoid)...)
		places := lines(size, n, func(s ref) bool { return !slices.Contains(taken, s) })
		if apart := slices.DeleteFunc(slices.Clone(places), func(p []ref) bool { return touches(p, slices.Concat(all...)) }); len(apart) > 0 {
			places = apart
		}
		all[i] = places[r.IntN(len(places))]
	}
	return all
}

// lines are all straight lines of n squares that are free.
func lines(size, n int, free func(ref) bool) [][]ref {
	var out [][]ref
	for along := 1; along <= size; along++ {
		for up := 1; up <= size; up++ {
			out = appendLine(out, size, n, at(along, up), at(1, 0), free)
			if n > 1 {
				out = appendLine(out, size, n, at(along, up), at(0, 1), free)
			}
		}
	}
	return out
}

func appendLine(out [][]ref, size, n int, from, step ref, free func(ref) bool) [][]ref {
	line := make([]ref, n)
	for i := range line {
		line[i] = from + ref(i)*step
		if !line[i].on(size) || !free(line[i]) {
			return out
		}
	}
	return append(out, line)
}

func touches(line, others []ref) bool {
	return slices.ContainsFunc(line, func(a ref) bool {
		return slices.ContainsFunc(others, a.next)
	})
}
