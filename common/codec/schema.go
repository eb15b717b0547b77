package codec

import (
	"aigateway/common/jsonscan"
	"aigateway/common/llm"
)

const anyObject = `{"type":"object","properties":{}}`

// AppendSchema appends what a tool takes, for providers that want the schema
// to say that it is an object, which goes without saying elsewhere. It is false
// where the schema is no JSON object.
func AppendSchema(dst []byte, schema llm.Raw) ([]byte, bool) {
	if schema == nil {
		return append(dst, anyObject...), true
	}
	s := jsonscan.New(schema)
	members := 0
	for s.Object(); s.Member(); members++ {
		if string(s.Key()) == "type" {
			return append(dst, schema...), true
		}
		s.Skip()
	}
	switch {
	case s.Err() != nil:
		return dst, false
	case members == 0:
		return append(dst, anyObject...), true
	}
	return append(append(dst, `{"type":"object",`...), schema[1:]...), true
}
