package aiproxy

import (
	"cmp"
	"strconv"

	"aigateway/common/clock"
	"aigateway/common/config"
	"aigateway/common/pattern"
)

// Failover takes keys out of use that fail, until they are found well again.
// All workers share what they know of a key.
type Failover struct {
	// Enabled turns it on.
	Enabled bool `json:"enabled"`
	// FailureThreshold is after how many failures in a row a key is taken
	// out of use.
	FailureThreshold uint16 `json:"failureThreshold" default:"3" min:"1"`
	// SuccessThreshold is how many health checks in a row must succeed for a
	// key to come back.
	SuccessThreshold uint16 `json:"successThreshold" default:"1" min:"1"`
	// HealthCheckInterval is the time between health checks, in milliseconds.
	HealthCheckInterval uint32 `json:"healthCheckInterval" default:"5000" min:"100"`
	// HealthCheckTimeout bounds a health check, in milliseconds.
	HealthCheckTimeout uint32 `json:"healthCheckTimeout" default:"5000" min:"1"`
	// HealthCheckModel is the model that health checks ask. Without one a key
	// comes back after a minute.
	HealthCheckModel string `json:"healthCheckModel"`
	// FailoverOnStatus are expressions for the statuses that are failures of
	// a key. The default is 4.* and 5.* without those that are about the
	// request: 400, 404, 405, 413, 415 and 422. A status below 400 never is
	// a failure.
	FailoverOnStatus []string `json:"failoverOnStatus"`
}

// RetryOnFailure sends a request that failed again, with another key.
type RetryOnFailure struct {
	// Enabled turns it on.
	Enabled bool `json:"enabled"`
	// MaxRetries is how often a request is sent again.
	MaxRetries uint8 `json:"maxRetries" default:"1"`
	// RetryTimeout bounds each of these attempts, in milliseconds.
	RetryTimeout uint32 `json:"retryTimeout" default:"60000" min:"1"`
	// RetryOnStatus are expressions for the statuses that are worth it. The
	// default is 4.* and 5.* without those that no key changes: 400, 405, 413,
	// 415 and 422.
	RetryOnStatus []string `json:"retryOnStatus"`
}

// Fallback is a provider that is asked when those before it fail.
type Fallback struct {
	// ProviderID is the id of one of providers.
	ProviderID string `json:"providerId" required:"true" nonempty:"true"`
	// Cluster is the host's cluster of that provider, such as
	// outbound|443||api.anthropic.com.dns.
	Cluster string `json:"cluster" required:"true" nonempty:"true"`
	// OnStatus are expressions for the statuses of the provider before that
	// lead here. The default is that of retryOnStatus; a provider that
	// cannot be reached always does.
	OnStatus []string `json:"onStatus"`
	// OnErrorPattern is an expression for bodies of errors that lead here
	// whatever their status.
	OnErrorPattern string `json:"onErrorPattern"`
}

// statuses is a set of the statuses from 400 to 599.
type statuses [200]bool

func (s *statuses) has(status int) bool { return status >= 400 && status < 600 && s[status-400] }

// compileStatuses takes Higress' expressions, which match anywhere, or all
// but the excepted statuses.
func compileStatuses(expressions []string, at *config.Report, except ...int) (set statuses) {
	if len(expressions) == 0 {
		for i := range set {
			set[i] = true
		}
		for _, status := range except {
			set[status-400] = false
		}
		return set
	}
	for i, expression := range expressions {
		p, err := pattern.Compile(expression)
		if err != nil {
			at.Index(i).Fault("is not a regular expression: " + err.Error())
			continue
		}
		for i := range set {
			set[i] = set[i] || p.Match(strconv.Itoa(400+i))
		}
	}
	return set
}

// policy is what failover and retryOnFailure of one provider say.
type policy struct {
	pool      *pool
	retries   int // with other keys
	retryOn   statuses
	timeout   clock.Duration // of an attempt by call-out
	threshold uint16         // 0: keys are not taken out of use
	recover   uint16
	failOn    statuses
	interval  clock.Duration
	check     clock.Duration // bounds a health check
	model     string         // of health checks
}

// target is one provider of a chain.
type target struct {
	service *service
	policy  *policy
	name    string // for the client, see attemptsHeader
	cluster string // empty: the route's
	on      statuses
	pattern *pattern.Pattern
}

func compilePolicy(s *service, c *Provider, at *config.Report) *policy {
	retry, failover := c.RetryOnFailure, c.Failover
	p := &policy{pool: newPool(s, c), timeout: clock.Minute}
	if retry != nil && retry.Enabled {
		p.retries, p.timeout = int(retry.MaxRetries), clock.Duration(retry.RetryTimeout)*clock.Millisecond
		p.retryOn = compileStatuses(retry.RetryOnStatus, at.Member("retryOnFailure").Member("retryOnStatus"), 400, 405, 413, 415, 422)
	}
	if failover != nil && failover.Enabled {
		p.threshold, p.recover, p.model = failover.FailureThreshold, failover.SuccessThreshold, failover.HealthCheckModel
		p.interval, p.check = clock.Duration(failover.HealthCheckInterval)*clock.Millisecond, clock.Duration(failover.HealthCheckTimeout)*clock.Millisecond
		p.failOn = compileStatuses(failover.FailoverOnStatus, at.Member("failover").Member("failoverOnStatus"), 400, 404, 405, 413, 415, 422)
	}
	return p
}

// compileChain gives the active provider the ones that come after it. It
// leaves a provider alone for which nothing of all this is configured.
func (c *Config) compileChain(active *Provider, at *config.Report) {
	on := func(p *Provider) bool {
		return p.Failover != nil && p.Failover.Enabled || p.RetryOnFailure != nil && p.RetryOnFailure.Enabled
	}
	if c.active == nil || len(c.Fallbacks) == 0 && !on(active) {
		return
	}
	c.active.chain = []target{{service: c.active, policy: compilePolicy(c.active, active, at), name: cmp.Or(active.ID, active.Type)}}
	for i, f := range c.Fallbacks {
		c.addFallback(&f, at.Member("fallbacks").Index(i))
	}
}

func (c *Config) addFallback(f *Fallback, at *config.Report) {
	for i := range c.Providers {
		p := &c.Providers[i]
		if p.Value.ID != f.ProviderID {
			continue
		}
		if p.Broken {
			at.Member("providerId").Fault("names a provider that has faults")
			return
		}
		s := compile(&p.Value, at)
		if s == nil {
			return
		}
		t := target{service: s, policy: compilePolicy(s, &p.Value, at), name: f.ProviderID, cluster: f.Cluster,
			on: compileStatuses(f.OnStatus, at.Member("onStatus"), 400, 405, 413, 415, 422)}
		if f.OnErrorPattern != "" {
			var err error
			if t.pattern, err = pattern.Compile(f.OnErrorPattern); err != nil {
				at.Member("onErrorPattern").Fault("is not a regular expression: " + err.Error())
			}
		}
		c.active.chain = append(c.active.chain, t)
		return
	}
	at.Member("providerId").Fault("is the id of no provider")
}
