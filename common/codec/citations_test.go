package codec_test

import (
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"aigateway/common/codec"
	"aigateway/common/llm"
)

// TestCitations reads what providers of each protocol say of their sources,
// testdata/citations/NAME.stream and the same as NAME.reply, whose text has
// characters of one to four bytes. NAME-CLIENT.sse and .json are what clients
// get, however the stream is cut, streamed or not.
func TestCitations(t *testing.T) {
	for _, from := range protocols {
		if from.Name() == "bedrock" { // whose streams are no text: see bedrock's own tests
			continue
		}
		path := "testdata/citations/" + from.Name()
		stream, err := os.ReadFile(path + ".stream")
		require.NoError(t, err)
		reply, err := os.ReadFile(path + ".reply")
		require.NoError(t, err)
		for _, to := range protocols {
			if to.Name() == "bedrock" {
				continue
			}
			t.Run(from.Name()+" to "+to.Name(), func(t *testing.T) {
				streamed, whole := cutUp(&from, &to, stream, len(stream), true), cutUp(&from, &to, stream, len(stream), false)
				for _, size := range []int{1, 2, 7, 100} {
					assert.Equal(t, streamed, cutUp(&from, &to, stream, size, true))
					assert.Equal(t, whole, cutUp(&from, &to, stream, size, false))
				}
				b := codec.NewBridge(to, from, new(llm.Event))
				b.Reset(asked)
				assert.JSONEq(t, whole, string(b.Whole(nil, reply)), "the whole reply says the same")
				again := codec.NewBridge(to, to, new(llm.Event))
				again.Reset(asked)
				assert.Equal(t, comparable(value(t, []byte(whole))), comparable(value(t, again.Close(again.Write(nil, []byte(streamed))))),
					"a client makes the same of the stream")
				golden(t, path+"-"+to.Name()+".sse", streamed)
				golden(t, path+"-"+to.Name()+".json", whole)
			})
		}
	}
}

func cutUp(from, to *protocol, stream []byte, size int, streamed bool) string {
	b := codec.NewBridge(to, from, new(llm.Event))
	o := asked
	o.Stream = streamed
	b.Reset(o)
	var out []byte
	for i := 0; i < len(stream); i += size {
		out = b.Write(out, []byte(strings.Clone(string(stream[i:min(i+size, len(stream))]))))
	}
	return string(b.Close(out))
}

func golden(t *testing.T, path, got string) {
	if *update {
		require.NoError(t, os.WriteFile(path, []byte(got), 0o644))
	}
	want, err := os.ReadFile(path)
	require.NoError(t, err)
	assert.Equal(t, string(want), got, path)
}
