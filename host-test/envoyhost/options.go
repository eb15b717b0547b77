package envoyhost

import (
	"cmp"
	"time"

	"aigateway/host-test/stattags"
)

// Options say how a set is rendered.
type Options struct {
	// Listen is where clients connect, HOST:PORT; the default is 127.0.0.1:8080.
	Listen string
	// Admin is Envoy's own interface, HOST:PORT; the default is 127.0.0.1:8081.
	Admin string
	// BodyLimit bounds what a plugin may hold back of one body, in bytes. A
	// request above it is answered with 413, an answer above it with 500. The
	// default is 32 MiB: room for a few images in base64. Bodies that pass
	// through unbuffered have no limit. It also bounds what Envoy holds for a
	// client that reads more slowly than the provider writes.
	BodyLimit int
	// StreamIdle ends an exchange in which nothing moved for so long, unless
	// the route says otherwise. The default is 10 minutes, because a model may
	// think for long before the first token.
	StreamIdle time.Duration
	// CAFile holds the authorities that providers' certificates are checked
	// against; the default is Debian's, which Envoy's own image has too.
	CAFile string
	// CallOuts leaves chains of providers to ai-proxy, which then sends its
	// retries itself; by default they are Envoy's own.
	CallOuts bool
	// ConnectTimeout bounds the TCP and TLS handshakes with a provider; the
	// default is Envoy's, 5 s.
	ConnectTimeout time.Duration
	// MaxPending bounds the requests that wait for a connection to a cluster,
	// lest they pile up before a provider that takes none; the default is
	// Envoy's, 1024. Requests that have their connection have no limit.
	MaxPending int
	// Health is how often Envoy connects to the providers of chains whose
	// attempts it makes, to find out who is there; the default is 2 s, and
	// less than 0 is never.
	Health time.Duration
	// NameServer looks up the names of providers, HOST:PORT; the default is
	// the system's.
	NameServer string
	// AccessLog is the file of the access log; the default is /dev/stdout.
	AccessLog string
	// Tracing says where spans go; nil is nowhere.
	Tracing *Tracing
	// StatsTags turn parts of metrics' names into labels; the default is
	// [stattags.Tags].
	StatsTags []stattags.Tag
	// StatsFlush is how often histograms are brought up to date; the default
	// is Envoy's, 5 s.
	StatsFlush time.Duration
}

const (
	defaultBodyLimit  = 32 << 20
	defaultStreamIdle = 10 * time.Minute
	connectTimeout    = 5 * time.Second
	maxPending        = 1024
	defaultHealth     = 2 * time.Second
)

func (o Options) withDefaults() Options {
	o.Listen = cmp.Or(o.Listen, "127.0.0.1:8080")
	o.Admin = cmp.Or(o.Admin, "127.0.0.1:8081")
	o.BodyLimit = cmp.Or(o.BodyLimit, defaultBodyLimit)
	o.StreamIdle = cmp.Or(o.StreamIdle, defaultStreamIdle)
	o.ConnectTimeout = cmp.Or(o.ConnectTimeout, connectTimeout)
	o.MaxPending = cmp.Or(o.MaxPending, maxPending)
	o.Health = cmp.Or(o.Health, defaultHealth)
	o.CAFile = cmp.Or(o.CAFile, "/etc/ssl/certs/ca-certificates.crt")
	o.AccessLog = cmp.Or(o.AccessLog, "/dev/stdout")
	if o.StatsTags == nil {
		o.StatsTags = stattags.Tags()
	}
	return o
}
