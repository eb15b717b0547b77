package provider

import (
	"strings"

	"aigateway/common/codec"
	"aigateway/common/codec/anthropic"
	"aigateway/common/codec/openai"
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
	// chat protocol: as OpenAI's or as Anthropic's API.
	Chat API
	// Dialect is how an OpenAI-compatible service differs from OpenAI.
	Dialect openai.Dialect
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
	case Bare:
		return "authorization", key
	}
	return "", ""
}

// Paths holds the path of each API that a service has. A * stands for the
// tail of the client's path behind /v1, {model} for the model's name.
type Paths [apiCount]string

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
	if before, after, ok := strings.Cut(pattern, "{model}"); ok {
		pattern = before + model + after
	}
	return pattern
}

// Codec returns the protocol that api is spoken in, nil if it is none that
// can be converted.
func (d *Descriptor) Codec(api API) codec.Codec {
	switch api {
	case Chat:
		return openai.New(d.Dialect)
	case Messages:
		return anthropic.New(anthropic.Dialect{})
	}
	return nil
}

// Find returns the service called name, nil without one.
func Find(name string) *Descriptor {
	for i := range table {
		if r := &table[i]; r.Name == name {
			d := r.Descriptor
			d.Paths = r.paths()
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
