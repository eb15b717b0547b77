package hosttest

import (
	"fmt"
	"net"
	"net/http/httptest"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"

	"aigateway/host-test/manifest"
	"aigateway/host-test/upstream"
)

// callsDir begins the names of the parts of a case that are about call-outs.
const callsDir = "calls/"

// callee is a cluster that plugins call, outbound|443||NAME.dns.
type callee struct {
	name    string
	request []byte // nil: it must not be called
	answer  upstream.Response
	player  *upstream.Player
}

// addCall adds one of the two messages of a callee.
func (c *Case) addCall(path string, data []byte) error {
	name, part, _ := strings.Cut(path, "/")
	var to *callee
	for _, known := range c.calls {
		if known.name == name {
			to = known
		}
	}
	if to == nil {
		to = &callee{name: name, answer: upstream.Response{Status: 500}}
		c.calls = append(c.calls, to)
	}
	switch part {
	case "request.http":
		to.request = data
	case "response.http":
		answer, err := parseAnswer(data)
		if err != nil {
			return err
		}
		to.answer = *answer
	default:
		return fmt.Errorf("is no part of a call")
	}
	return nil
}

// start starts the callee, and returns the cluster that it is.
func (c *callee) start(t *testing.T) manifest.Cluster {
	c.player = upstream.Replay(c.answer)
	server := httptest.NewServer(c.player)
	t.Cleanup(server.Close)
	host, text, _ := net.SplitHostPort(server.Listener.Addr().String())
	port, _ := strconv.Atoi(text)
	return manifest.Cluster{Name: "outbound|443||" + c.name + ".dns", Endpoints: []manifest.Endpoint{{Host: host, Port: port, Weight: 1}}}
}

// checkCalls compares what callees have received with what the case says, or
// writes it there. What an exchange makes a plugin remember, the next one need
// not ask for, so only the first one is looked at.
func (r *running) checkCalls(t *testing.T, at Place) {
	for _, c := range r.calls {
		name := callsDir + c.name + "/request.http"
		var got []byte
		if request, ok := c.player.Last(); ok {
			got = received(request)
		}
		if *update && at.Host == "native" {
			if got != nil {
				r.set(name, append(text(got), '\n'))
			}
			continue
		}
		assert.Equal(t, string(text(r.want(at.Host, name, c.request))), string(text(got)), "what %s received", c.name)
	}
}

// assertion is a signed statement, which is another one at any other time.
var assertion = regexp.MustCompile(`\bassertion=[\w-]+\.[\w-]+\.[\w-]+`)
