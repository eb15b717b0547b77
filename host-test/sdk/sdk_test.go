// Package sdk_test lets the official SDKs of OpenAI and Anthropic, for Python
// and for Node, talk to each provider through the real module: in the embedded
// gateway and in a real Envoy. What is checked stands in the scripts beside
// this file; here they are only started.
package sdk_test

import (
	"bufio"
	"bytes"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	hosttest "aigateway/host-test"
	"aigateway/host-test/manifest"
	"aigateway/host-test/upstream"
)

var (
	hosts     = []string{"wazero", "envoy"}
	clients   = []string{"openai", "anthropic"}
	providers = []string{"openai", "anthropic"}

	// routes are those of the clients of all protocols.
	routes = []string{"openai", "compatible", "anthropic", "gemini", "bedrock"}
)

// languages say how a script is run, from the directory that it lies in.
var languages = []struct {
	name      string
	interpret []string
	extension string
}{
	{"python", []string{filepath.Join(hosttest.Root(), ".cache/venv/bin/python"), "-W", "ignore"}, ".py"},
	{"node", []string{"node"}, ".mjs"},
}

// leastChecks is how many checks each script makes at least.
const (
	leastChecks = 50
	fewerChecks = 20 // those of the protocols that have one language
)

// slow is how long the fake providers' slow models wait.
const slow = 300 * time.Millisecond

// configuration gives each route its provider, whatever the client speaks. The
// names of models that are played tricks with stay as they are.
const configuration = `{"_rules_": [
	{"_match_route_": ["openai"], "provider": {"type": "openai", "apiTokens": ["sk-of-the-gateway"],
		"modelMapping": {"claude-*": "gpt-4o", "gemini-*": "gpt-4o"}}},
	{"_match_route_": ["anthropic"], "provider": {"type": "claude", "apiTokens": ["sk-ant-of-the-gateway"],
		"modelMapping": {"gpt-*": "claude-sonnet-4-6", "gemini-*": "claude-sonnet-4-6"}}},
	{"_match_route_": ["compatible"], "provider": {"type": "moonshot", "apiTokens": ["sk-of-the-gateway"]}},
	{"_match_route_": ["gemini"], "provider": {"type": "gemini", "apiTokens": ["key-of-the-gateway"],
		"modelMapping": {"gpt-*": "gemini-2.5-flash", "gemini-*": "gemini-2.5-flash"}}},
	{"_match_route_": ["bedrock"], "provider": {"type": "bedrock", "awsRegion": "us-east-1",
		"awsAccessKey": "AKIDEXAMPLE", "awsSecretKey": "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY",
		"modelMapping": {"gpt-*": "` + onBedrock + `", "gemini-*": "` + onBedrock + `"}}}]}`

const onBedrock = "us.anthropic.claude-sonnet-4-5-20250929-v1:0"

func TestSDKs(t *testing.T) {
	for _, host := range hosts {
		t.Run(host, func(t *testing.T) {
			t.Parallel()
			s := start(t, host)
			for _, language := range languages {
				for _, client := range clients {
					for _, provider := range providers {
						t.Run(language.name+"/"+client+" to "+provider, func(t *testing.T) {
							command := append(language.interpret, client+"_client"+language.extension)
							checks := s.script(t, command, "PROVIDER="+provider, "BASE_URL="+s.gateway+"/"+provider)
							assert.GreaterOrEqual(t, checks, leastChecks, "checks")
							s.keepRequests(t)
						})
					}
				}
			}
			for _, client := range []string{"responses", "genai"} {
				for _, provider := range routes {
					t.Run("python/"+client+" to "+provider, func(t *testing.T) {
						command := append(languages[0].interpret, client+"_client.py")
						checks := s.script(t, command, "PROVIDER="+provider, "BASE_URL="+s.gateway+"/"+provider)
						assert.GreaterOrEqual(t, checks, fewerChecks, "checks")
						s.keepRequests(t)
					})
				}
			}
			t.Run("types", func(t *testing.T) {
				command := append(languages[0].interpret, "validate.py")
				assert.Positive(t, s.script(t, command, "REQUESTS="+s.requests()), "checks")
			})
		})
	}
}

// site is a gateway with the providers behind it.
type site struct {
	provider    *upstream.Server
	upstream    string
	gateway     string
	transcripts string // a directory
}

func start(t *testing.T, host string) *site {
	s := &site{provider: upstream.New(upstream.Options{Pause: slow}), transcripts: t.TempDir()}
	url, stop, err := s.provider.Start("127.0.0.1:0")
	require.NoError(t, err)
	t.Cleanup(stop)
	s.upstream = url
	s.gateway = "http://" + hosttest.Serve(t, host, manifests(strings.TrimPrefix(url, "http://")), nil)
	return s
}

// manifests have a route for each provider; the fakes are all at one address.
func manifests(address string) *manifest.Set {
	set := hosttest.OneRoute(address)
	backends := set.Routes[0].Backends
	set.Routes = nil
	for _, name := range routes {
		path := manifest.PathMatch{Type: manifest.PathPrefix, Value: "/" + name}
		set.Routes = append(set.Routes, manifest.Route{Name: name, Path: path, Backends: backends})
	}
	module := "file://" + filepath.Join(hosttest.Root(), "dist", "envoy", "ai-proxy.wasm")
	set.Plugins = []manifest.Plugin{{Name: "ai-proxy", RootID: "ai-proxy", URL: module, Config: json.RawMessage(configuration)}}
	return set
}

func (s *site) requests() string { return filepath.Join(s.transcripts, "requests.jsonl") }
func (s *site) answers() string  { return filepath.Join(s.transcripts, "answers.jsonl") }

// script runs a script, makes a subtest of each of its checks, and returns how
// many there were.
func (s *site) script(t *testing.T, command []string, environment ...string) (checks int) {
	var said, errors bytes.Buffer
	script := exec.CommandContext(t.Context(), command[0], command[1:]...)
	script.Env = append(os.Environ(), environment...)
	script.Env = append(script.Env, "UPSTREAM="+s.upstream, "TRANSCRIPT="+s.answers(),
		"NODE_DIRECTORY="+filepath.Join(hosttest.Root(), ".cache", "node"))
	script.Stdout, script.Stderr = &said, &errors
	err := script.Run()
	failed := false
	for lines := bufio.NewScanner(&said); lines.Scan(); {
		name, isGood := strings.CutPrefix(lines.Text(), "ok ")
		name, isBad := strings.CutPrefix(name, "not ok ")
		if !assert.True(t, isGood || isBad, "a script said: %s", lines.Text()) {
			continue
		}
		checks++
		failed = failed || isBad
		name, reason, _ := strings.Cut(name, ": ")
		t.Run(name, func(t *testing.T) { assert.True(t, isGood, reason) })
	}
	assert.Equal(t, failed, err != nil, "%v: %v\n%s", command, err, &errors)
	return checks
}

// keepRequests writes down what the providers got, for validate.py. A request
// that was refused because the client had asked for it in vain tells nothing.
func (s *site) keepRequests(t *testing.T) {
	file, err := os.OpenFile(s.requests(), os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
	require.NoError(t, err)
	defer file.Close()
	for _, r := range s.provider.Requests() {
		if r.Method != "POST" || r.Status == 404 || r.Status == 400 {
			continue
		}
		line, err := json.Marshal(map[string]any{"path": r.Target, "body": json.RawMessage(r.Body)})
		require.NoError(t, err)
		_, err = file.Write(append(line, '\n'))
		require.NoError(t, err)
	}
	s.provider.Forget()
}
