package aiproxy

import (
	"cmp"
	"strings"

	"aigateway/common/config"
	"aigateway/common/jsonscan"
	"aigateway/common/llm"
	"aigateway/common/pattern"
)

// mapping says what a model is called at the provider.
//
// An exact name wins; then the longest prefix that matches ("gpt-*"); then a
// regular expression ("~^gpt-(.+)$", whose value may use $1), the longest
// first; then "*". An empty value means that the name stays.
type mapping struct {
	exact    map[string]string
	prefixes []prefix
	rewrites []rewrite
	fallback string
}

type prefix struct{ start, target string }

type rewrite struct {
	pattern *pattern.Pattern
	target  string
}

// compileMapping refuses expressions that are none, by their key.
func compileMapping(table map[string]string) (m mapping, bad map[string]error) {
	bad = map[string]error{}
	m.exact = map[string]string{}
	for _, key := range longestFirst(table) {
		target := table[key]
		expression, isPattern := strings.CutPrefix(key, "~")
		start, isPrefix := strings.CutSuffix(key, "*")
		switch {
		case isPattern:
			compiled, err := pattern.Compile(expression)
			if err != nil {
				bad[key] = err
				continue
			}
			m.rewrites = append(m.rewrites, rewrite{compiled, target})
		case key == "*":
			m.fallback = target
		case isPrefix:
			m.prefixes = append(m.prefixes, prefix{start, target})
		default:
			m.exact[key] = target
		}
	}
	return m, bad
}

// longestFirst returns the keys of a table, those of one length by content, so
// that the order never depends on that of a map.
func longestFirst(table map[string]string) []string {
	keys := config.SortedKeys(table)
	for i := range keys {
		for j := i; j > 0 && len(keys[j]) > len(keys[j-1]); j-- {
			keys[j], keys[j-1] = keys[j-1], keys[j]
		}
	}
	return keys
}

// target returns what the provider calls model.
func (m *mapping) target(model string) string {
	return cmp.Or(m.find(model), model)
}

func (m *mapping) find(model string) string {
	if target, ok := m.exact[model]; ok {
		return target
	}
	for _, p := range m.prefixes {
		if strings.HasPrefix(model, p.start) {
			return p.target
		}
	}
	for _, r := range m.rewrites {
		if r.pattern.Match(model) {
			return r.pattern.ReplaceAll(model, r.target)
		}
	}
	return m.fallback
}

// empty tells whether every model keeps its name.
func (m *mapping) empty() bool {
	return len(m.exact) == 0 && len(m.prefixes) == 0 && len(m.rewrites) == 0 && m.fallback == ""
}

// literal returns the literal of what the provider calls model, nil if that
// is what it is called already.
func (m *mapping) literal(model llm.Text) llm.Text {
	if m.empty() {
		return nil
	}
	name := jsonscan.Text(model)
	target := m.target(name)
	if target == name && model != nil || target == "" {
		return nil
	}
	return jsonscan.AppendQuoted(nil, target)
}
