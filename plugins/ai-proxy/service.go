package aiproxy

import (
	"cmp"
	"math/rand/v2"
	"strings"
	"time"

	"aigateway/common/codec"
	"aigateway/common/jsonscan"
	"aigateway/common/provider"
	"aigateway/common/secret"
)

// service is one provider ready for use. It never changes, but for the ways
// that it remembers.
type service struct {
	*provider.Descriptor
	chat     codec.Codec // OpenAI's protocol, in the service's dialect
	messages codec.Codec // Anthropic's
	keys     []credential
	host     string // empty keeps the client's
	query    string // added to every path
	fixed    string // the path of every API, from a custom URL
	paths    provider.Paths
	models   mapping
	settings []setting
	version  string // anthropic-version

	original  bool
	merge     bool
	basePath  string
	prepend   bool
	prefix    string // providerBasePath
	firstByte time.Duration

	ways map[string]*way // by the client's path
}

// credential is a key as the provider wants to see it: the value of one header.
type credential struct {
	header string
	value  secret.String
}

type setting struct {
	path      string
	value     []byte
	overwrite bool
}

// way is how requests for one path of the client are served.
type way struct {
	client   provider.API // Unknown passes the body
	upstream provider.API
	tail     string // of the client's path, in the provider's protocol
	path     string // the provider's; empty where it depends on the model
	ok       bool   // the service can answer
}

// converts tells whether the two protocols differ.
func (w *way) converts() bool { return w.client != w.upstream }

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
	w := s.plan(client)
	if !s.byModel(w) {
		w.path = s.path(w, client, nil)
	}
	s.ways[client] = w
	return w
}

// plan finds out whether, and in which protocol, the service answers a path.
func (s *service) plan(client string) *way {
	path, _, _ := strings.Cut(client, "?")
	api, tail := provider.Detect(path)
	w := &way{client: api, upstream: api, tail: tail, ok: true}
	if api == provider.Unknown || s.original || s.paths[api] != "" {
		return w
	}
	if api != provider.Chat && api != provider.Messages {
		w.ok = false
		return w
	}
	w.upstream = s.Chat
	w.tail = chatTails[s.Chat]
	return w
}

// byModel tells whether the provider's path names the model.
func (s *service) byModel(w *way) bool {
	return w.client != provider.Unknown && !s.original && s.fixed == "" && strings.Contains(s.paths[w.upstream], "{model}")
}

var chatTails = [...]string{provider.Chat: "/chat/completions", provider.Messages: "/messages"}

// path returns what the provider is asked for in place of the client's path.
// The model's literal is nil where the path does not depend on it.
func (s *service) path(w *way, client string, model []byte) string {
	path, query, _ := strings.Cut(client, "?")
	switch {
	case s.original || w.client == provider.Unknown:
		path = s.stripped(path)
	case s.fixed != "":
		path = s.fixed
	case s.OwnPaths:
		path = s.stripped(path)
		path = path[:strings.LastIndex(path, "/v1/")+len("/v1")] + w.tail
	default:
		path = provider.Fill(s.paths[w.upstream], w.tail, jsonscan.Text(model))
	}
	if s.prepend && !strings.HasPrefix(path, s.basePath) {
		path = join(s.basePath, path)
	}
	if s.prefix != "" && !strings.HasPrefix(path, s.prefix) {
		path = s.prefix + path
	}
	if w.converts() {
		query = "" // it belongs to the client's protocol
	}
	if query = strings.Trim(query+"&"+s.query, "&"); query != "" {
		path += "?" + query
	}
	return path
}

// stripped takes basePath off.
func (s *service) stripped(path string) string {
	if s.prepend || s.basePath == "" {
		return path
	}
	rest, ok := strings.CutPrefix(path, s.basePath)
	if !ok || rest != "" && rest[0] != '/' {
		return path
	}
	return cmp.Or(rest, "/")
}

func join(base, path string) string {
	return strings.TrimSuffix(base, "/") + "/" + strings.TrimPrefix(path, "/")
}

// credential picks one of the keys for a request, false if there is none.
func (s *service) credential() (credential, bool) {
	switch len(s.keys) {
	case 0:
		return credential{}, false
	case 1:
		return s.keys[0], true
	}
	return s.keys[rand.IntN(len(s.keys))], true
}

// codec returns the protocol of an API. One that is no chat has requests and
// errors like the service's chat: a model, and OpenAI's or Anthropic's form.
func (s *service) codec(api provider.API) codec.Codec {
	if api != provider.Chat && api != provider.Messages {
		api = s.Chat
	}
	if api == provider.Messages {
		return s.messages
	}
	return s.chat
}
