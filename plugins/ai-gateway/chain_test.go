package aigateway_test

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"aigateway/common/abi"
	"aigateway/common/plugin"
	"aigateway/host-test/engine"
	"aigateway/host-test/native"
	aiproxy "aigateway/plugins/ai-proxy"
	aistatistics "aigateway/plugins/ai-statistics"
)

// chain is a worker with several plugins, the first of which sees a request
// first and its answer last.
type chain struct {
	worker  *engine.Worker
	metrics *engine.Metrics
	report  engine.Report
}

func newChain(t *testing.T, plugins ...[2]string) *chain {
	c := &chain{metrics: engine.NewMetrics(nil)}
	env := &engine.Environment{
		Flavour: engine.Envoy, Shared: engine.NewSharedData(), Metrics: c.metrics, LogLevel: 3, RequestLimit: 1 << 20, ResponseLimit: 1 << 20,
	}
	all := native.New(engine.Marker021, func() abi.Guest { return plugin.Guest(aiproxy.Plugin(), aistatistics.Plugin()) })
	var list []engine.Plugin
	for _, p := range plugins {
		list = append(list, engine.Plugin{
			Name: p[0], RootID: p[0], Code: "all", Module: all, Config: []byte(p[1]), HeadersStopIteration: true,
		})
	}
	var err error
	c.worker, err = engine.NewWorker(env, list)
	require.NoError(t, err)
	t.Cleanup(c.worker.Close)
	return c
}

// exchange sends a request and has it answered.
func (c *chain) exchange(path, body, contentType, answer string) engine.Report {
	s := c.worker.NewStream(engine.StreamConfig{Router: nowhere{}, Client: client{c}})
	s.RequestHeaders(engine.NewHeaders([2]string{":method", "POST"}, [2]string{":path", path}, [2]string{":authority", "gateway.test"},
		[2]string{":scheme", "http"}, [2]string{"content-type", "application/json"}), false)
	s.RequestData([]byte(body), true)
	s.ResponseHeaders(engine.NewHeaders([2]string{":status", "200"}, [2]string{"content-type", contentType}), false)
	for piece := range strings.SplitAfterSeq(answer, "\n\n") {
		s.ResponseData([]byte(piece), false)
	}
	s.ResponseData(nil, true)
	return c.report
}

// log is the log of the last exchange as JSON.
func (c *chain) log(t *testing.T) (members map[string]any) {
	var text string
	require.NoError(t, json.Unmarshal([]byte(`"`+string(c.report.FilterState["ai_log"])+`"`), &text))
	require.NoError(t, json.Unmarshal([]byte(text), &members))
	return members
}

func (c *chain) sum(part string) (n uint64) {
	for _, s := range c.metrics.Samples() {
		if strings.Contains(s.Name, part) {
			n += s.Value
		}
	}
	return n
}

type nowhere struct{}

func (nowhere) Route(*engine.Headers) *engine.Route { return &engine.Route{Name: "r", Cluster: "c"} }
func (nowhere) Hosts(string) [][2]string            { return nil }
func (nowhere) Open(*engine.Stream, *engine.Route, *engine.Headers, bool) (engine.Exchange, *engine.Failure) {
	return swallow{}, nil
}

type swallow struct{}

func (swallow) Data([]byte, bool)        {}
func (swallow) Trailers(*engine.Headers) {}
func (swallow) Cancel()                  {}

type client struct{ c *chain }

func (client) Headers(*engine.Headers, bool) {}
func (client) Data([]byte, bool)             {}
func (client) Trailers(*engine.Headers)      {}
func (client) Reset()                        {}
func (c client) Done(r engine.Report)        { c.c.report = r }

const (
	statistics = `{"prices":[{"provider":"claude","model":"claude-x","input":3,"cache_read":0.3,"output":15},{"model":"gpt-real","input":2,"output":8}]}`
	ask        = `{"model":"gpt-4o","messages":[{"role":"user","content":"Hello."}]}`
)

