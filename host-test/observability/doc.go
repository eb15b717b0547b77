// Package observability proves deploy/prometheus and deploy/grafana: the rules
// by promtool, and in one run a real Envoy, a real Prometheus and a provider
// that keeps its own books. All of it is in the tests.
package observability
