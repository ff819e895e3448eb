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
