//go:build !wasip1

package abi

import "sync"

// Host is what a native build calls instead of the wasm imports, a method a
// call. Header maps cross as the specification serialises them, see
// [AppendPair]. Returned slices are the caller's; arguments are not kept.
type Host interface {
	Log(level LogLevel, message string) Status
	LogLevel() (LogLevel, Status)
	SetTickPeriod(millis uint32) Status

	Buffer(b BufferType, start, length int) ([]byte, Status)
	SetBuffer(b BufferType, start, length int, data []byte) Status
	BufferSize(b BufferType) (int, Status)

	HeaderPairs(m MapType) ([]byte, Status)
	SetHeaderPairs(m MapType, pairs []byte) Status
	Header(m MapType, name string) ([]byte, Status)
	AddHeader(m MapType, name, value string) Status
	ReplaceHeader(m MapType, name, value string) Status
	RemoveHeader(m MapType, name string) Status

	ContinueStream(s StreamType) Status
	CloseStream(s StreamType) Status
	SendLocalResponse(r LocalResponse) Status
	SetEffectiveContext(context uint32) Status
	Done() Status

	HTTPCall(c HTTPCallRequest) (call uint32, s Status)

	Property(path string) ([]byte, Status)
	SetProperty(path string, value []byte) Status
	SharedData(key string) (value []byte, cas uint32, s Status)
	SetSharedData(key string, value []byte, cas uint32) Status

	DefineMetric(t MetricType, name string) (metric uint32, s Status)
	IncrementMetric(metric uint32, offset int64) Status
	RecordMetric(metric uint32, value uint64) Status
	Metric(metric uint32) (uint64, Status)

	CallForeign(name string, args []byte) ([]byte, Status)
}

// HigressHost is what a Higress host offers beyond the specification.
type HigressHost interface {
	RedisInit(cluster, user, password string, timeoutMillis uint32) Status
	RedisCall(cluster string, query []byte) (call uint32, s Status)
	InjectEncodedData(data []byte, end bool) Status
	UpstreamHosts() ([]byte, Status)
	SetUpstreamOverrideHost(address string) Status
}

var (
	entry sync.Mutex
	host  Host = nil
)

// Enter makes h the host of every call until leave is called. One VM at a
// time is entered, as a real VM has one thread.
func Enter(h Host) (leave func()) {
	entry.Lock()
	host = h
	return func() { host = nil; entry.Unlock() }
}
