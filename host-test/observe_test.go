package hosttest

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func parsed(t *testing.T, text string) []sample {
	list, err := parseMetrics([]byte(text))
	require.NoError(t, err)
	return list
}

func TestMetricsAreComparedByWhatGrew(t *testing.T) {
	const before = "# TYPE open gauge\nopen{upstream=\"c\"} 7\nrequests{model=\"a\",upstream=\"c\"} 3\nrequests{model=\"a\",upstream=\"other\"} 3\n"
	const after = "# TYPE open gauge\nopen{upstream=\"c\"} 2\nrequests{upstream=\"c\",model=\"a\"} 4\nrequests{model=\"b\",upstream=\"c\"} 2\n" +
		"requests{model=\"a\",upstream=\"other\"} 9\n# TYPE time histogram\ntime_bucket{le=\"10\"} 1\ntime_bucket{le=\"+Inf\"} 2\ntime_sum 104\ntime_count 2\n"
	got := grown(parsed(t, before), parsed(t, after), "c")
	for line, want := range map[string]string{
		`open{} 2`: "", `requests{} 3`: "", `requests{model="a"} 1`: "", `requests{model="b",upstream="c"} *`: "",
		`requests{model="z"} 0`: "", `time_count{} 2`: "", `time_sum{} 100`: "", `time_bucket{le="10"} 1`: "",
		`requests{model="z"} *`: `requests{model="z"} must be above 0`,
		`requests{model="a"} 2`: `requests{model="a"} must be 2 and is 1`,
		`time_sum{} 90`:         `time_sum{} must be 90 and is 104`,
	} {
		differences := compareMetrics(parsed(t, line), got, 0.05)
		if want == "" {
			assert.Empty(t, differences, line)
		} else if assert.Len(t, differences, 1, line) {
			assert.Contains(t, differences[0], want)
		}
	}
	assert.Len(t, compareMetrics(parsed(t, `time_sum{} 100`), got, 0), 1, "another host is exact")
}

func TestMetricsAreWritten(t *testing.T) {
	got := parsed(t, "requests{route=\"case\",upstream=\"c\",model=\"a\"} 1\nhealth{route=\"none\"} 1\ntime_milliseconds_sum{} 7\ntokens{model=\"a\"} 5\n")
	lines := metricLines([]byte("tokens{} *\nnever{} 0\nrequests{} 0\n"), got)
	assert.Equal(t, "health{route=\"none\"} 1\nrequests{model=\"a\"} 1\ntime_milliseconds_sum{} *\ntokens{model=\"a\"} *\nnever{} 0\n", string(lines))
}

func TestPropertiesAreComparedByMembers(t *testing.T) {
	state := map[string]string{
		"text": "a: b", "ai_log": `{\"n\":12,\"s\":\"<é>\"}`, "plain": `{"list":[{"a":1},2],"n":{"b":null}}`, "empty": "",
	}
	for line, want := range map[string]string{
		"text: a: b": "", "text: *": "", "gone:": "", "empty: *": "",
		`ai_log: {"s":"<é>","n":12}`: "", `ai_log: {"n":"*","s":"*"}`: "",
		`plain: {"n":{"b":null},"list":[{"a":"*"},2]}`: "", `plain: {"n":"*","list":"*"}`: "",
		"text: other":                  "property text must be other and is a: b",
		"text:":                        "property text must be absent and is a: b",
		"gone: *":                      "property gone must be * and is absent",
		`ai_log: {"n":12}`:             `property ai_log.s is there with "<é>"`,
		`ai_log: {"n":13,"s":"*"}`:     "property ai_log.n must be 13 and is 12",
		`text: {"n":13}`:               `property text must be {"n":13} and is a: b`,
		`plain: {"list":[1],"n":"*"}`:  `property plain.list must be [1] and is [{"a":1},2]`,
		`plain: {"m":"*","n":"*"}`:     "property plain.m must be \"*\" and is absent\nproperty plain.list is there with [{\"a\":1},2]",
		`plain: {"list":"*","n":null}`: `property plain.n must be null and is {"b":null}`,
	} {
		list, err := parseProperties([]byte(line))
		require.NoError(t, err)
		text := ""
		for i, difference := range list[0].compare(state) {
			if i > 0 {
				text += "\n"
			}
			text += difference
		}
		assert.Equal(t, want, text, line)
	}
}

func TestPropertiesAreWritten(t *testing.T) {
	lines := propertyLines([]byte("ai_log: {\"n\":\"*\"}\nany: *\ngone: x\n"), map[string]string{"ai_log": `{\"n\":12,\"m\":[1]}`, "any": "y"})
	assert.Equal(t, "ai_log: {\"m\":[1],\"n\":\"*\"}\nany: *\ngone:\n", string(lines))
}

func TestCaseFaults(t *testing.T) {
	const whole = "a case\n-- config.json --\n{}\n-- request.http --\nGET / HTTP/1.1\n\n"
	for part, want := range map[string]string{
		"-- abort --\nlater\n":                          `"later" is not: after N events`,
		"-- abort --\nafter 0 events\n":                 `"0" is no number above 0`,
		"-- abort --\nafter 2 minutes\n":                `"minutes" is neither events nor bytes`,
		"-- metrics --\nno value\n":                     "a line is SERIES VALUE",
		"-- properties --\nnothing\n":                   `"nothing" is not NAME: VALUE`,
		"-- upstream/encoding --\ngzip\n":               "upstream/encoding needs upstream/response.http",
		"-- upstream/encoding --\nzip\n" + someAnswer:   `"zip" is not gzip, deflate, deflate-raw or br`,
		"-- envoy/metrics --\n{}\n-- anything --\n{}\n": "is no part of a case",
	} {
		_, err := ParseCase("x.txtar", []byte(whole+part))
		require.Error(t, err, part)
		assert.Contains(t, err.Error(), want)
	}
}

const someAnswer = "-- upstream/response.http --\nHTTP/1.1 200 OK\n\nhello\n"
