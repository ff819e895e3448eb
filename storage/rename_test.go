package storage

import (
	"errors"
	"testing"
	"testing/synctest"
	"time"
)

func TestInsistingOnAFileThatIsInUse(t *testing.T) {
	scanned, gone := errors.New("in use"), errors.New("not there")
	inUse := func(err error) bool { return err == scanned }
	for _, c := range []struct {
		name   string
		errs   []error // of each try; the last one stays
		want   error
		atMost time.Duration
	}{
		{"free", []error{nil}, nil, 0},
		{"free after a while", []error{scanned, scanned, scanned, nil}, nil, 10 * time.Millisecond},
		{"another error", []error{gone}, gone, 0},
		{"another error after a while", []error{scanned, gone}, gone, 10 * time.Millisecond},
		{"never free", []error{scanned}, scanned, 2 * inUseTime},
	} {
		synctest.Test(t, func(t *testing.T) {
			began, tries := time.Now(), 0
			err := insist(inUse, func() error {
				tries++
				return c.errs[min(tries, len(c.errs))-1]
			})
			if err != c.want || tries < len(c.errs) || time.Since(began) > c.atMost {
				t.Errorf("%s: %v after %d tries and %v", c.name, err, tries, time.Since(began))
			}
			if c.want == scanned && time.Since(began) < inUseTime {
				t.Errorf("%s: given up after %v", c.name, time.Since(began))
			}
		})
	}
}
