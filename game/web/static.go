package web

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"hash/crc64"
	"html"
	"io/fs"
	"maps"
	"net/http"
	"path"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"
)

// staticRoot is how pages name static files; the hash of all of them is put behind
// it, so that a file may be kept for ever and a new program brings new names.
const staticRoot = "/static/"

// pages are the HTML files and where they are. Everything else in the assets is a
// static file.
var pages = map[string]string{
	"/{$}": "index.html", "/leader": "leader.html", "/stage": "stage.html",
	"/paper": "paper.html", "/privacy": "privacy.html", "/parents": "parents.html",
}

// types are the content types by extension: mime's own depend on the machine, and
// some a Windows registry gives .js would not be run.
var types = map[string]string{
	".css": "text/css; charset=utf-8", ".html": "text/html; charset=utf-8", ".js": "text/javascript; charset=utf-8",
	".json": "application/json", ".svg": "image/svg+xml", ".txt": "text/plain; charset=utf-8",
	".webmanifest": "application/manifest+json", ".ico": "image/x-icon", ".jpg": "image/jpeg", ".png": "image/png",
	".webp": "image/webp", ".mp3": "audio/mpeg", ".ogg": "audio/ogg", ".wav": "audio/wav", ".woff2": "font/woff2",
}

// file is one static file or page, never changed.
type file struct {
	kind   string
	data   []byte
	zipped func() []byte // compressed when first asked for; nil where it would not help
}

// static is the web client as it is served. Fixed when made.
type static struct {
	root  string           // staticRoot with the hash: "/static/0123456789abcdef/"
	files map[string]*file // by path below root
	pages map[string]*file // by pattern
}

// newStatic reads the assets. It compresses nothing: the first page waits for this.
func newStatic(assets fs.FS) (*static, error) {
	s := &static{files: map[string]*file{}, pages: map[string]*file{}}
	all, err := readAll(assets)
	if err != nil {
		return nil, fmt.Errorf("reading the assets: %w", err)
	}
	s.root = staticRoot + hashOf(all) + "/"
	for pattern, name := range pages {
		data, ok := all[name]
		if !ok {
			return nil, fmt.Errorf("reading the assets: no %s", name)
		}
		s.pages[pattern] = newFile(name, bytes.ReplaceAll(data, []byte(staticRoot), []byte(s.root)))
		delete(all, name)
	}
	for name, data := range all {
		s.files[name] = newFile(name, data)
	}
	return s, nil
}

// readAll returns every file of the client as it is served, scripts and styles joined.
func readAll(assets fs.FS) (map[string][]byte, error) {
	source := map[string][]byte{}
	err := fs.WalkDir(assets, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || path.Ext(name) == ".md" { // for engineers, not for browsers
			return err
		}
		source[name], err = fs.ReadFile(assets, name)
		return err
	})
	if err != nil {
		return nil, err
	}
	all := maps.Clone(source)
	scripts, err := bundle(source)
	maps.Copy(all, scripts)
	for name := range source {
		if err == nil && path.Ext(name) == ".css" {
			all[name], err = joinStyles(source, name)
		}
	}
	return all, err
}

// hashOf is another one wherever a byte of a file is.
func hashOf(all map[string][]byte) string {
	sum := crc64.New(crc64.MakeTable(crc64.ECMA))
	for _, name := range slices.Sorted(maps.Keys(all)) {
		fmt.Fprintf(sum, "%d %s %d ", len(name), name, len(all[name]))
		sum.Write(all[name])
	}
	return fmt.Sprintf("%016x", sum.Sum64())
}

func newFile(name string, data []byte) *file {
	f := &file{kind: types[path.Ext(name)], data: data}
	if f.kind == "" {
		f.kind = "application/octet-stream"
	}
	if compressible(f.kind) {
		f.zipped = sync.OnceValue(func() []byte { return zip(data) })
	}
	return f
}

func compressible(kind string) bool {
	return strings.HasPrefix(kind, "text/") || strings.Contains(kind, "json") || kind == "image/svg+xml"
}

func zip(data []byte) []byte {
	var b bytes.Buffer
	z, err := gzip.NewWriterLevel(&b, gzip.BestCompression)
	if err != nil {
		return nil // never: the level is one of gzip's own
	}
	z.Write(data) // a bytes.Buffer takes everything
	z.Close()
	return b.Bytes()
}

// serve writes the file, compressed where the browser takes that.
func (f *file) serve(w http.ResponseWriter, r *http.Request) {
	h := w.Header()
	h.Set("Content-Type", f.kind)
	if f.zipped == nil {
		f.plain(w, r)
		return
	}
	h.Add("Vary", "Accept-Encoding")
	z := f.zippedFor(r)
	if z == nil {
		f.plain(w, r)
		return
	}
	h.Set("Content-Encoding", "gzip")
	h.Set("Content-Length", strconv.Itoa(len(z)))
	if r.Method != http.MethodHead {
		w.Write(z)
	}
}

// plain serves parts too: Safari plays no sound without.
func (f *file) plain(w http.ResponseWriter, r *http.Request) {
	http.ServeContent(w, r, "", time.Time{}, bytes.NewReader(f.data))
}

func (f *file) zippedFor(r *http.Request) []byte {
	if r.Header.Get("Range") != "" || !takesGzip(r.Header.Get("Accept-Encoding")) {
		return nil
	}
	if z := f.zipped(); len(z) < len(f.data) {
		return z
	}
	return nil
}

func takesGzip(accept string) bool {
	for part := range strings.SplitSeq(accept, ",") {
		name, quality, _ := strings.Cut(part, ";")
		if strings.EqualFold(strings.TrimSpace(name), "gzip") {
			q, isQ := strings.CutPrefix(strings.TrimSpace(quality), "q=")
			return !isQ || strings.Trim(q, "0.") != ""
		}
	}
	return false
}

// handleStatic serves what is below staticRoot: a file under the hash for ever; one
// asked for without the hash is sent there, whatever the program's version.
func (s *site) handleStatic(w http.ResponseWriter, r *http.Request) {
	if f, ok := s.static.files[strings.TrimPrefix(r.URL.Path, s.static.root)]; ok {
		w.Header().Set("Cache-Control", "public, max-age=31536000, immutable")
		f.serve(w, r)
		return
	}
	name := strings.TrimPrefix(r.URL.Path, staticRoot)
	if _, ok := s.static.files[name]; ok {
		http.Redirect(w, r, s.static.root+name, http.StatusFound)
		return
	}
	s.fail(w, r, errNotFound)
}

// handleIcon answers browsers that ask for an icon which no page names: a refusal
// would only be one more red line for whoever looks for a real one.
func (s *site) handleIcon(w http.ResponseWriter, r *http.Request) {
	if f, ok := s.static.files["icon.svg"]; ok {
		f.serve(w, r)
		return
	}
	w.WriteHeader(http.StatusNoContent)
}

// writePage tells a person what went wrong, in words and with a way back.
func (s *static) writePage(w http.ResponseWriter, f fault) {
	const page = `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Packnight</title>%s</head>
<body><main><h1>%s</h1>%s</main></body></html>
`
	style := fmt.Sprintf(`<link rel="stylesheet" href="%scss/base.css">`, s.root)
	back := `<p><a href="/">Back to the campfire</a></p>`
	if f.status == http.StatusMisdirectedRequest {
		style, back = "", "" // both would only lead here again
	}
	w.Header().Set("Content-Type", types[".html"])
	w.WriteHeader(f.status)
	fmt.Fprintf(w, page, style, html.EscapeString(f.message), back)
}
