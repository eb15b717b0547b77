package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/netip"
	"strings"

	"github.com/spf13/cobra"

	"aigateway/host-test/manifest"
	"aigateway/host-test/upstream"
)

func demoCommand() *cobra.Command {
	o := runOptions{listen: "127.0.0.1:0", admin: "127.0.0.1:0"}
	c := &cobra.Command{
		Use:   "demo",
		Short: "Both clients on both providers, streamed and not: what was sent, what arrived, what came back",
		Long: "Starts the fake providers and the gateway, sends real requests through the real module and prints a transcript.\n" +
			"Needs no network and no key. Exits 0 only if everything is as it should be.",
		Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			return demo(c.Context(), o, c.OutOrStdout(), c.ErrOrStderr())
		},
	}
	c.Flags().StringVarP(&o.dir, "filename", "f", "examples/quickstart", "manifests with the routes /openai and /anthropic")
	c.Flags().StringVar(&o.host, "host", "wazero", "what runs the plugins: wazero or envoy")
	return c
}

// provider is what a fake provider must have got.
type provider struct {
	name  string
	route string // the first part of the client's path
	path  string
	host  string
	model string // that the client's model is mapped to
	key   http.Header
}

// visit is one exchange of the demo.
type visit struct {
	client   dialect
	provider provider
	stream   bool
	model    string
	// fault is the error type that the client must see; none is a success.
	fault  string
	status int
}

func (v visit) String() string {
	kind := "whole"
	switch {
	case v.fault != "":
		kind = "an error"
	case v.stream:
		kind = "streamed"
	}
	return fmt.Sprintf("%s client → %s provider, %s", v.client.name, v.provider.name, kind)
}

func visits() []visit {
	openai := provider{
		name: "OpenAI", route: "/openai", path: "/v1/chat/completions", host: "api.openai.com", model: "gpt-4o-mini",
		key: http.Header{"Authorization": {"Bearer sk-quickstart-openai"}},
	}
	anthropic := provider{
		name: "Anthropic", route: "/anthropic", path: "/v1/messages", host: "api.anthropic.com", model: "claude-haiku-4-5",
		key: http.Header{"X-Api-Key": {"sk-ant-quickstart"}, "Anthropic-Version": {"2023-06-01"}},
	}
	var all []visit
	for _, c := range []dialect{openaiClient, anthropicClient} {
		for _, p := range []provider{openai, anthropic} {
			for _, stream := range []bool{false, true} {
				all = append(all, visit{client: c, provider: p, stream: stream, model: c.model, status: http.StatusOK})
			}
		}
	}
	return append(all,
		visit{client: openaiClient, provider: anthropic, model: "missing-model", fault: "invalid_request_error", status: http.StatusNotFound},
		visit{client: anthropicClient, provider: openai, model: "missing-model", fault: "not_found_error", status: http.StatusNotFound},
	)
}

func demo(ctx context.Context, o runOptions, out, errs io.Writer) error {
	providers := upstream.New(upstream.Options{})
	url, stop, err := providers.Start("127.0.0.1:0")
	if err != nil {
		return err
	}
	defer stop()
	gateway, err := startOn(ctx, o, url, streams{out, errs})
	if err != nil {
		return err
	}
	return closing(gateway, tour(ctx, out, gateway, providers))
}

// redirect sends every cluster to the fake providers.
func redirect(set *manifest.Set, address string) error {
	to, err := netip.ParseAddrPort(address)
	if err != nil {
		return err
	}
	for i := range set.Clusters {
		c := &set.Clusters[i]
		c.Endpoints = []manifest.Endpoint{{Host: to.Addr().String(), Port: int(to.Port()), Weight: 1}}
		c.TLS, c.HTTP2 = false, false
	}
	return nil
}

