package upstream

import (
	"fmt"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strings"

	"aigateway/host-test/upstream/anthropic"
	"aigateway/host-test/upstream/bedrock"
	"aigateway/host-test/upstream/gemini"
	"aigateway/host-test/upstream/openai"
	"aigateway/host-test/upstream/service"
	"aigateway/host-test/upstream/variant"
)

// openaiPrefixes are the bases under which OpenAI and those who speak its
// protocol offer it. A path under any other base does not exist: a gateway
// that joins paths wrongly has to see a 404.
var openaiPrefixes = []string{
	"/v1",                 // OpenAI, vLLM, Ollama, Moonshot, Mistral
	"",                    // DeepSeek
	"/openai/v1",          // Azure, Groq
	"/compatible-mode/v1", // Qwen
	"/api/v1",             // OpenRouter
	"/api/v3",             // Doubao
	"/api/paas/v4",        // Zhipu
	"/v1beta/openai",      // Gemini
	"/v2",                 // Qianfan
}

// anthropicPrefixes are the same for Anthropic's protocol.
var anthropicPrefixes = []string{"/v1", "/anthropic/v1", "/api/anthropic/v1", "/apps/anthropic/v1"}

// target is what a request is for.
type target struct {
	service   service.Service
	operation service.Operation
	method    string
	name      string // a model or a deployment
	azure     bool
	stream    bool
}

// find returns the target of a request, or the refusal of a path or a method
// that there is none for.
func (s *Server) find(r *http.Request) (target, *service.Refusal) {
	t, ok := s.match(r)
	if t.service == (bedrock.Service{}) && (!ok || r.Method != t.method) {
		return t, bedrock.NoOperation()
	}
	if _, isGemini := t.service.(gemini.Service); isGemini && (!ok || r.Method != t.method) {
		return t, gemini.NoMethod()
	}
	isAnthropic := r.Header.Get("Anthropic-Version") != ""
	switch {
	case !ok && isAnthropic:
		return target{service: anthropic.Service{}}, &service.Refusal{
			Status: http.StatusNotFound, Type: "not_found_error", Message: "Not Found"}
	case !ok:
		return target{service: openai.Service{}}, &service.Refusal{
			Status: http.StatusNotFound, Type: "invalid_request_error",
			Message: fmt.Sprintf("Invalid URL (%s %s)", r.Method, r.URL.Path)}
	case r.Method == t.method:
		return t, nil
	}
	if t.service.Name() == "anthropic" {
		return t, t.service.Refusal(http.StatusMethodNotAllowed, "")
	}
	return t, &service.Refusal{
		Status: http.StatusMethodNotAllowed, Type: "invalid_request_error", Code: "method_not_supported",
		Message: fmt.Sprintf("Only %s requests are accepted.", t.method)}
}

func (s *Server) match(r *http.Request) (target, bool) {
	path := r.URL.Path
	if rest, ok := strings.CutPrefix(r.URL.EscapedPath(), "/model/"); ok {
		return bedrockOperation(rest)
	}
	if m := geminiPath.FindStringSubmatch(path); m != nil {
		return geminiOperation(m[1]+m[2], r.URL.Query().Get("alt") != "sse")
	}
	for _, v := range variants {
		if m := v.path.FindStringSubmatch(path); m != nil {
			return target{service: v.service, operation: v.operation, method: http.MethodPost, name: m[1], stream: v.stream}, true
		}
	}
	if deployment, ok := strings.CutPrefix(path, "/openai/deployments/"); ok {
		name, rest, _ := strings.Cut(deployment, "/")
		t, ok := openaiOperation("/" + rest)
		t.name, t.azure = name, true
		return t, ok && t.operation != service.ListModels
	}
	for _, prefix := range anthropicPrefixes {
		if rest, ok := strings.CutPrefix(path, prefix); ok {
			if t, ok := anthropicOperation(rest, r.Header.Get("Anthropic-Version") != ""); ok {
				return t, true
			}
		}
	}
	for _, prefix := range slices.Concat(openaiPrefixes, s.options.Prefixes) {
		if rest, ok := strings.CutPrefix(path, prefix); ok {
			if t, ok := openaiOperation(rest); ok {
				t.azure = prefix == "/openai/v1" && r.Header.Get("Api-Key") != ""
				return t, true
			}
		}
	}
	return target{}, false
}

