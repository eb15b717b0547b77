package gateway_test

import (
	"fmt"
	"io"
	"net/http"
	"testing"

	"github.com/stretchr/testify/require"

	"aigateway/host-test/manifest"
)

func TestRoutes(t *testing.T) {
	server := handler(t, func(w http.ResponseWriter, _ *http.Request) { _, _ = io.WriteString(w, "hello") })
	o := options(server, "")
	backends := o.Set.Routes[0].Backends
	path := func(kind manifest.PathMatchType, value string) manifest.PathMatch {
		return manifest.PathMatch{Type: kind, Value: value}
	}
	o.Set.Routes = []manifest.Route{
		{Name: "exact", Path: path(manifest.PathExact, "/v1/a"), Backends: backends},
		{Name: "regex", Path: path(manifest.PathRegex, "/v[0-9]+/b"), Backends: backends},
		{Name: "method", Path: path(manifest.PathPrefix, "/v1"), Methods: []string{"PUT"}, Backends: backends},
		{Name: "header", Path: path(manifest.PathPrefix, "/v1"), Headers: []manifest.HeaderMatch{{Name: "X-Team", Value: "red"}}, Backends: backends},
		{Name: "host", Path: path(manifest.PathPrefix, "/v1"), Hosts: []string{"a.test", "*.b.test"}, Backends: backends},
		{Name: "prefix", Path: path(manifest.PathPrefix, "/v1"), Backends: backends},
	}
	w := newWorld(t, o)
	for i, c := range []struct{ method, host, path, team, want string }{
		{"GET", "x", "/v1/a?q", "", "exact"}, {"GET", "x", "/v12/b", "", "regex"}, {"GET", "x", "/v12/bb", "", ""},
		{"PUT", "x", "/v1/c", "", "method"}, {"GET", "x", "/v1/c", "red", "header"}, {"GET", "A.test:80", "/v1/c", "", "host"},
		{"GET", "q.b.test", "/v1", "", "host"}, {"GET", "b.test", "/v1/c", "", "prefix"}, {"GET", "x", "/v1x", "", ""},
	} {
		request, err := http.NewRequest(c.method, w.url+c.path, nil)
		require.NoError(t, err)
		request.Host = c.host
		request.Header.Set("x-team", c.team)
		response, err := http.DefaultClient.Do(request)
		require.NoError(t, err)
		_ = response.Body.Close()
		w.log.entries(t, i+1)
	}
	var names []string
	for _, e := range w.log.entries(t, 9) {
		names = append(names, e.Route)
	}
	require.Equal(t, []string{"exact", "regex", "-", "method", "header", "host", "host", "prefix", "-"}, names)
}

func TestBackendsShareByWeight(t *testing.T) {
	server := handler(t, func(http.ResponseWriter, *http.Request) {})
	o := options(server, "")
	second := o.Set.Clusters[0]
	second.Name = "second"
	o.Set.Clusters = append(o.Set.Clusters, second)
	o.Set.Routes[0].Backends = []manifest.Backend{{Cluster: "main", Weight: 3}, {Cluster: "second", Weight: 1}}
	w := newWorld(t, o)
	for i := range 8 {
		get(t, fmt.Sprint(w.url, "/", i))
	}
	count := map[string]int{}
	for _, e := range w.log.entries(t, 8) {
		count[e.Cluster]++
	}
	require.Equal(t, map[string]int{"main": 6, "second": 2}, count)
}
