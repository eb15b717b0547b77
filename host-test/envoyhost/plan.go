package envoyhost

import (
	"encoding/json"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
)

// proxyProvider is what of a provider's configuration says how often it is
// asked, and how long.
type proxyProvider struct {
	ID             string   `json:"id"`
	Type           string   `json:"type"`
	APITokens      []string `json:"apiTokens"`
	RetryOnFailure struct {
		Enabled       bool     `json:"enabled"`
		MaxRetries    *int     `json:"maxRetries"`
		RetryTimeout  int64    `json:"retryTimeout"` // milliseconds; 0 is what is not written
		RetryOnStatus []string `json:"retryOnStatus"`
	} `json:"retryOnFailure"`
}

func find(providers []json.RawMessage, id string) (p proxyProvider, raw []byte) {
	for _, raw := range providers {
		if p = (proxyProvider{}); json.Unmarshal(raw, &p) == nil && p.ID == id {
			return p, raw
		}
	}
	return p, nil
}

// limit is the time that the provider's configuration gives each attempt.
func (p *proxyProvider) limit() time.Duration {
	if !p.RetryOnFailure.Enabled {
		return 0
	}
	return time.Duration(p.RetryOnFailure.RetryTimeout) * time.Millisecond
}

// plan is a chain as far as its providers were looked at.
type plan struct {
	behind   behind
	keys     []string // of the providers
	statuses []string // expressions for those that lead to the next attempt
	agreed   bool
}

// agrees tells whether expressions are those of the chain: Envoy's retries have
// one list of statuses.
func (p *plan) agrees(expressions []string) bool {
	if !p.agreed {
		p.statuses, p.agreed = expressions, true
	}
	return slices.Equal(p.statuses, expressions)
}

// attempts is how often a provider can be asked in a chain, each time with a
// key that no attempt before has used; 0 where Envoy cannot see to that.
func (p *plan) attempts(of proxyProvider) int {
	if len(of.APITokens) == 0 {
		return 1
	}
	before := len(p.keys)
	for _, key := range of.APITokens {
		if !slices.Contains(p.keys, key) {
			p.keys = append(p.keys, key)
		}
	}
	fresh, retry := len(p.keys)-before, &of.RetryOnFailure
	if !retry.Enabled || fresh < 2 {
		return min(fresh, 1)
	}
	if !p.agrees(retry.RetryOnStatus) {
		return 0
	}
	retries := 1
	if retry.MaxRetries != nil {
		retries = *retry.MaxRetries
	}
	return min(fresh, 1+retries)
}

// registered are the statuses below 500 that ai-proxy goes on for by default,
// of those that anybody uses.
var registered = []uint32{401, 402, 403, 404, 406, 407, 408, 409, 410, 411, 412, 414, 416, 417, 418, 421, 423, 424, 425, 426, 428, 429, 431, 451}

// statuses spells expressions out.
func (r *renderer) statuses(expressions []string) (list []uint32) {
	if len(expressions) == 0 {
		list = slices.Clone(registered)
		for status := uint32(500); status < 600; status++ {
			list = append(list, status)
		}
		return list
	}
	expression, err := regexp.Compile("(" + strings.Join(expressions, ")|(") + ")")
	if err != nil {
		r.fail("fallbacks.onStatus: %w", err)
		return nil
	}
	for status := 400; status < 600; status++ {
		if expression.MatchString(strconv.Itoa(status)) {
			list = append(list, uint32(status))
		}
	}
	return list
}
