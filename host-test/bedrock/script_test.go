// Package bedrock_test holds what is written for Amazon Bedrock against AWS'
// own SDK for Python: bodies, signatures and event streams. What is checked
// stands in the scripts beside this file, and in README.md.
package bedrock_test

import (
	"bytes"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"

	hosttest "aigateway/host-test"
)

// run runs a script with a line of JSON for each value of input, and returns
// the lines that it printed. It must succeed unless mayFail.
func run(t *testing.T, script string, input []any, environment ...string) []json.RawMessage {
	t.Helper()
	out, err := start(t, script, input, environment...)
	require.NoError(t, err, script)
	lines := bytes.Split(bytes.TrimSpace(out), []byte("\n"))
	require.Len(t, lines, len(input), script)
	answers := make([]json.RawMessage, len(lines))
	for i, line := range lines {
		answers[i] = line
	}
	return answers
}

func start(t *testing.T, script string, input []any, environment ...string) (out []byte, err error) {
	t.Helper()
	var in, said, wrong bytes.Buffer
	encoder := json.NewEncoder(&in)
	for _, value := range input {
		require.NoError(t, encoder.Encode(value))
	}
	command := exec.CommandContext(t.Context(), filepath.Join(hosttest.Root(), ".cache/venv/bin/python"), script)
	// No file of the user's may decide who signs.
	command.Env = append(os.Environ(), "AWS_CONFIG_FILE=/dev/null", "AWS_SHARED_CREDENTIALS_FILE=/dev/null", "AWS_EC2_METADATA_DISABLED=true",
		"PYTHONDONTWRITEBYTECODE=1")
	command.Env = append(command.Env, environment...)
	command.Stdin, command.Stdout, command.Stderr = &in, &said, &wrong
	if err = command.Run(); err != nil {
		t.Logf("%s: %v\n%s", script, err, &wrong)
	}
	return said.Bytes(), err
}
