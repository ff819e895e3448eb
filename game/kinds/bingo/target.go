package bingo

import (
	"math"

	"packnight/game"
)

// The common rules ask a pack for six tenths of what its players can gain, in tens.
const (
	targetShare = 0.6
	targetStep  = 10
)

// Most makes the whole pack's target one that it can reach. What a card can give says
// little of it: the calling is over once the first Cub has what is played for, so most
// have less, and the more so the more play. The target is to be what the pack is likely
// to gain, in full tens; what makes it so is spread over the rounds.
func (b *bingo) Most(round int) int { return b.upTo(round) - b.upTo(round-1) }

func (b *bingo) upTo(round int) int {
	tens := math.Floor(float64(b.Cards)*b.likely()/targetStep) * targetStep
	all := math.Floor((tens + targetStep/2 - 1) / (targetShare * b.players()))
	return int(all) * round / b.Cards
}

func (b *bingo) players() float64 { return float64(max(1, b.Pack)) }

// likely is what all together gain with a card on average if nobody misses a tap,
// measured in thousands of games of 2 to 30: one or two have the first line, more have
// two lines when somebody has, and nearly all have some when a card is full.
func (b *bingo) likely() float64 {
	n := b.players()
	switch b.To {
	case toLine:
		return firstLine + 0.4*math.Sqrt(n)
	case toLines:
		return 7.5 * math.Sqrt(n)
	}
	return (9.1 - 0.065*n) * n
}

// count notes how many play, until the first card is dealt and the target stands.
func (b *bingo) count(t *game.Table) {
	if t.Round() > 0 {
		return
	}
	b.Pack = 0
	for _, id := range t.Players() {
		b.Pack += game.Count(!t.Resting(id))
	}
}
