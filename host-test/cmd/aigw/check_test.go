package main

import (
	"bytes"
	"flag"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"
)

// update tells whether to rewrite the goldens; package hosttest has the flag.
func update() bool { return flag.Lookup("update").Value.String() == "true" }

// root is the top of the repository.
const root = "../../../"

func execute(t *testing.T, args ...string) (out, errs string, err error) {
	t.Helper()
	var stdout, stderr bytes.Buffer
	c := command()
	c.SetArgs(args)
	c.SetOut(&stdout)
	c.SetErr(&stderr)
	err = c.ExecuteContext(t.Context())
	return stdout.String(), stderr.String(), err
}

func TestWhatTheRepositoryShipsHasNoMistakes(t *testing.T) {
	for _, dir := range []string{"examples/quickstart", "deploy/higress"} {
		out, _, err := execute(t, "check", "-f", root+dir)
		require.NoError(t, err, out)
		require.Contains(t, out, "no mistakes")
	}
}

func TestCheckTellsTenMistakes(t *testing.T) {
	out, _, err := execute(t, "check", "-f", root+"host-test/manifest/testdata/bad/ten-mistakes")
	require.ErrorIs(t, err, errTold)
	require.Contains(t, out, "a-plugins.yaml:9: spec.defaultConfg: unknown field")
	require.Contains(t, out, `c-routes.yaml:6: metadata.annotations["higress.io/destination"]: no McpBridge registry`)
}

func TestCheckLooksIntoPluginConfigurations(t *testing.T) {
	dir := t.TempDir()
	require.NoError(t, os.WriteFile(filepath.Join(dir, "p.yaml"), []byte(`apiVersion: extensions.higress.io/v1alpha1
kind: WasmPlugin
metadata: {name: ai-proxy}
spec:
  url: file://x.wasm
  defaultConfig:
    provders: []
  matchRules:
  - configDisable: true
    ingress: [gone]
  - ingress: [a]
    config:
      provider:
        type: no-such-service
`), 0o644))
	out, _, err := execute(t, "check", "-f", dir)
	require.ErrorIs(t, err, errTold)
	require.Contains(t, out, "p.yaml:7: spec.defaultConfig.provders: ")
	require.Contains(t, out, "p.yaml:14: spec.matchRules[1].config.provider.type: ")

	// To run is another matter: the plugin itself says what it can do without.
	_, err = load(&bytes.Buffer{}, dir)
	require.NoError(t, err)
}

func TestTheEnvoyConfigurationInDeployIsTheQuickstarts(t *testing.T) {
	out, _, err := execute(t, "render", "envoy", "-f", root+"examples/quickstart")
	require.NoError(t, err)
	golden := root + "deploy/envoy/envoy.yaml"
	if update() {
		require.NoError(t, os.WriteFile(golden, []byte(out), 0o644))
	}
	want, err := os.ReadFile(golden)
	require.NoError(t, err)
	require.Equal(t, string(want), out)
}

func TestFlagsThatAreMissingOrWrong(t *testing.T) {
	_, _, err := execute(t, "check")
	require.ErrorContains(t, err, "filename")
	_, _, err = execute(t, "run", "-f", root+"examples/quickstart", "--host", "nginx")
	require.ErrorContains(t, err, `--host must be wazero or envoy, not "nginx"`)
	_, _, err = execute(t, "run", "-f", root+"examples/quickstart", "--otlp", "http://127.0.0.1:4318")
	require.ErrorContains(t, err, "--otlp needs --host envoy")
	_, _, err = execute(t, "render", "envoy", "-f", root+"examples/quickstart", "--otlp", "127.0.0.1:4317")
	require.ErrorContains(t, err, "it must be http://HOST:PORT, https://HOST:PORT or grpc://HOST:PORT")
	_, errs, err := execute(t, "run", "-f", "nowhere")
	require.ErrorIs(t, err, errTold)
	require.Contains(t, errs, "cannot read the manifests")
}
