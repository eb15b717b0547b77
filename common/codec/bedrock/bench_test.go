package bedrock_test

import (
	"os"
	"strings"
	"testing"

	"aigateway/common/codec/bedrock"
	"aigateway/common/llm"
)

func BenchmarkRequest64K(b *testing.B) {
	c := bedrock.New(bedrock.Dialect{})
	body := []byte(`{"messages":[{"role":"user","content":[{"text":"` + strings.Repeat(`some text of a prompt\n`, 3000) + `"}]}]}`)
	var r llm.Request
	var lost []llm.Loss
	var out []byte
	b.SetBytes(int64(len(body)))
	for b.Loop() {
		r.Reset()
		_ = c.DecodeRequest(&r, body)
		r.Origin = "other"
		out, _ = c.EncodeRequest(out[:0], &r, &lost)
	}
}

func BenchmarkStream(b *testing.B) {
	in, _ := os.ReadFile("testdata/stream/tools.in")
	stream := frames(string(in))
	for _, client := range clients {
		b.Run("to "+client.Name(), func(b *testing.B) {
			bridge := bridge(client)
			var out []byte
			b.SetBytes(int64(len(stream)))
			for b.Loop() {
				bridge.Reset(streamed)
				out = bridge.Close(bridge.Write(out[:0], stream))
			}
		})
	}
}
