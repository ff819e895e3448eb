package game

// maxAwards is how many kind awards the podium has.
const maxAwards = 3

// FirstAwards keeps the first three awards that somebody has won.
func FirstAwards(candidates ...Award) []Award {
	var out []Award
	for _, a := range candidates {
		if len(a.Players) > 0 && len(out) < maxAwards {
			out = append(out, a)
		}
	}
	return out
}

// MostOf gives the award to the player with most of what is counted, and to all who
// have as much; to nobody where that is nothing.
func MostOf(t *Table, a Award, count func(player string) int) Award {
	most := 0
	a.Players = []string{}
	for _, id := range t.Players() {
		switch n := count(id); {
		case n == 0 || n < most:
		case n > most:
			most, a.Players = n, []string{id}
		default:
			a.Players = append(a.Players, id)
		}
	}
	return a
}

// SumOf adds up what of counts in a player's results, by round; void rounds do not count.
func SumOf[R any](t *Table, results map[int]R, of func(R) int) int {
	n := 0
	for round, r := range results {
		if !t.Voided(round) {
			n += of(r)
		}
	}
	return n
}

// Count is 1 where so, for SumOf.
func Count(so bool) int {
	if so {
		return 1
	}
	return 0
}
