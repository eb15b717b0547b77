package main

import (
	"errors"
	"fmt"
	"go/ast"
	"go/token"
	"strconv"
	"strings"
)

// members adds to e the members of a struct: itself, or one that is embedded
// in it. Seen are their names, in Go and in JSON.
func (w *writer) members(e *slot, s *ast.StructType, in declared, seen map[string]bool) error {
	for _, f := range s.Fields.List {
		tag := tagOf(f)
		member, _, _ := strings.Cut(tag.Get("json"), ",")
		field := fieldName(f)
		switch {
		case member == "" && len(f.Names) == 0:
			d, err := w.find(f.Type, in)
			if err != nil {
				return err
			}
			if inner, ok := d.spec.Type.(*ast.StructType); ok {
				if err := w.members(e, inner, d, seen); err != nil {
					return err
				}
			}
		case member == "" || member == "-" || !token.IsExported(field):
		case seen[field] || seen["json:"+member]:
			return fmt.Errorf("%s has two members called %s", e.name, member)
		default:
			seen[field], seen["json:"+member] = true, true
			i, err := w.place(f.Type, in)
			if err != nil {
				return err
			}
			e.members = append(e.members, fmt.Sprintf("{Name: %q, Offset: unsafe.Offsetof(%s{}.%s), Type: %d%s}", member, e.name, field, i, rules(tag.Get)))
		}
	}
	return nil
}

// fieldName returns what Go calls a field.
func fieldName(f *ast.Field) string {
	if len(f.Names) > 0 {
		return f.Names[0].Name
	}
	if sel, ok := f.Type.(*ast.SelectorExpr); ok {
		return sel.Sel.Name
	}
	id, _ := f.Type.(*ast.Ident)
	return id.String()
}

// rules returns the source of what the tags of a field say.
func rules(tag func(key string) string) string {
	var list []string
	for _, flag := range [][2]string{{"required", "Required"}, {"nonempty", "NonEmpty"}, {"fold", "Fold"}} {
		if tag(flag[0]) == "true" {
			list = append(list, flag[1]+": true")
		}
	}
	for _, text := range [][2]string{{"min", "Min"}, {"max", "Max"}, {"default", "Default"}, {"deprecated", "Deprecated"}} {
		if value := tag(text[0]); value != "" {
			list = append(list, text[1]+": "+strconv.Quote(value))
		}
	}
	if enum := tag("enum"); enum != "" {
		list = append(list, fmt.Sprintf("Enum: %#v", strings.Split(enum, ",")))
	}
	if list == nil {
		return ""
	}
	return ", Rules: &layout.Rules{" + strings.Join(list, ", ") + "}"
}

// name returns what the file calls the type that x stands for.
func (w *writer) name(x ast.Expr, in declared) (string, error) {
	switch x := x.(type) {
	case *ast.StarExpr:
		name, err := w.name(x.X, in)
		return "*" + name, err
	case *ast.ArrayType:
		name, err := w.name(x.Elt, in)
		return "[]" + name, err
	case *ast.MapType:
		key, err := w.name(x.Key, in)
		elem, errElem := w.name(x.Value, in)
		return "map[" + key + "]" + elem, errors.Join(err, errElem)
	case *ast.IndexExpr:
		name, err := w.name(x.X, in)
		inner, errInner := w.name(x.Index, in)
		return name + "[" + inner + "]", errors.Join(err, errInner)
	case *ast.Ident:
		if _, ok := basic[x.Name]; ok {
			return x.Name, nil
		}
		return w.called(in.pkg, x.Name)
	case *ast.SelectorExpr:
		dir, _, err := w.importOf(x, in)
		if err != nil {
			return "", err
		}
		p, err := w.open(dir)
		if err != nil {
			return "", err
		}
		return w.called(p, x.Sel.Name)
	}
	return "", errors.New("a type of this form cannot be decoded")
}

// called returns what the file calls a type of package p, and imports that.
func (w *writer) called(p *pkg, name string) (string, error) {
	if p == w.home {
		return name, nil
	}
	if from, ok := w.imports[p.name]; ok && from != p.path {
		return "", fmt.Errorf("the packages %s and %s have the same name", from, p.path)
	}
	if !token.IsExported(name) {
		return "", fmt.Errorf("the type %s of %s is not exported", name, p.path)
	}
	w.imports[p.name] = p.path
	return p.name + "." + name, nil
}
