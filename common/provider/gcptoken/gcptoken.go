// Package gcptoken is how a service account of Google Cloud gets access
// tokens: it reads the key file of one, writes the request for a token and
// reads the answer. It sends nothing, keeps no token and knows no other kind
// of account.
//
// Source: https://developers.google.com/identity/protocols/oauth2/service-account#httprest, RFC 7523
package gcptoken

import (
	"strings"

	"aigateway/common/jsonscan"
	"aigateway/common/rsa"
)

// Account is a service account that can ask for tokens. It never changes.
type Account struct {
	// Host and Path are where its tokens come from.
	Host, Path string

	email, keyID, audience string
	key                    *rsa.Key
}

// Fault is what is wrong with a key file: Text is the end of a sentence whose
// subject is its member of that name, or the whole of it without one. Nothing
// of the key is in it.
type Fault struct{ Member, Text string }

const (
	kind       = "service_account"
	defaultURI = "https://oauth2.googleapis.com/token"
)

// Parse reads a key file as Google gives it out, which is JSON.
func Parse(file string) (*Account, []Fault) {
	members := map[string]*string{"type": nil, "client_email": nil, "private_key_id": nil, "private_key": nil, "token_uri": nil}
	s := jsonscan.New([]byte(file))
	for s.Object(); s.Member(); {
		name := string(s.Key())
		if _, known := members[name]; !known || s.Kind() != '"' {
			s.Skip()
			continue
		}
		text := jsonscan.Text(s.String())
		members[name] = &text
	}
	if s.End() != nil {
		return nil, []Fault{{"", "must be the JSON of a service account's key file, as it was downloaded"}}
	}
	value := func(name string) string {
		if members[name] == nil {
			return ""
		}
		return *members[name]
	}
	return parse(value)
}

func parse(value func(name string) string) (*Account, []Fault) {
	var faults []Fault
	fault := func(member, text string) { faults = append(faults, Fault{member, text}) }
	if t := value("type"); t != "" && t != kind {
		fault("type", `must be "`+kind+`": only the key file of a service account can be used`)
	}
	a := &Account{email: value("client_email"), keyID: value("private_key_id"), audience: value("token_uri")}
	if a.email == "" {
		fault("client_email", "is required")
	}
	if a.audience == "" {
		a.audience = defaultURI
	}
	address, isHTTPS := strings.CutPrefix(a.audience, "https://")
	a.Host, a.Path, _ = strings.Cut(address, "/")
	a.Path = "/" + a.Path
	if !isHTTPS || a.Host == "" || strings.ContainsFunc(address, func(r rune) bool { return r <= ' ' || r >= 0x7f || r == '@' || r == '#' }) {
		fault("token_uri", "must be the https URL of a token service")
	}
	if value("private_key") == "" {
		fault("private_key", "is required")
	} else if key, err := rsa.Parse(value("private_key")); err != nil {
		fault("private_key", err.Error())
	} else {
		a.key = key
	}
	if faults != nil {
		return nil, faults
	}
	return a, nil
}
