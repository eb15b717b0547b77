// Package gcptoken is how a service account of Google Cloud gets access
// tokens: it reads the key file of one, writes the request for a token and
// reads the answer. It sends nothing, keeps no token and knows no other kind
// of account.
//
// Source: https://developers.google.com/identity/protocols/oauth2/service-account#httprest, RFC 7523
package gcptoken

import (
	"strings"

	"aigateway/common/base64"
	"aigateway/common/jsonscan"
	"aigateway/common/rsa"
)

// Account is a service account that can ask for tokens. It never changes.
type Account struct {
	// Host and Path are where its tokens come from.
	Host, Path string

	head   []byte // of every assertion
	claims []byte // of every assertion, up to its times
	key    *rsa.Key
}

// Fault is what is wrong with a key file: Text is the end of a sentence whose
// subject is its member of that name, or the whole of it without one. Nothing
// of the key is in it.
type Fault struct{ Member, Text string }

const (
	kind       = "service_account"
	defaultURI = "https://oauth2.googleapis.com/token"
	scope      = "https://www.googleapis.com/auth/cloud-platform"
)

// members are those of a key file that are read. It is never written to.
var members = [...]string{"type", "client_email", "private_key_id", "private_key", "token_uri"}

const (
	typeAt = iota
	emailAt
	keyIDAt
	keyAt
	uriAt
)

// Parse reads a key file as Google gives it out, which is JSON.
func Parse(file string) (*Account, []Fault) {
	values, ok := read([]byte(file), members[:])
	if !ok {
		return nil, []Fault{{"", "must be the JSON of a service account's key file, as it was downloaded"}}
	}
	var wrong [len(members)]string
	for _, at := range [...]int{emailAt, keyAt} {
		if values[at] == "" {
			wrong[at] = "is required"
		}
	}
	if values[typeAt] != "" && values[typeAt] != kind {
		wrong[typeAt] = `must be "` + kind + `": only the key file of a service account can be used`
	}
	key, err := rsa.Parse(values[keyAt])
	if err != nil && values[keyAt] != "" {
		wrong[keyAt] = err.Error()
	}
	if values[uriAt] == "" {
		values[uriAt] = defaultURI
	}
	address, isHTTPS := strings.CutPrefix(values[uriAt], "https://")
	host, path, _ := strings.Cut(address, "/")
	if !isHTTPS || host == "" || !visible(address) {
		wrong[uriAt] = "must be the https URL of a token service"
	}
	var faults []Fault
	for i, text := range wrong {
		if text != "" {
			faults = append(faults, Fault{members[i], text})
		}
	}
	a := &Account{Host: host, Path: "/" + path, key: key}
	a.describe(values)
	return a, faults
}

// describe writes what every assertion begins with.
func (a *Account) describe(values []string) {
	header := `{"alg":"RS256","typ":"JWT"`
	if values[keyIDAt] != "" {
		header += `,"kid":` + quoted(values[keyIDAt])
	}
	a.head = base64.AppendURL(nil, []byte(header+"}"))
	a.claims = []byte(`{"iss":` + quoted(values[emailAt]) + `,"aud":` + quoted(values[uriAt]) + `,"scope":"` + scope + `","iat":`)
}

func quoted(text string) string { return string(jsonscan.AppendQuoted(nil, text)) }

// visible tells whether a text can stand in a header, and has no space. An @ or
// a # would make a URL say more than where the token service is.
func visible(text string) bool {
	for i := range len(text) {
		if text[i] <= ' ' || text[i] >= 0x7f || text[i] == '@' || text[i] == '#' {
			return false
		}
	}
	return true
}

// read returns what the members of an object say that are texts or numbers, by
// their names; empty for others.
func read(object []byte, names []string) (values []string, ok bool) {
	values = make([]string, len(names))
	s := jsonscan.New(object)
	for s.Object(); s.Member(); {
		at := 0
		for at < len(names) && names[at] != string(s.Key()) {
			at++
		}
		kind := s.Kind()
		value := s.Value()
		switch {
		case at == len(names):
		case kind == '"':
			values[at] = jsonscan.Text(value)
		case kind == '0':
			values[at] = string(value)
		}
	}
	return values, s.End() == nil
}
