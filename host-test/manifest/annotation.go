package manifest

import (
	"slices"
	"strconv"
	"strings"
	"time"
)

// annotationPrefixes are read in this order; Higress accepts the second for
// those who come from the NGINX ingress.
var annotationPrefixes = []string{"higress.io/", "nginx.ingress.kubernetes.io/"}

// annotations are those of an Ingress that have an effect here.
type annotations struct {
	destination     string
	backendProtocol string
	sslName         string
	timeout         time.Duration
	useRegex        bool
	fullPathRegex   bool
	methods         []string
	headers         []HeaderMatch

	keys map[string]string // short name → the key that the user wrote
}

// path is where an annotation stands.
func (a annotations) path(name string) string {
	return memberPath("metadata.annotations", a.keys[name])
}

// harmless annotations change nothing that a route here could do wrong.
var harmless = []string{"ignore-path-case", "proxy-ssl-server-name", "ssl-redirect", "comment"}

// unsupported annotations are Higress' and change the exchange; without them
// the route still works.
var unsupported = []string{
	"rewrite-target", "rewrite-path", "upstream-vhost", "app-root", "permanent-redirect", "temporal-redirect",
	"proxy-next-upstream", "proxy-next-upstream-tries", "proxy-next-upstream-timeout", "load-balance",
	"upstream-hash-by", "affinity", "whitelist-source-range", "blacklist-source-range", "default-backend",
	"custom-http-errors", "auth-type", "auth-secret", "mirror-target-service", "mirror-percentage",
	"request-header-control-add", "request-header-control-update", "request-header-control-remove",
	"response-header-control-add", "response-header-control-update", "response-header-control-remove",
	"route-limit-rpm", "route-limit-rps", "route-limit-burst-multiplier", "fallback", "rewrite-host",
	"enable-cors", "cors-allow-origin", "cors-allow-methods", "cors-allow-headers", "cors-expose-headers",
	"cors-allow-credentials", "cors-max-age", "proxy-ssl-secret", "proxy-ssl-verify", "resource-definer",
}

// misleading annotations would make a route take requests that are not its.
var misleading = []string{"canary", "prefix-match-header-", "regex-match-header-", "exact-match-query-", "prefix-match-query-", "regex-match-query-"}

const headerAnnotation = "exact-match-header-"

func readAnnotations(d *document, all map[string]string) annotations {
	a := annotations{keys: map[string]string{}}
	for _, prefix := range slices.Backward(annotationPrefixes) {
		for _, key := range sortedKeys(all) {
			if name, ok := strings.CutPrefix(key, prefix); ok {
				a.keys[name] = key
				a.read(d, prefix, name, all[key])
			}
		}
	}
	return a
}

func (a *annotations) read(d *document, prefix, name, value string) {
	path := a.path(name)
	if header, ok := strings.CutPrefix(name, headerAnnotation); ok && header != "" {
		a.headers = append(a.headers, HeaderMatch{Name: strings.ToLower(header), Value: value})
		return
	}
	switch name {
	case "destination":
		a.destination = value
	case "backend-protocol":
		a.backendProtocol = value
	case "proxy-ssl-name":
		a.sslName = value
	case "timeout":
		a.timeout = d.seconds(path, value)
	case "use-regex":
		a.useRegex = value == "true"
	case "full-path-regex":
		a.fullPathRegex = value == "true"
	case "match-method":
		a.methods = d.methods(path, strings.Fields(value))
	default:
		otherAnnotation(d, path, prefix, name)
	}
}

func otherAnnotation(d *document, path, prefix, name string) {
	starts := func(p string) bool { return strings.HasPrefix(name, p) }
	switch {
	case slices.Contains(harmless, name):
	case slices.ContainsFunc(misleading, starts):
		d.fail(path, "is not supported by this host, and without it the route would take requests that are not its own")
	case slices.Contains(unsupported, name) || prefix != annotationPrefixes[0]:
		d.warn(path, "has no effect in this host")
	default:
		d.fail(path, "unknown annotation%s", suggest(name, slices.Concat(supported, unsupported, harmless)))
	}
}

var supported = []string{"destination", "backend-protocol", "proxy-ssl-name", "timeout", "use-regex", "full-path-regex", "match-method"}

func (d *document) seconds(path, value string) time.Duration {
	n, err := strconv.Atoi(value)
	if err != nil || n < 0 {
		d.fail(path, "must be a whole number of seconds")
	}
	return time.Duration(max(n, 0)) * time.Second
}

var httpMethods = []string{"GET", "HEAD", "POST", "PUT", "DELETE", "CONNECT", "OPTIONS", "TRACE", "PATCH"}

func (d *document) methods(path string, names []string) []string {
	var methods []string
	for _, m := range names {
		m = strings.ToUpper(m)
		d.oneOf(path, m, httpMethods...)
		if !slices.Contains(methods, m) {
			methods = append(methods, m)
		}
	}
	return methods
}

// destinations reads higress.io/destination: one line a backend,
// [WEIGHT%] HOST[:PORT]. It is not ok when the route cannot be built.
func (s services) destinations(d *document, path, value string) (backends []Backend, ok bool) {
	ok = true
	sum := 0
	for line := range strings.Lines(value) {
		fields := strings.Fields(line)
		if len(fields) == 0 {
			continue
		}
		b, good := s.destination(d, path, fields)
		sum += b.Weight
		backends = append(backends, b)
		ok = ok && good
	}
	if sum != 100 {
		d.fail(path, "the weights must add up to 100, they add up to %d", sum)
		ok = false
	}
	return backends, ok
}

func (s services) destination(d *document, path string, fields []string) (Backend, bool) {
	b := Backend{Weight: 100}
	if text, isWeight := strings.CutSuffix(fields[0], "%"); isWeight {
		weight, err := strconv.Atoi(text)
		if err != nil || weight < 0 || weight > 100 {
			d.fail(path, "%q is not a weight between 0%% and 100%%", fields[0])
			return b, false
		}
		b.Weight, fields = weight, fields[1:]
	}
	if len(fields) != 1 {
		d.fail(path, "must be lines of [WEIGHT%%] HOST[:PORT], such as 80%% openai.dns:443")
		return b, false
	}
	host, text, _ := cutLast(fields[0], ":")
	port, valid := parsePort(text)
	if !valid {
		d.fail(path, "%q is not a port", text)
		return b, false
	}
	found, missing := s.find(host, port)
	switch {
	case missing != "":
		d.fail(path, "%s", missing)
		return b, false
	case found.undiscovered:
		d.warn(path, "%s needs discovery, not in this host yet: the route is left out", host)
		return b, false
	}
	b.Cluster = found.cluster.Name
	return b, true
}
