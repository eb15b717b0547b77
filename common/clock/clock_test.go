package clock_test

import (
	"math"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"aigateway/common/clock"
)

// FuzzDate holds the calendar against that of package time.
func FuzzDate(f *testing.F) {
	for _, text := range []string{"1970-01-01T00:00:00Z", "1969-12-31T23:59:59.999999999Z", "2000-02-29T12:00:00Z", "2000-03-01T00:00:00Z", "1900-02-28T23:59:59Z",
		"1900-03-01T00:00:00Z", "2026-12-31T23:59:59.999Z", "2100-02-28T01:02:03Z", "1678-01-01T00:00:00Z", "2262-04-11T23:47:16Z"} {
		at, err := time.Parse(time.RFC3339, text)
		require.NoError(f, err)
		f.Add(at.UnixNano())
	}
	f.Add(int64(math.MinInt64))
	f.Add(int64(math.MaxInt64))
	f.Fuzz(func(t *testing.T, nano int64) {
		got, want := clock.Time(nano), time.Unix(0, nano).UTC()
		if nano > math.MinInt64+int64(time.Second) {
			require.Equal(t, want.Unix(), got.Unix())
			require.Equal(t, want.UnixMilli(), got.UnixMilli())
			d := got.Date()
			require.Equal(t, want, time.Date(d.Year, time.Month(d.Month), d.Day, d.Hour, d.Minute, d.Second, want.Nanosecond(), time.UTC))
			require.Equal(t, want.Unix(), d.Unix())
			require.Equal(t, want.Format("2006-01-02T15:04:05.000Z"), string(got.Append(nil, "YYYY-MM-DDThh:mm:ss.fffZ")))
			require.Equal(t, want.Format("20060102T150405Z"), string(got.Append(nil, "YYYYMMDDThhmmssZ")))
		}
	})
}

// FuzzUnix has what is too large run over, as in package time.
func FuzzUnix(f *testing.F) {
	f.Add(uint16(2026), uint16(1), uint16(2), uint16(15), uint16(4), uint16(5))
	f.Add(uint16(2024), uint16(14), uint16(31), uint16(25), uint16(61), uint16(61))
	f.Add(uint16(0), uint16(0), uint16(0), uint16(0), uint16(0), uint16(0))
	f.Fuzz(func(t *testing.T, year, month, day, hour, minute, second uint16) {
		d := clock.Date{Year: int(year), Month: int(month), Day: int(day), Hour: int(hour), Minute: int(minute), Second: int(second)}
		want := time.Date(d.Year, time.Month(d.Month), d.Day, d.Hour, d.Minute, d.Second, 0, time.UTC)
		require.Equal(t, want.Unix(), d.Unix(), "%+v", d)
	})
}

func TestLengths(t *testing.T) {
	assert.EqualValues(t, time.Hour, clock.Hour)
	assert.EqualValues(t, time.Minute, clock.Minute)
	assert.EqualValues(t, 1500, (1500*clock.Millisecond + 1).Milliseconds())
	from := clock.Time(1)
	assert.Equal(t, clock.Second, from.Add(clock.Second).Sub(from))
}
