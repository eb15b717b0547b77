package hosttest

import (
	"encoding/binary"
	"encoding/hex"
	"io"
	"maps"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	commonv1 "go.opentelemetry.io/proto/otlp/common/v1"
	tracev1 "go.opentelemetry.io/proto/otlp/trace/v1"
	"google.golang.org/protobuf/proto"

	"aigateway/host-test/envoyhost"
	"aigateway/host-test/manifest"
	"aigateway/host-test/upstream"
)

// collector receives traces over OTLP, by HTTP or by gRPC.
type collector struct {
	mu      sync.Mutex
	spans   []*tracev1.Span
	service string
}

// ServeHTTP implements http.Handler. TracesData has the wire form of the
// request of both.
func (c *collector) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	body, _ := io.ReadAll(r.Body)
	if r.URL.Path == "/opentelemetry.proto.collector.trace.v1.TraceService/Export" {
		body = body[5 : 5+binary.BigEndian.Uint32(body[1:5])]
		w.Header().Set("Content-Type", "application/grpc")
		w.Header().Set(http.TrailerPrefix+"Grpc-Status", "0")
		_, _ = w.Write(make([]byte, 5)) // an empty message
	} else if r.URL.Path != "/v1/traces" {
		http.NotFound(w, r)
		return
	}
	var data tracev1.TracesData
	if err := proto.Unmarshal(body, &data); err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	for _, resource := range data.ResourceSpans {
		c.service, _ = attributes(resource.Resource.Attributes)["service.name"].(string)
		for _, scope := range resource.ScopeSpans {
			c.spans = append(c.spans, scope.Spans...)
		}
	}
}

// wait returns the spans once there are n.
func (c *collector) wait(t *testing.T, n int) []*tracev1.Span {
	require.Eventually(t, func() bool {
		c.mu.Lock()
		defer c.mu.Unlock()
		return len(c.spans) >= n
	}, 15*time.Second, 50*time.Millisecond, "no spans came")
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.spans
}

func attributes(list []*commonv1.KeyValue) map[string]any {
	all := map[string]any{}
	for _, a := range list {
		switch v := a.Value.Value.(type) {
		case *commonv1.AnyValue_StringValue:
			all[a.Key] = v.StringValue
		case *commonv1.AnyValue_IntValue:
			all[a.Key] = v.IntValue
		case *commonv1.AnyValue_DoubleValue:
			all[a.Key] = v.DoubleValue
		}
	}
	return all
}

// traced sets an attribute at every point at which a plugin can. Envoy ends
// the span before proxy_on_log, so what is set at close comes too late.
const traced = `
request set trace_span_tag.gen_ai.request.model gpt-4.1 "quoted" é
request set trace_span_tag.team blue
response set trace_span_tag.gen_ai.response.id from-response-headers
end set trace_span_tag.gen_ai.usage.output_tokens 12
end set trace_span_tag.gen_ai.response.time_to_first_chunk 0.25
close set trace_span_tag.gen_ai.conversation.id from-log
`

// named is the configuration of a second plugin that names an attribute, in
// Higress' form.
const named = `{"_rules_":[{"attributes":[{"key":"t","trace_span_key":"team","apply_to_span":true},{"key":"no"},{"key":"a)%","apply_to_span":true}]}]}`

const trace, parent = "4bf92f3577b34da6a3ce929d0e0e4736", "00f067aa0ba902b7"

// TestTracing has a real Envoy send spans with what plugins set, by both
// transports, as part of the trace that the client began; and one of an
// exchange that the client left in the middle.
func TestTracing(t *testing.T) {
	whole := upstream.Response{Status: 200, Body: []byte("hello")}
	endless := upstream.Response{Status: 200, Body: []byte("data: 1\n\n"), Hold: true,
		Header: http.Header{"Content-Type": {"text/event-stream"}}}
	player := upstream.Replay(whole)
	provider := httptest.NewServer(player)
	t.Cleanup(provider.Close)
	set := tellers(t, provider, traced, named)
	for _, scheme := range []string{"http", "grpc"} {
		t.Run(scheme, func(t *testing.T) {
			c := &collector{}
			address := traceTo(t, set, scheme, c)
			player.Play(whole, endless)
			response, err := send(address, []byte("GET /x HTTP/1.1\ntraceparent: 00-"+trace+"-"+parent+"-01\ntracestate: v=1\n"), nil)
			require.NoError(t, err)
			require.Contains(t, string(response), "200 OK")
			first, _ := player.Last()
			_, err = send(address, []byte("GET /x HTTP/1.1\n"), &abort{events: 1})
			require.NoError(t, err)
			spans := c.wait(t, 2)
			assert.Equal(t, "aigateway", c.service)
			checkSpan(t, spans[0], first)
			assert.Equal(t, map[string]any{
				"gen_ai.request.model": `gpt-4.1 "quoted" é`, "gen_ai.response.id": "from-response-headers", "team": "blue",
			}, ofPlugins(spans[1]))
			assert.Equal(t, "DC", attributes(spans[1].Attributes)["response_flags"])
		})
	}
}

// checkSpan holds the span of a whole exchange against what the provider got.
func checkSpan(t *testing.T, span *tracev1.Span, received upstream.Request) {
	assert.Equal(t, trace, hex.EncodeToString(span.TraceId))
	assert.Equal(t, parent, hex.EncodeToString(span.ParentSpanId))
	assert.Equal(t, "00-"+trace+"-"+hex.EncodeToString(span.SpanId)+"-01", received.Header.Get("Traceparent"))
	assert.Equal(t, "v=1", received.Header.Get("Tracestate"))
	assert.Equal(t, map[string]any{
		"gen_ai.request.model": `gpt-4.1 "quoted" é`, "gen_ai.response.id": "from-response-headers",
		"gen_ai.usage.output_tokens": int64(12), "gen_ai.response.time_to_first_chunk": 0.25, "team": "blue",
	}, ofPlugins(span))
}

// ofPlugins are the attributes that Envoy would not set by itself.
func ofPlugins(span *tracev1.Span) map[string]any {
	all := attributes(span.Attributes)
	maps.DeleteFunc(all, func(name string, _ any) bool { return !strings.HasPrefix(name, "gen_ai.") && name != "team" })
	return all
}

func traceTo(t *testing.T, set *manifest.Set, scheme string, c *collector) string {
	server := httptest.NewUnstartedServer(c)
	server.Config.Protocols = new(http.Protocols)
	server.Config.Protocols.SetHTTP1(true)
	server.Config.Protocols.SetUnencryptedHTTP2(true)
	server.Start()
	t.Cleanup(server.Close)
	_, address := runningEnvoy(t, set, envoyhost.Options{
		Tracing: &envoyhost.Tracing{Collector: scheme + "://" + server.Listener.Addr().String()}})
	return address
}
