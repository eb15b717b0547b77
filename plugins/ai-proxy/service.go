package aiproxy

import (
	"aigateway/common/clock"
	"aigateway/common/provider"
	"aigateway/common/provider/sigv4"
	"aigateway/common/secret"
)

// service is one provider ready for use. It never changes, but for the ways
// that it remembers.
type service struct {
	*provider.Descriptor
	keys     []credential
	signer   signer  // of requests, in the place of keys; nil for most
	tokens   *tokens // in the place of keys; nil for most
	host     string  // empty keeps the client's
	query    string  // added to every path
	fixed    string  // the path of every API, from a custom URL
	paths    provider.Paths
	models   mapping
	settings []setting
	version  string // anthropic-version
	google   string // version of Google's API; empty keeps the client's
	extras   extras
	options  options
	ownExtras

	converses bool // it remembers conversations
	original  bool
	merge     bool
	basePath  string
	prepend   bool
	prefix    string // providerBasePath
	firstByte clock.Duration
	chain     []target // itself and those after it; nil where neither failover nor retries are configured

	endpoint bool // the exchange is one attempt of Envoy's own retries
	relayed  bool // such attempts are made for it

	ways map[string]*way // by the client's path
}

// signer makes a request its own, with headers that are made last.
type signer interface {
	Sign(dst []sigv4.Header, r *sigv4.Request, now clock.Time) []sigv4.Header
}

// credential is a key as the provider wants to see it: the value of one header.
type credential struct {
	header string
	value  secret.String
}
