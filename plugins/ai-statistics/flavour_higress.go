//go:build higress

package aistatistics

// defaultSpans are the span attributes of a configuration that says nothing of
// them: Higress' plugin sets them, and whoever replaces it has dashboards.
const defaultSpans = "higress"
