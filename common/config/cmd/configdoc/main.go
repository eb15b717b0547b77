// Command configdoc writes what a plugin's configuration struct says into the
// table of its README.md, between the marks, and into config.schema.json, and
// into config_layout.go what package config needs to fill it. It reads source
// and runs none of it. Usage:
//
//	go run aigateway/common/config/cmd/configdoc -dir plugins/ai-proxy -type Config
//
// With -check it writes nothing, and exits with 1 if it would have to.
//
// Members come from the tags that package config reads, their meaning from
// the comments of the fields; a field without a comment is an error. A type
// with a method UnmarshalConfig says what it accepts in its comment:
//
//	// Stop is a word or a list of words.
//	//
//	//config:schema {"type": ["string", "array"], "items": {"type": "string"}}
//	type Stop struct{ words []string }
package main

import (
	"bytes"
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
)

func main() {
	o := options{}
	flag.StringVar(&o.dir, "dir", ".", "the plugin's folder")
	flag.StringVar(&o.typ, "type", "Config", "the name of its configuration struct")
	flag.BoolVar(&o.check, "check", false, "write nothing, exit with 1 if a file would change")
	flag.Parse()
	if err := run(o); err != nil {
		fmt.Fprintln(os.Stderr, "configdoc:", err)
		os.Exit(1)
	}
}

type options struct {
	dir, typ string
	check    bool
}

func run(o options) error {
	m, err := load(o.dir, o.typ)
	if err != nil {
		return err
	}
	abs, err := filepath.Abs(o.dir)
	if err != nil {
		return err
	}
	schema, err := m.schema(filepath.Base(abs))
	if err != nil {
		return err
	}
	readme := filepath.Join(o.dir, "README.md")
	old, err := os.ReadFile(readme)
	if err != nil {
		return err
	}
	page, err := between(old, m.table())
	if err != nil {
		return fmt.Errorf("%s: %w", readme, err)
	}
	return errors.Join(o.put(readme, page), o.put(filepath.Join(o.dir, "config.schema.json"), schema),
		o.put(filepath.Join(o.dir, "config_layout.go"), m.layout))
}

// put writes a file, or says that it would change.
func (o options) put(name string, content []byte) error {
	old, err := os.ReadFile(name)
	if err == nil && bytes.Equal(old, content) {
		return nil
	}
	if o.check {
		return fmt.Errorf("%s is not up to date: run configdoc again without -check", name)
	}
	return os.WriteFile(name, content, 0o644) //nolint:gosec // a file of the repository, for everyone to read
}

const (
	beginMark = "<!-- config:begin -->"
	endMark   = "<!-- config:end -->"
)

// between replaces what is between the marks of a page.
func between(page, table []byte) ([]byte, error) {
	begin := bytes.Index(page, []byte(beginMark))
	end := bytes.Index(page, []byte(endMark))
	if begin < 0 || end < begin {
		return nil, fmt.Errorf("it needs the lines %s and %s, in this order", beginMark, endMark)
	}
	head := page[:begin+len(beginMark)]
	return bytes.Join([][]byte{head, []byte("\n\n"), table, []byte("\n"), page[end:]}, nil), nil
}
