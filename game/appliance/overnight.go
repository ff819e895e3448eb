package appliance

import (
	"context"
	"time"

	"packnight/game"
	"packnight/game/people"
	"packnight/game/web"
)

// overTime is how often it is looked whether the evening has ended by itself: who opens a
// laptop a week later finds a campfire before the page is there.
const overTime = 5 * time.Second

// overnight ends an evening to which nobody came back for a day, until ctx ends: a Pi is
// never switched off, and a laptop may sleep for a week.
func (a *appliance) overnight(ctx context.Context, folk *people.People, catalogue []game.Kind) {
	tick := time.NewTicker(overTime)
	defer tick.Stop()
	said := ""
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
		err := web.EndOver(ctx, folk, a.rooms, catalogue, a.log)
		if err != nil && ctx.Err() == nil && err.Error() != said {
			said = err.Error()
			a.log.Warn("the old evening could not be ended", "err", err)
		}
	}
}
