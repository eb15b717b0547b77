package codec

import (
	"aigateway/common/llm"
	"aigateway/common/problem"
)

// Bound returns why r cannot be sent on in the protocol called name: it
// refers to something that the provider of the client's own protocol keeps,
// and a gateway keeps no conversations. It is nil where nothing is in the way.
func Bound(r *llm.Request, name string) *problem.Problem {
	if r.Bound == "" || r.Origin == name {
		return nil
	}
	return problem.InvalidParam(r.Bound, r.Bound+" refers to what only the provider of another protocol could have kept: "+
		"send what it stands for, such as the whole conversation, in the request itself")
}
