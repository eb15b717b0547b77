package anthropic

import (
	"aigateway/common/codec"
	"aigateway/common/jsonedit"
	"aigateway/common/llm"
)

// versionMember is where a body says the version of the protocol.
const versionMember = "anthropic_version"

// usualVersion is the one of Vertex AI that is as Version is. It is never
// written to.
//
// Source: https://platform.claude.com/docs/en/build-with-claude/claude-on-vertex-ai
var usualVersion = llm.Text(`"vertex-2023-10-16"`)

// patchVersion has the body say the version: in the place of the model, where
// the path names that one, else as its first member.
func (c *Codec) patchVersion(edits *jsonedit.Edits, h *codec.Head, version llm.Text) {
	if version == nil {
		version = usualVersion
	}
	with, at := member(versionMember, version), h.ModelMember
	switch {
	case h.FirstAt == 0: // an empty object, which says nothing anyway
	case !c.dialect.ModelInPath || at.End == 0:
		edits.Insert(h.FirstAt, append(with, ','))
	case at.Start <= h.FirstAt:
		edits.Replace(at.Start, at.End, with)
	default:
		edits.Replace(at.Start, at.End, append([]byte{','}, with...))
	}
}

// member returns a member of an object.
func member(name string, value []byte) []byte {
	out := append(append(make([]byte, 0, len(name)+len(value)+4), '"'), name...)
	return append(append(out, '"', ':'), value...)
}
