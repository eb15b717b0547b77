package aiproxy

import (
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestMapping(t *testing.T) {
	m, bad := compileMapping(map[string]string{
		"gpt-4o":        "exact",
		"gpt-*":         "short-prefix",
		"gpt-4*":        "long-prefix",
		"~^o(\\d)-mini": "small-$1",
		"~mini":         "tiny",
		"keep":          "",
		"~broken(":      "never",
		"~^\\p{Han}":    "never",
	})
	assert.EqualError(t, bad["~broken("], "error parsing regexp: missing closing ): `broken(`")
	assert.ErrorContains(t, bad[`~^\p{Han}`], "Unicode classes are not supported here")
	for model, want := range map[string]string{
		"gpt-4o":        "exact",
		"gpt-4o-mini":   "long-prefix",
		"gpt-3.5":       "short-prefix",
		"o3-mini":       "small-3",
		"my-mini-model": "my-tiny-model",
		"keep":          "keep",
		"other":         "other",
	} {
		for range 20 { // maps are ranged over in any order
			assert.Equal(t, want, m.target(model), model)
		}
	}
}

func TestMappingFallback(t *testing.T) {
	m, _ := compileMapping(map[string]string{"*": "any", "a": "b"})
	assert.Equal(t, `"any"`, string(m.literal([]byte(`"x"`))))
	assert.Equal(t, `"any"`, string(m.literal(nil)), "a request without a model gets one")
	assert.Nil(t, m.literal([]byte(`"any"`)))
}
