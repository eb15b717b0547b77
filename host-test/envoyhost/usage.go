package envoyhost

import (
	"fmt"
	"os"
	"strconv"
	"strings"
	"time"
)

// clockTick is the unit of /proc/PID/stat, the same on every Linux.
const clockTick = time.Second / 100

// CPU is the processor time that the process has used so far, in user and in
// kernel mode, all threads. It is read from /proc, so on Linux only.
func (e *Envoy) CPU() (time.Duration, error) {
	text, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", e.PID()))
	if err != nil {
		return 0, fmt.Errorf("cannot read the processor time of Envoy: %w", err)
	}
	// The second field is the name in brackets and may hold spaces; utime and
	// stime are the 14th and the 15th.
	_, after, _ := strings.Cut(string(text), ") ")
	fields := strings.Fields(after)
	if len(fields) < 13 {
		return 0, fmt.Errorf("cannot read the processor time of Envoy: /proc/%d/stat has an unknown form", e.PID())
	}
	user, errUser := strconv.ParseInt(fields[11], 10, 64)
	system, errSystem := strconv.ParseInt(fields[12], 10, 64)
	if errUser != nil || errSystem != nil {
		return 0, fmt.Errorf("cannot read the processor time of Envoy: /proc/%d/stat has an unknown form", e.PID())
	}
	return time.Duration(user+system) * clockTick, nil
}

// RSS is the memory that the process holds now, in bytes. Linux only.
func (e *Envoy) RSS() (int64, error) {
	text, err := os.ReadFile(fmt.Sprintf("/proc/%d/statm", e.PID()))
	if err != nil {
		return 0, fmt.Errorf("cannot read the memory of Envoy: %w", err)
	}
	var total, resident int64
	if _, err := fmt.Sscan(string(text), &total, &resident); err != nil {
		return 0, fmt.Errorf("cannot read the memory of Envoy: %w", err)
	}
	return resident * int64(os.Getpagesize()), nil
}
