package appliance

import (
	"crypto/rand"
	"encoding/base64"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"

	"packnight/storage"
)

// keyFile, beside the store, holds the leader key, readable by its owner alone. A
// person who can read it could read the store as well.
const keyFile = "leader.key"

// keyBytes make a key that nobody guesses: 128 bits.
const keyBytes = 16

// leaderKey is who the leader is: whoever holds it. It is made with the data
// folder, the same over restarts, and new after a meeting ends. Any goroutine may
// use it.
type leaderKey struct {
	path string

	mu  sync.Mutex
	key string
}

// loadKey reads the folder's leader key, or makes one where there is none or what
// is there is no key.
func loadKey(folder string) (*leaderKey, error) {
	k := &leaderKey{path: filepath.Join(folder, keyFile)}
	data, err := os.ReadFile(k.path)
	if err != nil && !errors.Is(err, os.ErrNotExist) {
		return nil, fmt.Errorf("reading the leader key: %w", err)
	}
	k.key = strings.TrimSpace(string(data))
	if raw, err := base64.RawURLEncoding.DecodeString(k.key); err == nil && len(raw) == keyBytes {
		return k, nil
	}
	return k, k.Renew()
}

// Leader returns the key.
func (k *leaderKey) Leader() string {
	k.mu.Lock()
	defer k.mu.Unlock()
	return k.key
}

// Renew makes a new key and stores it before anybody is told: whole or not at all.
func (k *leaderKey) Renew() error {
	raw := make([]byte, keyBytes)
	rand.Read(raw) // never fails
	key := base64.RawURLEncoding.EncodeToString(raw)
	k.mu.Lock()
	defer k.mu.Unlock()
	if err := replaceFile(k.path, []byte(key+"\n")); err != nil {
		return fmt.Errorf("storing the leader key: %w", err)
	}
	k.key = key
	return nil
}

// replaceFile writes a file readable by its owner alone, whole or not at all.
func replaceFile(path string, data []byte) error {
	fresh := path + ".new"
	f, err := os.OpenFile(fresh, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o600)
	if err != nil {
		return fmt.Errorf("creating: %w", err)
	}
	_, err = f.Write(data)
	if err = errors.Join(err, f.Sync(), f.Close()); err != nil {
		return fmt.Errorf("writing: %w", err)
	}
	if err := storage.Rename(fresh, path); err != nil {
		return fmt.Errorf("putting it in place: %w", err)
	}
	return nil
}
