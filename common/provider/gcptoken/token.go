package gcptoken

import (
	"aigateway/common/clock"
	"strconv"
	"strings"

	"aigateway/common/base64"
	"aigateway/common/jsonscan"
)

const (
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
	from := now.Add(-skew)
	claims := string(a.claims) + strconv.FormatInt(from.Unix(), 10) + `,"exp":` + strconv.FormatInt(from.Add(lifetime).Unix(), 10) + "}"
	assertion := string(a.head) + "." + string(base64.AppendURL(nil, []byte(claims)))
	signature, err := a.key.Sign([]byte(assertion))
	if err != nil {
		return nil, err
	}
	return base64.AppendURL([]byte(grant+assertion+"."), signature), nil
}

// Token is what a token service gives out.
type Token struct {
	Value    string
	Lifetime clock.Duration
}

// Refusal is an answer that holds no token.
type Refusal struct {
	// Reason is what went wrong, and Description the service's sentence on it,
	// which may name the account.
	Reason, Description string
}

func (r *Refusal) Error() string { return r.Reason + " " + r.Description }

// maxText bounds what is told of an answer, in bytes.
const maxText = 200

// answered are the members of an answer that are read. It is never written to.
var answered = [...]string{"access_token", "expires_in", "error", "error_description"}

// Read reads the answer to a request. The refusal is nil if that has a token.
func Read(status int, body []byte) (Token, *Refusal) {
	values, ok := read(body, answered[:])
	token, failed := values[0], status < 200 || status > 299
	if failed || !ok || token == "" || !visible(token) {
		reason := "the token service's answer holds no token"
		if failed {
			reason = strings.TrimSpace("the token service answered with status " + strconv.Itoa(status) + " " + shown(values[2]))
		}
		return Token{}, &Refusal{reason, shown(values[3])}
	}
	life := lifetime
	if seconds, ok := jsonscan.Int([]byte(values[1])); ok && seconds > 0 && seconds < int64(lifetime/clock.Second) {
		life = clock.Duration(seconds) * clock.Second
	}
	return Token{token, life}, nil
}

// shown is a text cut to a readable length, and made UTF-8.
func shown(text string) string { return strings.ToValidUTF8(text[:min(len(text), maxText)], "") }
