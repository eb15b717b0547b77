package abi

import "unsafe"

//go:wasmimport env proxy_log
//go:noescape
func proxyLog(level LogLevel, message unsafe.Pointer, size uint32) Status

//go:wasmimport env proxy_get_log_level
func proxyGetLogLevel(level unsafe.Pointer) Status

// WriteLog writes one line at level to the host's log.
func WriteLog(level LogLevel, message string) Status {
	return proxyLog(level, text(message), uint32(len(message)))
}

// HostLogLevel returns the lowest level that the host writes.
func HostLogLevel() (LogLevel, Status) {
	s := proxyGetLogLevel(unsafe.Pointer(&out.a))
	return LogLevel(out.a), s
}
