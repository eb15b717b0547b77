// Package sigv4 signs requests as AWS' Signature Version 4 wants it, in a
// header. It reads no clock, sends nothing and does not know S3, which escapes
// paths once where every other service escapes them twice.
//
// What is signed is what goes over the wire: the path as it is sent, the query,
// the host that the service sees, and the whole body. A change to one of them
// after it was signed makes the service refuse the request.
//
// Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/create-signed-request.html
package sigv4

import (
	"strings"

	"aigateway/common/clock"
	"aigateway/common/digest"
	"aigateway/common/secret"
)

// Credentials are who signs, and for which service.
type Credentials struct {
	AccessKey string
	SecretKey secret.String
	// SessionToken belongs to temporary credentials; empty for others.
	SessionToken secret.String
	Region       string // such as us-east-1
	Service      string // such as bedrock
}

// Header is one header. Its name is in lower case.
type Header struct{ Name, Value string }

// Request is what is signed.
type Request struct {
	Method string
	// Path is the path as it is sent, escaped once; Query is what follows
	// the question mark, escaped too.
	Path, Query string
	Host        string
	// Headers are signed as well; none has to be.
	Headers []Header
	Body    []byte
}

const algorithm = "AWS4-HMAC-SHA256"

// Sign appends to dst the headers that make r one of c's: x-amz-date,
// authorization, and x-amz-security-token if there is a token. The service
// takes them for some minutes around now.
func (c *Credentials) Sign(dst []Header, r *Request, now clock.Time) []Header {
	stamp := string(now.Append(nil, "YYYYMMDDThhmmssZ"))
	date := Header{"x-amz-date", stamp}
	dst = append(dst, date)
	signed := append(append([]Header(nil), r.Headers...), Header{"host", r.Host}, date)
	if !c.SessionToken.Empty() {
		token := Header{"x-amz-security-token", c.SessionToken.Reveal()}
		dst, signed = append(dst, token), append(signed, token)
	}
	order(signed, false)
	names := namesOf(signed)

	parts := [...]string{stamp[:len("20060102")], c.Region, c.Service, "aws4_request"}
	scope := strings.Join(parts[:], "/")
	text := append([]byte(nil), algorithm+"\n"+stamp+"\n"+scope+"\n"...)
	text = digest.AppendHex(text, digest.Sum(canonical(r, signed, names)))
	key := []byte("AWS4" + c.SecretKey.Reveal())
	for _, part := range parts {
		sum := digest.HMAC(key, []byte(part))
		key = append(key[:0], sum[:]...)
	}
	value := append([]byte(nil), algorithm+" Credential="+c.AccessKey+"/"+scope+", SignedHeaders="+names+", Signature="...)
	value = digest.AppendHex(value, digest.HMAC(key, text))
	return append(dst, Header{"authorization", string(value)})
}

// order sorts by name and, if values count too, by value. The lists are short.
func order(list []Header, values bool) {
	for i := 1; i < len(list); i++ {
		for j := i; j > 0; j-- {
			before, after := &list[j-1], &list[j]
			if before.Name < after.Name || before.Name == after.Name && (!values || before.Value <= after.Value) {
				break
			}
			*before, *after = *after, *before
		}
	}
}
