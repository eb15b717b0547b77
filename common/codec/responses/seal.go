package responses

import (
	"bytes"

	"aigateway/common/codec/wire"
	"aigateway/common/llm"
)

// Reasoning travels with what only the provider that made it can check or
// read: here it is encrypted_content, elsewhere a signature. A conversation
// may go to another provider from one turn to the next, which refuses what it
// did not make. So each seal that leaves its protocol is marked with where it
// is from. A mark ends in a quote, which JSON escapes: cut off behind the
// backslash, what is left is a literal again, and nothing is copied.
const (
	// ownSeal marks what a provider of this protocol made, for clients of
	// another one.
	ownSeal = `"responses\"`
	// signedSeal marks a signature of a provider of another protocol, for
	// clients of this one; sealedSeal marks reasoning that it gave sealed, and
	// openSeal that it gave neither.
	signedSeal = `"signed\"`
	sealedSeal = `"sealed\"`
	openSeal   = `"open\"`
)

// foreign tells whether a seal is that of a provider of another protocol.
func foreign(seal llm.Text) bool {
	return unseal(seal, signedSeal) != nil || unseal(seal, sealedSeal) != nil || unseal(seal, openSeal) != nil
}

// unseal takes the mark off a literal, and returns nil if it has another one.
func unseal(literal llm.Text, mark string) llm.Text {
	if !bytes.HasPrefix(literal, []byte(mark)) {
		return nil
	}
	return literal[len(mark)-1:]
}

// seal writes a literal with a mark.
func seal(o *wire.Output, mark string, literal llm.Text) {
	o.Between(mark, wire.Inner(literal), `"`)
}
