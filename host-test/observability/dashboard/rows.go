package dashboard

// Rows are the whole dashboard, from top to bottom.
func Rows() []Row {
	return []Row{overview, requests, cost, tokens, times, caches, health, abnormal}
}

var overview = Row{"Overview", []Panel{
	{Title: "Requests", Kind: Stat, Unit: "reqps", Width: 3,
		Queries: one("", `sum(rate(ai_inference_requests_total{FILTER}[$__rate_interval]))`)},
	{Title: "Success", Kind: Stat, Unit: "percentunit", Width: 3,
		About:   "Answers 2xx and 3xx, of the requests whose client stayed.",
		Queries: one("", share("sum", "2xx|3xx"))},
	{Title: "Cost in this time", Kind: Stat, Unit: "currencyUSD", Width: 3,
		About:   "As increase() sees it, which leaves out the first request of each new series; rules/budgets.yml counts it.",
		Queries: one("", `sum(increase(ai_inference_cost_nano_usd_total{FILTER}[$__range])) / 1e9`)},
	{Title: "Tokens in this time", Kind: Stat, Unit: "short", Width: 3,
		Queries: one("", `sum(increase(ai_inference_tokens_total{FILTER}[$__range]))`)},
	{Title: "Latency, P95", Kind: Stat, Unit: "s", Width: 3,
		Queries: one("", quantile("0.95", "le", latency, "$__range")+" / 1e3")},
	{Title: "First token, P95", Kind: Stat, Unit: "s", Width: 3,
		Queries: one("", quantile("0.95", "le", firstToken, "$__range")+" / 1e3")},
	{Title: "Upstreams down", Kind: Stat, Unit: "short", Width: 3,
		Queries: one("", `count(min by (upstream) (ai_inference_endpoint_health{upstream=~"$upstream"}) == 0) or vector(0)`)},
	{Title: "Alerts firing", Kind: Stat, Unit: "short", Width: 3,
		Queries: one("", `count(ALERTS{alertname=~"AI(Inference|Gateway).+",alertstate="firing"}) or vector(0)`)},
}}

var requests = Row{"Requests", []Panel{
	{Title: "Requests by status", Kind: Stack, Unit: "reqps", Width: 8,
		Queries: one("{{status}}", `sum by (status) (rate(ai_inference_requests_total{FILTER}[$__rate_interval]))`)},
	{Title: "Requests by $by", Kind: Stack, Unit: "reqps", Width: 8,
		Queries: one("{{$by}}", `sum by ($by) (rate(ai_inference_requests_total{FILTER}[$__rate_interval]))`)},
	{Title: "Requests by version of the model", Kind: Stack, Unit: "reqps", Width: 8,
		About:   "The model as the provider names it in its answers.",
		Queries: one("{{model}}: {{version}}", `sum by (model, version) (rate(ai_inference_requests_total{FILTER,status="2xx"}[$__rate_interval]))`)},
	{Title: "Error rate by $by", Kind: Lines, Unit: "percentunit", Width: 8,
		About:   "5xx and streams that broke off, of the requests whose client stayed.",
		Queries: one("{{$by}}", share("sum by ($by)", "5xx|upstream_reset"))},
	{Title: "Refused by $by", Kind: Lines, Unit: "percentunit", Width: 8,
		About:   "4xx, of the requests whose client stayed.",
		Queries: one("{{$by}}", share("sum by ($by)", "4xx"))},
	{Title: "Clients that left by $by", Kind: Lines, Unit: "reqps", Width: 8,
		Queries: one("{{$by}}", `sum by ($by) (rate(ai_inference_requests_total{FILTER,status="client_closed"}[$__rate_interval]))`)},
}}

var cost = Row{"Cost", []Panel{
	{Title: "USD an hour by $by", Kind: Stack, Unit: "currencyUSD", Width: 8,
		Queries: one("{{$by}}", `sum by ($by) (rate(ai_inference_cost_nano_usd_total{FILTER}[$__rate_interval])) * 3600 / 1e9`)},
	{Title: "USD in this time, the ten dearest", Kind: Bars, Unit: "currencyUSD", Width: 8,
		Queries: one("{{consumer}}: {{model}}", `topk(10, sum by (consumer, model) (increase(ai_inference_cost_nano_usd_total{FILTER}[$__range])) / 1e9)`)},
	{Title: "Requests without a price", Kind: Lines, Unit: "reqps", Width: 8,
		About:   "They are in no sum of money.",
		Queries: one("{{upstream}}: {{model}}", `sum by (upstream, model) (rate(ai_inference_unpriced_requests_total{FILTER}[$__rate_interval]))`)},
}}

