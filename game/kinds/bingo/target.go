package bingo

import "math"

// aimShare of what a pack gains on average is reached more often than not.
const aimShare = 0.95

// Aim goes by what all together gain if nobody misses a tap, in full fives. What a card
// can give says little of it: the calling is over once the first Cub has what is played
// for, so most have less, and the more so the more play.
func (b *bingo) Aim(players int) int {
	return max(1, int(aimShare*float64(b.Cards)*b.likely(float64(players))/firstLine)) * firstLine
}

// likely is what n players gain with a card on average, measured in thousands of games
// of 2 to 30: one or two have the first line, more have two lines when somebody has,
// and nearly all have some when a card is full.
func (b *bingo) likely(n float64) float64 {
	switch b.To {
	case toLine:
		return firstLine + 0.4*math.Sqrt(n)
	case toLines:
		return 7.5 * math.Sqrt(n)
	}
	return (9.1 - 0.065*n) * n
}
