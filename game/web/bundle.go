package web

import (
	"bytes"
	"fmt"
	"maps"
	"path"
	"regexp"
	"slices"
	"strings"
)

// A page is one script, whatever it is made of: a phone at the far end of the hall pays
// for each request, and for each import that it learns of only when the one before it
// has come. So the modules of a page are joined when the program starts, in the order
// in which the browser would run them. Each becomes a function that is called once, so
// that their names never meet, and gives what it exports.
//
// What is read is the language as prettier writes it: imports and exports at the
// beginning of a line, by name. Anything else is refused, and a test reads them all.

var (
	moduleScript = regexp.MustCompile(`<script type="module" src="` + staticRoot + `([^"]+)"`)
	importLine   = regexp.MustCompile(`^import \{([^}]*)\} from '([^']+)';\n$`)
	exportLine   = regexp.MustCompile(`^export ((?:async )?function|class|const) (\w+)`)
	importSheet  = regexp.MustCompile(`^@import url\('([^']+)'\);\n`)
)

// module is one file of the client's source.
type module struct {
	imports []string // paths, in their order
	exports []string
	code    string // as the body of a function
}

// bundler joins the modules of a client. For one goroutine.
type bundler struct {
	source  map[string][]byte
	modules map[string]*module
}

// bundle returns the scripts of the pages, each under the name of its first module, and
// those of the games, which take from their page's script what that has.
func bundle(source map[string][]byte) (map[string][]byte, error) {
	b := &bundler{source: source, modules: map[string]*module{}}
	out := map[string][]byte{}
	for _, name := range slices.Sorted(maps.Keys(source)) {
		found := moduleScript.FindSubmatch(source[name])
		if path.Ext(name) != ".html" || found == nil {
			continue
		}
		main := string(found[1])
		if err := b.page(main, out); err != nil {
			return nil, fmt.Errorf("joining the scripts of %s: %w", name, err)
		}
	}
	return out, nil
}

// page makes the script of a page and of every game on it.
func (b *bundler) page(main string, out map[string][]byte) error {
	own, err := b.order(main, nil)
	if err != nil {
		return err
	}
	var code strings.Builder
	code.Grow(200_000)
	b.write(&code, own)
	fmt.Fprintf(&code, "export { %s };\n", strings.Join(names(own), ", "))
	out[main] = []byte(code.String())
	for name := range b.source {
		if ok, _ := path.Match("games/*/"+path.Dir(main)+".js", name); ok {
			if out[name], err = b.game(name, main, own); err != nil {
				return err
			}
		}
	}
	return nil
}

// game makes the script of a game on the page whose script main is.
func (b *bundler) game(name, main string, has []string) ([]byte, error) {
	needs, err := b.order(name, has)
	if err != nil {
		return nil, err
	}
	var taken []string
	for _, one := range needs {
		for _, from := range b.modules[one].imports {
			if slices.Contains(has, from) && !slices.Contains(taken, from) {
				taken = append(taken, from)
			}
		}
	}
	var code strings.Builder
	if len(taken) > 0 {
		fmt.Fprintf(&code, "import { %s } from '../../%s';\n", strings.Join(names(taken), ", "), main)
	}
	b.write(&code, needs)
	for _, one := range b.modules[name].exports {
		fmt.Fprintf(&code, "export const %s = %s.%[1]s;\n", one, variable(name))
	}
	return []byte(code.String()), nil
}

// order returns the modules that name needs and has not, itself last: each after those
// that it imports, as a browser runs them.
func (b *bundler) order(name string, has []string) ([]string, error) {
	var done, open []string
	var visit func(string) error
	visit = func(name string) error {
		switch {
		case slices.Contains(done, name), slices.Contains(has, name):
			return nil
		case slices.Contains(open, name):
			return fmt.Errorf("modules import each other in a ring: %s, %s", strings.Join(open, ", "), name)
		}
		m, err := b.module(name)
		if err != nil {
			return err
		}
		open = append(open, name)
		for _, from := range m.imports {
			if err := visit(from); err != nil {
				return err
			}
		}
		open = open[:len(open)-1]
		done = append(done, name)
		return nil
	}
	return done, visit(name)
}

