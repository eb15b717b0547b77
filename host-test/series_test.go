package hosttest

import (
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"aigateway/host-test/envoyhost"
	"aigateway/host-test/gateway"
	"aigateway/host-test/stattags"
	"aigateway/host-test/upstream"
)

// counted has a metric of every family, with values that are hard to tell
// from what is around them.
const counted = `
close count 7 ROUTE.model.gpt-4.1.consumer.alice.metric.input_token
close count 3 ROUTE.model.a "q" é\ /b.consumer.none.metric.llm_service_duration
close count 1 ROUTE.model.m.consumer.none.metric.ai_inference_requests_total.status.2xx.version.gpt-4.1
close count 5 ROUTE.model.m.consumer.none.metric.ai_inference_tokens_total.type.input.source.metered
close count 2 ROUTE.model.m.consumer.none.metric.ai_inference_token_details_total.type.cache_read
close count 1000 ROUTE.model.m.consumer.none.metric.ai_inference_cost_nano_usd_total
close count 1 ROUTE.model.m.consumer.none.metric.ai_inference_abnormal_total.reason.slow
close count 1 ROUTE.model.m.consumer.none.metric.ai_inference_cache_requests_total.result.hit
close add 4 ROUTE.model.none.consumer.none.metric.ai_inference_queue_length
close observe 30 ROUTE.model.m.consumer.none.metric.ai_inference_latency_milliseconds
close observe 30 ROUTE.model.m.consumer.none.metric.ai_inference_first_token_milliseconds
close observe 3333 ROUTE.model.m.consumer.none.metric.ai_inference_output_token_microseconds
close observe 3 ROUTE.model.m.consumer.none.metric.ai_inference_batch_size
close observe 5 ROUTE.model.m.consumer.none.metric.gen_ai_client_token_usage.gen_ai_token_type.input.gen_ai_operation_name.chat.gen_ai_provider_name.aws.bedrock.gen_ai_response_model.m.2
close observe 30 ROUTE.model.m.consumer.none.metric.gen_ai_client_operation_duration_milliseconds.error_type.timeout.gen_ai_operation_name.chat.gen_ai_provider_name.openai
close count 1 plain.name.é
close count 1 9.plain
close observe 12 plain.sizes
`

// TestSeries has both hosts print the same series, under our tags and under
// the four of Higress' bootstrap.
func TestSeries(t *testing.T) {
	player := upstream.Replay(upstream.Response{Status: 200, Body: []byte("hello")})
	provider := httptest.NewServer(player)
	t.Cleanup(provider.Close)
	set := tellers(t, provider, strings.ReplaceAll(counted, "ROUTE", "route.{route}.upstream.{cluster}"))
	for name, tags := range map[string][]stattags.Tag{"ours": stattags.Tags(), "higress": stattags.Higress()} {
		t.Run(name, func(t *testing.T) {
			g, address := tellingGateway(t, set, gateway.Options{StatsTags: tags})
			want := seriesOf(t, Place{Address: address, Metrics: g.Admin()})
			envoy, address := runningEnvoy(t, set, envoyhost.Options{StatsTags: tags, StatsFlush: statsFlush})
			got := seriesOf(t, Place{Address: address, Metrics: pluginMetrics(envoy)})
			for series, value := range got {
				assert.Contains(t, want, series)
				assert.Equal(t, want[series], value, series)
			}
			assert.Len(t, want, len(got))
			assert.Contains(t, got, `route_upstream_model_consumer_metric_input_token{ai_cluster="outbound|80||provider.static",`+
				`ai_consumer="alice",ai_model="gpt-4.1",ai_route="case"}`)
			requests := `ai_inference_requests_total{consumer="none",model="m",route="case",status="2xx",` +
				`upstream="outbound|80||provider.static",version="gpt-4.1"}`
			if name == "higress" {
				requests = `route_upstream_model_consumer_metric_ai_inference_requests_total_status_2xx_version_gpt_4_1` +
					`{ai_cluster="outbound|80||provider.static",ai_consumer="none",ai_model="m",ai_route="case"}`
			}
			assert.Contains(t, got, requests)
		})
	}
}

// seriesOf makes one request and returns what plugins then have counted,
// without sums, which Envoy only keeps roughly.
func seriesOf(t *testing.T, at Place) map[string]float64 {
	_, err := send(at.Address, []byte("GET /x HTTP/1.1\n"), nil)
	require.NoError(t, err)
	var series map[string]float64
	require.Eventually(t, func() bool {
		list, err := at.scrape()
		require.NoError(t, err)
		series = map[string]float64{}
		for _, s := range list {
			if !strings.HasPrefix(s.name, "gateway_") && !strings.HasSuffix(s.name, "_sum") {
				series[s.String()] = s.value
			}
		}
		return series["plain_sizes_count{}"] == 1
	}, 10*time.Second, 50*time.Millisecond)
	return series
}