// TestStatisticsKnowWhoServed converts: the client sees OpenAI's protocol, and
// is charged what Anthropic metered.
func TestStatisticsKnowWhoServed(t *testing.T) {
	c := newChain(t, [2]string{"ai-statistics", statistics},
		[2]string{"ai-proxy", `{"provider":{"type":"claude","apiTokens":["k"],"modelMapping":{"*":"claude-x"}}}`})
	c.exchange("/v1/chat/completions", ask, "application/json",
		`{"id":"msg_1","type":"message","role":"assistant","model":"claude-x","content":[{"type":"text","text":"Hi."}],"stop_reason":"end_turn",`+
			`"stop_sequence":null,"usage":{"input_tokens":6,"cache_read_input_tokens":10,"cache_creation_input_tokens":0,"output_tokens":4}}`)
	log := c.log(t)
	assert.Equal(t, 16.0, log["input_token"])
	assert.Equal(t, 4.0, log["output_token"])
	assert.EqualValues(t, 6*3000+10*300+4*15000, c.sum("ai_inference_cost_nano_usd_total"))
	assert.EqualValues(t, 1, c.sum("model.gpt-4o.consumer.none.metric.ai_inference_requests_total.status.2xx.version.claude-x"))
}

// TestStatisticsSeeHiddenUsage streams without asking for usage: ai-proxy asks
// for it and takes it out again.
func TestStatisticsSeeHiddenUsage(t *testing.T) {
	c := newChain(t, [2]string{"ai-statistics", statistics},
		[2]string{"ai-proxy", `{"provider":{"type":"openai","apiTokens":["k"],"modelMapping":{"gpt-4o":"gpt-real"}}}`})
	c.exchange("/v1/chat/completions", strings.Replace(ask, "{", `{"stream":true,`, 1), "text/event-stream",
		"data: {\"id\":\"1\",\"model\":\"gpt-real\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\"Hi.\"},\"finish_reason\":\"stop\"}],\"usage\":null}\n\n"+
			"data: {\"id\":\"1\",\"model\":\"gpt-real\",\"choices\":[],\"usage\":{\"prompt_tokens\":6,\"completion_tokens\":4,\"total_tokens\":10}}\n\n"+
			"data: [DONE]\n\n")
	assert.EqualValues(t, 6, c.sum("tokens_total.type.input.source.metered"))
	assert.EqualValues(t, 4, c.sum("tokens_total.type.output.source.metered"))
	assert.Zero(t, c.sum("estimated"))
	assert.EqualValues(t, 6*2000+4*8000, c.sum("ai_inference_cost_nano_usd_total"))
	assert.NotContains(t, string(c.report.FilterState["ai_abnormal"]), "no_usage")
}

// TestLogIsShared has two plugins write to one log: each keeps what the other
// wrote, and the later one wins.
func TestLogIsShared(t *testing.T) {
	attribute := func(key, value string) [2]string {
		return [2]string{"ai-statistics", `{"metric_families":[],"attributes":[` +
			`{"key":"` + key + `","value_source":"fixed_value","value":"a \"quoted\"\nline","apply_to_log":true},` +
			`{"key":"both","value_source":"fixed_value","value":"` + value + `","apply_to_log":true}]}`}
	}
	c := newChain(t, attribute("outer", "outer"), attribute("inner", "inner"))
	c.exchange("/v1/chat/completions", ask, "application/json", `{"model":"m","choices":[{"message":{"content":"x"}}],"usage":{"prompt_tokens":1,"completion_tokens":1}}`)
	log := c.log(t)
	assert.Equal(t, "a \"quoted\"\nline", log["inner"])
	assert.Equal(t, "a \"quoted\"\nline", log["outer"])
	assert.Equal(t, "outer", log["both"])
	assert.Equal(t, 1.0, log["input_token"])
}
