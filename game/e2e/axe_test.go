package e2e

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

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
// is broken with the first element that breaks it.
const violations = `axe.run(document, {runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']}).then(r =>
  r.violations.map(v => v.id + ': ' + v.help + ' at ' + v.nodes[0].target + ' ' + (v.nodes[0].failureSummary || '')).join('\n'))`

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
	p.bring("axe", checker)
	found, err := chromedp.Run(p.ctx, chromedp.Evaluate[string](violations, chromedp.EvalAwaitPromise))
	if err != nil {
		p.t.Errorf("%s, %s: checking: %v", p.name, what, err)
	}
	if found = strings.TrimSpace(found); found != "" {
		p.t.Errorf("%s, %s:\n%s", p.name, what, found)
	}
}
