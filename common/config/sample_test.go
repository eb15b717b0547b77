package config_test

import (
	"aigateway/common/config"
	"aigateway/common/secret"
)

// sample is a plugin's configuration with one member of every form.
type sample struct {
	limits
	Provider         *provider                           `json:"provider"`
	Providers        []config.Isolated[provider]         `json:"providers"`
	ActiveProviderID string                              `json:"activeProviderId"`
	Redis            redis                               `json:"redis"`
	Statuses         []string                            `json:"statuses" nonempty:"true" default:"4.*,5.*"`
	Ports            []uint16                            `json:"ports" min:"1"`
	Mapping          map[string]string                   `json:"mapping"`
	Weights          map[string]float64                  `json:"weights" min:"0" max:"1"`
	Schema           config.Raw                          `json:"schema"`
	Stop             stop                                `json:"stop"`
	Nested           map[string]map[string]secret.String `json:"nested"`
	SubPath          config.NoEffect                     `json:"subPath" deprecated:"no release ever read it"`
	Old              bool                                `json:"old" deprecated:"use new"`
	NotAMember       string
}

type limits struct {
	Timeout  uint32  `json:"timeout" min:"1" max:"60000" default:"1000"`
	Priority int8    `json:"priority"`
	Offset   int64   `json:"offset"`
	Bytes    uint64  `json:"bytes"`
	Ratio    float64 `json:"ratio" default:"0.5"`
	Stream   bool    `json:"stream" default:"true"`
}

type provider struct {
	ID        string          `json:"id"`
	Type      string          `json:"type" required:"true" enum:"openai,claude,azure"`
	APITokens []secret.String `json:"apiTokens" nonempty:"true"`
	Protocol  mode            `json:"protocol" enum:"openai,original" fold:"true" default:"openai"`
}

type mode string

func (p *provider) Validate(at *config.Report) {
	if p.Type == "azure" && len(p.APITokens) == 0 {
		at.Member("apiTokens").Missing("is required when type is azure")
	}
}

type redis struct {
	Cluster  string        `json:"cluster" required:"true"`
	Password secret.String `json:"password"`
	Port     int           `json:"port" min:"1" max:"65535" default:"6379"`
}

// stop is a string or a list of strings.
type stop struct{ words []string }

func (s *stop) UnmarshalConfig(raw []byte, at *config.Report) {
	if raw[0] == '[' {
		at.Decode(raw, &s.words)
		return
	}
	var word string
	at.Decode(raw, &word)
	s.words = []string{word}
}

func (s *sample) Validate(at *config.Report) {
	if s.ActiveProviderID == "" {
		return
	}
	for i := range s.Providers {
		if p := &s.Providers[i]; p.Value.ID == s.ActiveProviderID {
			if p.Broken {
				at.Member("activeProviderId").Fault("selects a provider that has faults")
			}
			return
		}
	}
	at.Member("activeProviderId").Fault("selects no provider")
}
