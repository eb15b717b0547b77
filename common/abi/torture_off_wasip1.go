//go:build !gctorture

package abi

func torture() {}
