// Package faults is how ai-proxy fares with providers that fail in every way
// there is, on any host: a matrix of faults and of what is configured against
// them, and storms. It has providers that fail on command; it knows no plugin,
// only modules.
package faults
