package aiproxy

import (
	"cmp"
	"strings"

	"aigateway/common/codec"
	"aigateway/common/codec/variant"
	"aigateway/common/jsonscan"
	"aigateway/common/llm"
	"aigateway/common/provider"
)

// way is how requests for one path of the client are served. It never changes.
type way struct {
	service  *service
	client   provider.API // Unknown passes the body
	upstream provider.API
	from     codec.Codec  // the client's protocol
	to       codec.Server // the provider's
	bridge   bridgeKey
	given    string // the client's path
	tail     string // of it, in the provider's protocol
	path     string // the provider's; empty where it depends on the body
	ok       bool   // the service can answer
	claude   *way   // how requests for Anthropic's models are served, where that is otherwise

	// What Gemini's clients say in the path: the model, as they call it and as
	// the provider does, the version, and that they want a stream.
	asked, model llm.Text
	version      string
	streams      bool
}

// bridgeKey tells apart bridges that cannot be used for each other.
type bridgeKey struct {
	client, upstream provider.API
	array            bool // the client takes a stream as a JSON array
	promotes         bool // reasoning may become the text
	own              *variant.Server
}

// converts tells whether the two protocols differ.
func (w *way) converts() bool { return w.client.Protocol() != w.upstream.Protocol() }

// wayTo returns a way that serves nothing yet but errors. S may be nil.
func wayTo(s *service, client string) *way {
	path, query, _ := strings.Cut(client, "?")
	api, tail := provider.Detect(path)
	w := &way{service: s, client: api, upstream: api, given: client, tail: tail, ok: true}
	w.bridge.array = api == provider.StreamGenerateContent && !has(query, "alt=sse")
	d := &provider.Descriptor{Chat: provider.Chat}
	if s != nil {
		d = s.Descriptor
	}
	w.from = d.Client(form(api, provider.Chat), w.bridge.array)
	w.to = w.from
	if d.Chat == provider.Messages {
		w.to = d.Server(form(api, provider.Messages))
	}
	return w
}

// form returns the API whose requests and errors look like those of api:
// otherwise, if that is no chat.
func form(api, otherwise provider.API) provider.API {
	switch {
	case api.IsChat(), api == provider.CountTokens:
		return api
	}
	return otherwise
}

// has tells whether a query has a parameter.
func has(query, parameter string) bool {
	for p := range strings.SplitSeq(query, "&") {
		if p == parameter {
			return true
		}
	}
	return false
}

// without takes the parameter key, with its value, out of a query.
func without(query, key string) string {
	if !strings.Contains(query, key) {
		return query
	}
	var kept []string
	for p := range strings.SplitSeq(query, "&") {
		if name, _, _ := strings.Cut(p, "="); name != key {
			kept = append(kept, p)
		}
	}
	return strings.Join(kept, "&")
}

// manyWays bounds what a service remembers of paths that clients make up.
const manyWays = 256

// way returns how the service answers a path, which includes its query.
func (s *service) way(path []byte) *way {
	if w := s.ways[string(path)]; w != nil {
		return w
	}
	if len(s.ways) >= manyWays {
		clear(s.ways)
	}
	client := string(path)
	w := s.forModel(s.plan(client))
	if !s.byBody(w) {
		w.path = s.path(w, client, w.model, w.streams)
	}
	s.ways[client] = w
	return w
}

// plan finds out whether, and in which protocol, the service answers a path.
func (s *service) plan(client string) *way {
	w := wayTo(s, client)
	if w.client.Protocol() == provider.GenerateContent {
		s.readModel(w, client)
	}
	if w.client == provider.Unknown || s.original || s.paths[w.client] != "" {
		return w
	}
	if w.client == provider.Embeddings && s.paths[provider.OwnEmbeddings] != "" {
		w.upstream, w.to = provider.OwnEmbeddings, s.Own
		return w
	}
	if !w.client.IsChat() || w.client == provider.Responses && w.tail != tails[provider.Responses] {
		w.ok = false
		return w
	}
	w.version = "" // it is that of the client's protocol
	w.upstream, w.tail = s.Chat, tails[s.Chat]
	w.to = s.Server(s.Chat)
	w.bridge.client, w.bridge.upstream, w.bridge.own = w.client.Protocol(), s.Chat, s.Own
	w.bridge.promotes = s.options.promotes
	return w
}

