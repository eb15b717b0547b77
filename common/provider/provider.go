package provider

import (
	"strconv"
	"strings"

	"aigateway/common/codec"
	"aigateway/common/codec/anthropic"
	"aigateway/common/codec/bedrock"
	"aigateway/common/codec/gemini"
	"aigateway/common/codec/openai"
	"aigateway/common/codec/responses"
	"aigateway/common/codec/variant"
	"aigateway/common/provider/sigv4"
)

// Descriptor is one row: a service and what is particular about it.
type Descriptor struct {
	// Name is the provider type of a configuration.
	Name string
	// Host is the default authority, empty where each user has his own.
	Host string
	Auth Auth
	// Paths says which APIs the service has, and where.
	Paths Paths
	// Chat is how the service is spoken to where it lacks the client's own
	// chat protocol. It is the one that answers as a whole, see API.Streamed.
	Chat API
	// Dialect is how an OpenAI-compatible service differs from OpenAI.
	Dialect openai.Dialect
	// Bedrock is what the operator adds to requests of Converse.
	Bedrock bedrock.Dialect
	// Own is a protocol that only this service speaks, nil for most: see the
	// API of this name.
	Own *variant.Server
	// OwnPaths keeps what stands before /v1 in the client's path.
	OwnPaths bool
	// KeyOptional lets the client's own credential through where none is
	// configured.
	KeyOptional bool
}

// Auth is how a service is told the key.
type Auth uint8

const (
	// NoAuth sends no key.
	NoAuth Auth = iota
	// Bearer sends "authorization: Bearer KEY".
	Bearer
	// XAPIKey sends "x-api-key: KEY".
	XAPIKey
	// APIKey sends "api-key: KEY".
	APIKey
	// GoogleKey sends "x-goog-api-key: KEY", as Google's own clients do. The
	// parameter key=KEY would say the same and be in every access log.
	GoogleKey
	// Bare sends "authorization: KEY".
	Bare
)

// Header returns the header that carries key.
func (a Auth) Header(key string) (name, value string) {
	switch a {
	case Bearer:
		if strings.HasPrefix(key, "Bearer ") {
			return "authorization", key
		}
		return "authorization", "Bearer " + key
	case XAPIKey:
		return "x-api-key", key
	case APIKey:
		return "api-key", key
	case GoogleKey:
		return "x-goog-api-key", key
	case Bare:
		return "authorization", key
	}
	return "", ""
}

// Paths holds the path of each API that a service has. A * stands for the
// tail of the client's path behind /v1, {rest} for what of that is behind the
// name of a collection, {file_id} or any other id for the one in the tail, and
// {model} for the model's name.
type Paths [apiCount]string

// Pattern returns what [Paths] has for a path that an operator names: one of a
// collection keeps what the client's has behind it, such as ids.
func Pattern(api API, path string) string {
	if strings.HasSuffix(apis[api].suffix, "*") && !strings.ContainsAny(path, "*{") {
		path = strings.TrimSuffix(path, "/") + "{rest}"
	}
	return path
}

// Path returns the service's path for api, false if it does not have it.
func (d *Descriptor) Path(api API, tail, model string) (string, bool) {
	pattern := d.Paths[api]
	if pattern == "" {
		return "", false
	}
	return Fill(pattern, tail, model), true
}

// Fill puts a client's tail and model into a path of [Paths].
func Fill(pattern, tail, model string) string {
	if before, ok := strings.CutSuffix(pattern, "*"); ok {
		pattern = before + tail
	}
	if before, _, ok := strings.Cut(pattern, "_id}"); ok {
		id, _, _ := strings.Cut(strings.TrimPrefix(behind(tail), "/"), "/")
		at := strings.LastIndexByte(before, '{')
		pattern = before[:max(at, 0)] + id + pattern[len(before)+len("_id}"):]
	}
	pattern = strings.Replace(pattern, "{rest}", behind(tail), 1)
	if before, after, ok := strings.Cut(pattern, "{model}"); ok {
		// An id may be escaped already, as those of Bedrock's that are ARNs.
		pattern = before + escape(unescape(strings.TrimPrefix(model, "models/"))) + after
		if strings.HasSuffix(after, "awPredict") { // as Anthropic's clients write it
			pattern = strings.ReplaceAll(pattern, "%40", "@")
		}
	}
	return pattern
}

// behind returns what of a tail comes behind the name of a collection.
func behind(tail string) string {
	tail = strings.TrimPrefix(tail, "/fine_tuning") // whose collections have two
	at := strings.IndexByte(strings.TrimPrefix(tail, "/"), '/') + 1
	if at == 0 {
		return ""
	}
	return tail[at:]
}

// escape and unescape are for one segment of a path.
func escape(segment string) string { return string(sigv4.AppendEscaped(nil, segment)) }

func unescape(segment string) string {
	if strings.IndexByte(segment, '%') < 0 {
		return segment
	}
	out := make([]byte, 0, len(segment))
	for rest := segment; rest != ""; {
		if rest[0] == '%' && len(rest) > 2 {
			if c, err := strconv.ParseUint(rest[1:3], 16, 8); err == nil {
				out, rest = append(out, byte(c)), rest[3:]
				continue
			}
		}
		out, rest = append(out, rest[0]), rest[1:]
	}
	return string(out)
}

// Client returns the protocol that clients speak who ask for api, nil if it is
// none that can be converted. It is read and patched as the service wants it.
// Array has streams of Gemini's protocol be a JSON array.
func (d *Descriptor) Client(api API, array bool) codec.Codec {
	switch api.Protocol() {
	case Chat:
		return openai.New(d.Dialect)
	case Messages, CountTokens:
		onVertex := d.Paths[RawPredict] != ""
		return anthropic.New(anthropic.Dialect{VersionInBody: onVertex && api != Messages, ModelInPath: api.Protocol() == Messages && api != Messages})
	case Responses:
		return responses.New()
	case GenerateContent:
		return gemini.New(gemini.Dialect{Array: array})
	}
	return nil
}

// Server returns the protocol in which the service is asked for api, nil if it
// is none that can be converted.
func (d *Descriptor) Server(api API) codec.Server {
	switch api.Protocol() {
	case Converse:
		return bedrock.NewServer(d.Bedrock)
	case Own, OwnEmbeddings:
		return d.Own
	}
	if c := d.Client(api, false); c != nil {
		return c
	}
	return nil
}

// Find returns the service called name, nil without one.
func Find(name string) *Descriptor {
	for i := range table {
		if r := &table[i]; r.Name == name {
			d := r.Descriptor
			d.Paths = r.paths()
			if r.own != 0 {
				d.Own = variant.New(r.own, variant.Options{})
			}
			return &d
		}
	}
	return nil
}

// Names returns the provider types in order.
func Names() []string {
	names := make([]string, len(table))
	for i := range table {
		names[i] = table[i].Name
	}
	return names
}
