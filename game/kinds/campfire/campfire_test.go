package campfire_test

import (
	"testing"

	"packnight/game/kinds/campfire"
	"packnight/game/kindtest"
)

func TestConformance(t *testing.T) {
	kindtest.Run(t, kindtest.Subject{
		Kind:   campfire.Kind(),
		Moves:  []string{`{"wave":"p1"}`},
		Sparks: []string{`{"type":"spark","wave":"p1"}`, `{"type":"spark","wave":"nobody"}`},
	})
}
