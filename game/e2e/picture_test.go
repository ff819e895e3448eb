package e2e

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/chromedp/chromedp"
)

// shot keeps pictures of the page in the folder that PACKNIGHT_PICTURES names: in the
// night as name.png, in daylight as name-day.png. With PACKNIGHT_SIZES=all a Cub's page
// is also shown on the smallest phone and on a tablet, as name-320.png and so on.
func (p *page) shot(name string) {
	p.t.Helper()
	folder := os.Getenv("PACKNIGHT_PICTURES")
	if folder == "" {
		return
	}
	p.themes(filepath.Join(folder, name))
	if os.Getenv("PACKNIGHT_SIZES") != "all" || p.size.width > tablet.width {
		return
	}
	defer p.resize(p.size)
	for _, s := range []size{smallPhone, phone, tablet} {
		if s != p.size {
			p.resize(s)
			p.themes(filepath.Join(folder, fmt.Sprintf("%s-%d", name, s.width)))
		}
	}
}

// largePicture keeps a picture of the page at twice its size, with PACKNIGHT_SIZES=all. A
// picture forgets the browser's size of text, so the page is zoomed: in rem it is the same.
func (p *page) largePicture(what string) {
	p.t.Helper()
	folder := os.Getenv("PACKNIGHT_PICTURES")
	if folder == "" || os.Getenv("PACKNIGHT_SIZES") != "all" {
		return
	}
	zoomed := chromedp.EmulateViewport(p.size.width/2, p.size.height/2, chromedp.EmulateScale(2))
	if err := chromedp.Do(p.ctx, zoomed); err != nil {
		p.t.Errorf("%s: zooming in: %v", p.name, err)
	}
	defer p.resize(p.size)
	test := strings.ToLower(strings.TrimPrefix(p.t.Name(), "TestPages"))
	p.picture(filepath.Join(folder, "large-"+test+"-"+p.name+"-"+what+".png"))
}

// themes takes a picture by night and one by day.
func (p *page) themes(path string) {
	p.t.Helper()
	before := p.theme("night")
	defer p.theme(before)
	p.picture(path + ".png")
	p.theme("day")
	p.picture(path + "-day.png")
}

// theme turns the page to night or day as its own button does, for now and not for
// ever, and returns what it was.
func (p *page) theme(to string) string {
	p.t.Helper()
	was, err := chromedp.Run(p.ctx, chromedp.Evaluate[string](fmt.Sprintf(`(root => {
	  const was = root.getAttribute('data-theme') || 'night';
	  root.setAttribute('data-theme', %q);
	  return was;
	})(document.documentElement)`, to)))
	if err != nil {
		p.t.Errorf("%s: turning it to %s: %v", p.name, to, err)
	}
	return was
}

func (p *page) resize(s size) {
	p.t.Helper()
	if err := chromedp.Do(p.ctx, chromedp.EmulateViewport(s.width, s.height)); err != nil {
		p.t.Errorf("%s: making it %d wide: %v", p.name, s.width, err)
	}
}

// rest has everything come to rest: what fades in has no contrast yet, and what is being
// unveiled can't be read.
func (p *page) rest() {
	p.t.Helper()
	_, err := chromedp.Run(p.ctx, chromedp.Evaluate[int](`document.getAnimations().filter(a => a.effect).map(a =>
	  isFinite(a.effect.getComputedTiming().endTime) ? a.finish() : a.pause()).length`))
	if err != nil {
		p.t.Errorf("%s: bringing it to rest: %v", p.name, err)
	}
}

// picture writes what the page looks like now.
func (p *page) picture(path string) {
	p.t.Helper()
	p.rest()
	data, err := chromedp.Run(p.ctx, chromedp.FullScreenshot(100))
	if err == nil {
		err = os.WriteFile(path, data, 0o644)
	}
	if err != nil {
		p.t.Errorf("%s: taking a picture: %v", p.name, err)
	}
}
