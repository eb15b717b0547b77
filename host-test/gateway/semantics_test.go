package gateway_test

import (
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"aigateway/host-test/engine"
)

var update = flag.Bool("update", false, "record the traces of a real Envoy anew")

// scenario is one exchange through probes, run on every host. Its golden
// trace was recorded from a real Envoy.
type scenario struct {
	name string
	// scripts configure one probe each: a, b, c in request order.
	scripts []string
	// stop is allow_on_headers_stop_iteration.
	stop  bool
	open  bool // the failure policy is FAIL_OPEN
	again bool // the exchange is made twice
	abort bool // the client goes away after the first byte of the body
	leave bool // the client goes away before the response begins
	limit int  // of bodies, in bytes; 0 means the default

	method   string // GET, or POST when there are chunks
	chunks   []string
	trailers [][2]string
	// answer is what the upstream says; nothing means 200 "hello".
	answer answer
	// differs says why the engine is meant to deviate from Envoy.
	differs string
}

type answer struct {
	status   int
	chunks   []string
	trailers [][2]string
	// drop closes the connection instead: before the headers, or after the chunks.
	dropBefore, dropAfter bool
	wait                  bool // says nothing for a while
}

// early asks for what is known of an exchange from its beginning on. What
// depends on ports and clocks is only asked for its presence.
const early = "number response/code; prop response/code_details; number response/flags; number response/size; number request/size; " +
	"has request/time; has request/duration; has response/backend_latency; has source/port; has destination/port; has connection/id; " +
	"prop connection/termination_details; prop xds/route_name; prop xds/cluster_name; has request/id; prop request/protocol; prop request/scheme"

// late asks for that, and for the upstream.
const late = early + "; has upstream/port; prop upstream/transport_failure_reason; number upstream/request_attempt_count"

// everywhere asks at every point of an exchange.
const everywhere = "request_headers: " + early + "\nrequest_body: " + early + "\nresponse_headers: " + late + "\nresponse_body: " + late + "\nlog: " + late

