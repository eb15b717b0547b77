package bedrock_test

import (
	"bufio"
	"bytes"
	"encoding/json"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"aigateway/host-test/upstream"
	"aigateway/host-test/upstream/bedrock"
)

// leastChecks is how many checks the script makes at least.
const leastChecks = 8

// TestClient lets botocore talk to the fake Bedrock.
func TestClient(t *testing.T) {
	url, stop, err := upstream.New(upstream.Options{}).Start("127.0.0.1:0")
	require.NoError(t, err)
	t.Cleanup(stop)
	account, err := json.Marshal(map[string]string{
		"accessKey": bedrock.AccessKey, "temporaryAccessKey": bedrock.TemporaryAccessKey, "secretKey": bedrock.SecretKey, "sessionToken": bedrock.SessionToken,
	})
	require.NoError(t, err)
	out, err := start(t, "client.py", nil, "UPSTREAM="+url, "CREDENTIALS="+string(account))
	checks := 0
	for lines := bufio.NewScanner(bytes.NewReader(out)); lines.Scan(); checks++ {
		name, isGood := strings.CutPrefix(lines.Text(), "ok ")
		name, reason, _ := strings.Cut(strings.TrimPrefix(name, "not ok "), ": ")
		t.Run(name, func(t *testing.T) { assert.True(t, isGood, reason) })
	}
	assert.NoError(t, err)
	assert.GreaterOrEqual(t, checks, leastChecks)
}
