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

// hide lays all treasures. The largest come first, so that there is room for each.
func hide(size int, r *rand.Rand) [][]ref {
	all := make([][]ref, len(sizes(size)))
	for i := range all {
		all[i] = place(size, all, i, nil, r)
	}
	return all
}

// place is where one of the treasures may lie, the others lying where they do: a
// straight line of squares that are free and not avoided, apart from the others and
// not where it lay before, where that can be. One that lies where nothing is avoided
// always has a place, if only its own.
func place(size int, all [][]ref, i int, avoid []ref, r *rand.Rand) []ref {
	others := slices.Concat(slices.Delete(slices.Clone(all), i, i+1)...)
	places := lines(size, sizes(size)[i], func(s ref) bool {
		return !slices.Contains(others, s) && !slices.Contains(avoid, s)
	})
	places = preferred(places, func(p []ref) bool { return !slices.Equal(p, all[i]) })
	places = preferred(places, func(p []ref) bool { return !touches(p, others) })
	return places[r.IntN(len(places))]
}

// preferred are the places that are good, or all where none is.
func preferred(places [][]ref, good func([]ref) bool) [][]ref {
	if some := slices.DeleteFunc(slices.Clone(places), func(p []ref) bool { return !good(p) }); len(some) > 0 {
		return some
	}
	return places
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
