package probe

import (
	"math"
	"strconv"
	"strings"

	"aigateway/common/abi"
)

var maps = map[string]abi.MapType{
	"request": abi.RequestHeaders, "request_trailers": abi.RequestTrailers,
	"response": abi.ResponseHeaders, "response_trailers": abi.ResponseTrailers, "call": abi.HTTPCallHeaders,
}

var buffers = map[string]abi.BufferType{
	"request": abi.RequestBody, "response": abi.ResponseBody, "call": abi.HTTPCallBody,
	"plugin": abi.PluginConfiguration,
}

var streams = map[string]abi.StreamType{"request": abi.RequestStream, "response": abi.ResponseStream}

// do carries out one command; words are separated by one blank, the fourth is
// the rest of the line.
func (g *Guest) do(f *filter, words []string) {
	arg := func(i int) string {
		if i < len(words) {
			return words[i]
		}
		return ""
	}
	switch words[0] {
	case "get":
		v, s := abi.Header(nil, maps[arg(1)], arg(2))
		f.trace("get %s %s = %s (%v)", arg(1), arg(2), v, s)
	case "pairs":
		v, s := abi.HeaderPairs(nil, maps[arg(1)])
		f.trace("pairs %s = %d (%v)", arg(1), count(v), s)
	case "set":
		f.trace("set %s %s (%v)", arg(1), arg(2), abi.ReplaceHeader(maps[arg(1)], arg(2), arg(3)))
	case "add":
		f.trace("add %s %s (%v)", arg(1), arg(2), abi.AddHeader(maps[arg(1)], arg(2), arg(3)))
	case "remove":
		f.trace("remove %s %s (%v)", arg(1), arg(2), abi.RemoveHeader(maps[arg(1)], arg(2)))
	case "body":
		v, s := abi.Buffer(nil, buffers[arg(1)], 0, math.MaxInt32)
		f.trace("body %s = %s (%v)", arg(1), short(v), s)
	case "replace":
		f.trace("replace %s (%v)", arg(1), abi.SetBuffer(buffers[arg(1)], 0, math.MaxInt32, []byte(arg(2))))
	case "append":
		f.trace("append %s (%v)", arg(1), abi.SetBuffer(buffers[arg(1)], math.MaxInt32, 0, []byte(arg(2))))
	case "insert":
		at, _ := strconv.Atoi(arg(2))
		f.trace("insert %s (%v)", arg(1), abi.SetBuffer(buffers[arg(1)], at, 0, []byte(arg(3))))
	case "prop":
		v, s := abi.Property(nil, strings.ReplaceAll(arg(1), "/", "\x00"))
		f.trace("prop %s = %s (%v)", arg(1), v, s)
	case "number":
		v, s := abi.Property(nil, strings.ReplaceAll(arg(1), "/", "\x00"))
		f.trace("number %s = %d (%v)", arg(1), little(v), s)
	case "has": // for what differs from run to run
		v, s := abi.Property(nil, strings.ReplaceAll(arg(1), "/", "\x00"))
		f.trace("has %s = %d bytes, above 0 %v (%v)", arg(1), len(v)/8*8, little(v) > 0, s)
	case "setprop":
		f.trace("setprop %s (%v)", arg(1), abi.SetProperty(arg(1), []byte(arg(2))))
	default:
		g.act(f, words[0], arg)
	}
}

// act carries out the commands that change more than a value.
func (g *Guest) act(f *filter, command string, arg func(int) string) {
	switch command {
	case "reply":
		status, _ := strconv.Atoi(arg(1))
		f.trace("reply (%v)", abi.SendLocalResponse(abi.LocalResponse{Status: status, Details: "probe",
			Body: []byte(arg(2)), Headers: abi.AppendPairs(nil, [][2]string{{"x-probe", f.name}})}))
	case "continue":
		f.trace("continue %s (%v)", arg(1), abi.ContinueStream(streams[arg(1)]))
	case "close":
		f.trace("close %s (%v)", arg(1), abi.CloseStream(streams[arg(1)]))
	case "call":
		timeout, _ := strconv.Atoi(arg(2))
		id, s := abi.HTTPCall(abi.HTTPCallRequest{Cluster: arg(1), TimeoutMillis: uint32(timeout),
			Headers: abi.AppendPairs(nil, [][2]string{{":method", "GET"}, {":path", "/call"}, {":authority", "side"}})})
		g.calls[id] = f.id
		f.trace("call %s (%v)", arg(1), s)
	case "badcall":
		_, s := abi.HTTPCall(abi.HTTPCallRequest{Cluster: arg(1), TimeoutMillis: 100})
		f.trace("badcall %s (%v)", arg(1), s)
	case "tick":
		millis, _ := strconv.Atoi(arg(1))
		abi.SetTickPeriod(uint32(millis))
	case "trap":
		var nothing *filter
		nothing.id++
	default:
		g.share(f, command, arg)
	}
}

// share carries out the commands on what VMs have in common.
func (g *Guest) share(f *filter, command string, arg func(int) string) {
	switch command {
	case "shared":
		v, cas, s := abi.SharedData(nil, arg(1))
		f.trace("shared %s = %s cas=%v (%v)", arg(1), v, cas != 0, s)
	case "share": // share KEY CAS VALUE; cas is 0, the current one, or wrong
		_, cas, _ := abi.SharedData(nil, arg(1))
		switch arg(2) {
		case "0":
			cas = 0
		case "wrong":
			cas += 7
		}
		f.trace("share %s (%v)", arg(1), abi.SetSharedData(arg(1), []byte(arg(3)), cas))
	case "count":
		id, s := abi.DefineMetric(abi.Counter, arg(1))
		f.trace("count %s (%v, %v)", arg(1), s, abi.IncrementMetric(id, 1))
	case "gauge":
		n, _ := strconv.ParseUint(arg(2), 10, 64)
		id, _ := abi.DefineMetric(abi.Gauge, arg(1))
		s := abi.RecordMetric(id, n)
		v, _ := abi.MetricValue(id)
		f.trace("gauge %s = %d (%v)", arg(1), v, s)
	case "observe":
		n, _ := strconv.ParseUint(arg(2), 10, 64)
		id, _ := abi.DefineMetric(abi.Histogram, arg(1))
		_, s := abi.MetricValue(id)
		f.trace("observe %s (%v, value %v)", arg(1), abi.RecordMetric(id, n), s)
	case "foreign":
		v, s := abi.CallForeign(nil, arg(1), []byte(arg(2)))
		f.trace("foreign %s = %d bytes (%v)", arg(1), len(v), s)
	case "redisinit":
		f.trace("redisinit %s (%v)", arg(1), abi.RedisInit(arg(1), "", arg(2), 1000))
	case "redis":
		query := strings.ReplaceAll(arg(2), "_", "\r\n")
		id, s := abi.RedisCall(arg(1), []byte(query))
		g.calls[id] = f.id
		f.trace("redis %s (%v)", arg(1), s)
	}
}

func count(pairs []byte) (n int) {
	for p := abi.ParsePairs(pairs); ; n++ {
		if _, _, ok := p.Next(); !ok {
			return n
		}
	}
}

// short shows a body, a long one by its length.
func short(b []byte) string {
	if len(b) > 64 {
		return strconv.Itoa(len(b)) + " bytes"
	}
	return string(b)
}

func little(b []byte) (n uint64) {
	for i, c := range b {
		n |= uint64(c) << (8 * i)
	}
	return n
}
