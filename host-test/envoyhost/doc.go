// Package envoyhost runs a set of manifests in a real Envoy: it renders the
// configuration and looks after the process. It does not translate what only
// Higress' build of Envoy can do, such as a Redis call.
package envoyhost
