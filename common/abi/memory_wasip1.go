package abi

import "unsafe"

// out is where the host writes its results. It is no stack variable because a
// host call may call back into [memoryAllocate], where a garbage collection
// may move the stack of the goroutine that waits here.
var out struct {
	data, size, a uint32
	b             uint64
}

// offer is the memory that the next result is written to; while a host call
// runs, it is what keeps that memory alive.
var offer []byte

// memoryAllocate gives the host room for one result (spec v0.2.1,
// proxy_on_memory_allocate). A collection inside it frees nothing that the
// host still writes to: offer holds it until [taken].
//
//go:wasmexport proxy_on_memory_allocate
func memoryAllocate(size uint32) unsafe.Pointer {
	if uint32(cap(offer)) < size {
		offer = make([]byte, size)
	}
	torture()
	return unsafe.Pointer(unsafe.SliceData(offer[:cap(offer)]))
}

// offering makes dst's capacity the room for the next result.
func offering(dst []byte) {
	offer, out.data, out.size = dst, 0, 0
}

// taken returns the result of the call that was just made.
func taken(s Status) ([]byte, Status) {
	b := offer[:0]
	offer = nil
	if s != OK || out.size == 0 {
		return b, s
	}
	return b[:out.size], s
}

func pointer(b []byte) unsafe.Pointer { return unsafe.Pointer(unsafe.SliceData(b)) }

func text(s string) unsafe.Pointer { return unsafe.Pointer(unsafe.StringData(s)) }
