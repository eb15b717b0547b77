package abi

import _ "unsafe" // for linkname

// setGCPercent is debug.SetGCPercent. Package runtime/debug would bring fmt
// and os with it, half a megabyte in every worker.
//
//go:linkname setGCPercent runtime/debug.setGCPercent
func setGCPercent(percent int32) int32

// heapGrowth is how much, in percent, the heap may grow until garbage is
// collected. In a steady state there is next to none, so that a small value
// costs no time; memory that is once taken from the host is never given back.
const heapGrowth = 10

func init() { setGCPercent(heapGrowth) }
