// Package promhost runs a real Prometheus, and promtool, for tests. It knows
// nothing of what is scraped.
package promhost
