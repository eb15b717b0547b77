package gcptoken

import (
	"strconv"

	"aigateway/common/base64"
	"aigateway/common/clock"
	"aigateway/common/jsonscan"
)

const (
	scope = "https://www.googleapis.com/auth/cloud-platform"
	// ContentType is that of a request for a token.
	ContentType = "application/x-www-form-urlencoded"
	grant       = "grant_type=urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Ajwt-bearer&assertion="
	// lifetime is what is asked for, and the most that is given.
	lifetime = clock.Hour
	// skew is how far our clock may be ahead of Google's.
	skew = 10 * clock.Second
)

// Request returns the body of a request for a token, which is good for a
// minute or so.
func (a *Account) Request(now clock.Time) ([]byte, error) {
	assertion := base64.AppendURL(nil, a.header())
	assertion = base64.AppendURL(append(assertion, '.'), a.claims(now.Add(-skew)))
	signature, err := a.key.Sign(assertion)
	if err != nil {
		return nil, err
	}
	return base64.AppendURL(append(append([]byte(grant), assertion...), '.'), signature), nil
}

func (a *Account) header() []byte {
	header := []byte(`{"alg":"RS256","typ":"JWT"`)
	if a.keyID != "" {
		header = jsonscan.AppendQuoted(append(header, `,"kid":`...), a.keyID)
	}
	return append(header, '}')
}

func (a *Account) claims(from clock.Time) []byte {
	claims := jsonscan.AppendQuoted([]byte(`{"iss":`), a.email)
	claims = jsonscan.AppendQuoted(append(claims, `,"aud":`...), a.audience)
	claims = append(claims, `,"scope":"`+scope+`","iat":`...)
	claims = strconv.AppendInt(claims, from.Unix(), 10)
	claims = strconv.AppendInt(append(claims, `,"exp":`...), from.Add(lifetime).Unix(), 10)
	return append(claims, '}')
}
