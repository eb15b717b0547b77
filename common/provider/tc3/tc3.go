// Package tc3 signs requests to Tencent Cloud's API 3.0 (TC3-HMAC-SHA256), in a
// header. It reads no clock and sends nothing.
//
// What is signed is the content type, the host, the action and the whole body:
// the path is / for all of that API.
//
// Source: https://cloud.tencent.com/document/api/1729/101842
package tc3

import (
	"strconv"

	"aigateway/common/clock"
	"aigateway/common/digest"
	"aigateway/common/provider/sigv4"
	"aigateway/common/secret"
)

// Credentials are who signs, and what for.
type Credentials struct {
	ID      secret.String
	Key     secret.String
	Service string // such as hunyuan
	Action  string // such as ChatCompletions
	Version string // of the API, such as 2023-09-01
}

const (
	algorithm = "TC3-HMAC-SHA256"
	media     = "application/json; charset=utf-8"
	names     = "content-type;host;x-tc-action"
)

// Sign appends to dst the headers that make r one of c's. The service takes them
// for five minutes around now.
func (c *Credentials) Sign(dst []sigv4.Header, r *sigv4.Request, now clock.Time) []sigv4.Header {
	stamp := strconv.FormatInt(now.Unix(), 10)
	date := string(now.Append(nil, "YYYY-MM-DD"))
	scope := date + "/" + c.Service + "/tc3_request"

	action := []byte(c.Action)
	for i := range action {
		action[i] |= 0x20 // lower case: it is letters
	}
	request := r.Method + "\n/\n" + r.Query + "\ncontent-type:" + media + "\nhost:" + r.Host + "\nx-tc-action:" + string(action) + "\n\n" + names + "\n"
	hashed := digest.AppendHex([]byte(request), digest.Sum(r.Body))
	text := digest.AppendHex([]byte(algorithm+"\n"+stamp+"\n"+scope+"\n"), digest.Sum(hashed))
	key := []byte("TC3" + c.Key.Reveal())
	for _, part := range [...]string{date, c.Service, "tc3_request"} {
		sum := digest.HMAC(key, []byte(part))
		key = append(key[:0], sum[:]...)
	}
	value := []byte(algorithm + " Credential=" + c.ID.Reveal() + "/" + scope + ", SignedHeaders=" + names + ", Signature=")
	return append(dst,
		sigv4.Header{Name: "x-tc-action", Value: c.Action}, sigv4.Header{Name: "x-tc-version", Value: c.Version},
		sigv4.Header{Name: "x-tc-timestamp", Value: stamp}, sigv4.Header{Name: "content-type", Value: media},
		sigv4.Header{Name: "authorization", Value: string(digest.AppendHex(value, digest.HMAC(key, text)))})
}
