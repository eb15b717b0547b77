package aiproxy

import (
	"strconv"

	"aigateway/common/byteorder"
	"aigateway/common/clock"
	"aigateway/common/plugin"
	"aigateway/common/problem"
)

// Where Envoy makes the attempts, each of them is an exchange of its own. What
// one must know of those before it stands in two properties of the client's
// exchange, which all of them share.
const (
	// carriedProperty has a byte of flags, one that counts the keys that were
	// tried, four of the rest that providers asked for, in seconds, eight for
	// the id of each key, and the history.
	carriedProperty = "ai_attempts"
	// failureProperty has the last error that a provider gave, in the client's
	// protocol: two bytes of status, one that counts those of the content
	// type, which follow, and the body.
	failureProperty = "ai_failure"

	carriedHead = 6
	failureHead = 3
	maxFailure  = 64 << 10 // bytes of an error that is kept
)

// The flags of carriedProperty.
const (
	carriesTells = 1 << iota
	carriesLoss
	carriesOpen // the last attempt of the history has not ended
)

// attempt begins one of Envoy's own attempts. It tells whether there is a key
// for it that was not tried before.
func (x *exchange) attempt(s *plugin.Stream, h *plugin.Headers) bool {
	t := &attempts{chain: x.way.service.chain}
	x.attempts = t
	x.proxy.traffic.exchanges++
	t.resume(s.Root(), "no answer")
	t.tells = t.tells || h.Value(attemptsHeader) != nil
	t.tellsLoss = t.tellsLoss || h.Value(lossHeader) != nil
	h.Remove(attemptsHeader)
	preferred := -1
	if len(t.tried) == 0 {
		preferred = x.way.service.affine(x.way.client, h)
	}
	known := t.target().policy.pool.load(s.Root())
	if !t.aim(0, &known, preferred, plugin.Now().UnixMilli()) {
		return false
	}
	t.begin()
	t.carry(s.Root())
	return true
}

// resume takes over what attempts before this one left, and says how the last
// of them ended if it did not say so itself.
func (t *attempts) resume(root *plugin.Root, ended string) {
	raw := root.Property(carriedProperty)
	if len(raw) < carriedHead || len(raw) < carriedHead+8*int(raw[1]) {
		return
	}
	flags, keys := raw[0], raw[1]
	t.tells, t.tellsLoss, t.open = flags&carriesTells != 0, flags&carriesLoss != 0, flags&carriesOpen != 0
	t.rest = clock.Duration(byteorder.LEUint32(raw[2:])) * clock.Second
	for raw = raw[carriedHead:]; keys > 0; keys-- {
		t.tried = append(t.tried, byteorder.LEUint64(raw))
		raw = raw[8:]
	}
	t.trail = append(t.trail, raw...)
	if t.open {
		t.note(ended)
	}
}

// carry leaves to the next attempt what it must know.
func (t *attempts) carry(root *plugin.Root) {
	raw := make([]byte, carriedHead, carriedHead+8*len(t.tried)+len(t.trail))
	for i, is := range [...]bool{t.tells, t.tellsLoss, t.open} {
		if is {
			raw[0] |= 1 << i
		}
	}
	raw[1] = byte(len(t.tried))
	byteorder.LEPutUint32(raw[2:], uint32(seconds(t.rest)))
	for _, id := range t.tried {
		raw = byteorder.LEAppendUint64(raw, id)
	}
	_ = root.SetProperty(carriedProperty, append(raw, t.trail...))
}

// seconds are those of d, the last one whole.
func seconds(d clock.Duration) int64 { return int64((d + clock.Second - 1) / clock.Second) }

// keepFailure remembers an error, in case no attempt after this one is
// answered at all.
func (x *exchange) keepFailure(root *plugin.Root, contentType string, body []byte) {
	if !x.way.service.endpoint || len(body) > maxFailure || len(contentType) > 255 {
		return
	}
	raw := byteorder.LEAppendUint16(make([]byte, 0, failureHead+len(contentType)+len(body)), uint16(x.status))
	raw = append(append(raw, byte(len(contentType))), contentType...)
	_ = root.SetProperty(failureProperty, append(raw, body...))
}

// kept returns what keepFailure remembered, status 0 if nothing. Both are valid
// until the next property is read.
func kept(root *plugin.Root) (status int, contentType string, body []byte) {
	raw := root.Property(failureProperty)
	if len(raw) < failureHead || len(raw) < failureHead+int(raw[2]) {
		return 0, "", nil
	}
	body = raw[failureHead+int(raw[2]):]
	return int(byteorder.LEUint16(raw)), string(raw[failureHead : len(raw)-len(body)]), body
}

// said are the headers of an answer that no provider gave at last: what there
// is to say of the attempts.
func (t *attempts) said(contentType string) [][2]string {
	headers := [][2]string{{"content-type", contentType}}
	if t.rest > 0 {
		headers = append(headers, [2]string{"retry-after", strconv.FormatInt(seconds(t.rest), 10)})
	}
	if t.tells {
		headers = append(headers, [2]string{attemptsHeader, string(t.trail)})
	}
	return headers
}

// reply ends an exchange whose request cannot be sent on: with p, unless a
// provider that was asked before has said what is wrong.
func (x *exchange) reply(s *plugin.Stream, p *problem.Problem) plugin.Action {
	t := x.attempts
	if t == nil || !x.way.service.endpoint {
		return s.Reply(p)
	}
	if t.open {
		t.note("unsuited")
	}
	status, contentType, body := kept(s.Root())
	if status == 0 {
		body, contentType = x.Render(nil, p)
		status = p.HTTPStatus()
	}
	return s.Respond(status, t.said(contentType), body)
}
