package manifest

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"

	yamlnode "go.yaml.in/yaml/v3"
	"sigs.k8s.io/yaml"
)

// document is one YAML document. Its values are what Kubernetes would see
// (YAML 1.1 by way of JSON); its lines come from a second look at the nodes.
type document struct {
	file  string
	value map[string]any
	// prefix is the path of the object inside the document, such as items[2].
	prefix string
	lines  map[string]int
	faults *[]Fault
}

// origin locates a path of the document. A path that the text does not hold,
// such as an absent field, gets the line of what should have held it.
func (d *document) origin(path string) Origin {
	path = joinPath(d.prefix, path)
	o := Origin{File: d.file, Path: path, Line: d.lines[path]}
	for p := path; o.Line == 0 && p != ""; {
		p = parentPath(p)
		o.Line = d.lines[p]
	}
	return o
}

func (d *document) fail(path, format string, args ...any) {
	*d.faults = append(*d.faults, Fault{Origin: d.origin(path), Message: fmt.Sprintf(format, args...)})
}

func (d *document) warn(path, format string, args ...any) {
	*d.faults = append(*d.faults, Fault{Origin: d.origin(path), Message: fmt.Sprintf(format, args...), Warning: true})
}

// files lists the manifests of a directory, sorted, as kubectl apply -f does:
// without its sub-directories. A single file stands for itself.
func files(dir string) ([]string, error) {
	info, err := os.Stat(dir)
	if err != nil {
		return nil, err
	}
	if !info.IsDir() {
		return []string{dir}, nil
	}
	entries, err := os.ReadDir(dir)
	if err != nil {
		return nil, err
	}
	var names []string
	for _, e := range entries {
		ext := filepath.Ext(e.Name())
		if !e.IsDir() && slices.Contains([]string{".yaml", ".yml", ".json"}, ext) {
			names = append(names, filepath.Join(dir, e.Name()))
		}
	}
	return names, nil
}

// readFile reads the documents of one file; a List becomes its items.
func readFile(name string, faults *[]Fault) []*document {
	text, err := os.ReadFile(name)
	if err != nil {
		*faults = append(*faults, Fault{Origin: Origin{File: name}, Message: "cannot read the file: " + err.Error()})
		return nil
	}
	var docs []*document
	for _, chunk := range split(text) {
		doc := parse(name, chunk, faults)
		if doc == nil {
			continue
		}
		docs = append(docs, expand(doc)...)
	}
	return docs
}

// split cuts a file at its document separators. Each chunk is preceded by as
// many empty lines as stand above it, so that line numbers stay true.
func split(text []byte) [][]byte {
	var chunks [][]byte
	start, line, startLine := 0, 0, 0
	for at := 0; at < len(text); line++ {
		end := len(text)
		if nl := bytes.IndexByte(text[at:], '\n'); nl >= 0 {
			end = at + nl + 1
		}
		if row := bytes.TrimRight(text[at:end], " \t\r\n"); bytes.Equal(row, []byte("---")) || bytes.HasPrefix(row, []byte("--- ")) {
			chunks = append(chunks, pad(startLine, text[start:at]))
			start, startLine = end, line+1
		}
		at = end
	}
	return append(chunks, pad(startLine, text[start:]))
}

func pad(lines int, text []byte) []byte {
	return append(bytes.Repeat([]byte("\n"), lines), text...)
}

func parse(name string, chunk []byte, faults *[]Fault) *document {
	raw, err := yaml.YAMLToJSONStrict(chunk)
	if err != nil {
		*faults = append(*faults, syntaxFaults(name, err)...)
		return nil
	}
	decoder := json.NewDecoder(bytes.NewReader(raw))
	decoder.UseNumber()
	var value any
	if err := decoder.Decode(&value); err != nil || value == nil {
		return nil // an empty document, such as one of comments only
	}
	doc := &document{file: name, lines: map[string]int{}, faults: faults}
	var node yamlnode.Node
	if yamlnode.Unmarshal(chunk, &node) == nil {
		indexLines(&node, "", doc.lines)
	}
	object, ok := value.(map[string]any)
	if !ok {
		doc.fail("", "a manifest must be an object with apiVersion, kind and metadata")
		return nil
	}
	doc.value = object
	return doc
}

// expand replaces a List, as kubectl get -o yaml prints it, by its items.
func expand(doc *document) []*document {
	items, ok := doc.value["items"].([]any)
	if kind, _ := doc.value["kind"].(string); !ok || !strings.HasSuffix(kind, "List") {
		return []*document{doc}
	}
	var docs []*document
	for i, item := range items {
		one := *doc
		one.prefix = indexPath("items", i)
		if one.value, ok = item.(map[string]any); !ok {
			doc.fail(one.prefix, "a manifest must be an object with apiVersion, kind and metadata")
			continue
		}
		docs = append(docs, &one)
	}
	return docs
}

var syntaxLine = regexp.MustCompile(`line (\d+): (.*)`)

// syntaxFaults reads the lines out of a YAML error, which may hold many.
func syntaxFaults(name string, err error) []Fault {
	var faults []Fault
	for _, m := range syntaxLine.FindAllStringSubmatch(err.Error(), -1) {
		line, _ := strconv.Atoi(m[1])
		faults = append(faults, Fault{Origin: Origin{File: name, Line: line}, Message: "not valid YAML: " + m[2]})
	}
	if faults == nil {
		faults = []Fault{{Origin: Origin{File: name}, Message: "not valid YAML: " + err.Error()}}
	}
	return faults
}

func indexLines(n *yamlnode.Node, path string, lines map[string]int) {
	switch n.Kind {
	case yamlnode.DocumentNode:
		for _, c := range n.Content {
			lines[""] = c.Line
			indexLines(c, path, lines)
		}
	case yamlnode.AliasNode:
		indexLines(n.Alias, path, lines)
	case yamlnode.MappingNode:
		for i := 0; i+1 < len(n.Content); i += 2 {
			p := memberPath(path, n.Content[i].Value)
			lines[p] = n.Content[i].Line
			indexLines(n.Content[i+1], p, lines)
		}
	case yamlnode.SequenceNode:
		for i, c := range n.Content {
			p := indexPath(path, i)
			lines[p] = c.Line
			indexLines(c, p, lines)
		}
	}
}
