// Package plugin is a plugin, as far as configdoc is concerned.
package plugin

import (
	"aigateway/common/config"
	"aigateway/common/config/cmd/configdoc/testdata/shared"
	"aigateway/common/secret"
)

// Config says where requests go.
type Config struct {
	shared.Common
	// Providers are the services to choose from. A broken one
	// breaks only those who choose it.
	Providers []config.Isolated[Provider] `json:"providers" required:"true" nonempty:"true"`
	// Redis is where the counters are.
	Redis *shared.Redis `json:"redis"`
	// Mapping renames models; a|b is not special.
	Mapping map[string]string `json:"modelMapping"`
	Port    uint16            `json:"port"` // Port is of the service.
	// Ratio is a share.
	Ratio float64 `json:"ratio" min:"0" max:"1" default:"0.5"`
	// Stop ends an answer.
	Stop Stop `json:"stop"`
	// Schema is sent as it is.
	Schema config.Raw `json:"schema"`
	// SubPath was a part of the path.
	SubPath config.NoEffect `json:"subPath" deprecated:"no release ever read it"`
	// Tokens are the old name of apiTokens.
	Tokens []secret.String `json:"tokens" nonempty:"true" deprecated:"use providers"`
	// Statuses are worth another try.
	Statuses []string `json:"statuses" default:"4.*,5.*"`
}

// Provider is one service.
type Provider struct {
	// Type names the service.
	Type string `json:"type" required:"true" enum:"openai,claude"`
	// Mode tells how much to convert.
	Mode Mode `json:"mode" enum:"openai,original" fold:"true" default:"openai"`
	// Fallbacks come next.
	Fallbacks []Provider `json:"fallbacks"`
	// Delta is added.
	Delta int8 `json:"delta" min:"-5"`
}

// Mode is a word.
type Mode string

// Stop is a word or a list of words.
//
//config:schema {"oneOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}]}
type Stop struct{ words []string }

// UnmarshalConfig implements config.Unmarshaler.
func (s *Stop) UnmarshalConfig(raw []byte, at *config.Report) {
	if raw[0] == '[' {
		at.Decode(raw, &s.words)
		return
	}
	s.words = make([]string, 1)
	at.Decode(raw, &s.words[0])
}
