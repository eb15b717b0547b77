package envoyhost

import (
	"net/http"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"aigateway/host-test/manifest"
)

func TestANewSetIsTakenWithoutARestart(t *testing.T) {
	a, b := upstream(t, "a"), upstream(t, "b")
	only := func(c manifest.Cluster) *manifest.Set {
		return &manifest.Set{Clusters: []manifest.Cluster{c}, Routes: []manifest.Route{prefix(c.Name, "/", c)}}
	}
	d, err := StartDynamic(t.Context(), only(a), anywhere, StartOptions{Workers: 1})
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, d.Close()) })
	_, body := get(t, d.url(t))
	require.Contains(t, body, "a got")

	began := time.Now()
	require.NoError(t, d.Apply(t.Context(), only(b)))
	require.Less(t, time.Since(began), 10*time.Second)
	require.Eventually(t, func() bool {
		status, body := get(t, d.url(t))
		require.Equal(t, http.StatusOK, status)
		return body[:1] == "b"
	}, 5*time.Second, 20*time.Millisecond)

	broken := only(a)
	broken.Plugins = []manifest.Plugin{{Name: "p", URL: "file:///nonexistent.wasm"}}
	err = d.Apply(t.Context(), broken)
	require.ErrorContains(t, err, "nonexistent.wasm")
	_, body = get(t, d.url(t))
	require.Contains(t, body, "b got", "the set before stays in force")

	require.NoError(t, d.Apply(t.Context(), only(a)))
	require.Eventually(t, func() bool { _, body := get(t, d.url(t)); return body[:1] == "a" }, 5*time.Second, 20*time.Millisecond)
}

func TestAModuleThatIsMissingIsTold(t *testing.T) {
	set := &manifest.Set{Plugins: []manifest.Plugin{{Name: "p", URL: "file:///nonexistent.wasm"}}}
	_, err := StartDynamic(t.Context(), set, anywhere, StartOptions{Workers: 1})
	require.ErrorContains(t, err, "nonexistent.wasm")

	set.Plugins[0].URL = "oci://example.com/p"
	_, err = StartDynamic(t.Context(), set, anywhere, StartOptions{Workers: 1})
	require.ErrorContains(t, err, "file://PATH")
}
