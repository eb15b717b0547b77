package pricing

import "strings"

// Override is a price of one's own.
type Override struct {
	// Provider is a type of package provider; empty is every provider.
	Provider string
	// Model is a model's name, or with a * at its end how it begins.
	Model string
	Price Price
}

// Table is the listed prices with overrides before them. The zero Table has
// the listed ones only, those of the day [AsOf].
type Table struct{ overrides []Override }

// With returns a table in which overrides precede all that t has. Between
// themselves the most specific one wins, then the first.
func (t Table) With(overrides []Override) Table {
	return Table{overrides: append(append([]Override(nil), overrides...), t.overrides...)}
}

// Find returns the price of a provider's model, false where none is known: a
// caller must then tell so and not take it for free. Provider is a type of
// package provider or an id of the data; case does not matter for a model.
//
// The longest rule that fits the name wins; a name that no rule fits is
// looked up once more without its vendor and without a date or -latest at its
// end. It reads a part of the table, up to some hundred microseconds for
// openrouter: keep the answer.
func (t Table) Find(provider, model string) (Price, bool) {
	model = strings.ToLower(model)
	if price := t.override(provider, model); price != nil {
		return *price, true
	}
	for model != "" {
		for _, name := range aliases(provider) {
			if row := find(section(name), model); row != "" {
				return parse(row)
			}
		}
		shorter := shorten(model)
		if shorter == model {
			break
		}
		model = shorter
	}
	return Price{}, false
}

// Find is [Table.Find] in the listed prices.
func Find(provider, model string) (Price, bool) { return Table{}.Find(provider, model) }

func (t Table) override(provider, model string) (best *Price) {
	length := -1
	for i := range t.overrides {
		o := &t.overrides[i]
		if o.Provider != "" && o.Provider != provider {
			continue
		}
		fit := 2 * fits(strings.ToLower(o.Model), model)
		if o.Provider != "" {
			fit++ // before one for every provider
		}
		if fit >= 0 && fit > length {
			best, length = &o.Price, fit
		}
	}
	return best
}

// aliases returns the sections that have the models of provider, first the
// one to be preferred.
func aliases(provider string) []string {
	switch provider {
	case "azure":
		return []string{"azure", "openai", "anthropic", "deepseek", "x-ai", "moonshotai"}
	case "claude":
		return []string{"anthropic"}
	case "gemini", "vertex":
		return []string{"google", "anthropic"}
	case "grok":
		return []string{"x-ai"}
	case "moonshot":
		return []string{"moonshotai"}
	case "zhipuai":
		return []string{"zai"}
	}
	return []string{provider}
}

func section(name string) string {
	_, after, ok := strings.Cut(data, "\n@"+name+"\n")
	if !ok {
		return ""
	}
	before, _, _ := strings.Cut(after, "\n@")
	return before
}

// find returns the prices of the line whose rule fits model best.
func find(lines, model string) (row string) {
	best := -1
	for lines != "" {
		var line string
		line, lines, _ = strings.Cut(lines, "\n")
		names, rest, _ := strings.Cut(line, "\t")
		for names != "" {
			var name string
			name, names, _ = strings.Cut(names, " ")
			if fit := fits(name, model); fit > best {
				row, best = rest, fit
			}
		}
	}
	return row
}

// fits returns how closely rule fits model, -1 if it does not: an exact name
// is closer than a prefix of the same length.
func fits(rule, model string) int {
	prefix, ok := strings.CutSuffix(rule, "*")
	switch {
	case !ok && rule == model:
		return 2*len(model) + 1
	case ok && strings.HasPrefix(model, prefix):
		return 2 * len(prefix)
	}
	return -1
}

// shorten returns model without -latest or a date at its end, or else without
// the first segment of its path, or else as it is.
func shorten(model string) string {
	if name, ok := strings.CutSuffix(model, "-latest"); ok {
		return name
	}
	for _, form := range []string{"-0000-00-00", "-00000000"} {
		if at := len(model) - len(form); at > 0 && isDate(model[at:], form) {
			return model[:at]
		}
	}
	if _, name, ok := strings.Cut(model, "/"); ok {
		return name
	}
	return model
}

// isDate tells whether s has a digit wherever form has one.
func isDate(s, form string) bool {
	for i := range len(form) {
		if form[i] == '-' && s[i] != '-' || form[i] == '0' && (s[i] < '0' || s[i] > '9') {
			return false
		}
	}
	return true
}