// readModel reads what a path of Gemini's protocol says.
func (s *service) readModel(w *way, client string) {
	path, _, _ := strings.Cut(client, "?")
	name, version := provider.ModelOf(path, w.tail)
	w.asked = jsonscan.AppendQuoted(nil, name)
	w.model = w.asked
	if target := s.models.literal(w.asked); target != nil && !s.original {
		w.model = target
	}
	w.version, w.streams = version, w.client == provider.StreamGenerateContent
}

// byBody tells whether the provider's path says what the client's body does.
func (s *service) byBody(w *way) bool {
	if w.client == provider.Unknown || s.original || s.fixed != "" {
		return false
	}
	pattern := s.paths[w.upstream]
	return w.model == nil && strings.Contains(pattern, "{model}") || strings.Contains(pattern, "{task}")
}

// tails are the ends of the paths of chats, where they do not say more.
var tails = [...]string{
	provider.Chat: "/chat/completions", provider.Messages: "/messages", provider.Responses: "/responses", provider.OwnEmbeddings: "",
}

// path returns what the provider is asked for in place of the client's path.
// The model's literal is nil where the path does not depend on it.
func (s *service) path(w *way, client string, model llm.Text, streams bool) string {
	path, query, _ := strings.Cut(client, "?")
	api := w.upstream
	if streams {
		api = api.Streamed()
	}
	switch {
	case s.original || w.client == provider.Unknown:
		path = s.stripped(path)
	case s.fixed != "":
		path = s.fixed
	case s.OwnPaths:
		path = before(s.stripped(path)) + "/v1" + w.tail
	default:
		path = provider.Fill(s.paths[api], w.tail, jsonscan.Text(model))
		path = s.ownPath(strings.Replace(path, "{version}", cmp.Or(s.google, w.version, "v1beta"), 1))
	}
	if s.prepend {
		path = below(s.basePath, path)
	}
	path = below(s.prefix, path)
	if query = strings.Trim(s.queryOf(w, query, api)+"&"+s.query, "&"); query != "" {
		path += "?" + query
	}
	return path
}

// queryOf returns what the provider gets of the client's query.
func (s *service) queryOf(w *way, query string, api provider.API) string {
	switch {
	case w.converts() && api == provider.StreamGenerateContent:
		return "alt=sse"
	case w.converts(), w.onVertex():
		return "" // it belongs to the client's protocol
	case s.Auth == provider.GoogleKey, s.Name == "vertex":
		return without(query, "key") // it is the client's
	case s.options.code:
		return without(query, "beta") // it is added to every path
	}
	return query
}

// before returns what stands before the version in a client's path.
func before(path string) string {
	_, tail := provider.Detect(path)
	path = strings.TrimSuffix(path, tail)
	return path[:max(strings.LastIndexByte(path, '/'), 0)]
}

// stripped takes basePath off.
func (s *service) stripped(path string) string {
	base := strings.Trim(s.basePath, "/")
	if s.prepend || base == "" {
		return path
	}
	rest, ok := strings.CutPrefix(path, "/"+base)
	if !ok || rest != "" && rest[0] != '/' {
		return path
	}
	return cmp.Or(rest, "/")
}

// below puts base in front of a path, unless it is there.
func below(base, path string) string {
	if base = strings.Trim(base, "/"); base == "" {
		return path
	}
	base = "/" + base
	if rest, ok := strings.CutPrefix(path, base); ok && (rest == "" || rest[0] == '/') {
		return path
	}
	return base + "/" + strings.TrimPrefix(path, "/")
}
