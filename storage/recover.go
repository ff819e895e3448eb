package storage

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"
)

// Outcome is what Recover found or did.
type Outcome uint8

// The outcomes of Recover.
const (
	Sound    Outcome = iota // the file is sound, or there is none and never was
	Salvaged                // what could be read of a damaged file was saved
	Restored                // the newest sound backup took its place
	Fresh                   // nothing could be saved: the store begins anew
)

// Report tells what Recover did.
type Report struct {
	Outcome Outcome
	Names   int       // how many keys and sets were saved, where Salvaged
	Copied  time.Time // when the backup was made, where Restored
	Aside   string    // where the damaged file is kept; "" where there is none
	Cause   error     // what was wrong with it
}

// Sentence tells a leader what happened, "" where nothing did.
func (r Report) Sentence() string {
	kept := "."
	if r.Aside != "" {
		kept = fmt.Sprintf("; the damaged file is kept as %s.", filepath.Base(r.Aside))
	}
	switch r.Outcome {
	case Salvaged:
		return "The file with tonight's evening was damaged. Packnight saved all of it that could still be read" + kept
	case Restored:
		return fmt.Sprintf("The file with tonight's evening was damaged. Packnight goes on from its copy of %s%s",
			r.Copied.Local().Format("15:04 on 2 January"), kept)
	case Fresh:
		return "The file with tonight's evening was damaged and nothing in it could be read, so Packnight starts afresh" + kept
	}
	return ""
}

// recoverBudget is the most that all looking and saving may take, so that the
// program listens within three seconds of its start.
const recoverBudget = 1800 * time.Millisecond

// Recover makes sure that Open can open the file at path: it has the examiner look
// at it, and if it is damaged, keeps it aside under a dated name and puts in its
// place what could be salvaged, else the newest sound backup, else nothing. Call it
// before Open. Its own errors wrap ErrLocked, ErrReadOnly or ErrFull where they
// amount to that; the file is where it was then.
func Recover(ctx context.Context, path string, by Examiner) (r Report, err error) {
	lock, err := lockFile(ctx, path)
	if err != nil {
		return r, fmt.Errorf("looking at the store: %w", err)
	}
	defer func() { err = errors.Join(err, lock.Close()) }()
	short, cancel := context.WithTimeout(ctx, recoverBudget)
	defer cancel()
	rescue := rescue{path: path, by: by}
	r, err = rescue.run(short)
	if ctx.Err() != nil {
		return r, context.Cause(ctx)
	}
	return r, err
}

// rescue is one Recover; the store's lock is held.
type rescue struct {
	path string
	by   Examiner
}

func (s rescue) run(ctx context.Context) (Report, error) {
	_, err := os.Stat(s.path)
	switch {
	case errors.Is(err, os.ErrNotExist):
		return s.missing(ctx)
	case err != nil:
		return Report{}, told("looking at the store", err)
	}
	cause := s.by.Inspect(ctx, s.path)
	if cause == nil {
		return Report{}, nil
	}
	if !damage(cause) {
		return Report{}, cause
	}
	if r, err := s.salvage(ctx, cause); !damage(err) {
		return r, err
	}
	if r, err := s.restore(ctx, cause); !damage(err) {
		return r, err
	}
	aside, err := s.setAside()
	return Report{Outcome: Fresh, Aside: aside, Cause: cause}, err
}

// damage tells an error that a file causes from one that its surroundings cause.
func damage(err error) bool { return errors.Is(err, ErrDamaged) }

// missing looks for what could take the place of a file that is gone: nothing of
// Packnight's removes it alone. A crash of an earlier Recover, after it had set the
// damaged file aside, leaves what it had saved.
func (s rescue) missing(ctx context.Context) (Report, error) {
	cause := fmt.Errorf("%w: it is gone", ErrDamaged)
	kept, err := asides(s.path)
	if err != nil {
		return Report{}, err
	}
	next := s.path + newSuffix
	if len(kept) > 0 && exists(next) && s.by.Inspect(ctx, next) == nil {
		_, err := s.replace(next)
		return Report{Outcome: Salvaged, Aside: kept[len(kept)-1], Cause: cause}, err
	}
	r, err := s.restore(ctx, cause)
	if damage(err) {
		return Report{}, nil
	}
	return r, err
}

// salvage saves what can be read; an error of damage if that is nothing.
func (s rescue) salvage(ctx context.Context, cause error) (Report, error) {
	next := s.path + newSuffix
	n, err := s.by.Salvage(ctx, s.path, next)
	if err == nil && n == 0 {
		err = fmt.Errorf("nothing was saved: %w", ErrDamaged)
	}
	if err == nil {
		err = s.by.Inspect(ctx, next)
	}
	if err != nil {
		return Report{}, errors.Join(err, remove(next))
	}
	aside, err := s.replace(next)
	return Report{Outcome: Salvaged, Names: n, Aside: aside, Cause: cause}, err
}

// restore takes the newest backup that is sound; an error of damage if none is.
func (s rescue) restore(ctx context.Context, cause error) (Report, error) {
	for _, backup := range []string{s.path + backupSuffix, s.path + olderSuffix} {
		info, err := os.Stat(backup)
		if err != nil || s.by.Inspect(ctx, backup) != nil {
			continue
		}
		next := s.path + newSuffix
		if err := copyFile(backup, next); err != nil {
			return Report{}, errors.Join(told("restoring the backup", err), remove(next))
		}
		aside, err := s.replace(next)
		return Report{Outcome: Restored, Copied: info.ModTime(), Aside: aside, Cause: cause}, err
	}
	return Report{}, fmt.Errorf("no sound backup: %w", ErrDamaged)
}

// replace keeps the damaged file aside and puts next in its place.
func (s rescue) replace(next string) (aside string, err error) {
	if aside, err = s.setAside(); err != nil {
		return "", errors.Join(err, remove(next))
	}
	if err := Rename(next, s.path); err != nil {
		return aside, told("replacing the damaged file", err)
	}
	return aside, syncFolder(filepath.Dir(s.path))
}

// setAside renames the damaged file, if there is one, to a dated name that is free.
func (s rescue) setAside() (aside string, err error) {
	stem := s.path + asideInfix + time.Now().Format("2006-01-02-150405")
	aside = stem
	for n := 2; exists(aside); n++ {
		aside = fmt.Sprintf("%s-%d", stem, n)
	}
	err = Rename(s.path, aside)
	if errors.Is(err, os.ErrNotExist) {
		return "", nil
	}
	return aside, told("keeping the damaged file aside", err)
}

func exists(path string) bool {
	_, err := os.Lstat(path)
	return !errors.Is(err, os.ErrNotExist)
}

// copyFile copies a file and waits until the copy is on disk.
func copyFile(from, to string) error {
	data, err := os.ReadFile(from)
	if err != nil {
		return err
	}
	return writeSynced(to, data)
}
