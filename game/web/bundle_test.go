package web

import (
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

const inLittle = `<!doctype html><script type="module" src="/static/cub/main.js"></script>`

// little is a client with a page, a game on it, and a module that both share.
func little() map[string][]byte {
	return map[string][]byte{
		"index.html":  []byte(inLittle),
		"cub/main.js": []byte("import { one as first, two } from '../app/a.js';\nimport {\n  late,\n} from './b.js';\n\nconst act = 1;\nexport class Page {}\nglobalThis.said = [first() + act, two, late];\n"),
		"cub/b.js":    []byte("import { two } from '../app/a.js';\nconst act = 2;\nexport async function late() { return two + act; }\n"),
		"app/a.js":    []byte("const act = 3;\nexport function one() { return act; }\nexport const two = 'two';\nexport {};\n"),
		// A game's page loads what it needs of the page's modules, and what is its own.
		"games/dig/cub.js":   []byte("import { one } from '../../app/a.js';\nimport { say } from './words.js';\nexport const view = say(one());\n"),
		"games/dig/words.js": []byte("export function say(n) { return 'dug ' + n; }\n"),
	}
}

// TestBundleRunsAsItsModulesWould runs a joined page and a joined game in Node.
func TestBundleRunsAsItsModulesWould(t *testing.T) {
	node, err := exec.LookPath("node")
	if err != nil {
		if os.Getenv("CI") == "true" {
			t.Fatal("no Node on this machine")
		}
		t.Skip("no Node on this machine")
	}
	out, err := bundle(little())
	if err != nil {
		t.Fatal(err)
	}
	folder := t.TempDir()
	write := func(name string, data []byte) string {
		file := filepath.Join(folder, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, data, 0o644); err != nil {
			t.Fatal(err)
		}
		return file
	}
	write("package.json", []byte(`{"type":"module"}`))
	for name, code := range out {
		write(name, code)
	}
	run := write("run.js", []byte(`import './cub/main.js';
const game = await import('./games/dig/cub.js');
console.log(said[0], said[1], await said[2](), game.view, Object.keys(game));
`))
	said, err := exec.Command(node, run).CombinedOutput()
	if want := "4 two two2 dug 3 [ 'view' ]\n"; err != nil || string(said) != want {
		t.Fatalf("the page said %q (%v), want %q", said, err, want)
	}
	// A game shares the page's modules: two copies would hold two states.
	if game := string(out["games/dig/cub.js"]); strings.Contains(game, "function one") || !strings.Contains(game, "'../../cub/main.js'") {
		t.Errorf("the game brings the page's module along:\n%s", game)
	}
}

func TestBundleRefusesWhatItCannotJoin(t *testing.T) {
	for name, change := range map[string]string{
		"everything of a module":  "import * as all from '../app/a.js';\n",
		"for the effect":          "import '../app/a.js';\n",
		"a default":               "export default 1;\n",
		"what changes":            "export let n = 1;\n",
		"a list":                  "const a = 1;\nexport { a };\n",
		"no such file":            "import { x } from './none.js';\n",
		"a ring":                  "import { Page } from './main.js';\n",
		"a module later":          "const later = () => import('./b.js');\n",
		"where it is":             "const here = import.meta.url;\n",
		"two statements on a row": "import { one } from '../app/a.js'; one();\n",
	} {
		source := little()
		source["cub/b.js"] = append([]byte(change), source["cub/b.js"]...)
		if out, err := bundle(source); err == nil {
			t.Errorf("%s: was joined to\n%s", name, out["cub/main.js"])
		}
	}
}

func TestStylesAreJoined(t *testing.T) {
	source := map[string][]byte{
		"a/one.css": []byte("@import url('two.css');\nb { top: 0 }\n"),
		"a/two.css": []byte("a { left: 0 }\n"),
		"a/bad.css": []byte("@import url('none.css');\n"),
	}
	got, err := joinStyles(source, "a/one.css")
	if want := "a { left: 0 }\nb { top: 0 }\n"; err != nil || string(got) != want {
		t.Errorf("joined to %q (%v), want %q", got, err, want)
	}
	if _, err := joinStyles(source, "a/bad.css"); err == nil {
		t.Error("a sheet that is not there was joined")
	}
}

// TestClientIsJoined reads the real client: every page is one script, and so is every
// game on it.
func TestClientIsJoined(t *testing.T) {
	all, err := readAll(os.DirFS("../../assets"))
	if err != nil {
		t.Fatal(err)
	}
	var scripts int
	for name, data := range all {
		dir, base := filepath.Split(filepath.FromSlash(name))
		page := base == "main.js" || slices.Contains([]string{"cub.js", "leader.js", "stage.js"}, base) && strings.HasPrefix(filepath.ToSlash(dir), "games/")
		if !page {
			continue
		}
		scripts++
		for line := range strings.Lines(string(data)) {
			if strings.HasPrefix(line, "import ") && !strings.Contains(line, "/main.js'") {
				t.Errorf("%s needs another request: %s", name, line)
			}
		}
	}
	if scripts < 3+3*6 {
		t.Errorf("only %d scripts were looked at", scripts)
	}
}
