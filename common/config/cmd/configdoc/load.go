package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"go/ast"
	"go/build"
	"go/parser"
	"go/token"
	"os"
	"path"
	"path/filepath"
	"reflect"
	"strconv"
	"strings"
)

// A module is the source of one Go module, as far as it was needed.
type module struct {
	path, dir string
	packages  map[string]*pkg // by folder
	objects   map[*ast.TypeSpec]*object
	model     *model
}

// A pkg is the types of one package.
type pkg struct {
	name, path string
	types      map[string]declared
	odd        map[string]bool // those with a method UnmarshalConfig
}

// A declared is one type, with what is needed to read it.
type declared struct {
	spec *ast.TypeSpec
	doc  *ast.CommentGroup
	pkg  *pkg
	file *ast.File
}

// load reads the struct called name in dir.
func load(dir, name string) (*model, error) {
	m, err := findModule(dir)
	if err != nil {
		return nil, err
	}
	p, err := m.open(dir)
	if err != nil {
		return nil, err
	}
	root, ok := p.types[name]
	if !ok {
		return nil, fmt.Errorf("%s has no type %s", dir, name)
	}
	s, ok := root.spec.Type.(*ast.StructType)
	if !ok {
		return nil, fmt.Errorf("%s is no struct", name)
	}
	m.model.root = &object{name: name, text: comment(root.doc, name, name)}
	m.objects[root.spec] = m.model.root
	if err := m.fill(m.model.root, s, root); err != nil {
		return nil, err
	}
	m.model.layout, err = m.layout(root)
	return m.model, err
}

func findModule(dir string) (*module, error) {
	abs, err := filepath.Abs(dir)
	if err != nil {
		return nil, err
	}
	for at := abs; ; at = filepath.Dir(at) {
		text, err := os.ReadFile(filepath.Join(at, "go.mod"))
		if err == nil {
			path, _, _ := strings.Cut(strings.TrimPrefix(string(text), "module "), "\n")
			return &module{path: strings.TrimSpace(path), dir: at, packages: map[string]*pkg{}, objects: map[*ast.TypeSpec]*object{}, model: &model{}}, nil
		}
		if at == filepath.Dir(at) {
			return nil, fmt.Errorf("no go.mod in %s or above", abs)
		}
	}
}

// open parses the package in dir.
func (m *module) open(dir string) (*pkg, error) {
	dir, err := filepath.Abs(dir)
	if err != nil {
		return nil, err
	}
	if p, ok := m.packages[dir]; ok {
		return p, nil
	}
	found, err := build.ImportDir(dir, 0)
	if err != nil {
		return nil, err
	}
	below, err := filepath.Rel(m.dir, dir)
	if err != nil {
		return nil, err
	}
	p := &pkg{name: found.Name, path: path.Join(m.path, filepath.ToSlash(below)), types: map[string]declared{}, odd: map[string]bool{}}
	for _, name := range found.GoFiles {
		file, err := parser.ParseFile(token.NewFileSet(), filepath.Join(dir, name), nil, parser.ParseComments)
		if err != nil {
			return nil, err
		}
		for _, d := range file.Decls {
			p.declare(d, file)
		}
	}
	m.packages[dir] = p
	return p, nil
}

func (p *pkg) declare(d ast.Decl, file *ast.File) {
	switch d := d.(type) {
	case *ast.GenDecl:
		for _, s := range d.Specs {
			t, ok := s.(*ast.TypeSpec)
			if !ok {
				continue
			}
			doc := t.Doc
			if doc == nil {
				doc = d.Doc
			}
			p.types[t.Name.Name] = declared{spec: t, doc: doc, pkg: p, file: file}
		}
	case *ast.FuncDecl:
		if d.Recv != nil && d.Name.Name == "UnmarshalConfig" {
			t := d.Recv.List[0].Type
			if star, ok := t.(*ast.StarExpr); ok {
				t = star.X
			}
			if id, ok := t.(*ast.Ident); ok {
				p.odd[id.Name] = true
			}
		}
	}
}

// fill adds the members of s to o. All that is wrong is reported at once.
func (m *module) fill(o *object, s *ast.StructType, in declared) error {
	var errs []error
	for _, f := range s.Fields.List {
		if err := m.field(o, f, in); err != nil {
			errs = append(errs, fmt.Errorf("%s: %w", o.name, err))
		}
	}
	return errors.Join(errs...)
}

func (m *module) field(o *object, f *ast.Field, in declared) error {
	tag := tagOf(f)
	name, _, _ := strings.Cut(tag.Get("json"), ",")
	if name == "" && len(f.Names) == 0 {
		return m.embedded(o, f.Type, in)
	}
	if name == "" || name == "-" || len(f.Names) > 0 && !f.Names[0].IsExported() {
		return nil
	}
	t, err := m.resolve(f.Type, in)
	if err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	doc := f.Doc
	if doc == nil {
		doc = f.Comment
	}
	goName := name
	if len(f.Names) > 0 {
		goName = f.Names[0].Name
	}
	mem := member{
		name: name, text: comment(doc, goName, name), typ: *t,
		required: tag.Get("required") == "true", nonempty: tag.Get("nonempty") == "true", fold: tag.Get("fold") == "true",
		min: tag.Get("min"), max: tag.Get("max"), fallback: tag.Get("default"), deprecated: tag.Get("deprecated"),
	}
	if enum := tag.Get("enum"); enum != "" {
		mem.enum = strings.Split(enum, ",")
	}
	_, mem.pointer = f.Type.(*ast.StarExpr)
	o.members = append(o.members, mem)
	return mem.check()
}

// tagOf returns the tag of a field, which is well-formed: the parser read it.
func tagOf(f *ast.Field) reflect.StructTag {
	if f.Tag == nil {
		return ""
	}
	raw, _ := strconv.Unquote(f.Tag.Value)
	return reflect.StructTag(raw)
}

func (m *module) embedded(o *object, x ast.Expr, in declared) error {
	d, err := m.find(x, in)
	if err != nil {
		return err
	}
	if s, ok := d.spec.Type.(*ast.StructType); ok {
		return m.fill(o, s, d)
	}
	return nil
}

// comment returns a comment as one line. The name of a field, with which it
// starts, becomes that of the member.
func comment(doc *ast.CommentGroup, goName, name string) string {
	line := strings.Join(strings.Fields(doc.Text()), " ")
	if rest, ok := strings.CutPrefix(line, goName+" "); ok {
		return name + " " + rest
	}
	return line
}

// schemaOf returns what a type with a method UnmarshalConfig accepts.
func schemaOf(d declared) (*typ, error) {
	if d.doc != nil {
		for _, c := range d.doc.List {
			if text, ok := strings.CutPrefix(c.Text, "//config:schema "); ok {
				if !json.Valid([]byte(text)) {
					return nil, fmt.Errorf("the //config:schema of %s is no JSON", d.spec.Name.Name)
				}
				return &typ{form: odd, accepts: json.RawMessage(text)}, nil
			}
		}
	}
	return nil, fmt.Errorf("type %s decodes itself: its comment needs a line //config:schema", d.spec.Name.Name)
}
