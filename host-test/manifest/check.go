package manifest

import (
	"encoding/json"
	"regexp"
	"strconv"
	"strings"
)

// ConfigFault is a mistake inside a plugin's configuration. Path starts at
// the configuration: $._rules_[1].provider.type, the $ may be left out.
type ConfigFault struct {
	Path    string
	Message string
	Warning bool
}

// ConfigCheck looks into the configuration of the plugin with a root id. A
// plugin that it does not know has no faults.
type ConfigCheck func(pluginName string, config json.RawMessage) []ConfigFault

// Check runs a check over every plugin and reports its faults where the user
// wrote the mistake: in defaultConfig or in one of the matchRules.
func Check(set *Set, check ConfigCheck) []Fault {
	var faults []Fault
	for _, p := range set.Plugins {
		for _, f := range check(p.RootID, p.Config) {
			faults = append(faults, Fault{Origin: p.source.origin(p, f.Path), Message: f.Message, Warning: f.Warning})
		}
	}
	return faults
}

// matchKeys are the members of a rule that a manifest spells differently.
var matchKeys = map[string]string{
	"_match_route_": "ingress", "_match_service_": "service", "_match_domain_": "domain",
}

var rulePath = regexp.MustCompile(`^_rules_\[(\d+)\]\.?(.*)$`)

// origin translates a path of the configuration into one of the document.
func (s configSource) origin(p Plugin, path string) Origin {
	path = strings.TrimPrefix(strings.TrimPrefix(path, "$"), ".")
	if s.doc == nil {
		return Origin{File: p.Origin.File, Path: path} // the set was not read from files
	}
	m := rulePath.FindStringSubmatch(path)
	if m == nil {
		return s.doc.origin(joinPath(s.base, path))
	}
	i, err := strconv.Atoi(m[1])
	if err != nil || i >= len(s.rules) {
		return s.doc.origin(joinPath(s.base, path)) // the user wrote _rules_ by hand
	}
	rule := indexPath("spec.matchRules", s.rules[i])
	key, rest, _ := strings.Cut(m[2], "[")
	if name, ok := matchKeys[key]; ok {
		if rest != "" {
			name += "[" + rest
		}
		return s.doc.origin(joinPath(rule, name))
	}
	return s.doc.origin(joinPath(joinPath(rule, "config"), m[2]))
}
