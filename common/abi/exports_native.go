//go:build !wasip1

package abi

// Serve does nothing in a native build: a native host is handed its [Guest].
func Serve(Guest) {}
