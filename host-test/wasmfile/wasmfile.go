// Package wasmfile rewrites WebAssembly modules without looking at their code:
// it renames exports and joins data segments.
package wasmfile

import (
	"bytes"
	"encoding/binary"
	"errors"
)

// Numbers of sections (WebAssembly core specification, 5.5.2).
const (
	exportSection = 7
	dataSection   = 11
)

var errFormat = errors.New("not a WebAssembly module")

// RenameExport returns a copy of module in which the export from is called
// to. A module built for Higress loads into another host once its ABI marker
// has the name that the host looks for.
func RenameExport(module []byte, from, to string) ([]byte, error) {
	return rewrite(module, exportSection, func(body []byte) ([]byte, error) { return renameIn(body, from, to), nil })
}

// rewrite returns a copy of module with what change makes of one section.
func rewrite(module []byte, section byte, change func([]byte) ([]byte, error)) ([]byte, error) {
	if len(module) < 8 || !bytes.HasPrefix(module, []byte("\x00asm")) {
		return nil, errFormat
	}
	out := append([]byte(nil), module[:8]...)
	for rest := module[8:]; len(rest) > 0; {
		id := rest[0]
		size, n := binary.Uvarint(rest[1:])
		if n <= 0 || uint64(len(rest)-1-n) < size {
			return nil, errFormat
		}
		body := rest[1+n : 1+n+int(size)]
		rest = rest[1+n+int(size):]
		if id == section {
			var err error
			if body, err = change(body); err != nil {
				return nil, err
			}
		}
		out = append(binary.AppendUvarint(append(out, id), uint64(len(body))), body...)
	}
	return out, nil
}

// renameIn looks for the name with its length in front, which nothing else in
// a section of names, kinds and indexes looks like.
func renameIn(body []byte, from, to string) []byte {
	name := func(s string) []byte { return append(binary.AppendUvarint(nil, uint64(len(s))), s...) }
	return bytes.Replace(body, name(from), name(to), 1)
}
