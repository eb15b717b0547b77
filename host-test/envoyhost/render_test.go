package envoyhost

import (
	"bytes"
	"flag"
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"aigateway/host-test/manifest"
)

var update = flag.Bool("update", false, "rewrite the goldens")

func TestRender(t *testing.T) {
	set, faults := manifest.Read("testdata/in")
	require.Empty(t, faults)
	got, err := Render(set, Options{})
	require.NoError(t, err)
	if *update {
		require.NoError(t, os.WriteFile("testdata/bootstrap.yaml", got, 0o644))
	}
	want, err := os.ReadFile("testdata/bootstrap.yaml")
	require.NoError(t, err)
	require.Equal(t, string(want), string(got))
}

func TestTheLogDoesNotRepeatTheConfiguration(t *testing.T) {
	var got bytes.Buffer
	log := &logLines{to: &got}
	for _, part := range []string{
		"[info] one\n[critical] error `no`", " initializing config 'admin {\n  key: sk-1\n}\n",
		"[critical] Unable to parse JSON as proto (x): {\"key\":\"sk-1\"}\n[info] two\n",
	} {
		n, err := log.Write([]byte(part))
		require.NoError(t, err)
		require.Len(t, part, n)
	}
	require.NotContains(t, got.String(), "sk-1")
	require.Equal(t, 4, strings.Count(got.String(), "\n"))
}

func TestWhatCannotBeRenderedIsTold(t *testing.T) {
	for _, test := range []struct {
		set  manifest.Set
		opts Options
		want string
	}{
		{opts: Options{Listen: "8080"}, want: `"8080" is not HOST:PORT`},
		{opts: Options{Admin: "localhost:http"}, want: "the port is not a number"},
		{set: manifest.Set{Plugins: []manifest.Plugin{{Name: "p", URL: "oci://x"}}}, want: "file://PATH"},
		{set: manifest.Set{Routes: []manifest.Route{{Name: "r"}}}, want: "no backend with a weight above 0"},
	} {
		_, err := Render(&test.set, test.opts)
		require.ErrorContains(t, err, test.want)
	}
}