var scenarios = []scenario{
	{name: "known-whole", scripts: []string{everywhere, ""}},
	{name: "known-post", scripts: []string{everywhere, ""}, chunks: []string{"one", "two"}, answer: answer{chunks: []string{"A", "B"}}},
	{name: "known-abort", abort: true, scripts: []string{"log: " + late, ""}, answer: answer{chunks: []string{"A", "B", "C", "D", "E", "F"}}},
	{name: "known-abort-early", leave: true, scripts: []string{"log: " + late, ""}, answer: answer{wait: true}},
	{name: "known-route-missing", scripts: []string{"request_headers: set request :path /nothing\nresponse_headers: " + late + "\nlog: " + late}},
	{name: "known-reply", scripts: []string{"log: " + late, "request_headers: reply 429 slow down"}},
	{name: "known-dead", scripts: []string{"request_headers: set request x-to dead\nresponse_headers: " + late + "\nlog: " + late}},
	{name: "known-drop", scripts: []string{"response_headers: " + late + "\nlog: " + late}, answer: answer{dropBefore: true}},
	{name: "known-drop-midway", scripts: []string{"log: " + late}, answer: answer{chunks: []string{"A"}, dropAfter: true}},
	{name: "known-status", scripts: []string{"log: " + late}, answer: answer{status: 503, chunks: []string{"busy"}}},
	{name: "known-timeout", scripts: []string{"request_headers: set request x-envoy-upstream-rq-timeout-ms 50\nresponse_headers: " + late + "\nlog: " + late}, answer: answer{wait: true}},
	{name: "known-too-large", limit: 16 << 10, scripts: []string{"request_body: return 1\nlog: " + late},
		chunks: []string{strings.Repeat("a", 8<<10), strings.Repeat("b", 8<<10), strings.Repeat("c", 8<<10)}},
	{name: "known-close", scripts: []string{"request_headers: close request; return 1\nlog: " + late}},
	{name: "order", scripts: []string{"", ""}},
	{name: "order-body-trailers", scripts: []string{"", ""}, chunks: []string{"one", "two"},
		trailers: [][2]string{{"x-t", "1"}}, answer: answer{chunks: []string{"A", "B"}, trailers: [][2]string{{"x-r", "2"}}}},
	{name: "headers-after-continue", scripts: []string{
		"request_body: get request :path; pairs request; set request x-a 1\n" +
			"response_headers: get request :path; prop request/path; prop request/method; prop request/headers/x-case\n" +
			"response_body: get response :status; pairs response\n" +
			"log: get request :path; get response :status; prop request/path; number response/code; prop response/code_details"},
		chunks: []string{"x"}},
	{name: "headers-stop-allowed", stop: true, scripts: []string{
		"request_headers: return 1\nrequest_body#1: get request :path; body request; return 1\n" +
			"request_body: body request; set request x-a late; replace request NEW; return 0", ""},
		chunks: []string{"one", "two"}},
	{name: "headers-stop-promoted", scripts: []string{
		"request_headers: call side 1000; return 1\nhttp_call: get request :path; set request x-a called; continue request\n" +
			"request_body: body request", ""},
		chunks: []string{"one", "two"}},
	{name: "headers-stop-no-body", stop: true, scripts: []string{
		"request_headers: call side 1000; return 1\nhttp_call: body call; get call :status; continue request", ""}},
	{name: "buffer-then-continue", scripts: []string{
		"request_body#1: body request; return 1\nrequest_body#2: body request; return 1\nrequest_body: body request; return 0", ""},
		chunks: []string{"one", "two"}},
	{name: "buffer-async-continue", scripts: []string{
		"request_body#1: return 1\nrequest_body#2: return 1\nrequest_body#3: body request; call side 1000; return 1\nhttp_call: continue request", ""},
		chunks: []string{"one", "two"}},
	{name: "no-buffer-drops", scripts: []string{"request_body#1: body request; return 3", ""},
		chunks: []string{"one", "two"}},
	{name: "buffer-then-no-buffer", scripts: []string{"request_body#1: return 1\nrequest_body#2: body request; return 3\nrequest_body: body request", ""},
		chunks: []string{"one", "two"}},
	{name: "watermark", scripts: []string{"request_body#1: return 2\nrequest_body#2: body request; return 2\nrequest_body: body request", ""},
		chunks: []string{"one", "two"}},
	{name: "edit-body", scripts: []string{
		"request_body: append request +; insert request 0 <; insert request 2 x\nresponse_body: replace response R"},
		chunks: []string{"one", "two"}},
	{name: "response-buffer", scripts: []string{"",
		"response_headers: remove response content-length; set response x-a 1\nresponse_body#1: return 1\nresponse_body#2: return 1\nresponse_body: body response; replace response ALL"},
		answer: answer{chunks: []string{"A", "B"}}},
	{name: "response-headers-stop", stop: true, scripts: []string{"",
		"response_headers: return 1\nresponse_body#1: get response :status; set response :status 201; body response; return 1\nresponse_body: body response"},
		answer: answer{chunks: []string{"A", "B"}}},
	{name: "response-headers-stop-promoted", scripts: []string{"",
		"response_headers: call side 1000; return 1\nhttp_call: get response :status; set response x-a 1; continue response\nresponse_body: body response"},
		answer: answer{chunks: []string{"A", "B"}}},
	{name: "trailers-stop", scripts: []string{
		"request_body: return 1\nrequest_trailers: body request; get request_trailers x-t; call side 1000; return 1\nhttp_call: set request_trailers x-u 2; continue request", ""},
		chunks: []string{"one"}, trailers: [][2]string{{"x-t", "1"}}},
	{name: "trailers-release-body", scripts: []string{
		"request_body: return 1\nrequest_trailers: replace request NEW", ""},
		chunks: []string{"one"}, trailers: [][2]string{{"x-t", "1"}}},
	{name: "too-large-request", limit: 8 << 10, scripts: []string{"request_body: return 1", ""},
		chunks: []string{strings.Repeat("a", 3<<10), strings.Repeat("b", 3<<10), strings.Repeat("c", 3<<10), "d"}},
	{name: "too-large-response", limit: 8 << 10, scripts: []string{"", "response_body: return 1"},
		answer: answer{chunks: []string{strings.Repeat("a", 3<<10), strings.Repeat("b", 3<<10), strings.Repeat("c", 3<<10), "d"}}},
	{name: "too-large-response-held-headers", stop: true, limit: 8 << 10, scripts: []string{"", "response_headers: return 1\nresponse_body: return 1"},
		answer: answer{chunks: []string{strings.Repeat("a", 3<<10), strings.Repeat("b", 3<<10), strings.Repeat("c", 3<<10), "d"}}},
	{name: "reply-request-headers", scripts: []string{"", "request_headers: reply 403 no; reply 404 again\nresponse_headers: get response :status; set response x-a 1", ""}},
	{name: "reply-request-body", scripts: []string{"", "request_body: reply 403 no", ""}, chunks: []string{"one", "two"}},
	{name: "reply-from-call", scripts: []string{"", "request_headers: call side 1000; return 1\nhttp_call: reply 401 denied", ""}},
	{name: "continue-after-reply", scripts: []string{"", "request_headers: call side 1000; return 1\nhttp_call: reply 401 denied; continue request", ""},
		differs: "a continue beside a local reply is dropped; Envoy lets the request go on under the reply"},
	{name: "continue-unpaused", scripts: []string{"request_headers: continue request", ""},
		differs: "a continue where nothing is paused is ignored; Envoy passes the headers on twice"},
	{name: "continue-twice", scripts: []string{"request_headers: call side 1000; return 1\nhttp_call: continue request; continue request", ""}},
	{name: "async-continue-amid-body", stop: true, scripts: []string{"request_headers: return 1\nrequest_body#1: call side 1000; return 1\nhttp_call: continue request\nrequest_body: body request", ""},
		chunks: []string{"one", "two", "three"}},
	{name: "async-continue-amid-response", scripts: []string{"", "response_body#1: call side 1000; return 1\nhttp_call: continue response\nresponse_body: body response"},
		answer: answer{chunks: []string{"A", "B", "C"}}},
	{name: "two-hold-headers", stop: true, scripts: []string{
		"request_headers: return 1\nrequest_body#1: return 1\nrequest_body#2: return 1",
		"request_headers: return 1\nrequest_body#1: body request; call side 1000; return 1\nhttp_call: body request; continue request", ""},
		chunks: []string{"one", "two"}},
	{name: "watermark-over-limit", limit: 32 << 10, scripts: []string{"request_headers: call slow 1000; return 1\nhttp_call: continue request\nrequest_body: return 0"},
		chunks: []string{strings.Repeat("a", 8<<10)}},
	{name: "limit-exact", limit: 16 << 10, scripts: []string{"request_body#1: return 1\nrequest_body#2: return 1"},
		chunks: []string{strings.Repeat("a", 8<<10), strings.Repeat("b", 8<<10)}},
	{name: "reply-while-response-held", scripts: []string{"", "response_headers: call side 1000; return 1\nhttp_call: reply 429 later"}},
	{name: "response-trailers-stop", scripts: []string{"", "response_body: return 1\nresponse_trailers: body response; call side 1000; return 1\nhttp_call: set response_trailers x-u 2; continue response"},
		answer: answer{chunks: []string{"A", "B"}, trailers: [][2]string{{"x-r", "2"}}}},
	{name: "authority", scripts: []string{"request_headers: set request :authority other.test; set request :path /t/y; set request :method PUT; add request x-a 1; remove request x-case; get request x-case; get request X-A"}},
	{name: "trap-response-headers", scripts: []string{"", "response_headers: trap", ""}},
	{name: "trap-response-body", scripts: []string{"", "response_body: trap", ""}},
	{name: "trap-open", open: true, again: true, scripts: []string{"", "request_headers: trap", ""}},
	{name: "abort", abort: true, scripts: []string{"", "response_body: get response :status\nlog: number response/code; prop response/code_details"},
		answer: answer{chunks: []string{"A", "B", "C", "D", "E", "F"}}},
	{name: "reply-empty", scripts: []string{"request_headers: reply 204"}},
	{name: "reply-response-headers", scripts: []string{"", "response_headers: reply 502 bad", ""}},
	{name: "reply-response-body-held", stop: true, scripts: []string{"", "response_headers: return 1\nresponse_body: reply 502 bad", ""}},
	{name: "reply-response-body-sent", scripts: []string{"", "response_body#2: reply 502 bad", ""},
		answer: answer{chunks: []string{"A", "B", "C"}}},
	{name: "close", scripts: []string{"request_headers: close request; return 1", ""}},
	{name: "call-unknown", scripts: []string{"request_headers: call nowhere 1000; badcall side"}},
	{name: "call-dead", scripts: []string{"request_headers: call dead 1000; return 1\nhttp_call: get call :status; body call; continue request"}},
	{name: "call-timeout", scripts: []string{"request_headers: call slow 100; return 1\nhttp_call: get call :status; body call; continue request"}},
	{name: "call-after-stream", scripts: []string{"request_headers: call slow 1000\nhttp_call: continue request; get request :path"}},
	{name: "route-changes", scripts: []string{
		"request_headers: prop xds/route_name; prop xds/cluster_name; set request x-to other; prop xds/route_name",
		"request_headers: prop xds/route_name"}},
	{name: "route-missing", scripts: []string{"request_headers: set request :path /nothing"}},
	{name: "properties", scripts: []string{
		"request_headers: prop route_name; prop cluster_name; prop xds/route_name; prop request/url_path; prop request/query; prop request/host; prop request/scheme; prop request/protocol; prop nothing; prop request/nothing; number request/size; prop plugin_name\n" +
			"response_headers: number response/code; prop response/code_details; prop xds/cluster_name"}},
	{name: "filter-state", scripts: []string{"request_headers: setprop note hello; prop note; prop filter_state/wasm.note\nlog: setprop late x; prop note", "request_headers: prop note; setprop note b\nlog: prop late"}},
	{name: "shared-data", scripts: []string{"request_headers: shared k; share k wrong v1; shared k; share k wrong v2; share k cas v3; share k 0 v4; shared k"}},
	{name: "metrics", scripts: []string{"request_headers: count hits; gauge level 7; gauge level 3; observe sizes 12"}},
	{name: "foreign", scripts: []string{"request_headers: foreign nothing; foreign clear_route_cache"}},
	{name: "trap", again: true, scripts: []string{"", "request_headers: trap", ""}},
	{name: "upstream-dead", scripts: []string{"request_headers: set request x-to dead", "response_headers: get response :status; prop response/code_details"}},
	{name: "upstream-drop", scripts: []string{"", ""}, answer: answer{dropBefore: true}},
	{name: "upstream-drop-midway", scripts: []string{"", ""}, answer: answer{chunks: []string{"A"}, dropAfter: true}},
	{name: "head", method: "HEAD", scripts: []string{"", ""}},
	{name: "add-trailers", scripts: []string{"", "response_body: set response_trailers x-made 1\nresponse_trailers: get response_trailers x-made"},
		answer: answer{chunks: []string{"A"}}},
}

