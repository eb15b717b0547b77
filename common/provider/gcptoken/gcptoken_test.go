package gcptoken_test

import (
	"crypto"
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha256"
	"crypto/x509"
	"encoding/base64"
	"encoding/json"
	"encoding/pem"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"aigateway/common/clock"
	"aigateway/common/provider/gcptoken"
)

// file is a key file, and the key in it.
func file(t *testing.T, more map[string]string) (string, *rsa.PrivateKey) {
	key, err := rsa.GenerateKey(rand.Reader, 2048)
	require.NoError(t, err)
	der, err := x509.MarshalPKCS8PrivateKey(key)
	require.NoError(t, err)
	members := map[string]string{
		"type": "service_account", "project_id": "p", "private_key_id": "key-1", "client_email": "gateway@p.iam.gserviceaccount.com",
		"private_key": string(pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: der})), "token_uri": "https://oauth2.googleapis.com/token",
	}
	for name, value := range more {
		members[name] = value
	}
	raw, err := json.Marshal(members)
	require.NoError(t, err)
	return string(raw), key
}

func TestRequest(t *testing.T) {
	text, key := file(t, nil)
	a, faults := gcptoken.Parse(text)
	require.Empty(t, faults)
	assert.Equal(t, "oauth2.googleapis.com", a.Host)
	assert.Equal(t, "/token", a.Path)

	now := clock.Time(1_700_000_000 * clock.Second)
	body, err := a.Request(now)
	require.NoError(t, err)
	form, err := url.ParseQuery(string(body))
	require.NoError(t, err)
	assert.Equal(t, "urn:ietf:params:oauth:grant-type:jwt-bearer", form.Get("grant_type"))
	parts := strings.Split(form.Get("assertion"), ".")
	require.Len(t, parts, 3)
	for i, want := range []string{
		`{"alg":"RS256","typ":"JWT","kid":"key-1"}`,
		`{"iss":"gateway@p.iam.gserviceaccount.com","aud":"https://oauth2.googleapis.com/token",` +
			`"scope":"https://www.googleapis.com/auth/cloud-platform","iat":1699999990,"exp":1700003590}`,
	} {
		assert.Equal(t, want, said(t, parts[i]))
	}
	signature, err := base64.RawURLEncoding.DecodeString(parts[2])
	require.NoError(t, err)
	sum := sha256.Sum256([]byte(parts[0] + "." + parts[1]))
	assert.NoError(t, rsa.VerifyPKCS1v15(&key.PublicKey, crypto.SHA256, sum[:], signature))
}

func said(t *testing.T, part string) string {
	text, err := base64.RawURLEncoding.DecodeString(part)
	require.NoError(t, err)
	return string(text)
}

// TestMinimal has nothing but what must be there.
func TestMinimal(t *testing.T) {
	text, _ := file(t, map[string]string{"type": "", "token_uri": "", "private_key_id": ""})
	a, faults := gcptoken.Parse(text)
	require.Empty(t, faults)
	body, err := a.Request(clock.Time(time.Now().UnixNano()))
	require.NoError(t, err)
	assert.Equal(t, "oauth2.googleapis.com/token", a.Host+a.Path)
	head, _, _ := strings.Cut(string(body), ".")
	assert.Equal(t, `{"alg":"RS256","typ":"JWT"}`, said(t, head[strings.LastIndexByte(head, '=')+1:]))
}

