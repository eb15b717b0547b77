package config

import (
	"slices"
	"strings"

	"aigateway/common/jsonscan"
)

// The members of a rule that say what it matches.
const (
	routeKey = iota
	domainKey
	serviceKey
	prefixKey
)

var matchKeys = [...]string{"_match_route_", "_match_domain_", "_match_service_", "_match_route_prefix_"}

// matchNames is what a rule gives for each of the matchKeys; nil is absent.
type matchNames [len(matchKeys)][]string

// member reads the member of a rule that is the given one of the matchKeys.
func (m *matchNames) member(key int, d *decoder, s *jsonscan.Scanner, at *Report) {
	if m[key] != nil {
		at.Fault("is given twice")
	}
	switch s.Kind() {
	case 'n':
		s.Skip()
	case '"': // wrong, but it says what the rule is for
		at.Fault("must be an array of strings; got a string")
		m[key] = append(m[key], jsonscan.Text(s.String()))
	case '[':
		i := 0
		for s.Array(); s.Element(); i++ {
			if text, ok := d.text(s, at.Index(i), &noRules); ok && (text != "" || key == domainKey) {
				m[key] = append(m[key], text)
			}
		}
	default:
		d.wrong(s, at, "an array of strings")
	}
}

// matcher chooses, as Higress does, which of the members count: route and
// service together, else route, else domain, else service, else route prefix.
func (m *matchNames) matcher(rule *Report) (matcher, bool) {
	var out matcher
	chosen := []int{routeKey, serviceKey}
	switch {
	case m[routeKey] != nil:
	case m[domainKey] != nil:
		chosen = []int{domainKey}
	case m[serviceKey] == nil && m[prefixKey] != nil:
		chosen = []int{prefixKey}
	case m[serviceKey] == nil:
		rule.Fault("matches no request: it needs one of " + strings.Join(matchKeys[:], ", "))
		return out, false
	}
	for key, names := range m {
		switch {
		case names == nil:
		case !slices.Contains(chosen, key):
			rule.Member(matchKeys[key]).Warn("is not looked at, because " + m.first(chosen) + " is there")
		default:
			out.set(key, names)
		}
	}
	return out, true
}

func (m *matchNames) first(keys []int) string {
	for _, k := range keys {
		if m[k] != nil {
			return matchKeys[k]
		}
	}
	return ""
}

func (m *matcher) set(key int, names []string) {
	switch key {
	case routeKey:
		m.routes = names
	case prefixKey:
		m.prefixes = names
	case domainKey:
		for _, n := range names {
			m.domains = append(m.domains, newDomain(n))
		}
	case serviceKey:
		for _, n := range names {
			s := service{given: n}
			if i := strings.LastIndexByte(n, ':'); i >= 0 {
				s.host, s.port = n[:i], n[i+1:]
			}
			m.services = append(m.services, s)
		}
	}
}

func newDomain(name string) domain {
	if text, ok := strings.CutPrefix(name, "*"); ok {
		return domain{text: text, suffix: true}
	}
	if text, ok := strings.CutSuffix(name, "*"); ok {
		return domain{text: text, prefix: true}
	}
	return domain{text: name}
}
