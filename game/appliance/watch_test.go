package appliance

import (
	"context"
	"slices"
	"sync"
	"testing"
	"testing/synctest"
	"time"
)

// TestChangeOfAddressIsNoticed moves a laptop from one Wi-Fi to another, unplugs it and
// comes back, in a bubble's time.
func TestChangeOfAddressIsNoticed(t *testing.T) {
	lists := map[string][]candidate{
		"home": adapters(t, "wlan0 = 192.168.1.5 default"), "hall": adapters(t, "wlan0 = 10.0.0.7 default"), "none": nil,
		"hall on the cable": adapters(t, "wlan0 = 10.0.0.7"),
	}
	synctest.Test(t, func(t *testing.T) {
		var mu sync.Mutex
		here, told, at := "home", "nothing", time.Time{}
		ctx, cancel := context.WithCancel(t.Context())
		var done sync.WaitGroup
		done.Go(func() {
			watch(ctx, watchTime, func() []candidate {
				mu.Lock()
				defer mu.Unlock()
				return lists[here]
			}, func(now []candidate) {
				mu.Lock()
				defer mu.Unlock()
				told, at = here, time.Now()
				if len(now) != len(lists[here]) {
					t.Errorf("at %s it was told %v", here, now)
				}
			})
		})
		synctest.Wait()
		for _, next := range []string{"home", "hall", "hall", "none", "none", "hall", "hall on the cable", "home"} {
			mu.Lock()
			changed := next != here
			moved := time.Now()
			here = next
			mu.Unlock()
			time.Sleep(3 * time.Second)
			synctest.Wait()
			mu.Lock()
			if told != next || changed && at.Sub(moved) > 2*time.Second {
				t.Errorf("at %s it was told of %s, %v after moving", next, told, at.Sub(moved))
			}
			if !changed && at.After(moved) {
				t.Errorf("at %s it was told though nothing has changed", next)
			}
			mu.Unlock()
		}
		cancel()
		done.Wait()
	})
}

func TestAddressesThatComeAndGoAreNoChange(t *testing.T) {
	before := adapters(t, "wlan0 = 192.168.1.5 default\nwlan0 = fd00::1")
	after := adapters(t, "wlan0 = 192.168.1.5 default\nwlan0 = fd00::2")
	if !slices.EqualFunc(steady(before), steady(after), sameCandidate) {
		t.Error("another IPv6 address beside the same IPv4 one is a change")
	}
	alone := adapters(t, "wlan0 = fd00::1")
	if slices.EqualFunc(steady(alone), steady(after), sameCandidate) || len(steady(alone)) != 1 {
		t.Error("without IPv4 the IPv6 address does not count")
	}
}
