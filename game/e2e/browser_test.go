package e2e

import (
	"context"
	"encoding/json"
	"fmt"
	"net"
	"os"
	"os/exec"
	"regexp"
	"strings"
	"testing"
	"time"

	pages "github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
)

// host is a name that Chromium is told to find on this machine: unlike localhost it
// is no secure context, just as an address in the hall's Wi-Fi is none.
const host = "packnight.local"

// browser is a running Chromium.
type browser struct {
	t   *testing.T
	ctx context.Context
}

// openBrowser starts Chromium, without the windows of its own where that is installed: it
// takes a third less of the processor. Where there is none, the test fails in CI and is
// skipped on a person's machine.
func openBrowser(t *testing.T, ctx context.Context) *browser {
	t.Helper()
	path := ""
	for _, name := range []string{"chromium-headless-shell", "chromium", "chromium-browser", "google-chrome"} {
		if found, err := exec.LookPath(name); err == nil {
			path = found
			break
		}
	}
	if path == "" {
		if os.Getenv("CI") == "true" {
			t.Fatal("no Chromium on this machine")
		}
		t.Skip("no Chromium on this machine")
	}
	ctx, cancel := chromedp.NewExecAllocator(ctx,
		chromedp.ExecPath(path), chromedp.Headless, chromedp.NoSandbox, chromedp.DisableGPU, chromedp.NoFirstRun,
		chromedp.NoDefaultBrowserCheck, chromedp.UserDataDir(t.TempDir()), chromedp.WSURLReadTimeout(60*time.Second),
		chromedp.Flag("host-resolver-rules", "MAP "+host+" 127.0.0.1"),
		chromedp.Flag("disable-software-rasterizer", true), chromedp.Flag("disable-gpu-rasterization", true),
		chromedp.Flag("disable-background-networking", true), chromedp.Flag("disable-component-update", true),
		chromedp.Flag("disable-sync", true), chromedp.Flag("disable-quic", true), chromedp.Flag("mute-audio", true),
		chromedp.Flag("disable-background-timer-throttling", true), chromedp.Flag("disable-renderer-backgrounding", true),
		chromedp.Flag("disable-backgrounding-occluded-windows", true))
	t.Cleanup(cancel)
	ctx, cancel = chromedp.NewContext(ctx)
	t.Cleanup(cancel)
	if err := chromedp.Do(ctx, chromedp.Navigate("about:blank")); err != nil {
		t.Fatalf("starting Chromium: %v", err)
	}
	return &browser{t: t, ctx: ctx}
}

// page is one window of a person of their own: cookies are shared with no other.
type page struct {
	t    *testing.T
	ctx  context.Context
	name string
	size size
	// careful measures a Cub's way in too.
	careful bool
	// kinds are the kinds of page that were measured with large text and less motion.
	kinds map[string]bool
}

// size is a window.
type size struct{ width, height int64 }

var (
	smallPhone = size{320, 568}
	phone      = size{390, 844}
	tablet     = size{820, 1180}
	console    = size{1280, 800}
	bigScreen  = size{1920, 1080}
)

// open opens url in a window of its own. Errors of the page's scripts fail the test.
func (b *browser) open(name, url string, s size) *page {
	b.t.Helper()
	ctx, cancel := chromedp.NewContext(b.ctx, chromedp.WithNewBrowserContext())
	b.t.Cleanup(cancel)
	p := &page{t: b.t, ctx: ctx, name: name, size: s}
	p.begin(url)
	return p
}

// tab opens url beside a page, as the same person: with the same cookies.
func (p *page) tab(name, url string, s size) *page {
	p.t.Helper()
	ctx, cancel := chromedp.NewContext(p.ctx)
	p.t.Cleanup(cancel)
	other := &page{t: p.t, ctx: ctx, name: name, size: s}
	other.begin(url)
	return other
}

// damped has fires that burn for ever stand still: five windows full of them, drawn
// without a graphics card, take most of a test's time.
const damped = `addEventListener('animationstart', e => {
  for (const a of e.target.getAnimations({subtree: true}))
    if (a.effect && !isFinite(a.effect.getComputedTiming().endTime)) a.pause();
}, true)`

// begin makes a window what it is, and visits url with it.
func (p *page) begin(url string) {
	p.t.Helper()
	if err := chromedp.Do(p.ctx, chromedp.EmulateViewport(p.size.width, p.size.height)); err != nil {
		p.t.Fatalf("%s: opening a window: %v", p.name, err)
	}
	tell(p, pages.AddScriptToEvaluateOnNewDocument, pages.AddScriptToEvaluateOnNewDocumentParams{Source: damped})
	go p.listen()
	p.visit(url)
}

