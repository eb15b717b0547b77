// Package manifest reads the Kubernetes manifests that users deploy with
// (WasmPlugin, McpBridge, Ingress, HTTPRoute) into one model that every host
// runs. It does not run anything, and does not look into plugin configuration.
package manifest

import (
	"encoding/json"
	"slices"
	"strconv"
	"strings"
	"time"
)

// Set is everything that one directory of manifests says.
type Set struct {
	// Plugins are in the order in which a request meets them: phase, then
	// descending priority, then name.
	Plugins []Plugin
	// Routes are in match order, more specific first: the first that matches
	// takes the request.
	Routes   []Route
	Clusters []Cluster
}

// Plugin is one WasmPlugin.
type Plugin struct {
	Name string
	// URL is file://PATH (relative to the working directory) or oci://REF.
	URL string
	// RootID selects one plugin in a module that holds many; the default is
	// the WasmPlugin's pluginName, else its metadata.name.
	RootID       string
	Phase        string // "", AUTHN, AUTHZ, STATS
	Priority     int
	FailStrategy string // FAIL_OPEN, FAIL_CLOSE
	// Config is what proxy_on_configure gets: defaultConfig at the top level
	// and matchRules as _rules_.
	Config json.RawMessage
	Origin Origin

	source configSource
}

// Route sends requests that match to clusters.
type Route struct {
	// Name is what the property route_name answers.
	Name    string
	Hosts   []string // exact, "*.suffix" or "*"; none means any
	Path    PathMatch
	Methods []string
	Headers []HeaderMatch
	// Backends share the traffic by weight.
	Backends []Backend
	// Timeout bounds the whole exchange, 0 means none; IdleTimeout bounds
	// the silence in a stream.
	Timeout, IdleTimeout time.Duration
	Origin               Origin
}

// PathMatch matches a path without its query.
type PathMatch struct {
	Type  PathMatchType
	Value string
}

// PathMatchType is how a path is compared.
type PathMatchType string

const (
	PathExact  PathMatchType = "Exact"
	PathPrefix PathMatchType = "Prefix" // whole elements: /a takes /a and /a/b, not /ab
	PathRegex  PathMatchType = "Regex"  // the whole path must match
)

// HeaderMatch wants an exact value.
type HeaderMatch struct{ Name, Value string }

// Backend is one destination of a route.
type Backend struct {
	Cluster string // a Cluster's Name
	Weight  int
}

// Cluster is an upstream under Istio's naming: outbound|PORT||SERVICE.
type Cluster struct {
	Name      string
	Endpoints []Endpoint
	TLS       bool
	SNI       string
	HTTP2     bool
	Origin    Origin
}

// Endpoint is one address; Host may be a DNS name.
type Endpoint struct {
	Host   string
	Port   int
	Weight int
}

// Origin is where something was read.
type Origin struct {
	File string
	// Path is the JSON path inside the document, such as
	// spec.matchRules[1].config.provider.type.
	Path string
	// Line counts from 1; 0 is unknown.
	Line int
}

// Fault is one mistake found in a manifest.
type Fault struct {
	Origin
	Message string
	Warning bool // does not keep the rest from running
}

// String is one line that an editor can jump to: FILE:LINE: PATH: sentence.
func (f Fault) String() string {
	var b strings.Builder
	b.WriteString(f.File)
	if f.Line > 0 {
		b.WriteString(":" + strconv.Itoa(f.Line))
	}
	if f.Path != "" {
		b.WriteString(": " + f.Path)
	}
	if f.Warning {
		b.WriteString(": warning")
	}
	return b.String() + ": " + f.Message
}

// Failed tells whether any fault keeps the set from running.
func Failed(faults []Fault) bool {
	return slices.ContainsFunc(faults, func(f Fault) bool { return !f.Warning })
}
