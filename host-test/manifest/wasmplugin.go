package manifest

import (
	"encoding/json"
	"strings"
)

// wasmPluginSpec is Higress' and Istio's: Higress adds defaultConfig and
// matchRules, Istio has pluginConfig and selects workloads.
type wasmPluginSpec struct {
	URL                  string          `json:"url"`
	PluginName           string          `json:"pluginName"`
	Phase                string          `json:"phase"`
	Priority             int             `json:"priority"`
	FailStrategy         string          `json:"failStrategy"`
	DefaultConfig        json.RawMessage `json:"defaultConfig"`
	DefaultConfigDisable bool            `json:"defaultConfigDisable"`
	MatchRules           []matchRule     `json:"matchRules"`
	PluginConfig         json.RawMessage `json:"pluginConfig"`
	Type                 string          `json:"type"`
	Match                any             `json:"match"`
	VMConfig             any             `json:"vmConfig"`
	ImagePullPolicy      any             `json:"imagePullPolicy"`
	ImagePullSecret      any             `json:"imagePullSecret"`
	Selector             any             `json:"selector"`
	TargetRef            any             `json:"targetRef"`
	TargetRefs           any             `json:"targetRefs"`
	SHA256               any             `json:"sha256"`
	VerificationKey      any             `json:"verificationKey"`
}

type matchRule struct {
	Config        json.RawMessage `json:"config"`
	ConfigDisable bool            `json:"configDisable"`
	Ingress       []string        `json:"ingress"`
	Service       []string        `json:"service"`
	Domain        []string        `json:"domain"`
	RouteType     string          `json:"routeType"`
}

func (r *reader) wasmPlugin(d *document) {
	o := read[wasmPluginSpec](d)
	s := &o.Spec
	name := o.Metadata.qualified()
	if !r.first(d, "WasmPlugin", name) {
		return
	}
	checkWasmPlugin(d, s)
	if s.Phase == "UNSPECIFIED_PHASE" {
		s.Phase = ""
	}
	if s.FailStrategy == "" {
		s.FailStrategy = "FAIL_CLOSE"
	}
	p := Plugin{
		Name: name, URL: s.URL, RootID: s.PluginName, Phase: s.Phase, Priority: s.Priority,
		FailStrategy: s.FailStrategy, Origin: d.origin(""),
	}
	if p.RootID == "" {
		p.RootID = o.Metadata.Name
	}
	if p.Config, p.source = pluginConfig(d, s); p.Config != nil {
		r.plugins = append(r.plugins, p)
	}
}

func checkWasmPlugin(d *document, s *wasmPluginSpec) {
	switch {
	case s.URL == "":
		d.fail("spec.url", "a plugin needs the url of its module, such as file://dist/envoy/ai-proxy.wasm")
	case !strings.HasPrefix(s.URL, "file://") && !strings.HasPrefix(s.URL, "oci://"):
		d.fail("spec.url", "must start with file:// or oci://")
	}
	d.oneOf("spec.phase", s.Phase, "AUTHN", "AUTHZ", "STATS", "UNSPECIFIED_PHASE")
	d.oneOf("spec.failStrategy", s.FailStrategy, "FAIL_OPEN", "FAIL_CLOSE")
	d.oneOf("spec.type", s.Type, "HTTP", "UNSPECIFIED_PLUGIN_TYPE")
	for _, unused := range []struct {
		name  string
		value any
	}{{"match", s.Match}, {"vmConfig", s.VMConfig}} {
		if unused.value != nil {
			d.warn("spec."+unused.name, "is not applied by this host")
		}
	}
}

// configSource tells where the parts of a plugin's configuration stand in its
// document.
type configSource struct {
	doc *document
	// base is the path of the top-level members.
	base string
	// rules[i] is the matchRules index that _rules_[i] came from.
	rules []int
}

// pluginConfig builds what the plugin gets. It is nil for a plugin that is
// switched off: its default is disabled and no rule is left.
func pluginConfig(d *document, s *wasmPluginSpec) (json.RawMessage, configSource) {
	if s.PluginConfig != nil {
		if s.DefaultConfig != nil || s.MatchRules != nil {
			d.fail("spec.pluginConfig", "cannot stand beside defaultConfig and matchRules: Higress would ignore those")
		}
		return s.PluginConfig, configSource{doc: d, base: "spec.pluginConfig"}
	}
	source := configSource{doc: d, base: "spec.defaultConfig"}
	config := map[string]json.RawMessage{}
	if s.DefaultConfig != nil && !s.DefaultConfigDisable {
		config = members(s.DefaultConfig)
	}
	var rules []json.RawMessage
	for i, rule := range s.MatchRules {
		if entry := ruleConfig(d, i, rule); entry != nil {
			rules = append(rules, entry)
			source.rules = append(source.rules, i)
		}
	}
	if rules == nil && s.DefaultConfigDisable {
		return nil, source
	}
	if rules != nil {
		if config["_rules_"] != nil {
			d.fail("spec.defaultConfig._rules_", "cannot stand beside matchRules, which becomes _rules_")
		}
		config["_rules_"] = encode(rules)
	}
	return encode(config), source
}

// ruleConfig is one entry of _rules_, or nil for a rule that is disabled.
func ruleConfig(d *document, i int, rule matchRule) json.RawMessage {
	if rule.ConfigDisable {
		return nil
	}
	config := map[string]json.RawMessage{}
	if rule.Config != nil {
		config = members(rule.Config)
	}
	matches := 0
	for _, m := range []struct {
		key    string
		values []string
	}{{"_match_route_", rule.Ingress}, {"_match_service_", rule.Service}, {"_match_domain_", rule.Domain}} {
		if len(m.values) > 0 {
			config[m.key] = encode(m.values)
			matches++
		}
	}
	if matches == 0 {
		d.fail(indexPath("spec.matchRules", i), "matches nothing: give at least one of ingress, service, domain")
		return nil
	}
	return encode(config)
}

func members(object json.RawMessage) map[string]json.RawMessage {
	m := map[string]json.RawMessage{}
	_ = json.Unmarshal(object, &m) // was encoded from an object a moment ago
	return m
}

// encode cannot fail: it is given strings and JSON that was valid before.
func encode(v any) json.RawMessage {
	raw, _ := json.Marshal(v)
	return raw
}
