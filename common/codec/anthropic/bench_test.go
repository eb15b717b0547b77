package anthropic_test

import (
	"os"
	"strings"
	"testing"

	"aigateway/common/codec/anthropic"
	"aigateway/common/llm"
)

func BenchmarkRequest64K(b *testing.B) {
	c := anthropic.New(anthropic.Dialect{})
	body := []byte(`{"model":"m","max_tokens":5,"messages":[{"role":"user","content":[{"type":"text","text":"` +
		strings.Repeat(`some text of a prompt\n`, 3000) + `"}]}]}`)
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
	bridge := bridge()
	var out []byte
	b.SetBytes(int64(len(in)))
	for b.Loop() {
		bridge.Reset(streamed)
		out = bridge.Close(bridge.Write(out[:0], in))
	}
}
