package ledger_test

import (
	"compress/gzip"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"aigateway/host-test/observability/ledger"
)

var usage = ledger.Usage{Input: 100, CacheRead: 40, CacheWrite: 20, Output: 10, Reasoning: 4}

func serve(t *testing.T, order ledger.Order) (*ledger.Provider, string) {
	p := &ledger.Provider{
		Prices: map[string]ledger.Price{"m": {Input: 10, CacheRead: 1, CacheWrite: 12, Output: 50}},
		Order:  func(int) ledger.Order { return order },
	}
	server := httptest.NewServer(p)
	t.Cleanup(server.Close)
	return p, server.URL
}

func post(t *testing.T, url, body string) (*http.Response, string, error) {
	request, err := http.NewRequest(http.MethodPost, url, strings.NewReader(body))
	require.NoError(t, err)
	request.Header.Set(ledger.Header, "7")
	response, err := (&http.Transport{DisableCompression: true}).RoundTrip(request)
	require.NoError(t, err)
	defer response.Body.Close()
	reader := io.Reader(response.Body)
	if response.Header.Get("Content-Encoding") == "gzip" {
		reader, err = gzip.NewReader(reader)
		require.NoError(t, err)
	}
	text, err := io.ReadAll(reader)
	return response, string(text), err
}

func TestWhatWasToldIsWhatIsCharged(t *testing.T) {
	for path, told := range map[string]string{
		"/v1/chat/completions": `"completion_tokens":10`, "/v1/responses": `"output_tokens":10`, "/v1/messages": `"output_tokens":10`,
	} {
		for _, stream := range []string{"true", "false"} {
			p, url := serve(t, ledger.Order{Model: "m", Usage: usage, Gzip: stream == "true"})
			_, text, err := post(t, url+path, `{"stream":`+stream+`,"stream_options":{"include_usage":true}}`)
			require.NoError(t, err)
			assert.Contains(t, text, told)
			entry, ok := p.Entry(7)
			require.True(t, ok)
			assert.Equal(t, ledger.Entry{Metered: usage, Charge: 40*10 + 40*1 + 20*12 + 10*50, Told: true}, entry, path)
		}
	}
}

func TestWhatWasNotToldIsNotCharged(t *testing.T) {
	const stream = `{"stream":true}`
	p, url := serve(t, ledger.Order{Model: "m", Usage: usage})
	_, text, err := post(t, url+"/v1/chat/completions", stream) // which does not ask for usage
	require.NoError(t, err)
	assert.NotContains(t, text, "completion_tokens")
	entry, _ := p.Entry(7)
	assert.Equal(t, ledger.Entry{}, entry)

	p, url = serve(t, ledger.Order{Model: "m", Usage: usage, Ending: ledger.Broken})
	_, text, err = post(t, url+"/v1/messages", stream)
	require.ErrorIs(t, err, io.ErrUnexpectedEOF)
	assert.Equal(t, ledger.Said("/v1/messages", ledger.Order{Model: "m", Usage: usage, Ending: ledger.Broken}), strings.Count(text, ledger.Word))
	entry, _ = p.Entry(7)
	assert.Equal(t, ledger.Entry{Metered: ledger.Usage{Input: 100, CacheRead: 40, CacheWrite: 20}}, entry)

	p, url = serve(t, ledger.Order{Model: "m", Usage: usage, Ending: ledger.Limited})
	response, text, err := post(t, url+"/v1/messages", stream)
	require.NoError(t, err)
	assert.Equal(t, http.StatusTooManyRequests, response.StatusCode)
	assert.Contains(t, text, "rate_limit_error")
	entry, ok := p.Entry(7)
	assert.True(t, ok)
	assert.Equal(t, ledger.Entry{}, entry)
}