// module reads one, if it has not been read.
func (b *bundler) module(name string) (*module, error) {
	if m := b.modules[name]; m != nil {
		return m, nil
	}
	source, ok := b.source[name]
	if !ok {
		return nil, fmt.Errorf("no module %s", name)
	}
	m, err := parse(name, string(source))
	if err != nil {
		return nil, err
	}
	b.modules[name] = m
	return m, nil
}

// parse turns a module's source into the body of a function.
func parse(name, source string) (*module, error) {
	m := &module{}
	var code strings.Builder
	code.Grow(len(source))
	for source != "" {
		plain := source[:next(source)]
		if elsewhere(plain) {
			return nil, fmt.Errorf("%s asks where it is", name)
		}
		code.WriteString(plain)
		source = source[len(plain):]
		line := statement(source)
		source = source[len(line):]
		switch {
		case strings.HasPrefix(line, "import"):
			found := importLine.FindStringSubmatch(line)
			if found == nil {
				return nil, fmt.Errorf("%s has what can't be joined: %s", name, line)
			}
			from := path.Join(path.Dir(name), found[2])
			m.imports = append(m.imports, from)
			fmt.Fprintf(&code, "const {%s} = %s;\n", strings.ReplaceAll(found[1], " as ", ": "), variable(from))
		case line == "export {};\n":
		case strings.HasPrefix(line, "export"):
			found := exportLine.FindStringSubmatch(line)
			if found == nil {
				return nil, fmt.Errorf("%s has what can't be joined: %s", name, line)
			}
			m.exports = append(m.exports, found[2])
			code.WriteString(strings.TrimPrefix(line, "export "))
		}
	}
	fmt.Fprintf(&code, "\nreturn { %s };\n", strings.Join(m.exports, ", "))
	m.code = code.String()
	return m, nil
}

// next is where the next import or export begins: at the beginning of a line.
func next(source string) int {
	at := len(source)
	for _, word := range []string{"import", "export"} {
		if strings.HasPrefix(source, word) {
			return 0
		}
		if i := strings.Index(source[:at], "\n"+word); i >= 0 {
			at = i + 1
		}
	}
	return at
}

// statement is the first line, or all of an import that goes over several.
func statement(source string) string {
	end := "\n"
	if strings.HasPrefix(source, "import {") {
		end = ";\n"
	}
	line, _, found := strings.Cut(source, end)
	if !found {
		return source
	}
	return line + end
}

// elsewhere says that code would mean something else in another file: where the module
// is, or a module beside it. In a comment that is the name of a type.
func elsewhere(code string) bool {
	if strings.Contains(code, "import.meta") {
		return true
	}
	for code != "" {
		before, after, found := strings.Cut(code, "import('.")
		if found && !strings.Contains(before[strings.LastIndex(before, "\n")+1:], "*") {
			return true
		}
		code = after
	}
	return false
}

func (b *bundler) write(code *strings.Builder, list []string) {
	for _, name := range list {
		fmt.Fprintf(code, "// %s\nconst %s = (() => {\n%s})();\n", name, variable(name), b.modules[name].code)
	}
}

func names(list []string) (out []string) {
	for _, name := range list {
		out = append(out, variable(name))
	}
	return out
}

// variable is the name of a module in a script: no name in a source has a $.
func variable(name string) string {
	return "$" + inName.Replace(strings.TrimSuffix(name, ".js"))
}

var inName = strings.NewReplacer("/", "$", "-", "_", ".", "_")

// joinStyles puts in place of an @import at the beginning the sheet that it names.
func joinStyles(source map[string][]byte, name string) ([]byte, error) {
	sheet := source[name]
	found := importSheet.FindSubmatch(sheet)
	if found == nil {
		return sheet, nil
	}
	from := path.Join(path.Dir(name), string(found[1]))
	first, ok := source[from]
	rest := sheet[len(found[0]):]
	if !ok || bytes.Contains(first, []byte("@import")) || bytes.Contains(rest, []byte("@import")) {
		return nil, fmt.Errorf("%s imports what can't be joined, first %s", name, from)
	}
	return slices.Concat(first, rest), nil
}
