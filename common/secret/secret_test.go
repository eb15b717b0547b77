package secret_test

import (
	"encoding/json"
	"fmt"
	"testing"

	"github.com/stretchr/testify/assert"

	"aigateway/common/secret"
)

func TestNothingPrintsASecret(t *testing.T) {
	holder := struct{ Key secret.String }{secret.New("sk-canary")}
	encoded, err := json.Marshal(holder)
	assert.NoError(t, err)
	for _, text := range []string{
		fmt.Sprint(holder), fmt.Sprintf("%v %+v %#v", holder, holder, holder), fmt.Sprintf("%s %q %x", holder.Key, holder.Key, holder.Key),
		fmt.Sprintf("%"+"d", holder), string(encoded),
	} {
		assert.NotContains(t, text, "canary")
		assert.NotContains(t, text, "736b2d63616e617279")
	}
	assert.Equal(t, "sk-canary", holder.Key.Reveal())
}
