package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"
)

// liteLLMBinary is where `make bench` installs it.
const liteLLMBinary = ".cache/litellm-venv/bin/litellm"

const liteLLMName = "litellm"

// liteLLM is LiteLLM's proxy as its manual has it: one worker, a master key,
// no database.
type liteLLM struct {
	command *exec.Cmd
	address string
	ready   startUp
}

// Names of models tell LiteLLM the provider.
const liteLLMConfig = `model_list:
  - {model_name: openai-bench-1, litellm_params: {model: openai/bench-1, api_base: "http://UPSTREAM/v1", api_key: sk-bench}}
  - {model_name: openai-bench-200-paced, litellm_params: {model: openai/bench-200-paced, api_base: "http://UPSTREAM/v1", api_key: sk-bench}}
  - {model_name: claude-bench-1, litellm_params: {model: anthropic/bench-1, api_base: "http://UPSTREAM", api_key: sk-bench}}
  - {model_name: claude-bench-200-paced, litellm_params: {model: anthropic/bench-200-paced, api_base: "http://UPSTREAM", api_key: sk-bench}}
general_settings: {master_key: KEY}
litellm_settings: {telemetry: false, drop_params: true}
`

// liteLLMEnvironment keeps it from the network, from logs, and from taking a
// model that says the same word 200 times for a broken one.
var liteLLMEnvironment = []string{
	"LITELLM_LOCAL_MODEL_COST_MAP=True", "LITELLM_TELEMETRY=False", "NO_DOCS=True", "LITELLM_LOG=ERROR",
	"REPEATED_STREAMING_CHUNK_LIMIT=1000000",
}

func startLiteLLM(ctx context.Context, dir, upstream string) (*liteLLM, error) {
	addresses, err := free(1)
	if err != nil {
		return nil, err
	}
	config := filepath.Join(dir, "litellm.yaml")
	text := strings.NewReplacer("UPSTREAM", upstream, "KEY", clientKey).Replace(liteLLMConfig)
	if err := os.WriteFile(config, []byte(text), 0o600); err != nil {
		return nil, err
	}
	_, port, _ := strings.Cut(addresses[0], ":")
	var log bytes.Buffer
	command := exec.CommandContext(ctx, liteLLMBinary, "--config", config, "--host", "127.0.0.1", "--port", port, "--num_workers", "1")
	command.Env = append(os.Environ(), liteLLMEnvironment...)
	command.Stdout, command.Stderr = &log, &log
	if err := command.Start(); err != nil {
		return nil, fmt.Errorf("cannot start LiteLLM (make bench installs it, -litellm=false leaves it out): %w", err)
	}
	l := &liteLLM{command: command, address: addresses[0]}
	if err := l.await(); err != nil {
		l.close()
		return nil, fmt.Errorf("%w: %s", err, log.String())
	}
	return l, nil
}

// await notes what the start took.
func (l *liteLLM) await() (err error) {
	if err := answers(l.address); err != nil {
		return errors.New("LiteLLM does not answer")
	}
	if err := l.process().settled(); err != nil {
		return err
	}
	if l.ready.cpu, err = l.process().cpu(); err != nil {
		return err
	}
	l.ready.rss, err = l.process().rss()
	return err
}

func (l *liteLLM) process() process { return process(l.command.Process.Pid) }

// subject is it with one provider. It gets fewer requests, or a round would
// take minutes.
func (l *liteLLM) subject(provider string) subject {
	return subject{name: liteLLMName, provider: provider, address: l.address, process: l.process(), prefix: provider + "-", slower: 10}
}

// fewer is by how much the comparison has fewer rounds: what is compared is
// far apart.
const fewer = 10

// compare measures LiteLLM and ours in turn. It comes after all else, because
// it leaves nothing in the caches.
func (b *bench) compare(ctx context.Context, o settings) error {
	l, err := startLiteLLM(ctx, b.dir, b.upstream)
	if err != nil {
		return err
	}
	defer l.close()
	if err := l.process().pin(measuredCore); err != nil {
		return err
	}
	printLiteLLMHead()
	for _, s := range only(o.only, b.scenarios) {
		if !s.litellm {
			continue
		}
		list := []subject{l.subject(s.provider)}
		for _, subject := range b.subjects(s.provider) {
			if subject.name == "ours" {
				list = append(list, subject)
			}
		}
		costs, err := measure(s, list, max(o.rounds/fewer, 3))
		if err != nil {
			return err
		}
		printLiteLLM(s, costs)
	}
	rss, err := l.process().rss()
	printLiteLLMSize(l.ready, rss)
	return err
}

func (l *liteLLM) close() {
	_ = l.command.Process.Signal(os.Interrupt)
	ended := time.AfterFunc(5*time.Second, func() { _ = l.command.Process.Kill() })
	defer ended.Stop()
	_ = l.command.Wait()
}
