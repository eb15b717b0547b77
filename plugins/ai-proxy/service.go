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

// service is one provider ready for use. It never changes.
type service struct {
	*provider.Descriptor
	chat     codec.Codec // OpenAI's protocol, in the service's dialect
	messages codec.Codec // Anthropic's
	keys     []secret.String
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
}

type setting struct {
	path      string
	value     []byte
	overwrite bool
}

// plan is how one API of the client is served.
type plan struct {
	client   provider.API // Unknown passes the body
	upstream provider.API
	tail     string
}

// converts tells whether the two protocols differ.
func (p plan) converts() bool { return p.client != p.upstream }

// plan returns how the service answers a path, false if it cannot.
func (s *service) plan(path string) (plan, bool) {
	api, tail := provider.Detect(path)
	p := plan{client: api, upstream: api, tail: tail}
	if api == provider.Unknown || s.original || s.paths[api] != "" {
		return p, true
	}
	if api != provider.Chat && api != provider.Messages {
		return p, false
	}
	p.upstream = s.Chat
	p.tail = chatTails[s.Chat]
	return p, true
}

var chatTails = [...]string{provider.Chat: "/chat/completions", provider.Messages: "/messages"}

// path returns what the provider is asked for in place of the client's path.
// The model's literal is nil where the path does not depend on it.
func (s *service) path(p plan, client string, model []byte) string {
	path, query, _ := strings.Cut(client, "?")
	switch {
	case s.original || p.client == provider.Unknown:
		path = s.stripped(path)
	case s.fixed != "":
		path = s.fixed
	case s.OwnPaths:
		path = s.stripped(path)
		path = path[:strings.LastIndex(path, "/v1/")+len("/v1")] + p.tail
	default:
		path = provider.Fill(s.paths[p.upstream], p.tail, jsonscan.Text(model))
	}
	if s.prepend && !strings.HasPrefix(path, s.basePath) {
		path = join(s.basePath, path)
	}
	if s.prefix != "" && !strings.HasPrefix(path, s.prefix) {
		path = s.prefix + path
	}
	if p.converts() {
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

// key picks one of the keys for a request.
func (s *service) key() (secret.String, bool) {
	switch len(s.keys) {
	case 0:
		return secret.String{}, false
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
