package hosttest

import (
	"bytes"
	"fmt"
	"strings"

	"aigateway/host-test/upstream"
)

// Play sends the case to a gateway, which reaches the player as its provider,
// and returns what differs from what the case says of host, a sentence each.
// It serves a user's own cases, where the manifests configure the plugins and
// config.json has no part. Filter state cannot be seen then.
func (c *Case) Play(at Place, player *upstream.Player) ([]string, error) {
	if c.Properties != nil {
		return nil, fmt.Errorf("%s: properties cannot be seen from outside; look at them in the access log", c.File)
	}
	if c.services != nil {
		return nil, fmt.Errorf("%s: other services are those of the manifests: cluster/… has no meaning here", c.File)
	}
	answer := upstream.Response{Status: 500}
	if c.Answer != nil {
		answer = *c.Answer
	}
	player.Play(answer)
	player.Forget()
	got, err := c.exchange(at)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", c.File, err)
	}
	if last, ok := player.Last(); ok {
		got.upstream = received(last)
	}
	differences := append(
		difference("the provider", c.want(at.Host, "upstream/request.http", c.Upstream), got.upstream),
		difference("the client", c.want(at.Host, "response.http", c.Response), got.response)...)
	return append(differences, c.compareObserved(at, got, c.want(at.Host, "metrics", c.Metrics), nil)...), nil
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