// listen reports what the page's scripts throw.
func (p *page) listen() {
	for m, err := range chromedp.Console(p.ctx) {
		if err != nil {
			return
		}
		if m.IsException() {
			p.t.Errorf("%s: the page threw: %s", p.name, m)
		}
	}
}

func (p *page) visit(url string) {
	p.t.Helper()
	if err := chromedp.Do(p.ctx, chromedp.Navigate(url)); err != nil {
		p.t.Fatalf("%s: opening %s: %v", p.name, url, err)
	}
}

// lookup is JavaScript that finds what a person would tap: the visible, enabled
// control whose label is, or else begins with, or else contains text.
const lookup = `(text => {
  const label = e => (e.getAttribute('aria-label') || e.textContent || e.value || '').replace(/\s+/g, ' ').trim();
  const seen = e => {
    const r = e.getBoundingClientRect(), s = getComputedStyle(e);
    return r.width > 0 && r.height > 0 && s.visibility === 'visible' && !e.disabled && !e.closest('[inert],[hidden]');
  };
  const all = Array.from(document.querySelectorAll('button,a[href],[role=button],label,summary,input[type=submit]')).filter(seen);
  return all.find(e => label(e) === text) || all.find(e => label(e).startsWith(text)) || all.find(e => label(e).includes(text));
})`

// tap taps the control with that label as a finger would, once it is there; again where
// the page has moved it away from under the finger.
func (p *page) tap(text string) {
	p.t.Helper()
	quoted, _ := json.Marshal(text)
	for range 5 {
		p.until(fmt.Sprintf("!!%s(%s)", lookup, quoted), fmt.Sprintf("%q can be tapped", text))
		at, err := chromedp.Run(p.ctx, chromedp.Evaluate[[]float64](fmt.Sprintf(`(() => {
		  const e = %s(%s); e.scrollIntoView({block: 'center'});
		  window.tapped = false;
		  e.addEventListener('click', () => { window.tapped = true; }, {once: true, capture: true});
		  const r = e.getBoundingClientRect(); return [r.left + r.width / 2, r.top + r.height / 2];
		})()`, lookup, quoted)))
		if err == nil {
			err = chromedp.Do(p.ctx, chromedp.MouseClickXY(at[0], at[1]))
		}
		if err != nil && leftThePage.MatchString(err.Error()) {
			continue
		}
		if err != nil {
			p.t.Fatalf("%s: tapping %q: %v", p.name, text, err)
		}
		// A page that has gone to another one has been tapped.
		if missed, err := chromedp.Run(p.ctx, chromedp.Evaluate[bool]("window.tapped === false")); err != nil || !missed {
			return
		}
	}
	p.t.Fatalf("%s: %q moves away from under the finger", p.name, text)
}

// sees waits until the page shows text.
func (p *page) sees(text string) {
	p.t.Helper()
	quoted, _ := json.Marshal(strings.ToLower(text))
	p.until(fmt.Sprintf(`document.body.innerText.replace(/\s+/g, ' ').toLowerCase().includes(%s)`, quoted), fmt.Sprintf("it shows %q", text))
}

// leftThePage is what Chromium says to who asks a page that is just being left for
// another one.
var leftThePage = regexp.MustCompile("Cannot find context|context was destroyed")

// until waits until an expression is true in the page, or in the one that follows it.
func (p *page) until(expression, what string) {
	p.t.Helper()
	var err error
	for again := true; again; again = err != nil && leftThePage.MatchString(err.Error()) {
		_, err = chromedp.Run(p.ctx, chromedp.Poll[bool](expression, chromedp.WithPollingInterval(50*time.Millisecond),
			chromedp.WithPollingTimeout(30*time.Second)))
	}
	if err != nil {
		p.shot("failed-" + p.name)
		text, _ := chromedp.Run(p.ctx, chromedp.Evaluate[string]("document.body.innerText"))
		p.t.Fatalf("%s: waiting until %s: %v\nit shows:\n%s", p.name, what, err, text)
	}
}

// fill types into the input that a CSS selector names.
func (p *page) fill(selector, text string) {
	p.t.Helper()
	if err := chromedp.Do(p.ctx, chromedp.SendKeys(chromedp.CSS(selector), text)); err != nil {
		p.t.Fatalf("%s: typing into %s: %v", p.name, selector, err)
	}
}

// as returns the address under which a phone in the hall would find the program.
func (p *process) as(path string) string {
	_, port, err := net.SplitHostPort(strings.TrimPrefix(p.base, "http://"))
	if err != nil {
		p.t.Fatalf("reading %s: %v", p.base, err)
	}
	return "http://" + host + ":" + port + path
}
