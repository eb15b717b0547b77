package main

import (
	"bytes"
	"io"
	"net/http"
	"testing"

	"github.com/stretchr/testify/require"

	"aigateway/host-test/upstream"
)

// The demo's clients must read what the fake providers themselves answer,
// with nothing in between.
func TestDemoClientsReadTheProvidersThemselves(t *testing.T) {
	providers := upstream.New(upstream.Options{})
	url, stop, err := providers.Start("127.0.0.1:0")
	require.NoError(t, err)
	defer stop()
	for _, v := range visits() {
		if v.client.name != v.provider.name {
			continue
		}
		t.Run(v.String(), func(t *testing.T) {
			direct := v
			direct.provider.route = ""
			for name, values := range v.provider.key {
				if direct.client.header == nil {
					direct.client.header = http.Header{}
				}
				direct.client.header[name] = values
			}
			s, err := direct.make(t.Context(), url[len("http://"):], providers)
			require.NoError(t, err)
			require.NoError(t, direct.verifyAnswer(s))
			var out bytes.Buffer
			s.print(&out)
			require.NotContains(t, out.String(), v.provider.key.Get("Authorization")+v.provider.key.Get("X-Api-Key"), "keys are masked")
		})
	}
}

func TestDemoNoticesWhatIsWrong(t *testing.T) {
	v := visits()[1]
	require.True(t, v.stream)
	good := sighting{
		status: http.StatusOK, header: http.Header{"Content-Type": {"text/event-stream"}},
		received: []byte("data: {\"object\":\"chat.completion.chunk\",\"choices\":[{\"delta\":{\"content\":\"You said: Say hello.\\nI was told: You are brief.\"},\"finish_reason\":\"stop\"}]}\n\ndata: [DONE]\n\n"),
	}
	require.NoError(t, v.verifyAnswer(good))
	for _, change := range []struct{ from, to, want string }{
		{"hello", "bye", "the text is"},
		{"data: [DONE]\n\n", "", "does not say that it is over"},
		{`"stop"`, `"length"`, `ends with "length"`},
		{`}]}`, `}],"usage":{"prompt_tokens":1}}`, "the usage is 1"},
		{"[DONE]\n\n", "[DONE]", "not complete"},
		{`"object":"chat.completion.chunk"`, `"type":"message"`, "object is"},
	} {
		bad := good
		bad.received = bytes.Replace(good.received, []byte(change.from), []byte(change.to), 1)
		require.ErrorContains(t, v.verifyAnswer(bad), change.want)
	}
	require.ErrorContains(t, v.verify(good), "the provider's path")
}

func TestDemo(t *testing.T) {
	t.Chdir(root)
	for name := range hosts {
		t.Run(name, func(t *testing.T) {
			var out bytes.Buffer
			o := runOptions{dir: "examples/quickstart", listen: "127.0.0.1:0", host: name, workers: 1}
			require.NoError(t, demo(t.Context(), o, &out, io.Discard), "%s", &out)
		})
	}
}
