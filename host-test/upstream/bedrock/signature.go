package bedrock

import (
	"bytes"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"time"

	"aigateway/host-test/upstream/service"
)

// The one account that there is: AWS' own examples. The second key is a
// temporary one, which needs its token.
const (
	AccessKey          = "AKIDEXAMPLE"
	TemporaryAccessKey = "ASIAEXAMPLE"
	SecretKey          = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY"
	SessionToken       = "IQoJb3JpZ2luX2VjEXAMPLETOKEN=="
)

// maxSkew is how old a signature may be, or how far ahead.
const maxSkew = 5 * time.Minute

// Authenticate wants "Authorization: Bearer KEY", or a signature.
func (Service) Authenticate(c *service.Call, known func(string) bool) *service.Refusal {
	header := c.Header.Get("Authorization")
	token, isToken := strings.CutPrefix(header, "Bearer ")
	switch {
	case header == "":
		return refuse("MissingAuthenticationTokenException", http.StatusForbidden, "Missing Authentication Token")
	case !isToken:
		return verify(c, header)
	case token == "" || !known(token):
		return refuse("AccessDeniedException", http.StatusForbidden, "Authentication failed: Please make sure your API Key is valid.")
	}
	return nil
}

// authorization is the one form of the header.
var authorization = regexp.MustCompile(`^AWS4-HMAC-SHA256 Credential=([^/,]+)/(\d{8})/([^/,]+)/([^/,]+)/aws4_request, ?` +
	`SignedHeaders=([a-z0-9;-]+), ?Signature=([0-9a-f]{64})$`)

// signed is what a header of authorization says.
type signed struct {
	accessKey, date, region, service string
	headers                          []string
	signature                        string
}

func verify(c *service.Call, header string) *service.Refusal {
	m := authorization.FindStringSubmatch(header)
	if m == nil {
		return refuse("IncompleteSignatureException", http.StatusForbidden, "Authorization header is malformed: %s", header)
	}
	s := signed{m[1], m[2], m[3], m[4], strings.Split(m[5], ";"), m[6]}
	if refusal := s.check(c); refusal != nil {
		return refusal
	}
	if !hmac.Equal([]byte(s.signature), []byte(s.expected(c))) {
		return refuse("InvalidSignatureException", http.StatusForbidden, "The request signature we calculated does not match the signature you "+
			"provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.")
	}
	return nil
}

// check looks at everything but the signature itself.
func (s *signed) check(c *service.Call) *service.Refusal {
	invalid := func(format string, args ...any) *service.Refusal {
		return refuse("InvalidSignatureException", http.StatusForbidden, format, args...)
	}
	token := c.Header.Get("X-Amz-Security-Token")
	if s.accessKey != AccessKey && (s.accessKey != TemporaryAccessKey || token != SessionToken) {
		return refuse("UnrecognizedClientException", http.StatusForbidden, "The security token included in the request is invalid.")
	}
	if s.service != "bedrock" {
		return invalid("Credential should be scoped to correct service: 'bedrock'.")
	}
	if region, ok := regionOf(c.Host); ok && region != s.region {
		return invalid("Credential should be scoped to a valid region.")
	}
	at, err := time.Parse("20060102T150405Z", c.Header.Get("X-Amz-Date"))
	switch {
	case err != nil || !strings.HasPrefix(c.Header.Get("X-Amz-Date"), s.date):
		return invalid("Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP")
	case c.Now.Sub(at) > maxSkew:
		return invalid("Signature expired: %s is now earlier than %s (5 min.)", at, c.Now.Add(-maxSkew))
	case at.Sub(c.Now) > maxSkew:
		return invalid("Signature not yet current: %s is still later than %s (5 min.)", at, c.Now.Add(maxSkew))
	case !slices.IsSorted(s.headers):
		return invalid("The signed headers are not in order.")
	}
	for name := range c.Header {
		if lower := strings.ToLower(name); strings.HasPrefix(lower, "x-amz-") && !slices.Contains(s.headers, lower) {
			return invalid("There were headers present in the request which were not signed: %s", lower)
		}
	}
	if !slices.Contains(s.headers, "host") {
		return invalid("'Host' or ':authority' must be a 'SignedHeader' in the AWS Authorization.")
	}
	return nil
}

// regionOf returns the region of one of the service's own hosts.
func regionOf(host string) (string, bool) {
	rest, ok := strings.CutPrefix(host, "bedrock-runtime.")
	region, domain, _ := strings.Cut(rest, ".")
	return region, ok && strings.HasPrefix(domain, "amazonaws.com")
}

// expected is the signature that the request should have.
func (s *signed) expected(c *service.Call) string {
	path, query, _ := strings.Cut(c.Target, "?")
	segments := strings.Split(path, "/")
	for i, segment := range segments {
		segments[i] = escape(segment)
	}
	parameters := strings.Split(query, "&")
	slices.Sort(parameters)
	var b bytes.Buffer
	write := func(line string) { b.WriteString(line + "\n") }
	write(http.MethodPost)
	write(strings.Join(segments, "/"))
	write(strings.Join(parameters, "&"))
	for _, name := range s.headers {
		value := strings.Join(c.Header.Values(name), ",")
		if name == "host" {
			value = c.Host
		}
		write(name + ":" + strings.Join(strings.Fields(value), " "))
	}
	write("")
	write(strings.Join(s.headers, ";"))
	b.WriteString(hash(c.Body))

	scope := strings.Join([]string{s.date, s.region, s.service, "aws4_request"}, "/")
	key := []byte("AWS4" + SecretKey)
	for part := range strings.SplitSeq(scope, "/") {
		key = code(key, part)
	}
	return hex.EncodeToString(code(key, "AWS4-HMAC-SHA256\n"+c.Header.Get("X-Amz-Date")+"\n"+scope+"\n"+hash(b.Bytes())))
}

// escape escapes a segment of a path that is escaped already, as every service
// but S3 wants it.
func escape(segment string) string {
	return strings.NewReplacer("+", "%20", "%7E", "~").Replace(url.QueryEscape(segment))
}

func hash(b []byte) string {
	sum := sha256.Sum256(b)
	return hex.EncodeToString(sum[:])
}

func code(key []byte, text string) []byte {
	h := hmac.New(sha256.New, key)
	h.Write([]byte(text))
	return h.Sum(nil)
}