func openaiOperation(path string) (target, bool) {
	t := target{service: openai.Service{}, method: http.MethodPost}
	switch path {
	case "/chat/completions":
		t.operation = service.Generate
	case "/responses":
		t.service, t.operation = openai.Responses{}, service.Generate
	case "/embeddings":
		t.operation = service.Embed
	default:
		return listing(t, path)
	}
	return t, true
}

// anthropicOperation finds the messages; the list of models is at the same path
// as OpenAI's, and only the version header tells whose is meant.
func anthropicOperation(path string, isVersioned bool) (target, bool) {
	t := target{service: anthropic.Service{}, method: http.MethodPost}
	switch path {
	case "/messages":
		t.operation = service.Generate
	case "/messages/count_tokens":
		t.operation = service.CountTokens
	default:
		t, ok := listing(t, path)
		return t, ok && isVersioned
	}
	return t, true
}

// bedrockOperation matches MODEL/converse and MODEL/converse-stream. The id of
// a model is one segment, whatever it is made of.
func bedrockOperation(path string) (target, bool) {
	t := target{service: bedrock.Service{}, operation: service.Generate, method: http.MethodPost}
	escaped, operation, _ := strings.Cut(path, "/")
	name, err := url.PathUnescape(escaped)
	t.name, t.stream = name, operation == "converse-stream"
	return t, err == nil && name != "" && (t.stream || operation == "converse")
}

// geminiPath matches what stands at Google's models. At /v1 that is their
// methods alone: the rest is OpenAI's.
var geminiPath = regexp.MustCompile(`^(?:/v1(?:beta|alpha)/models|` +
	`/v1(?:beta1)?/(?:projects/[^/]+/locations/[^/]+/)?publishers/google/models)(/[^/]*)?$|^/v1/models(/[^/]+:[a-zA-Z]+)$`)

// geminiOperation matches /MODEL:METHOD, /MODEL and nothing, which is the list
// of models. A stream that is not asked for as server-sent events is an array.
func geminiOperation(path string, array bool) (target, bool) {
	t := target{service: gemini.Service{}, operation: service.Generate, method: http.MethodPost}
	name, method, isCall := strings.Cut(strings.TrimPrefix(path, "/"), ":")
	t.name = name
	switch {
	case !isCall:
		t.operation, t.method = service.ListModels, http.MethodGet
	case method == "countTokens":
		t.operation = service.CountTokens
	case method == "streamGenerateContent":
		t.stream, t.service = true, gemini.Service{Array: array}
	case method != "generateContent":
		return t, false
	}
	return t, !isCall || name != ""
}

// variants are the paths of services that have a protocol of their own. What
// their first group matches is Call.Name.
var variants = []struct {
	path      *regexp.Regexp
	service   service.Service
	operation service.Operation
	stream    bool
}{
	{regexp.MustCompile(`^/api/v1/services/aigc/((?:text|multimodal)-generation)/generation$`), variant.DashScope, service.Generate, false},
	{regexp.MustCompile(`^/api/v1/services/embeddings/(text-embedding)/text-embedding$`), variant.DashScope, service.Embed, false},
	{regexp.MustCompile(`^/api/chat()$`), variant.Ollama, service.Generate, false},
	{regexp.MustCompile(`^/api/embed()$`), variant.Ollama, service.Embed, false},
	{regexp.MustCompile(`^/()$`), variant.Hunyuan, service.Generate, false},
	{regexp.MustCompile(`^/v1/(chat-messages|completion-messages|workflows/run)$`), variant.Dify, service.Generate, false},
	{regexp.MustCompile(`^/v1/text/chatcompletion_pro()$`), variant.MiniMax, service.Generate, false},
}

// listing matches /models and /models/NAME.
func listing(t target, path string) (target, bool) {
	t.operation, t.method = service.ListModels, http.MethodGet
	rest, ok := strings.CutPrefix(path, "/models")
	if !ok || rest != "" && !strings.HasPrefix(rest, "/") {
		return t, false
	}
	t.name = strings.TrimPrefix(rest, "/")
	return t, true
}
