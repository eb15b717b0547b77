//go:build !higress

package aistatistics

// defaultSpans are the span attributes of a configuration that says nothing of
// them: each is a call to the host, and a stock Envoy shows none of them unless
// its tracer is told to.
const defaultSpans = "off"
