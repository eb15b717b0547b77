package config_test

import (
	"math"
	"math/rand/v2"
	"strconv"
	"testing"

	"github.com/stretchr/testify/assert"

	"aigateway/common/config"
)

// Floats that a person writes are read exactly, the rest almost.
func TestFloatsAgainstStrconv(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	for range 5000 {
		written := strconv.FormatFloat(random.Float64()*math.Pow10(random.IntN(12)-6), 'g', 1+random.IntN(15), 64)
		var f float64
		assert.Empty(t, config.Decode([]byte(written), &f))
		want, _ := strconv.ParseFloat(written, 64)
		assert.Equal(t, want, f, written)
	}
	for _, written := range []string{"0", "-0", "-0.0", "1e22", "1e-22", "1E+2", "5e-324", "1.7976931348623157e308", "3.141592653589793238462643383279", "123456789012345678901234567890", "0e99999", "1e-99999", "0.000000000000000000000000000001"} {
		var f float64
		assert.Empty(t, config.Decode([]byte(written), &f), written)
		want, _ := strconv.ParseFloat(written, 64)
		assert.InEpsilon(t, 1+want, 1+f, 1e-12, written)
	}
}

func TestIntegersAtTheirBounds(t *testing.T) {
	for _, written := range []string{"-129", "-128", "-1", "-0", "0", "127", "128", "255", "256", "18446744073709551615", "18446744073709551616", "-9223372036854775808", "-9223372036854775809", "9223372036854775807", "9223372036854775808", "-99999999999999999999"} {
		check[int8](t, written, 8)
		check[int64](t, written, 64)
		checkUnsigned[uint8](t, written, 8)
		checkUnsigned[uint64](t, written, 64)
	}
}

func check[N int8 | int64](t *testing.T, written string, bits int) {
	var n N
	faults := config.Decode([]byte(written), &n)
	want, err := strconv.ParseInt(written, 10, bits)
	assert.Equal(t, err != nil, len(faults) > 0, "%s as %T: %v", written, n, faults)
	if err == nil {
		assert.Equal(t, N(want), n)
	}
}

func checkUnsigned[N uint8 | uint64](t *testing.T, written string, bits int) {
	var n N
	faults := config.Decode([]byte(written), &n)
	want, err := strconv.ParseUint(written, 10, bits)
	bad := err != nil && written != "-0" // which is a JSON number
	assert.Equal(t, bad, len(faults) > 0, "%s as %T: %v", written, n, faults)
	if !bad {
		assert.Equal(t, N(want), n)
	}
}
