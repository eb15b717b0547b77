package envoyhost

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"syscall"
	"time"
)

// StartOptions say how an Envoy process is run.
type StartOptions struct {
	// Binary is the executable; the default is what [Binary] finds.
	Binary string
	// Workers is the number of worker threads; 0 leaves it to Envoy, which
	// takes one a core.
	Workers int
	// LogLevel is Envoy's own. By default errors are logged, and warnings of
	// plugins and about configurations.
	LogLevel string
	// Stdout gets the access log, Stderr Envoy's log; nil drops them.
	Stdout, Stderr io.Writer
	// LogFlush is how late the access log may be; the default is half a second.
	LogFlush time.Duration
	// Ready bounds the time until the first request can be taken; the default
	// is one minute, since compiling a module takes seconds.
	Ready time.Duration
}

// Envoy is a running process.
type Envoy struct {
	cmd    *exec.Cmd
	dir    string
	admin  string
	log    *tail
	exited chan struct{} // closed when the process is gone
	err    error         // of the process; valid once exited is closed
}

// Start runs Envoy on a bootstrap and returns when it takes requests. A
// bootstrap that Envoy refuses is an error with Envoy's own words. The process
// ends with Close, with ctx, and with this process.
func Start(ctx context.Context, bootstrap []byte, opts StartOptions) (*Envoy, error) {
	dir, err := os.MkdirTemp("", "aigw-envoy-")
	if err != nil {
		return nil, fmt.Errorf("cannot start Envoy: %w", err)
	}
	e := &Envoy{dir: dir, log: &tail{}, exited: make(chan struct{})}
	if err := e.start(ctx, bootstrap, opts); err != nil {
		return nil, errors.Join(err, e.Close())
	}
	return e, nil
}

func (e *Envoy) start(ctx context.Context, bootstrap []byte, opts StartOptions) error {
	command, err := e.command(ctx, bootstrap, opts)
	if err != nil {
		close(e.exited)
		return err
	}
	e.cmd = command
	started := make(chan error)
	go e.live(started)
	if err := <-started; err != nil {
		return fmt.Errorf("cannot start Envoy: %w", err)
	}
	limit := opts.Ready
	if limit == 0 {
		limit = time.Minute
	}
	return e.awaitReady(ctx, limit)
}

// live starts the process and waits for it on one locked thread, because
// Linux ends the child with the thread that made it.
func (e *Envoy) live(started chan<- error) {
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	defer close(e.exited)
	err := e.cmd.Start()
	started <- err
	if err == nil {
		e.err = e.cmd.Wait()
	}
}

// logFlush is how late the access log may be, which people read.
const logFlush = 500 * time.Millisecond

func (e *Envoy) command(ctx context.Context, bootstrap []byte, opts StartOptions) (*exec.Cmd, error) {
	binary := opts.Binary
	if binary == "" {
		var err error
		if binary, err = Binary(); err != nil {
			return nil, err
		}
	}
	config := filepath.Join(e.dir, "bootstrap.yaml")
	if err := os.WriteFile(config, bootstrap, 0o600); err != nil { // may hold credentials
		return nil, fmt.Errorf("cannot write the Envoy configuration: %w", err)
	}
	args := []string{
		"--config-path", config, "--admin-address-path", e.adminFile(), "--use-dynamic-base-id",
		"--disable-hot-restart",
		"--file-flush-interval-msec", strconv.FormatInt(cmp.Or(opts.LogFlush, logFlush).Milliseconds(), 10),
		"--drain-strategy", "immediate", // a replaced listener asks its clients to connect again
	}
	if opts.LogLevel != "" {
		args = append(args, "--log-level", opts.LogLevel)
	} else {
		args = append(args, "--log-level", "error", "--component-log-level", "config:warning,wasm:warning")
	}
	if opts.Workers > 0 {
		args = append(args, "--concurrency", strconv.Itoa(opts.Workers))
	}
	cmd := exec.CommandContext(ctx, binary, args...)
	cmd.Cancel = func() error { return cmd.Process.Signal(syscall.SIGTERM) }
	cmd.WaitDelay = closeLimit
	cmd.SysProcAttr = dieWithParent()
	// Plain writers, so that Envoy gets pipes: it opens /dev/stdout again,
	// which a socket or a shared file offset would not survive.
	cmd.Stdout = io.MultiWriter(orDiscard(opts.Stdout))
	cmd.Stderr = &logLines{to: io.MultiWriter(orDiscard(opts.Stderr), e.log)}
	return cmd, nil
}

func orDiscard(w io.Writer) io.Writer {
	if w == nil {
		return io.Discard
	}
	return w
}

func (e *Envoy) adminFile() string { return filepath.Join(e.dir, "admin") }

// awaitReady also learns the address of the admin interface, whose port may
// have been left to the system.
func (e *Envoy) awaitReady(ctx context.Context, limit time.Duration) error {
	ctx, cancel := context.WithTimeout(ctx, limit)
	defer cancel()
	for {
		if text, err := os.ReadFile(e.adminFile()); err == nil && len(text) > 0 {
			e.admin = strings.TrimSpace(string(text))
			if e.Admin().Ready(ctx) {
				return nil
			}
		}
		select {
		case <-e.exited:
			return fmt.Errorf("starting Envoy failed: %s", e.log.reason(0))
		case <-ctx.Done():
			return fmt.Errorf("starting Envoy failed: it was not ready within %v: %s", limit, e.log.reason(0))
		case <-time.After(20 * time.Millisecond):
		}
	}
}

// closeLimit is how long a process may take to end before it is killed.
const closeLimit = 5 * time.Second

// Drain stops to take connections and returns when no request is left in
// flight, or with the error of ctx.
func (e *Envoy) Drain(ctx context.Context) error {
	if _, err := e.Admin().call(ctx, http.MethodPost, "/drain_listeners"); err != nil {
		return err
	}
	const active = "http." + Listener + ".downstream_rq_active"
	for {
		stats, err := e.Admin().Stats(ctx, active)
		if err != nil || stats[active] == 0 {
			return err
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(50 * time.Millisecond):
		}
	}
}

// Close ends the process and removes its files. Streams in flight are cut.
func (e *Envoy) Close() error {
	if e.cmd != nil && e.cmd.Process != nil {
		_ = e.cmd.Process.Signal(syscall.SIGTERM) // it may be gone already
		select {
		case <-e.exited:
		case <-time.After(closeLimit):
			_ = e.cmd.Process.Kill()
			<-e.exited
		}
	}
	return os.RemoveAll(e.dir)
}

// Exited is closed when the process is gone, for whatever reason; Log then
// tells it.
func (e *Envoy) Exited() <-chan struct{} { return e.exited }

// Log is the end of what Envoy wrote to its log, 64 KiB at most.
func (e *Envoy) Log() string { return e.log.String() }

// PID is the process's.
func (e *Envoy) PID() int { return e.cmd.Process.Pid }
