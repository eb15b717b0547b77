package envoyhost

import (
	"bytes"
	"encoding/json"
)

// behind is ai-proxy's configuration as an upstream filter. Its fallbacks say
// where each provider can be checked. Envoy starts a VM for each configuration
// to try it out, so chains share one if they can.
type behind struct {
	ActiveProviderFrom string            `json:"activeProviderFrom"`
	Providers          []json.RawMessage `json:"providers"`
	Fallbacks          []proxyFallback   `json:"fallbacks"`
}

// add adds a provider and where it is.
func (b *behind) add(provider json.RawMessage, at proxyFallback) {
	b.Providers = append(b.Providers, provider)
	b.Fallbacks = append(b.Fallbacks, proxyFallback{ProviderID: at.ProviderID, Cluster: at.Cluster})
}

// takes adds the providers of another configuration, unless it has different
// ones of the same ids.
func (b *behind) takes(other *behind) bool {
	missing := []int{}
	for i, f := range other.Fallbacks {
		switch at := b.index(f.ProviderID); {
		case at < 0:
			missing = append(missing, i)
		case !bytes.Equal(b.Providers[at], other.Providers[i]):
			return false
		}
	}
	for _, i := range missing {
		b.add(other.Providers[i], other.Fallbacks[i])
	}
	return true
}

func (b *behind) index(id string) int {
	for i, f := range b.Fallbacks {
		if f.ProviderID == id {
			return i
		}
	}
	return -1
}
