package main

import (
	"fmt"
	"os"
	"strconv"
	"time"

	"golang.org/x/sys/unix"
)

// process is one that is measured, by its number.
type process int

// cpu is the processor time that it has used so far, all threads, those that
// are gone included. /proc counts in steps of 10 ms, its clock in nanoseconds.
func (p process) cpu() (time.Duration, error) {
	const allThreads = 2 // CPUCLOCK_SCHED of linux/posix-timers.h
	var at unix.Timespec
	if err := unix.ClockGettime(^int32(p)<<3|allThreads, &at); err != nil {
		return 0, fmt.Errorf("cannot read the processor time of process %d: %w", p, err)
	}
	return time.Duration(at.Nano()), nil
}

// rss is the memory that it holds now, in bytes.
func (p process) rss() (int64, error) {
	text, err := os.ReadFile(fmt.Sprintf("/proc/%d/statm", p))
	if err != nil {
		return 0, err
	}
	var total, resident int64
	_, err = fmt.Sscan(string(text), &total, &resident)
	return resident * int64(os.Getpagesize()), err
}

// settled waits until it does next to nothing any more.
func (p process) settled() error {
	const pause, idle = 250 * time.Millisecond, 5 * time.Millisecond
	last, err := p.cpu()
	for err == nil {
		time.Sleep(pause)
		var now time.Duration
		if now, err = p.cpu(); now-last < idle {
			break
		}
		last = now
	}
	return err
}

// What is measured has the first core for itself; the clients and the
// provider have the second.
const (
	measuredCore = 0
	otherCore    = 1
)

// pin gives every thread of the process one core; later ones inherit it.
func (p process) pin(core int) error {
	tasks, err := os.ReadDir(fmt.Sprintf("/proc/%d/task", p))
	if err != nil {
		return err
	}
	var cores unix.CPUSet
	cores.Set(core)
	for _, t := range tasks {
		id, _ := strconv.Atoi(t.Name())
		_ = unix.SchedSetaffinity(id, &cores) // a thread may be gone by now
	}
	return nil
}