func TestFaults(t *testing.T) {
	for _, c := range []struct {
		name string
		more map[string]string
		want gcptoken.Fault
	}{
		{"another kind", map[string]string{"type": "authorized_user"}, gcptoken.Fault{Member: "type", Text: `must be "service_account": only the key file of a service account can be used`}},
		{"nobody", map[string]string{"client_email": ""}, gcptoken.Fault{Member: "client_email", Text: "is required"}},
		{"no key", map[string]string{"private_key": ""}, gcptoken.Fault{Member: "private_key", Text: "is required"}},
		{"no PEM", map[string]string{"private_key": "MIIE"}, gcptoken.Fault{Member: "private_key",
			Text: "must be a private key in PEM, from its line -----BEGIN PRIVATE KEY----- to its last one"}},
		{"in clear", map[string]string{"token_uri": "http://oauth2.googleapis.com/token"}, gcptoken.Fault{Member: "token_uri", Text: "must be the https URL of a token service"}},
		{"no host", map[string]string{"token_uri": "https:///token"}, gcptoken.Fault{Member: "token_uri", Text: "must be the https URL of a token service"}},
		{"a line too many", map[string]string{"token_uri": "https://a/b\nhost: c"}, gcptoken.Fault{Member: "token_uri", Text: "must be the https URL of a token service"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			text, _ := file(t, c.more)
			a, faults := gcptoken.Parse(text)
			assert.NotNil(t, a)
			assert.Equal(t, []gcptoken.Fault{c.want}, faults)
		})
	}
	for _, text := range []string{"", "sk-1", `"text"`, "[]", `{"type":`, "{} {}"} {
		_, faults := gcptoken.Parse(text)
		assert.Equal(t, []gcptoken.Fault{{Text: "must be the JSON of a service account's key file, as it was downloaded"}}, faults, text)
	}
	_, faults := gcptoken.Parse(`{"client_email":[],"private_key":null,"token_uri":"ftp://x"}`)
	assert.Len(t, faults, 3, "every fault is told")
}

func TestRead(t *testing.T) {
	for _, c := range []struct {
		status int
		body   string
		token  gcptoken.Token
		refuse string
	}{
		{200, `{"access_token":"ya29.c.b0A","expires_in":3599,"token_type":"Bearer"}`, gcptoken.Token{Value: "ya29.c.b0A", Lifetime: 3599 * clock.Second}, ""},
		{200, `{"expires_in":"60","access_token":"t"}`, gcptoken.Token{Value: "t", Lifetime: clock.Minute}, ""},
		{200, `{"access_token":"t","expires_in":999999}`, gcptoken.Token{Value: "t", Lifetime: clock.Hour}, ""},
		{200, `{"access_token":"t"}`, gcptoken.Token{Value: "t", Lifetime: clock.Hour}, ""},
		{200, `{"id_token":"t"}`, gcptoken.Token{}, "the token service's answer holds no token"},
		{200, `{"access_token":"t\r\nx: y"}`, gcptoken.Token{}, "the token service's answer holds no token"},
		{200, `{"access_token":"t"`, gcptoken.Token{}, "the token service's answer holds no token"},
		{200, `<html>`, gcptoken.Token{}, "the token service's answer holds no token"},
		{400, `{"error":"invalid_grant","error_description":"Invalid JWT Signature."}`, gcptoken.Token{},
			"the token service answered with status 400 invalid_grant Invalid JWT Signature."},
		{401, `{"error":{"code":401}}`, gcptoken.Token{}, "the token service answered with status 401"},
		{503, `{"access_token":"t"}`, gcptoken.Token{}, "the token service answered with status 503"},
	} {
		token, refusal := gcptoken.Read(c.status, []byte(c.body))
		assert.Equal(t, c.token, token, c.body)
		if c.refuse == "" {
			assert.Nil(t, refusal)
		} else {
			assert.Equal(t, c.refuse, strings.TrimSpace(refusal.Error()), c.body)
		}
	}
}

// FuzzRead gives any answer: what is taken for a token can stand in a header.
func FuzzRead(f *testing.F) {
	f.Add(200, []byte(`{"access_token":"ya29.c.b0A","expires_in":3599,"token_type":"Bearer"}`))
	f.Add(400, []byte(`{"error":"invalid_grant","error_description":"\ud83d Invalid"}`))
	f.Fuzz(func(t *testing.T, status int, body []byte) {
		token, refusal := gcptoken.Read(status, body)
		if refusal != nil {
			assert.Empty(t, token)
			assert.Less(t, len(refusal.Error()), 600)
			return
		}
		assert.Regexp(t, `^[!-~]+$`, token.Value)
		assert.Positive(t, token.Lifetime)
	})
}

// FuzzParse gives any file: nothing of it is told.
func FuzzParse(f *testing.F) {
	f.Add(`{"type":"service_account","client_email":"a","private_key":"canary","token_uri":"https://canary"}`)
	f.Fuzz(func(t *testing.T, text string) {
		a, faults := gcptoken.Parse(text)
		assert.True(t, a != nil || len(faults) > 0)
		for _, f := range faults {
			assert.NotContains(t, f.Text, "canary")
		}
	})
}
