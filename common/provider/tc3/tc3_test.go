package tc3_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"aigateway/common/clock"
	"aigateway/common/provider/sigv4"
	"aigateway/common/provider/tc3"
	"aigateway/common/secret"
)

// TestPublished checks the example of the API's own documentation, whose key
// has the asterisks in it.
func TestPublished(t *testing.T) {
	c := tc3.Credentials{
		ID: secret.New("AKID********************************"), Key: secret.New("********************************"),
		Service: "cvm", Action: "DescribeInstances", Version: "2017-03-12",
	}
	r := sigv4.Request{Method: "POST", Path: "/", Host: "cvm.tencentcloudapi.com",
		Body: []byte(`{"Limit": 1, "Filters": [{"Values": ["\u672a\u547d\u540d"], "Name": "instance-name"}]}`)}
	kept := sigv4.Header{Name: "kept", Value: "1"}
	got := c.Sign([]sigv4.Header{kept}, &r, 1551113065*clock.Time(clock.Second))
	assert.Equal(t, []sigv4.Header{
		kept, {Name: "x-tc-action", Value: "DescribeInstances"}, {Name: "x-tc-version", Value: "2017-03-12"},
		{Name: "x-tc-timestamp", Value: "1551113065"}, {Name: "content-type", Value: "application/json; charset=utf-8"},
		{Name: "authorization", Value: "TC3-HMAC-SHA256 Credential=AKID********************************/2019-02-25/cvm/tc3_request, " +
			"SignedHeaders=content-type;host;x-tc-action, Signature=10b1a37a7301a02ca19a647ad722d5e43b4b3cff309d421d85b46093f6ab6c4f"},
	}, got)
}

// TestEverythingCounts changes one thing at a time.
func TestEverythingCounts(t *testing.T) {
	base := tc3.Credentials{ID: secret.New("id"), Key: secret.New("key"), Service: "hunyuan", Action: "A", Version: "1"}
	now := 1_700_000_000 * clock.Time(clock.Second)
	sign := func(c tc3.Credentials, r sigv4.Request, now clock.Time) string { return c.Sign(nil, &r, now)[4].Value }
	request := sigv4.Request{Method: "POST", Host: "h", Body: []byte("{}")}
	seen := map[string]bool{sign(base, request, now): true}
	for name, change := range map[string]func(*tc3.Credentials, *sigv4.Request, *clock.Time){
		"id":      func(c *tc3.Credentials, _ *sigv4.Request, _ *clock.Time) { c.ID = secret.New("other") },
		"key":     func(c *tc3.Credentials, _ *sigv4.Request, _ *clock.Time) { c.Key = secret.New("other") },
		"service": func(c *tc3.Credentials, _ *sigv4.Request, _ *clock.Time) { c.Service = "other" },
		"action":  func(c *tc3.Credentials, _ *sigv4.Request, _ *clock.Time) { c.Action = "B" },
		"host":    func(_ *tc3.Credentials, r *sigv4.Request, _ *clock.Time) { r.Host = "g" },
		"body":    func(_ *tc3.Credentials, r *sigv4.Request, _ *clock.Time) { r.Body = []byte("{ }") },
		"time":    func(_ *tc3.Credentials, _ *sigv4.Request, now *clock.Time) { *now = now.Add(clock.Second) },
	} {
		c, r, at := base, request, now
		change(&c, &r, &at)
		s := sign(c, r, at)
		assert.False(t, seen[s], name)
		seen[s] = true
	}
}
