//go:build !wasip1

package abi

// WriteLog writes one line at level to the host's log.
func WriteLog(level LogLevel, message string) Status { return host.Log(level, message) }

// HostLogLevel returns the lowest level that the host writes.
func HostLogLevel() (LogLevel, Status) { return host.LogLevel() }
