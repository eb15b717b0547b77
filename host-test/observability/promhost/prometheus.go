package promhost

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"syscall"
	"time"
)

// Options say how a Prometheus is run.
type Options struct {
	// Config is the text of prometheus.yml. Relative paths in it are relative
	// to Dir.
	Config []byte
	// Dir gets the configuration and the data, and stays.
	Dir string
	// Listen is HOST:PORT; Prometheus cannot choose a port itself.
	Listen string
}

// Prometheus is a running process.
type Prometheus struct {
	url    string
	cmd    *exec.Cmd
	log    bytes.Buffer
	exited chan struct{} // closed when the process is gone, and log is whole
}

// readyLimit is how long a start may take.
const readyLimit = 30 * time.Second

// Start runs Prometheus until Close, and returns when it answers queries.
func Start(ctx context.Context, o Options) (*Prometheus, error) {
	binary, err := Binary("prometheus")
	if err != nil {
		return nil, err
	}
	config := filepath.Join(o.Dir, "prometheus.yml")
	if err := os.WriteFile(config, o.Config, 0o600); err != nil {
		return nil, fmt.Errorf("cannot write the configuration of Prometheus: %w", err)
	}
	p := &Prometheus{url: "http://" + o.Listen, exited: make(chan struct{})}
	p.cmd = exec.CommandContext(ctx, binary, "--config.file="+config, "--storage.tsdb.path="+filepath.Join(o.Dir, "data"),
		"--web.listen-address="+o.Listen, "--log.level=warn")
	p.cmd.Stdout, p.cmd.Stderr = &p.log, &p.log
	p.cmd.SysProcAttr = dieWithParent()
	started := make(chan error)
	go p.live(started)
	if err := <-started; err != nil {
		return nil, fmt.Errorf("cannot start Prometheus: %w", err)
	}
	if err := p.awaitReady(ctx); err != nil {
		return nil, errors.Join(err, p.Close())
	}
	return p, nil
}

// live starts the process and waits for it on one locked thread, because
// Linux ends the child with the thread that made it.
func (p *Prometheus) live(started chan<- error) {
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	defer close(p.exited)
	err := p.cmd.Start()
	started <- err
	if err == nil {
		_ = p.cmd.Wait() // Close ends it, and its log says what else did
	}
}

func (p *Prometheus) awaitReady(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, readyLimit)
	defer cancel()
	for !p.ready(ctx) {
		select {
		case <-p.exited:
			return fmt.Errorf("starting Prometheus failed: %s", p.log.String())
		case <-ctx.Done():
			return fmt.Errorf("starting Prometheus failed: it was not ready within %v", readyLimit)
		case <-time.After(20 * time.Millisecond):
		}
	}
	return nil
}

func (p *Prometheus) ready(ctx context.Context) bool {
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, p.url+"/-/ready", nil)
	if err != nil {
		return false
	}
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		return false
	}
	defer response.Body.Close()
	return response.StatusCode == http.StatusOK
}

// Close ends the process.
func (p *Prometheus) Close() error {
	err := p.cmd.Process.Signal(syscall.SIGTERM)
	if errors.Is(err, os.ErrProcessDone) {
		err = nil
	}
	<-p.exited
	return err
}
