package shape

import (
	"strconv"
	"strings"
)

// Step is one step of a path: a member, an element, or the tag of a union
// (which some services print as if it were a member).
type Step struct {
	Name  string
	Index int // when Name is empty
	IsTag bool
}

// Path leads from the top of a document to one place in it.
type Path []Step

// Brackets prints the path as messages[0].content, without tags.
func (p Path) Brackets() string {
	var b strings.Builder
	for _, s := range p {
		switch {
		case s.IsTag:
		case s.Name == "":
			b.WriteString("[" + strconv.Itoa(s.Index) + "]")
		default:
			if b.Len() > 0 {
				b.WriteByte('.')
			}
			b.WriteString(s.Name)
		}
	}
	return b.String()
}

// Dots prints the path as messages.0.content.0.text, tags included.
func (p Path) Dots() string {
	parts := make([]string, len(p))
	for i, s := range p {
		parts[i] = s.Name
		if s.Name == "" {
			parts[i] = strconv.Itoa(s.Index)
		}
	}
	return strings.Join(parts, ".")
}

func (p Path) member(name string) Path { return p.with(Step{Name: name}) }
func (p Path) element(i int) Path      { return p.with(Step{Index: i}) }
func (p Path) tag(value string) Path   { return p.with(Step{Name: value, IsTag: true}) }

// with copies: faults keep their paths while the walk goes on.
func (p Path) with(s Step) Path { return append(append(make(Path, 0, len(p)+1), p...), s) }
