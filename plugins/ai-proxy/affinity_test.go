package aiproxy

import (
	"hash/fnv"
	"testing"

	"github.com/stretchr/testify/assert"

	"aigateway/common/plugin"
	"aigateway/common/provider"
)

// TestAffinity has a consumer keep its key, as Higress chooses it, where the
// provider keeps state.
func TestAffinity(t *testing.T) {
	s := &service{keys: make([]credential, 5)}
	headers := func(consumer string) *plugin.Headers {
		return plugin.NewHeaders([][2]string{{consumerHeader, consumer}})
	}
	for _, consumer := range []string{"alice", "bob", "团队"} {
		hash := fnv.New32a()
		_, _ = hash.Write([]byte(consumer))
		for _, api := range []provider.API{provider.Responses, provider.Files, provider.FileContent, provider.Batches, provider.FineTuning} {
			assert.Equal(t, int(hash.Sum32()%5), s.affine(api, headers(consumer)))
		}
		assert.Equal(t, -1, s.affine(provider.Chat, headers(consumer)))
	}
	assert.Equal(t, -1, s.affine(provider.Files, headers("")))
}