// tour makes all visits, in order, and ends with what was counted.
func tour(ctx context.Context, out io.Writer, gateway host, providers *upstream.Server) error {
	all := visits()
	wrong := 0
	for i, v := range all {
		fmt.Fprintf(out, "── %d/%d  %s\n", i+1, len(all), v)
		seen, err := v.make(ctx, gateway.Address(), providers)
		if err == nil {
			err = v.verify(seen)
		}
		seen.print(out)
		if err != nil {
			wrong++
			fmt.Fprintf(out, "WRONG: %s\n\n", strings.ReplaceAll(err.Error(), "\n", "\n       "))
			continue
		}
		fmt.Fprint(out, "as it should be\n\n")
	}
	if err := audit(out, gateway, providers); err != nil {
		wrong++
		fmt.Fprintf(out, "WRONG: %s\n\n", err)
	}
	if wrong > 0 {
		fmt.Fprintf(out, "%d of %s went wrong\n", wrong, count(len(all), "exchange"))
		return errTold
	}
	fmt.Fprintf(out, "all %d exchanges are as they should be\n", len(all))
	return nil
}

// make sends the request and gathers what both sides saw.
func (v visit) make(ctx context.Context, address string, providers *upstream.Server) (sighting, error) {
	s := sighting{path: v.provider.route + v.client.path, sent: fmt.Sprintf(v.client.request, v.model, v.stream)}
	providers.Forget()
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, "http://"+address+s.path, bytes.NewReader([]byte(s.sent)))
	if err != nil {
		return s, err
	}
	for name, values := range v.client.header {
		request.Header[name] = values
	}
	request.Header.Set("Content-Type", "application/json")
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		return s, err
	}
	defer response.Body.Close()
	s.status, s.header = response.StatusCode, response.Header
	if s.received, err = io.ReadAll(response.Body); err != nil {
		return s, fmt.Errorf("the answer broke off: %w", err)
	}
	last, ok := providers.Last()
	if !ok || providers.Total() != 1 {
		return s, fmt.Errorf("the provider got %s", count(providers.Total(), "request"))
	}
	s.got = last
	return s, nil
}

// verify compares what was seen with what a client and a provider of these
// protocols must see. It returns all differences.
func (v visit) verify(s sighting) error {
	return errors.Join(v.verifyRequest(s), v.verifyAnswer(s))
}

func (v visit) verifyRequest(s sighting) error {
	var wrong []error
	if s.got.Target != v.provider.path {
		wrong = append(wrong, fmt.Errorf("the provider's path is %s, not %s", s.got.Target, v.provider.path))
	}
	if s.got.Host != v.provider.host {
		wrong = append(wrong, fmt.Errorf("the provider's host is %s, not %s", s.got.Host, v.provider.host))
	}
	for name := range v.provider.key {
		if s.got.Header.Get(name) != v.provider.key.Get(name) {
			wrong = append(wrong, fmt.Errorf("the provider's %s is not the configured one", strings.ToLower(name)))
		}
	}
	model := v.provider.model
	if v.fault != "" || v.client.name == v.provider.name {
		model = v.model
	}
	if !bytes.Contains(s.got.Body, fmt.Appendf(nil, `"model":%q`, model)) {
		wrong = append(wrong, fmt.Errorf("the provider is not asked for the model %s", model))
	}
	return errors.Join(wrong...)
}

func (v visit) verifyAnswer(s sighting) error {
	if s.status != v.status {
		return fmt.Errorf("the client got status %d, not %d", s.status, v.status)
	}
	if v.fault != "" {
		if got := v.client.fault(s.received); got != v.fault {
			return fmt.Errorf("the client sees an error of type %q, not %q", got, v.fault)
		}
		return nil
	}
	a, err := s.understood(v)
	if err != nil {
		return fmt.Errorf("the client cannot read the answer: %w", err)
	}
	return a.verify(v)
}

func (a answer) verify(v visit) error {
	var wrong []error
	if want := "You said: " + question + "\nI was told: " + instruction; a.text != want {
		wrong = append(wrong, fmt.Errorf("the text is %q, not %q", a.text, want))
	}
	if want := map[string]string{"OpenAI": "stop", "Anthropic": "end_turn"}[v.client.name]; a.finish != want {
		wrong = append(wrong, fmt.Errorf("the answer ends with %q, not %q", a.finish, want))
	}
	if v.stream && !a.ended {
		wrong = append(wrong, errors.New("the stream does not say that it is over"))
	}
	hidden := v.stream && v.client.name == "OpenAI" // the client did not ask for it
	if hidden != (a.input == 0 && a.output == 0) {
		wrong = append(wrong, fmt.Errorf("the usage is %d tokens in, %d out", a.input, a.output))
	}
	return errors.Join(wrong...)
}
