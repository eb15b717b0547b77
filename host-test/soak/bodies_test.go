package soak_test

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"aigateway/host-test/upstream"
)

// A text is told from the JSON around it by these.
const begins, ends = "BEGIN:", ":END"

// text is the literal of a string of about size bytes, escapes included, that
// is like no other.
func text(size int) string {
	random := rand.New(rand.NewPCG(uint64(size), 1))
	raw := make([]byte, size*3/4)
	for i := range raw {
		raw[i] = byte(random.Uint32())
	}
	return begins + `\"\n\u00e9é\ud83d\ude00 ` + base64.StdEncoding.EncodeToString(raw) + ends
}

// digest is the sha256 of the text in a body, literally as it stands there.
func digest(body []byte) string {
	from, to := bytes.Index(body, []byte(begins)), bytes.LastIndex(body, []byte(ends))
	if from < 0 || to < from {
		return fmt.Sprintf("no text in %.200q", body)
	}
	return fmt.Sprintf("%x", sha256.Sum256(body[from:to]))
}

// Requests and answers by protocol; the text goes where %s is.
var (
	protocols = []string{"chat", "messages"}
	paths     = map[string]string{"chat": "/v1/chat/completions", "messages": "/v1/messages"}
	requests  = map[string]string{
		"chat":     `{ "model":"short", "messages":[{"role":"user","content":"%s"}], "max_tokens":64 }`,
		"messages": `{ "model":"short", "max_tokens":64, "messages":[{"role":"user","content":"%s"}] }`,
	}
	answers = map[string]string{
		"chat": `{ "id":"chatcmpl-1","object":"chat.completion","created":1700000000,"model":"bench-1","choices":[{"index":0,"message":` +
			`{"role":"assistant","content":"%s"},"finish_reason":"stop"}],"usage":{"prompt_tokens":9,"completion_tokens":4,"total_tokens":13}}`,
		"messages": `{ "id":"msg_1","type":"message","role":"assistant","model":"bench-1","content":[{"type":"text","text":"%s"}],` +
			`"stop_reason":"end_turn","stop_sequence":null,"usage":{"input_tokens":9,"output_tokens":4}}`,
	}
)

// side is a listener, by the protocol that its provider speaks.
type side struct {
	protocol, kind string
	player         *upstream.Player
}

func sides(t *testing.T) (list []*side, listeners []listener) {
	nothing := upstream.Response{Status: http.StatusNotFound}
	list = []*side{{"chat", "openai", upstream.Replay(nothing)}, {"messages", "claude", upstream.Replay(nothing)}}
	for _, s := range list {
		server := httptest.NewServer(s.player)
		t.Cleanup(server.Close)
		listeners = append(listeners, proxy(module(), s.kind, server.Listener.Addr().String()))
	}
	return list, listeners
}

// TestBodies sends texts of 64 KB, 1 MB and 10 MB both ways: those of which
// the protocol stays arrive byte for byte but for the model's name, and of
// those that are converted the text does.
func TestBodies(t *testing.T) {
	list, listeners := sides(t)
	g := start(t, 1, listeners...)
	for _, size := range []int{64 << 10, 1 << 20, 10 << 20} {
		long := text(size)
		for i, s := range list {
			for _, client := range protocols {
				t.Run(fmt.Sprintf("%d/%s to %s", size, client, s.protocol), func(t *testing.T) {
					s.carries(t, g.addresses[i], client, long)
				})
			}
		}
	}
	g.isWell()
}

func (s *side) carries(t *testing.T, address, client, long string) {
	request, answer := fmt.Sprintf(requests[client], long), fmt.Sprintf(answers[s.protocol], long)
	s.player.Forget()
	s.player.Play(upstream.Response{Status: 200, Header: http.Header{"Content-Type": {"application/json"}}, Body: []byte(answer)})
	c, err := connect(address)
	require.NoError(t, err)
	defer c.close()
	status, got, err := c.ask(post(paths[client], request))
	require.NoError(t, err)
	require.Equal(t, http.StatusOK, status, "%.300s", got)
	arrived, ok := s.player.Last()
	require.True(t, ok)
	want := digest([]byte(request))
	assert.Equal(t, want, digest(arrived.Body), "the text that the provider received")
	assert.Equal(t, want, digest(got), "the text that the client received")
	assert.True(t, json.Valid(arrived.Body) && json.Valid(got))
	if client == s.protocol {
		mapped := bytes.Replace([]byte(request), []byte(`"short"`), []byte(`"bench-1"`), 1)
		assert.Equal(t, sha256.Sum256(mapped), sha256.Sum256(arrived.Body), "the request as a whole")
		assert.Equal(t, sha256.Sum256([]byte(answer)), sha256.Sum256(got), "the answer as a whole")
	}
}

// TestBodyLimit sends what is above the documented limit: one answer, in a
// form that both protocols' clients read, and nothing to the provider. What is
// just below passes.
func TestBodyLimit(t *testing.T) {
	list, listeners := sides(t)
	g := start(t, 1, listeners...)
	below, above := text(bodyLimit-4096), text(bodyLimit+4096)
	for i, s := range list {
		for _, client := range protocols {
			t.Run(client+" to "+s.protocol, func(t *testing.T) {
				s.player.Forget()
				refuses(t, g.addresses[i], client, above)
				assert.Zero(t, s.player.Total(), "the provider got a request")
				s.carries(t, g.addresses[i], client, below)
			})
		}
	}
	g.isIdle()
	g.isWell()
}

func refuses(t *testing.T, address, client, long string) {
	c, err := connect(address)
	require.NoError(t, err)
	defer c.close()
	go func() { _, _ = c.conn.Write(post(paths[client], fmt.Sprintf(requests[client], long))) }() // refused before its end
	status, body, err := c.ask(nil)
	require.NoError(t, err)
	assert.Equal(t, http.StatusRequestEntityTooLarge, status)
	var refusal struct {
		Type  string
		Error struct{ Type, Message string }
	}
	require.NoError(t, json.Unmarshal(body, &refusal), "%.300s", body)
	assert.Equal(t, "error", refusal.Type)
	assert.Equal(t, "request_too_large", refusal.Error.Type)
	assert.Contains(t, refusal.Error.Message, fmt.Sprint(bodyLimit))
}
