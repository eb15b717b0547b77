package main

import (
	"fmt"
	"go/ast"
	"path"
	"path/filepath"
	"strconv"
	"strings"
)

// basic are the types of Go itself that can be decoded.
var basic = map[string]typ{
	"string": {form: text}, "bool": {form: boolean}, "float64": {form: number}, "float32": {form: number},
	"int": {form: integer, signed: true, bits: 64}, "int64": {form: integer, signed: true, bits: 64},
	"int32": {form: integer, signed: true, bits: 32}, "int16": {form: integer, signed: true, bits: 16},
	"int8": {form: integer, signed: true, bits: 8}, "uint": {form: integer, bits: 64},
	"uint64": {form: integer, bits: 64}, "uint32": {form: integer, bits: 32},
	"uint16": {form: integer, bits: 16}, "uint8": {form: integer, bits: 8}, "byte": {form: integer, bits: 8},
}

// special are the types that package config knows by name.
var special = map[string]typ{
	"common/secret.String":   {form: text, secret: true},
	"common/config.Raw":      {form: anything},
	"common/config.NoEffect": {form: anything, dead: true},
}

// resolve returns the type that x stands for in the file of in.
func (m *module) resolve(x ast.Expr, in declared) (*typ, error) {
	switch x := x.(type) {
	case *ast.StarExpr:
		return m.resolve(x.X, in)
	case *ast.ArrayType:
		if x.Len != nil {
			return nil, fmt.Errorf("a type of this form cannot be decoded")
		}
		elem, err := m.resolve(x.Elt, in)
		return &typ{form: array, elem: elem}, err
	case *ast.MapType:
		if key, err := m.resolve(x.Key, in); err != nil || key.form != text || key.secret {
			return nil, fmt.Errorf("a map whose keys are no strings cannot be decoded")
		}
		elem, err := m.resolve(x.Value, in)
		return &typ{form: dictionary, elem: elem}, err
	case *ast.IndexExpr: // config.Isolated[T]
		if _, name, err := m.importOf(x.X, in); err != nil || name != "common/config.Isolated" {
			return nil, fmt.Errorf("a generic type other than config.Isolated")
		}
		return m.resolve(x.Index, in)
	case *ast.Ident:
		if t, ok := basic[x.Name]; ok {
			return &t, nil
		}
	case *ast.SelectorExpr:
		if _, name, err := m.importOf(x, in); err == nil {
			if t, ok := special[name]; ok {
				return &t, nil
			}
		}
	}
	return m.named(x, in)
}

// named resolves a type that the module declares.
func (m *module) named(x ast.Expr, in declared) (*typ, error) {
	d, err := m.find(x, in)
	if err != nil {
		return nil, err
	}
	if d.pkg.odd[d.spec.Name.Name] {
		return schemaOf(d)
	}
	s, ok := d.spec.Type.(*ast.StructType)
	if !ok {
		return m.resolve(d.spec.Type, d)
	}
	o, ok := m.objects[d.spec]
	if !ok {
		name := d.spec.Name.Name
		o = &object{name: name, text: comment(d.doc, name, name)}
		for _, other := range m.objects {
			if other.name == name {
				return nil, fmt.Errorf("two structs are called %s", name)
			}
		}
		m.objects[d.spec] = o
		m.model.objects = append(m.model.objects, o)
		if err := m.fill(o, s, d); err != nil {
			return nil, err
		}
	}
	return &typ{form: structure, object: o}, nil
}

// find returns the declaration that x names.
func (m *module) find(x ast.Expr, in declared) (declared, error) {
	switch x := x.(type) {
	case *ast.Ident:
		if d, ok := in.pkg.types[x.Name]; ok {
			return d, nil
		}
		return declared{}, fmt.Errorf("type %s cannot be decoded", x.Name)
	case *ast.SelectorExpr:
		dir, name, err := m.importOf(x, in)
		if err != nil {
			return declared{}, err
		}
		p, err := m.open(dir)
		if err != nil {
			return declared{}, err
		}
		if d, ok := p.types[x.Sel.Name]; ok {
			return d, nil
		}
		return declared{}, fmt.Errorf("there is no type %s", name)
	}
	return declared{}, fmt.Errorf("a type of this form cannot be decoded")
}

// importOf returns the folder of the package that a pkg.Name is from, and the
// name with the path of the package below the module.
func (m *module) importOf(x ast.Expr, in declared) (dir, name string, err error) {
	sel, ok := x.(*ast.SelectorExpr)
	if !ok {
		return "", "", fmt.Errorf("a type of this form cannot be decoded")
	}
	id, _ := sel.X.(*ast.Ident)
	for _, spec := range in.file.Imports {
		from, err := strconv.Unquote(spec.Path.Value)
		if err != nil || id == nil {
			continue
		}
		local := path.Base(from)
		if spec.Name != nil {
			local = spec.Name.Name
		}
		below, ours := strings.CutPrefix(from, m.path+"/")
		if local == id.Name && ours {
			return filepath.Join(m.dir, filepath.FromSlash(below)), below + "." + sel.Sel.Name, nil
		}
	}
	return "", "", fmt.Errorf("type %s is not from this module", sel.Sel.Name)
}
