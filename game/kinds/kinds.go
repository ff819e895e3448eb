// Package kinds is the catalogue: the one list that a new game is added to.
package kinds

import (
	"packnight/game"
	"packnight/game/kinds/bingo"
	"packnight/game/kinds/campfire"
	"packnight/game/kinds/kims"
	"packnight/game/kinds/quiz"
	"packnight/game/kinds/sketch"
	"packnight/game/kinds/treasure"
)

// All returns every kind of game, the campfire first.
func All() []game.Kind {
	return []game.Kind{
		campfire.Kind(),
		quiz.Kind(),
		bingo.Kind(),
		kims.Kind(),
		sketch.Kind(),
		treasure.Kind(),
	}
}
