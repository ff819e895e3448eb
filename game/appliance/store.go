package appliance

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"

	"packnight/game/awake"
	"packnight/game/people"
	"packnight/storage"
)

// storeFile, in the data folder, is the evening.
const storeFile = "packnight.db"

// openStore has a child process look at the file first, puts in its place what can
// be saved where it is damaged, and opens it.
func (a *appliance) openStore(ctx context.Context) error {
	path := filepath.Join(a.Folder, storeFile)
	report, err := storage.Recover(ctx, path, storage.Child{})
	if err != nil {
		return fmt.Errorf("looking at the store: %w", err)
	}
	a.notice = report.Sentence()
	if a.notice != "" {
		a.log.Warn("the store was damaged", "report", a.notice)
	}
	a.store, err = storage.Open(ctx, path, storage.Options{Elapsed: awake.Elapsed(), Built: a.Built, Log: a.log})
	if err != nil {
		return fmt.Errorf("opening the store: %w", err)
	}
	return nil
}

// wipeStale forgets an evening that ended more than a day ago.
func (a *appliance) wipeStale(ctx context.Context, folk *people.People) error {
	if !a.store.Stale() {
		return nil
	}
	err := folk.Wipe(ctx)
	if stale := (people.StaleKeyError{}); errors.As(err, &stale) {
		a.log.Warn("the leader key is the old one", "err", stale.Err)
		return nil
	}
	if err != nil {
		return fmt.Errorf("wiping an old evening: %w", err)
	}
	return nil
}
