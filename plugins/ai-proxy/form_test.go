package aiproxy_test

import (
	"bytes"
	"io"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"aigateway/common/abi"
	"aigateway/common/plugin"
	hosttest "aigateway/host-test"
	"aigateway/host-test/manifest"
	aiproxy "aigateway/plugins/ai-proxy"
)

// TestForms has models mapped that are fields of forms, wherever these stand and
// however large the file beside them is.
func TestForms(t *testing.T) {
	type got struct {
		host, path, model string
		file              int
	}
	seen := make(chan got, 1)
	provider := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if err := r.ParseMultipartForm(64 << 20); err != nil {
			http.Error(w, err.Error(), http.StatusBadRequest)
			return
		}
		defer func() { _ = r.MultipartForm.RemoveAll() }()
		assert.Equal(t, r.Host == "r.openai.azure.com", r.Header.Get("api-key") == "k")
		g := got{r.Host, r.URL.String(), strings.Join(r.MultipartForm.Value["model"], ","), 0}
		if files := r.MultipartForm.File["file"]; len(files) > 0 {
			g.file = int(files[0].Size)
		}
		seen <- g
		w.Header().Set("content-type", "application/json")
		_, _ = io.WriteString(w, `{"text":"hi"}`)
	}))
	t.Cleanup(provider.Close)
	const rules = `{"providers":[{"id":"azure","type":"azure","azureServiceUrl":"https://r.openai.azure.com/?api-version=1","apiTokens":["k"]},` +
		`{"id":"mapped","type":"openai","apiTokens":["k"],"modelMapping":{"whisper-1":"gpt-4o-transcribe","*":"other"}},` +
		`{"id":"retried","type":"openai","apiTokens":["k","l"],"modelMapping":{"*":"m"},"retryOnFailure":{"enabled":true}}],` +
		`"_rules_":[{"_match_domain_":["azure.test"],"activeProviderId":"azure"},{"_match_domain_":["mapped.test"],"activeProviderId":"mapped"},` +
		`{"_match_domain_":["retried.test"],"activeProviderId":"retried"}]}`
	for _, host := range hosttest.HostNames {
		t.Run(host, func(t *testing.T) {
			address := serveOne(t, host, provider, rules)
			for _, c := range []struct {
				name, host, path string
				fields           []string // file stands for the file
				size             int
				want             got
			}{
				{"azure", "azure.test", "/v1/audio/transcriptions", []string{"model", "file"}, 10, got{"r.openai.azure.com", "/openai/deployments/whisper-1/audio/transcriptions?api-version=1", "whisper-1", 10}},
				{"mapped", "mapped.test", "/v1/audio/translations", []string{"model", "file"}, 300_000, got{"api.openai.com", "/v1/audio/translations", "gpt-4o-transcribe", 300_000}},
				{"behind the file", "mapped.test", "/v1/images/edits", []string{"file", "model"}, 300_000, got{"api.openai.com", "/v1/images/edits", "gpt-4o-transcribe", 300_000}},
				{"no model", "mapped.test", "/v1/images/variations", []string{"file"}, 10, got{"api.openai.com", "/v1/images/variations", "other", 10}},
				{"kept", "retried.test", "/v1/audio/transcriptions", []string{"model", "file"}, 300_000, got{"api.openai.com", "/v1/audio/transcriptions", "m", 300_000}},
			} {
				t.Run(c.name, func(t *testing.T) {
					var body bytes.Buffer
					form := multipart.NewWriter(&body)
					for _, field := range c.fields {
						if field == "file" {
							part, err := form.CreateFormFile("file", "a.wav")
							require.NoError(t, err)
							_, _ = part.Write(bytes.Repeat([]byte("\r\n--x"), c.size/5))
							continue
						}
						require.NoError(t, form.WriteField(field, "whisper-1"))
					}
					require.NoError(t, form.Close())
					request, err := http.NewRequest(http.MethodPost, "http://"+address+c.path, &body)
					require.NoError(t, err)
					request.Host = c.host
					request.Header.Set("content-type", form.FormDataContentType())
					response, err := http.DefaultClient.Do(request)
					require.NoError(t, err)
					defer response.Body.Close()
					answer, err := io.ReadAll(response.Body)
					require.NoError(t, err)
					require.Equal(t, 200, response.StatusCode, string(answer))
					assert.Equal(t, c.want, <-seen)
				})
			}
		})
	}
}

// serveOne serves one configuration on a host, with one provider.
func serveOne(t *testing.T, host string, provider *httptest.Server, config string) string {
	url := map[string]string{"native": "file://native", "higress": module("higress")}[host]
	if url == "" {
		url = module("envoy")
	}
	set := hosttest.OneRoute(provider.Listener.Addr().String())
	set.Plugins = []manifest.Plugin{{Name: "ai-proxy", RootID: "ai-proxy", URL: url, Config: []byte(config)}}
	return hosttest.Serve(t, host, set, hosttest.Natives{"file://native": func() abi.Guest { return plugin.Guest(aiproxy.Plugin()) }})
}
