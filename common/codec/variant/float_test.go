package variant

import (
	"encoding/base64"
	"encoding/binary"
	"encoding/json"
	"math"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func packed(t *testing.T, vector string) (out []float32) {
	var text string
	require.NoError(t, json.Unmarshal(appendPacked(nil, []byte(vector)), &text))
	raw, err := base64.StdEncoding.DecodeString(text)
	require.NoError(t, err)
	for ; len(raw) > 0; raw = raw[4:] {
		out = append(out, math.Float32frombits(binary.LittleEndian.Uint32(raw)))
	}
	return out
}

func TestPacked(t *testing.T) {
	for _, vector := range []string{
		"[]", "[0]", "[1,-2]", "[0.1,-0.25,3e2]", "[1E+2,5e-1,-0.0]", "[0.012345678901234567890123,123456789012345678901234]",
		"[1e-45,3.4028234663852886e38,1e-400,-1.1754943508222875e-38]",
		"[-0.06937226653099060, 0.00342543045991659164,0.9999999999999999999]",
	} {
		var want []float32
		require.NoError(t, json.Unmarshal([]byte(vector), &want))
		assert.Equal(t, want, append([]float32{}, packed(t, vector)...), vector)
	}
}

func FuzzPacked(f *testing.F) {
	f.Add(0.1, -3e20, 5e-30)
	f.Fuzz(func(t *testing.T, a, b, c float64) {
		for _, x := range []float64{a, b, c} {
			if math.IsNaN(x) || math.Abs(x) > math.MaxFloat32 {
				return
			}
		}
		vector, err := json.Marshal([]float64{a, b, c})
		require.NoError(t, err)
		var want []float32
		require.NoError(t, json.NewDecoder(strings.NewReader(string(vector))).Decode(&want))
		for i, got := range packed(t, string(vector)) {
			// One unit in the last place: what is half-way in decimal is not in binary.
			low, high := math.Nextafter32(want[i], float32(math.Inf(-1))), math.Nextafter32(want[i], float32(math.Inf(1)))
			assert.True(t, low <= got && got <= high, "%s: %v", vector, got)
		}
	})
}
