package aistatistics_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	aistatistics "aigateway/plugins/ai-statistics"
)

// TestConfigs reads testdata/config: NAME.json has no fault, NAME.bad.json has
// those that NAME.bad.txt lists, a line each.
func TestConfigs(t *testing.T) {
	files, err := filepath.Glob("testdata/config/*.json")
	require.NoError(t, err)
	require.NotEmpty(t, files)
	for _, file := range files {
		t.Run(filepath.Base(file), func(t *testing.T) {
			raw, err := os.ReadFile(file)
			require.NoError(t, err)
			var lines []string
			for _, f := range aistatistics.Check(raw) {
				lines = append(lines, f.Error())
			}
			var want []byte
			if bad, ok := strings.CutSuffix(file, ".json"); ok && strings.HasSuffix(bad, ".bad") {
				want, err = os.ReadFile(bad + ".txt")
				require.NoError(t, err)
			}
			assert.Equal(t, strings.TrimSpace(string(want)), strings.Join(lines, "\n"))
		})
	}
}
