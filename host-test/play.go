package hosttest

import (
	"bytes"
	"fmt"
	"strings"

	"aigateway/host-test/upstream"
)

// Play sends the case to a gateway at address, which reaches the player as its
// provider, and returns what differs from what the case says of host, a
// sentence each. It serves a user's own cases, where the manifests configure
// the plugins and config.json has no part.
func (c *Case) Play(host, address string, player *upstream.Player) ([]string, error) {
	answer := upstream.Response{Status: 500}
	if c.Answer != nil {
		answer = *c.Answer
	}
	player.Play(answer)
	player.Forget()
	response, err := send(address, c.Request)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", c.File, err)
	}
	var request []byte
	if got, ok := player.Last(); ok {
		request = received(got)
	}
	return append(
		difference("the provider", c.want(host, "upstream/request.http", c.Upstream), request),
		difference("the client", c.want(host, "response.http", c.Response), response)...), nil
}

// difference names the first line that is not as it should be.
func difference(who string, want, got []byte) []string {
	want, got = text(want), text(got)
	switch {
	case bytes.Equal(want, got):
		return nil
	case want == nil:
		return []string{fmt.Sprintf("%s must receive nothing and received %q", who, firstLine(got))}
	case got == nil:
		return []string{fmt.Sprintf("%s received nothing, not %q", who, firstLine(want))}
	}
	wanted, gotten := strings.Split(string(want), "\n"), strings.Split(string(got), "\n")
	i := 0
	for i < len(wanted) && i < len(gotten) && wanted[i] == gotten[i] {
		i++
	}
	line := func(lines []string) string {
		if i < len(lines) {
			return lines[i]
		}
		return "[the end]"
	}
	return []string{fmt.Sprintf("what %s received differs in line %d:\n  want %s\n  got  %s", who, i+1, line(wanted), line(gotten))}
}

func firstLine(message []byte) string {
	line, _, _ := strings.Cut(string(message), "\n")
	return line
}
