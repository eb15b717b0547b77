package manifest_test

import (
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"aigateway/host-test/manifest"
)

var update = flag.Bool("update", false, "rewrite the goldens")

// golden compares with testdata/NAME and rewrites it under -update.
func golden(t *testing.T, name, got string) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		require.NoError(t, os.WriteFile(path, []byte(got), 0o644))
	}
	want, err := os.ReadFile(path)
	require.NoError(t, err)
	require.Equal(t, string(want), got)
}

func sentences(faults []manifest.Fault) string {
	var b strings.Builder
	for _, f := range faults {
		b.WriteString(f.String() + "\n")
	}
	return b.String()
}

func directories(t *testing.T, pattern string) []string {
	t.Helper()
	names, err := filepath.Glob(filepath.Join("testdata", pattern, "*"))
	require.NoError(t, err)
	var dirs []string
	for _, n := range names {
		if info, err := os.Stat(n); err == nil && info.IsDir() {
			dirs = append(dirs, n)
		}
	}
	require.NotEmpty(t, dirs)
	return dirs
}

func TestGoodManifests(t *testing.T) {
	for _, dir := range directories(t, "good") {
		t.Run(filepath.Base(dir), func(t *testing.T) {
			set, faults := manifest.Read(dir)
			require.Empty(t, sentences(faults))
			got, err := json.MarshalIndent(set, "", "  ")
			require.NoError(t, err)
			golden(t, "good/"+filepath.Base(dir)+".json", string(got)+"\n")
		})
	}
}

func TestBadManifests(t *testing.T) {
	for _, dir := range directories(t, "bad") {
		t.Run(filepath.Base(dir), func(t *testing.T) {
			_, faults := manifest.Read(dir)
			require.True(t, manifest.Failed(faults))
			golden(t, "bad/"+filepath.Base(dir)+".txt", sentences(faults))
		})
	}
}

func TestReadingIsDeterministic(t *testing.T) {
	first, faults := manifest.Read("testdata/bad/ten-mistakes")
	for range 20 {
		again, sameFaults := manifest.Read("testdata/bad/ten-mistakes")
		require.Equal(t, faults, sameFaults)
		require.Equal(t, first.Routes, again.Routes)
		require.Equal(t, first.Clusters, again.Clusters)
	}
}

func TestAbsentAndEmptyDirectories(t *testing.T) {
	_, faults := manifest.Read("testdata/nowhere")
	require.True(t, manifest.Failed(faults))
	require.Contains(t, sentences(faults), "cannot read the manifests")

	_, faults = manifest.Read(t.TempDir())
	require.True(t, manifest.Failed(faults))
	require.Contains(t, sentences(faults), "holds no manifest")
}

func TestAListStandsForItsItems(t *testing.T) {
	file := filepath.Join(t.TempDir(), "list.yaml")
	require.NoError(t, os.WriteFile(file, []byte(`apiVersion: v1
kind: List
items:
- apiVersion: networking.higress.io/v1
  kind: McpBridge
  metadata: {name: default}
  spec:
    registries:
    - {name: a, type: static, domain: "127.0.0.1:1", port: 99999}
`), 0o644))
	set, faults := manifest.Read(file)
	require.Len(t, set.Clusters, 1)
	require.Equal(t, file+":9: items[0].spec.registries[0].port: must be a port between 1 and 65535\n", sentences(faults))
}

func TestConfigFaultsPointToTheManifest(t *testing.T) {
	set, faults := manifest.Read("testdata/good/higress")
	require.Empty(t, faults)
	paths := map[string]string{
		"$._rules_[0].activeProviderId":        "spec.matchRules[1].config.activeProviderId",
		"_rules_[1]._match_service_[0]":        "spec.matchRules[2].service[0]",
		"$._rules_[1].provider.type":           "spec.matchRules[2].config.provider.type",
		"$.providers[0].type":                  "spec.defaultConfig.providers[0].type",
		"$":                                    "spec.defaultConfig",
		"$._rules_[0]":                         "spec.matchRules[1].config",
		"$.providers[0].capabilities[\"a/b\"]": "spec.defaultConfig.providers[0].capabilities[\"a/b\"]",
	}
	for path, want := range paths {
		got := manifest.Check(set, func(name string, _ json.RawMessage) []manifest.ConfigFault {
			if name != "ai-proxy" {
				return nil
			}
			return []manifest.ConfigFault{{Path: path, Message: "is wrong", Warning: true}}
		})
		require.Len(t, got, 1)
		require.Equal(t, want, got[0].Path)
		require.True(t, got[0].Warning)
		require.Equal(t, "testdata/good/higress/plugins.yaml", got[0].File)
		require.NotZero(t, got[0].Line)
	}
}