var tokens = Row{"Tokens", []Panel{
	{Title: "Tokens a second", Kind: Stack, Unit: "short", Width: 8,
		Queries: one("{{type}}, {{source}}", `sum by (type, source) (rate(ai_inference_tokens_total{FILTER}[$__rate_interval]))`)},
	{Title: "Tokens a second by $by", Kind: Stack, Unit: "short", Width: 8,
		Queries: one("{{$by}}", `sum by ($by) (rate(ai_inference_tokens_total{FILTER}[$__rate_interval]))`)},
	{Title: "Estimated part of the output by $by", Kind: Lines, Unit: "percentunit", Width: 8,
		About: "Where the provider metered nothing, or the client left before it did.",
		Queries: one("{{$by}}", `sum by ($by) (rate(ai_inference_tokens_total{FILTER,type="output",source="estimated"}[$__rate_interval]))`+
			` / sum by ($by) (rate(ai_inference_tokens_total{FILTER,type="output"}[$__rate_interval]))`)},
	{Title: "Tokens a request", Kind: Lines, Unit: "short", Width: 8,
		Queries: one("{{type}}", `sum by (type) (rate(ai_inference_tokens_total{FILTER}[$__rate_interval]))`+
			` / on () group_left () sum(rate(ai_inference_requests_total{FILTER,status="2xx"}[$__rate_interval]))`)},
	{Title: "Parts of the tokens", Kind: Lines, Unit: "short", Width: 8,
		About:   "A second; they are in the sums already, as parts of input or output.",
		Queries: one("{{type}}", `sum by (type) (rate(ai_inference_token_details_total{FILTER}[$__rate_interval]))`)},
	{Title: "Texts in an embeddings request", Kind: Lines, Unit: "short", Width: 8,
		Queries: one("{{$by}}", `sum by ($by) (rate(ai_inference_batch_size_sum{FILTER}[$__rate_interval]))`+
			` / sum by ($by) (rate(ai_inference_batch_size_count{FILTER}[$__rate_interval]))`)},
}}

var times = Row{"Latency", []Panel{
	{Title: "Latency", Kind: Lines, Unit: "s", Width: 8, Queries: percentiles(latency, "1e3")},
	{Title: "First token", Kind: Lines, Unit: "s", Width: 8, Queries: percentiles(firstToken, "1e3"),
		About: "From the request to the first token of a streamed answer."},
	{Title: "Each token after it", Kind: Lines, Unit: "s", Width: 8, Queries: percentiles(eachToken, "1e6")},
	{Title: "Latency by $by, P95", Kind: Lines, Unit: "s", Width: 8, Queries: slowest(latency, "1e3")},
	{Title: "First token by $by, P95", Kind: Lines, Unit: "s", Width: 8, Queries: slowest(firstToken, "1e3")},
	{Title: "Each token after it by $by, P95", Kind: Lines, Unit: "s", Width: 8, Queries: slowest(eachToken, "1e6")},
}}

var caches = Row{"Cache", []Panel{
	{Title: "Look-ups in the gateway's cache", Kind: Stack, Unit: "reqps", Width: 8,
		About:   "There are some where a cache plugin tells its result in x-cache-status.",
		Queries: one("{{result}}", `sum by (result) (rate(ai_inference_cache_requests_total{FILTER}[$__rate_interval]))`)},
	{Title: "Hits by $by", Kind: Lines, Unit: "percentunit", Width: 8,
		About: "Of the look-ups; what a cache let pass on purpose is none.",
		Queries: one("{{$by}}", `sum by ($by) (rate(ai_inference_cache_requests_total{FILTER,result="hit"}[$__rate_interval]))`+
			` / sum by ($by) (rate(ai_inference_cache_requests_total{FILTER,result=~"hit|miss"}[$__rate_interval]))`)},
	{Title: "Prompt tokens from the provider's cache by $by", Kind: Lines, Unit: "percentunit", Width: 8,
		Queries: one("{{$by}}", `sum by ($by) (rate(ai_inference_token_details_total{FILTER,type="cache_read"}[$__rate_interval]))`+
			` / sum by ($by) (rate(ai_inference_tokens_total{FILTER,type="input"}[$__rate_interval]))`)},
}}

var health = Row{"Health", []Panel{
	{Title: "Upstreams up", Kind: Lines, Unit: "short", Width: 6,
		About:   "1 while the gateway holds an upstream for up, 0 while it is down; the worst of all gateways.",
		Queries: one("{{upstream}}", `min by (upstream) (ai_inference_endpoint_health{upstream=~"$upstream"})`)},
	{Title: "Requests that wait for an answer", Kind: Stack, Unit: "short", Width: 6,
		Queries: one("{{upstream}}", `sum by (upstream) (ai_inference_queue_length{upstream=~"$upstream"})`)},
	{Title: "Requests that came by a fallback", Kind: Lines, Unit: "reqps", Width: 6,
		Queries: one("{{$by}}", `sum by ($by) (rate(ai_inference_fallback_count{FILTER}[$__rate_interval]))`)},
	{Title: "Gateways up", Kind: Lines, Unit: "short", Width: 6,
		Queries: one("{{instance}}", `up{job=~"ai-gateway.*"}`)},
}}

var abnormal = Row{"Abnormal", []Panel{
	{Title: "Abnormal requests by reason", Kind: Stack, Unit: "reqps", Width: 12,
		About:   "A request can have more than one reason.",
		Queries: one("{{reason}}", `sum by (reason) (rate(ai_inference_abnormal_total{FILTER}[$__rate_interval]))`)},
	{Title: "Part of all requests by reason and $by", Kind: Lines, Unit: "percentunit", Width: 12,
		Queries: one("{{reason}}, {{$by}}", `sum by (reason, $by) (rate(ai_inference_abnormal_total{FILTER}[$__rate_interval]))`+
			` / on ($by) group_left () sum by ($by) (rate(ai_inference_requests_total{FILTER}[$__rate_interval]))`)},
}}
