package responses_test

import (
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestSDK has OpenAI's SDK for Python read all that clients get.
func TestSDK(t *testing.T) {
	python, err := filepath.Abs("../../../.cache/venv/bin/python")
	require.NoError(t, err)
	require.FileExists(t, python, "the SDK is not installed: run make tools")
	arguments := []string{"testdata/sdk_check.py"}
	for _, pattern := range []string{"testdata/reply/*.out.sse", "testdata/reply/*.out.json", "testdata/client/*.sse", "testdata/client/*.json"} {
		for _, file := range glob(t, pattern) {
			if !strings.HasSuffix(file, ".chat.sse") && !strings.HasSuffix(file, ".messages.sse") {
				arguments = append(arguments, file)
			}
		}
	}
	said, err := exec.CommandContext(t.Context(), python, arguments...).CombinedOutput()
	require.NoError(t, err, "%s", said)
	assert.Empty(t, string(said))
}
