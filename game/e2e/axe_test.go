package e2e

import (
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
)

// axe returns the accessibility checker, which CI installs for the tests alone; ""
// on a machine without it.
func axe(t *testing.T) string {
	t.Helper()
	source, err := os.ReadFile(filepath.Join("..", "..", ".ci", "node_modules", "axe-core", "axe.min.js"))
	if err != nil {
		if os.Getenv("CI") == "true" {
			t.Fatalf("no axe-core: %v", err)
		}
		return ""
	}
	return string(source)
}

// violations runs the checker over the page as it is now, and lists each rule that
// is broken with the first element that breaks it. What fades in has no contrast yet, and
// something may begin to whenever the page is drawn again: all is at its end meanwhile.
const violations = `(() => {
  const ended = new CSSStyleSheet();
  ended.replaceSync('*, ::before, ::after {' +
    'animation-duration: 0s !important; animation-delay: 0s !important; transition: none !important }');
  document.adoptedStyleSheets = [ended];
  return axe.run(document, {runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']})
    .finally(() => document.adoptedStyleSheets = [])
    .then(r => r.violations.map(v =>
      v.id + ': ' + v.help + ' at ' + v.nodes[0].target + ' ' + (v.nodes[0].failureSummary || '')).join('\n'));
})()`

// accessible fails the test where the page breaks a rule of WCAG 2.2 AA that can be
// checked by a program, or one of ours that can be measured. The rules of WCAG take long,
// and are about what is on a page, not about its words: they are checked once for each
// kind of page.
func (p *page) accessible(checker, what string) {
	p.t.Helper()
	p.rest()
	if !p.measured(what) || checker == "" {
		return
	}
	if found := p.violations(checker); found != "" {
		p.t.Errorf("%s, %s:\n%s", p.name, what, found)
	}
}

// violations brings the checker in and returns what it finds, a line or more each; "" if nothing.
func (p *page) violations(checker string) string {
	p.t.Helper()
	p.bring("axe", checker)
	found, err := chromedp.Run(p.ctx, chromedp.Evaluate[string](violations, chromedp.EvalAwaitPromise))
	if err != nil {
		p.t.Errorf("%s: checking: %v", p.name, err)
	}
	return strings.TrimSpace(found)
}

// TestTheCheckerJudgesWhatFadesInByItsEnd shows that it finds what is hard to read, and
// takes nothing for it that is only on its way.
func TestTheCheckerJudgesWhatFadesInByItsEnd(t *testing.T) {
	checker := axe(t)
	if checker == "" {
		t.Skip("no axe-core on this machine")
	}
	b := openBrowser(t, evening(t, time.Minute))
	for colour, want := range map[string]bool{"#222": false, "#ddd": true} {
		p := b.open("page", "data:text/html,"+url.PathEscape(`<!doctype html><html lang="en"><title>A page</title><style>
			@keyframes in { from { opacity: 0 } }
			p { animation: in 90s both; color: `+colour+`; background: #fff }</style>
			<main><h1>A page</h1><p>Here it comes.</p></main>`), phone)
		found := p.violations(checker)
		if strings.Contains(found, "color-contrast") != want || !want && found != "" {
			t.Errorf("%s on white: found %q", colour, found)
		}
	}
}
