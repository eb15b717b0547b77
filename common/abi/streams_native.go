//go:build !wasip1

package abi

// ContinueStream lets a paused stream of the effective context go on. After
// the stream is gone it does nothing.
func ContinueStream(s StreamType) Status { return host.ContinueStream(s) }

// CloseStream resets the stream of the effective context.
func CloseStream(s StreamType) Status { return host.CloseStream(s) }

// SendLocalResponse answers the client in place of the upstream. At most one
// a stream, and only before response headers were sent on.
func SendLocalResponse(r LocalResponse) Status { return host.SendLocalResponse(r) }

// SetEffectiveContext makes context the one that calls act on.
func SetEffectiveContext(context uint32) Status { return host.SetEffectiveContext(context) }

// SignalDone tells the host that a context whose Done answered false is done.
func SignalDone() Status { return host.Done() }
