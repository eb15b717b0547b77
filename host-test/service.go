package hosttest

import (
	"fmt"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"aigateway/host-test/upstream"
)

// service is another service of a case: what plugins call out to.
type service struct {
	cluster string
	answer  upstream.Response
	request []byte // what it must receive first; nil: nothing
}

// addService adds a part called cluster/NAME/request.http or
// cluster/NAME/response.http.
func (c *Case) addService(name string, data []byte) (known bool, err error) {
	name, ok := strings.CutPrefix(name, "cluster/")
	cluster, part, split := strings.Cut(name, "/")
	if !ok || !split {
		return false, nil
	}
	var s *service
	for _, other := range c.services {
		if other.cluster == cluster {
			s = other
		}
	}
	if s == nil {
		s = &service{cluster: cluster, answer: upstream.Response{Status: 500}}
		c.services = append(c.services, s)
	}
	switch part {
	case "request.http":
		s.request = data
	case "response.http":
		s.answer, err = upstream.ParseResponse(trimLast(data))
	default:
		err = fmt.Errorf("is no part of a case")
	}
	return true, err
}

// checkClusters tells of cases that have a service each of one name: one Envoy
// serves them all.
func checkClusters(t *testing.T, cases []*Case) {
	seen := map[string]string{}
	for _, c := range cases {
		for _, s := range c.services {
			require.Empty(t, seen[s.cluster], "%s and %s both have %s", seen[s.cluster], c.Name, s.cluster)
			seen[s.cluster] = c.Name
		}
	}
}

// startServices starts the other services of a case, and says how they are
// reached.
func (r *running) startServices(t *testing.T) {
	for _, s := range r.services {
		player := upstream.Replay(s.answer)
		server := httptest.NewServer(player)
		t.Cleanup(server.Close)
		r.manifests.Clusters = append(r.manifests.Clusters, clusterAt(s.cluster, server.Listener.Addr().String()))
		r.players = append(r.players, player)
	}
}

// checkServices compares what the other services received, or writes it into
// the case.
func (r *running) checkServices(t *testing.T, at Place) {
	for i, s := range r.services {
		requests := r.players[i].Requests()
		called := len(requests) > 0
		switch {
		case *update && at.Host == "native" && called:
			r.Case.set("cluster/"+s.cluster+"/request.http", append(text(received(requests[0])), '\n'))
		case s.request == nil:
			assert.False(t, called, "%s must not be called", s.cluster)
		case assert.True(t, called, "%s was not called", s.cluster):
			assert.Equal(t, string(text(s.request)), string(text(received(requests[0]))), "what %s received", s.cluster)
		}
	}
}
