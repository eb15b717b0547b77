package envoyhost

import (
	metricsv3 "github.com/envoyproxy/go-control-plane/envoy/config/metrics/v3"
	matcherv3 "github.com/envoyproxy/go-control-plane/envoy/type/matcher/v3"

	"aigateway/host-test/stattags"
)

// statsConfig has the metrics of plugins printed with labels. Envoy's own
// tags stay as they are.
func statsConfig(opts Options) *metricsv3.StatsConfig {
	config := &metricsv3.StatsConfig{}
	for _, t := range opts.StatsTags {
		config.StatsTags = append(config.StatsTags, &metricsv3.TagSpecifier{
			TagName: t.Label, TagValue: &metricsv3.TagSpecifier_Regex{Regex: t.Regex},
		})
	}
	for _, b := range stattags.Histograms() {
		config.HistogramBucketSettings = append(config.HistogramBucketSettings, &metricsv3.HistogramBucketSettings{
			Match: &matcherv3.StringMatcher{
				MatchPattern: &matcherv3.StringMatcher_SafeRegex{SafeRegex: regex(b.Regex)},
			},
			Buckets: b.Bounds,
		})
	}
	return config
}
