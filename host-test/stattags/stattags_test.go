package stattags_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"aigateway/host-test/stattags"
)

const of = "route.r.1.upstream.outbound|80||a.static.model.gpt-4.1.consumer.none.metric."

// four are the labels that every metric of ours has, with the values of of.
func four(keys ...string) map[string]string {
	labels := map[string]string{"route": "r.1", "upstream": "outbound|80||a.static", "model": "gpt-4.1", "consumer": "none"}
	for i := 0; i < len(keys); i += 2 {
		labels[keys[i]] = keys[i+1]
	}
	return labels
}

func TestOurTags(t *testing.T) {
	table := stattags.NewTable(stattags.Tags())
	for _, c := range []struct {
		metric, name string
		labels       map[string]string
	}{
		{of + "ai_inference_queue_length", "ai_inference_queue_length", four()},
		{of + "ai_inference_requests_total.status.2xx.version.gpt-4.1.2025", "ai_inference_requests_total",
			four("status", "2xx", "version", "gpt-4.1.2025")},
		{of + "ai_inference_requests_total.status.2xx.version.a.status.5xx.type.b", "ai_inference_requests_total",
			four("status", "2xx", "version", "a.status.5xx.type.b")},
		{of + "ai_inference_tokens_total.type.input.source.metered", "ai_inference_tokens_total", four("type", "input", "source", "metered")},
		{of + "ai_inference_token_details_total.type.cache_read", "ai_inference_token_details_total", four("type", "cache_read")},
		{of + "ai_inference_abnormal_total.reason.slow", "ai_inference_abnormal_total", four("reason", "slow")},
		{of + "ai_inference_cache_requests_total.result.hit", "ai_inference_cache_requests_total", four("result", "hit")},
		{of + "gen_ai_client_operation_duration_milliseconds.error_type.timeout.gen_ai_operation_name.chat.gen_ai_provider_name.aws.bedrock" +
			".gen_ai_response_model.m.error_type.x", "gen_ai_client_operation_duration_milliseconds",
			four("error_type", "timeout", "gen_ai_operation_name", "chat", "gen_ai_provider_name", "aws.bedrock", "gen_ai_response_model", "m.error_type.x")},
		{of + "gen_ai_server_request_duration_milliseconds.gen_ai_operation_name.chat.gen_ai_provider_name.gcp.vertex_ai",
			"gen_ai_server_request_duration_milliseconds", four("gen_ai_operation_name", "chat", "gen_ai_provider_name", "gcp.vertex_ai")},
		{of + "input_token", "route_upstream_model_consumer_metric_input_token",
			map[string]string{"ai_route": "r.1", "ai_cluster": "outbound|80||a.static", "ai_model": "gpt-4.1", "ai_consumer": "none"}},
		{"ai_sec_request_deny", "ai_sec_request_deny", map[string]string{}},
		{"x.é", "x__", map[string]string{}}, {"9.x", "", map[string]string{}},
		{"route.upstream.upstream.c.model.consumer.consumer.metric.metric.ai_inference_queue_length", "ai_inference_queue_length",
			map[string]string{"route": "upstream", "upstream": "c", "model": "consumer", "consumer": "metric"}},
	} {
		series := table.Series(c.metric)
		labels := map[string]string{}
		for i, label := range series.Labels {
			labels[label] = series.Values[i]
		}
		assert.Equal(t, c.name, series.Name, c.metric)
		assert.Equal(t, c.labels, labels, c.metric)
		assert.Len(t, series.Labels, len(labels), c.metric)
	}
}

func TestTheFirstTagOfALabelCounts(t *testing.T) {
	table := stattags.NewTable([]stattags.Tag{{Label: "a", Regex: `^wasmcustom(\.(x))`}, {Label: "a", Regex: `(\.(y))$`}})
	assert.Equal(t, stattags.Series{Name: "y", Labels: []string{"a"}, Values: []string{"x"}}, table.Series("x.y"))
}

func TestBounds(t *testing.T) {
	bounds := stattags.Bounds(stattags.Histograms())
	for name, most := range map[string]float64{
		"ai_inference_latency_milliseconds": 655360, "ai_inference_first_token_milliseconds": 60000,
		"ai_inference_output_token_microseconds": 2.5e6, "ai_inference_batch_size": 2048,
		"gen_ai_client_token_usage.gen_ai_token_type.input": 67108864, "gen_ai_server_time_to_first_token_milliseconds": 60000,
		"gen_ai_client_inference_time_to_first_chunk_milliseconds": 60000, "gen_ai_client_inference_operation_input_tokens": 67108864,
		"gen_ai_server_time_per_output_token_microseconds": 2.5e6, "gen_ai_client_inference_duration_milliseconds": 655360,
	} {
		list := bounds(of + name)
		if assert.NotEmpty(t, list, name) {
			assert.Equal(t, most, list[len(list)-1], name)
			assert.IsIncreasing(t, list, name)
		}
	}
	assert.Nil(t, bounds("sizes"))
}