func TestSemanticsNative(t *testing.T) {
	runScenarios(t, func(t *testing.T, s scenario) string { return runOnGateway(t, s, engine.Envoy, nil) })
}

func TestSemanticsWazero(t *testing.T) {
	code := buildProbe(t, engine.Envoy)
	runScenarios(t, func(t *testing.T, s scenario) string { return runOnGateway(t, s, engine.Envoy, code) })
}

func TestSemanticsEnvoy(t *testing.T) {
	e := startEnvoy(t)
	runScenarios(t, func(t *testing.T, s scenario) string { return e.run(t, s) })
}

// runScenarios compares every scenario's transcript with the golden one.
func runScenarios(t *testing.T, run func(*testing.T, scenario) string) {
	envoy := strings.HasSuffix(t.Name(), "Envoy")
	for _, s := range scenarios {
		t.Run(s.name, func(t *testing.T) {
			got := run(t, s)
			file := filepath.Join("testdata", "semantics", s.name+".txt")
			if s.differs != "" && !envoy {
				file = strings.TrimSuffix(file, ".txt") + ".engine.txt"
			}
			if *update && (envoy || s.differs != "") {
				if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
					t.Fatal(err)
				}
				if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
					t.Fatal(err)
				}
				return
			}
			want, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			if got != string(want) {
				t.Errorf("the transcript differs from %s\ngot:\n%s\nwant:\n%s", file, got, want)
			}
		})
	}
}
