//go:build !allocmeter

package abi

func meter() {}
