package e2e

import (
	"testing"
	"time"

	"github.com/chromedp/chromedp"
)

// What a Cub's first load may be: children.md N1 asks for 300 KB, and half of that is
// what a phone far from the router loads in a second.
const (
	mostBytes    = 150_000
	mostRequests = 12
)

// weight is what a page has asked for since it was opened: requests, and bytes as they
// came over the air, heads included.
const weight = `(() => {
  const all = performance.getEntriesByType('navigation').concat(performance.getEntriesByType('resource'));
  return {requests: all.length, bytes: all.reduce((sum, e) => sum + e.transferSize, 0), names: all.map(e => e.name + ' ' + e.transferSize)};
})()`

type weighed struct {
	Requests int      `json:"requests"`
	Bytes    int      `json:"bytes"`
	Names    []string `json:"names"`
}

func (p *page) weigh() weighed {
	p.t.Helper()
	w, err := chromedp.Run(p.ctx, chromedp.Evaluate[weighed](weight))
	if err != nil {
		p.t.Fatalf("%s: weighing the page: %v", p.name, err)
	}
	return w
}

// TestPageOfACubIsLight opens the join page for the first time, and again, and goes in.
func TestPageOfACubIsLight(t *testing.T) {
	t.Parallel() // it mostly waits
	ctx := evening(t, 3*time.Minute)
	p := start(t, freeAddress(t), t.TempDir())
	b := openBrowser(t, ctx)
	k := assemble(t, ctx, p, 2)
	url := p.as("/#code=" + k.campfire())
	ben := b.open("phone", url, phone)
	ben.sees("animal")
	first := ben.weigh()
	t.Logf("first load: %d requests, %d bytes: %q", first.Requests, first.Bytes, first.Names)
	if first.Requests > mostRequests || first.Bytes > mostBytes || first.Requests < 4 || first.Bytes < 10_000 {
		t.Errorf("the first load is %d requests and %d bytes", first.Requests, first.Bytes)
	}
	ben = ben.tab("phone", url, phone)
	ben.sees("animal")
	again := ben.weigh()
	t.Logf("second load: %d requests, %d bytes: %q", again.Requests, again.Bytes, again.Names)
	if again.Bytes > first.Bytes/5 {
		t.Errorf("the second load is %d bytes: little is kept", again.Bytes)
	}
	ben.comeIn("Fox", "Ben", "Red")
	ben.sees("at the campfire")
	in := ben.weigh()
	t.Logf("at the campfire: %d requests, %d bytes", in.Requests, in.Bytes)
	if in.Bytes+first.Bytes > mostBytes {
		t.Errorf("up to the campfire it is %d bytes", in.Bytes+first.Bytes)
	}
	p.stop()
}
