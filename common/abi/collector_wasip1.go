package abi

import (
	"runtime"
	_ "unsafe" // for linkname
)

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

// A collection is done by goroutines of the runtime, which run when ours
// yields. Nothing in a callback yields, and a collection that has begun makes
// every store of a pointer dear until it ends, so the guest has to let it.
const yieldEvery = 16 // exchanges

// exchanges is of the VM and not of a plugin, as the collector is.
var exchanges uint32

// yield lets a collection go on, now and then.
func yield() {
	if exchanges++; exchanges%yieldEvery == 0 {
		runtime.Gosched()
	}
}

// collect ends the collection that start-up began, with what it left behind.
func collect() { runtime.GC() }
