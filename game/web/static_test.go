package web

import (
	"bytes"
	"compress/gzip"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"testing/fstest"
)

// assets is a web client in little.
func assets() fstest.MapFS {
	page := func(name string) *fstest.MapFile {
		return &fstest.MapFile{Data: []byte(`<!doctype html><link rel="stylesheet" href="/static/css/base.css"><p>` + name)}
	}
	return fstest.MapFS{
		"index.html": page("cub"), "leader.html": page("leader"), "stage.html": page("stage"), "paper.html": page("paper"),
		"privacy.html": page("privacy"), "parents.html": page("parents"),
		"css/base.css": {Data: []byte(strings.Repeat("body { margin: 0 }\n", 100))},
		"app/api.js":   {Data: []byte("export const x = 1;\n")},
		"ui/bell.mp3":  {Data: bytes.Repeat([]byte{1, 2, 3, 4}, 64)},
		"design.md":    {Data: []byte("# For engineers\n")},
	}
}

func get(h http.Handler, path string, headers ...string) *http.Response {
	r := httptest.NewRequest("GET", path, nil)
	r.Host = "localhost"
	for i := 0; i+1 < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w.Result()
}

func bodyOf(t *testing.T, resp *http.Response) string {
	t.Helper()
	data, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

func TestPagesNameStaticFilesByHash(t *testing.T) {
	h := newHall(t).handler
	for path, name := range map[string]string{"/": "cub", "/leader": "leader", "/stage": "stage", "/paper": "paper", "/privacy": "privacy", "/parents": "parents"} {
		resp := get(h, path)
		page := bodyOf(t, resp)
		if resp.StatusCode != 200 || !strings.Contains(page, "<p>"+name) {
			t.Fatalf("GET %s = %d %q", path, resp.StatusCode, page)
		}
		if cc := resp.Header.Get("Cache-Control"); cc != "no-store" {
			t.Errorf("GET %s: Cache-Control %q", path, cc)
		}
		_, rest, _ := strings.Cut(page, `href="`)
		link, _, _ := strings.Cut(rest, `"`)
		if link == "/static/css/base.css" {
			t.Fatalf("GET %s: the link %q has no hash", path, link)
		}
		css := get(h, link)
		if css.StatusCode != 200 || css.Header.Get("Cache-Control") != "public, max-age=31536000, immutable" {
			t.Errorf("GET %s = %d, Cache-Control %q", link, css.StatusCode, css.Header.Get("Cache-Control"))
		}
		if kind := css.Header.Get("Content-Type"); kind != "text/css; charset=utf-8" {
			t.Errorf("GET %s: Content-Type %q", link, kind)
		}
	}
}

func TestAnotherFileIsAnotherHash(t *testing.T) {
	one, err := newStatic(assets())
	if err != nil {
		t.Fatal(err)
	}
	again, err := newStatic(assets())
	if err != nil {
		t.Fatal(err)
	}
	changed := assets()
	changed["app/api.js"] = &fstest.MapFile{Data: []byte("export const x = 2;\n")}
	other, err := newStatic(changed)
	if err != nil {
		t.Fatal(err)
	}
	if one.root != again.root || one.root == other.root {
		t.Errorf("roots %s, %s and, changed, %s", one.root, again.root, other.root)
	}
}

func TestWhatIsWrittenForEngineersIsNotServed(t *testing.T) {
	p := newHall(t)
	for path, want := range map[string]int{"css/base.css": 200, "design.md": 404} {
		if resp := get(p.handler, p.site.static.root+path); resp.StatusCode != want {
			t.Errorf("GET %s = %d, want %d", path, resp.StatusCode, want)
		}
	}
}

func TestAMissingPageIsToldAtTheStart(t *testing.T) {
	a := assets()
	delete(a, "stage.html")
	if _, err := newStatic(a); err == nil || !strings.Contains(err.Error(), "stage.html") {
		t.Errorf("newStatic without stage.html: %v", err)
	}
}

func TestCompressedWhereTheBrowserTakesIt(t *testing.T) {
	p := newHall(t)
	link := p.site.static.root + "css/base.css"
	plain := bodyOf(t, get(p.handler, link))
	for accept, want := range map[string]bool{
		"gzip": true, "br, gzip;q=0.5, *": true, "GZIP": true, "": false, "gzip;q=0": false, "gzip; q=0.0": false, "br": false, "x-gzip-not": false,
	} {
		resp := get(p.handler, link, "Accept-Encoding", accept)
		zipped := resp.Header.Get("Content-Encoding") == "gzip"
		if zipped != want {
			t.Errorf("Accept-Encoding %q: compressed %v, want %v", accept, zipped, want)
		}
		if resp.Header.Get("Vary") != "Accept-Encoding" {
			t.Errorf("Accept-Encoding %q: Vary %q", accept, resp.Header.Get("Vary"))
		}
		if !zipped {
			continue
		}
		z, err := gzip.NewReader(resp.Body)
		if err != nil {
			t.Fatal(err)
		}
		data, err := io.ReadAll(z)
		if err != nil || string(data) != plain {
			t.Errorf("unzipped %d bytes (%v), want the %d of the file", len(data), err, len(plain))
		}
	}
}

func TestWhatDoesNotGrowSmallerStaysPlain(t *testing.T) {
	p := newHall(t)
	resp := get(p.handler, p.site.static.root+"app/api.js", "Accept-Encoding", "gzip")
	if enc := resp.Header.Get("Content-Encoding"); enc != "" {
		t.Errorf("20 bytes came as %s", enc)
	}
	if kind := resp.Header.Get("Content-Type"); kind != "text/javascript; charset=utf-8" {
		t.Errorf("Content-Type %q", kind)
	}
}

func TestSoundsComeInParts(t *testing.T) {
	p := newHall(t)
	resp := get(p.handler, p.site.static.root+"ui/bell.mp3", "Range", "bytes=1-2", "Accept-Encoding", "gzip")
	if got := bodyOf(t, resp); resp.StatusCode != 206 || got != "\x02\x03" {
		t.Errorf("bytes 1-2 = %d %q", resp.StatusCode, got)
	}
}

func TestWithoutTheHashIsSentOn(t *testing.T) {
	p := newHall(t)
	resp := get(p.handler, "/static/app/api.js")
	if resp.StatusCode != 302 || resp.Header.Get("Location") != p.site.static.root+"app/api.js" || resp.Header.Get("Cache-Control") != "no-store" {
		t.Errorf("GET /static/app/api.js = %d to %q, %q", resp.StatusCode, resp.Header.Get("Location"), resp.Header.Get("Cache-Control"))
	}
}

func TestNoFolderIsListedAndTheUnknownIsAPage(t *testing.T) {
	p := newHall(t)
	for _, path := range []string{
		"/static/", p.site.static.root, p.site.static.root + "css", p.site.static.root + "css/", "/static/css/", p.site.static.root + "index.html",
		"/static/0000000000000000/css/base.css", p.site.static.root + "css/none.css", p.site.static.root + "..%2f..%2fgo.mod",
		"/nowhere", "/leader/", "/index.html", "/.git/config",
	} {
		resp := get(p.handler, path)
		page := bodyOf(t, resp)
		if resp.StatusCode != 404 || !strings.HasPrefix(resp.Header.Get("Content-Type"), "text/html") || !strings.Contains(page, "nothing here") {
			t.Errorf("GET %s = %d %s %q", path, resp.StatusCode, resp.Header.Get("Content-Type"), page)
		}
		if strings.Contains(page, "api.js") {
			t.Errorf("GET %s lists a folder: %q", path, page)
		}
	}
}

func TestTheIconIsNeverMissing(t *testing.T) {
	h := newHall(t)
	if resp := get(h.handler, "/favicon.ico"); resp.StatusCode != 204 {
		t.Errorf("without an icon: %d", resp.StatusCode)
	}
	h.site.static.files["icon.svg"] = newFile("icon.svg", []byte("<svg/>"))
	if resp := get(h.handler, "/favicon.ico"); resp.StatusCode != 200 || resp.Header.Get("Content-Type") != "image/svg+xml" {
		t.Errorf("with one: %d %s", resp.StatusCode, resp.Header.Get("Content-Type"))
	}
}
