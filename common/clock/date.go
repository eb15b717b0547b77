package clock

// A Date is an instant as a calendar and a clock on the wall show it, in UTC.
type Date struct{ Year, Month, Day, Hour, Minute, Second, Millisecond int }

// The calendar repeats after 400 years. Years are taken to begin in March, so
// that the day that some years have more is their last.
const (
	daysOf400Years  = 146097
	daysOf100Years  = 36524
	daysOf4Years    = 1461
	marchOf0To1970  = 719468 // days from March of the year 0 to 1970
	secondsOfOneDay = 24 * 60 * 60
)

// Date returns what a calendar and a clock show at t.
func (t Time) Date() Date {
	seconds := t.Unix()
	day := floor(seconds, secondsOfOneDay)
	second := int(seconds - day*secondsOfOneDay)
	day += marchOf0To1970
	era := floor(day, daysOf400Years)
	of := int(day - era*daysOf400Years) // of the 400 years
	year := (of - of/(daysOf4Years-1) + of/daysOf100Years - of/(daysOf400Years-1)) / 365
	of -= daysBefore(year) // of the year
	month := (5*of + 2) / 153
	d := Date{
		Year: int(era)*400 + year, Month: month + 3, Day: of - daysBeforeMonth(month) + 1,
		Hour: second / 3600, Minute: second / 60 % 60, Second: second % 60, Millisecond: int(t.UnixMilli() - seconds*1000),
	}
	if d.Month > 12 {
		d.Month -= 12
		d.Year++
	}
	return d
}

// Unix returns d in whole seconds since 1970. Members that are too large run over
// into the next, as in 31 February.
func (d Date) Unix() int64 {
	months := int64(d.Year)*12 + int64(d.Month) - 3
	year := floor(months, 12)
	era := floor(year, 400)
	day := era*daysOf400Years + int64(daysBefore(int(year-era*400))+daysBeforeMonth(int(months-year*12))+d.Day-1)
	return (day-marchOf0To1970)*secondsOfOneDay + int64(d.Hour)*3600 + int64(d.Minute)*60 + int64(d.Second)
}

// daysBefore returns the days of the years from March 0 to March of year.
func daysBefore(year int) int { return year*365 + year/4 - year/100 }

// daysBeforeMonth returns the days before a month, of which March is 0.
func daysBeforeMonth(month int) int { return (153*month + 2) / 5 }

// Append appends t as layout shows it: YYYY, MM, DD, hh, mm, ss and fff, the
// milliseconds, stand for what t has there, as often as the letter is there;
// every other byte for itself.
func (t Time) Append(dst []byte, layout string) []byte {
	d := t.Date()
	for i := 0; i < len(layout); {
		letter, end := layout[i], i+1
		n := d.part(letter)
		if n < 0 {
			dst = append(dst, letter)
			i = end
			continue
		}
		for end < len(layout) && layout[end] == letter {
			end++
		}
		unit := 1
		for i++; i < end; i++ {
			unit *= 10
		}
		for ; unit > 0; unit /= 10 {
			dst = append(dst, byte('0'+n/unit%10))
		}
	}
	return dst
}

// part returns what a letter of a layout stands for, -1 if for itself.
func (d *Date) part(letter byte) int {
	switch letter {
	case 'Y':
		return d.Year
	case 'M':
		return d.Month
	case 'D':
		return d.Day
	case 'h':
		return d.Hour
	case 'm':
		return d.Minute
	case 's':
		return d.Second
	case 'f':
		return d.Millisecond
	}
	return -1
}
