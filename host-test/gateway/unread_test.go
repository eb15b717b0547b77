package gateway_test

import (
	"bufio"
	"io"
	"net"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"aigateway/host-test/manifest"
)

// refusing is a gateway that answers a request as soon as it has its headers:
// it has no route for it.
func refusing(t *testing.T) *world {
	o := options(handler(t, func(http.ResponseWriter, *http.Request) {}), "")
	o.Set.Plugins = nil
	o.Set.Routes[0].Path = manifest.PathMatch{Type: manifest.PathExact, Value: "/elsewhere"}
	return newWorld(t, o)
}

// An answer that comes before the request's body was read ends the connection,
// for what is left of the body must not be taken for the next request.
func TestEarlyAnswerEndsTheConnection(t *testing.T) {
	w := refusing(t)
	conn, err := net.Dial("tcp", strings.TrimPrefix(w.url, "http://"))
	require.NoError(t, err)
	defer conn.Close()
	require.NoError(t, conn.SetDeadline(time.Now().Add(5*time.Second)))
	_, err = io.WriteString(conn, "POST /x HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\nGET / HTTP/1.1\r\n")
	require.NoError(t, err)
	in := bufio.NewReader(conn)
	response, err := http.ReadResponse(in, nil)
	require.NoError(t, err)
	assert.Equal(t, http.StatusNotFound, response.StatusCode)
	assert.True(t, response.Close, "the answer says that the connection ends")
	_, err = io.Copy(io.Discard, response.Body)
	require.NoError(t, err)
	rest, err := io.ReadAll(in)
	require.NoError(t, err, "the connection ends in order")
	assert.Empty(t, rest, "and with nothing after the answer")
}

// A client that keeps its connections alive gets every answer.
func TestAnswersOnOneConnection(t *testing.T) {
	for name, world := range map[string]*world{"early": refusing(t), "late": newWorld(t, options(handler(t, func(w http.ResponseWriter, r *http.Request) { _, _ = io.Copy(w, r.Body) }), ""))} {
		t.Run(name, func(t *testing.T) {
			for range 300 {
				response, err := http.Post(world.url+"/x", "text/plain", strings.NewReader(strings.Repeat("x", 2000)))
				require.NoError(t, err)
				_, err = io.Copy(io.Discard, response.Body)
				require.NoError(t, err)
				require.NotEqual(t, http.StatusBadRequest, response.StatusCode)
				_ = response.Body.Close()
			}
		})
	}
}
