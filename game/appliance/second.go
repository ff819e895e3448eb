package appliance

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"time"

	"packnight/storage"
)

// runningFile, beside the store, tells a second start where the first one serves.
// Whoever holds the store's lock owns it.
const runningFile = "running.json"

// running is what the first start tells a second one. It holds no key: who may
// read the leader key finds it in its own file.
type running struct {
	URL string `json:"url"` // of this machine, as this machine reaches it
}

// announce writes the running file, whole or not at all.
func announce(folder, url string) error {
	data, err := json.Marshal(running{URL: url})
	if err != nil {
		return fmt.Errorf("announcing the address: %w", err)
	}
	if err := replaceFile(filepath.Join(folder, runningFile), data); err != nil {
		return fmt.Errorf("announcing the address: %w", err)
	}
	return nil
}

// withdraw removes the running file; a missing one is fine.
func withdraw(folder string) error {
	err := storage.Remove(filepath.Join(folder, runningFile))
	if err != nil && !errors.Is(err, os.ErrNotExist) {
		return fmt.Errorf("removing the old address: %w", err)
	}
	return nil
}

// errNoFirst: somebody holds the store, and no Packnight answers for it.
var errNoFirst = errors.New("no running Packnight answers")

// findFirst returns the URL of the Packnight that holds the store in folder. Two
// double-clicks at the same instant meet here, so it waits, for
// findTime at most, for the first to say where it is and to answer there.
func findFirst(ctx context.Context, folder string) (string, error) {
	ctx, cancel := context.WithTimeout(ctx, findTime)
	defer cancel()
	tick := time.NewTicker(20 * time.Millisecond)
	defer tick.Stop()
	for {
		if url, ok := answering(ctx, folder); ok {
			return url, nil
		}
		select {
		case <-ctx.Done():
			return "", errNoFirst
		case <-tick.C:
		}
	}
}

func answering(ctx context.Context, folder string) (string, bool) {
	data, err := os.ReadFile(filepath.Join(folder, runningFile))
	if err != nil {
		return "", false
	}
	var r running
	if json.Unmarshal(data, &r) != nil {
		return "", false
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, r.URL+"/healthz", nil)
	if err != nil {
		return "", false
	}
	resp, err := (&http.Client{Timeout: time.Second}).Do(req)
	if err != nil {
		return "", false
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(io.LimitReader(resp.Body, 16))
	return r.URL, err == nil && resp.StatusCode == http.StatusOK && string(body) == "ok"
}
