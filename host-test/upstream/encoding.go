package upstream

import (
	"bufio"
	"bytes"
	"compress/flate"
	"compress/gzip"
	"compress/zlib"
	"errors"
	"fmt"
	"io"

	"github.com/andybalholm/brotli"
)

// packer is a compressor as the standard library has them.
type packer interface {
	io.WriteCloser
	Flush() error
}

// coding is one content coding, under the name that a case gives it.
type coding struct {
	name   string // the header's
	pack   func(io.Writer) packer
	unpack func(io.Reader) (io.Reader, error)
}

var codings = map[string]coding{
	"gzip": {"gzip", func(w io.Writer) packer { return gzip.NewWriter(w) },
		func(r io.Reader) (io.Reader, error) { return gzip.NewReader(r) }},
	"deflate": {"deflate", func(w io.Writer) packer { return zlib.NewWriter(w) },
		func(r io.Reader) (io.Reader, error) { return zlib.NewReader(r) }},
	"deflate-raw": {"deflate", rawDeflate,
		func(r io.Reader) (io.Reader, error) { return flate.NewReader(r), nil }},
	"br": {"br", func(w io.Writer) packer { return brotli.NewWriter(w) },
		func(r io.Reader) (io.Reader, error) { return brotli.NewReader(r), nil }},
}

// rawDeflate is what some servers send for deflate: no zlib around it.
func rawDeflate(w io.Writer) packer {
	p, _ := flate.NewWriter(w, flate.DefaultCompression) // a good level is no error
	return p
}

// Encode packs the body with gzip, deflate, deflate-raw (without zlib's frame)
// or br. Each event of a stream can be read as soon as it is there.
func (r *Response) Encode(name string) error {
	c, ok := codings[name]
	if !ok {
		return fmt.Errorf("%q is not gzip, deflate, deflate-raw or br", name)
	}
	var b bytes.Buffer
	p := c.pack(&b)
	for _, event := range bytes.SplitAfter(r.Body, []byte("\n\n")) {
		_, err := p.Write(event)
		if err = errors.Join(err, p.Flush()); err != nil {
			return err
		}
	}
	if !r.Hold {
		if err := p.Close(); err != nil {
			return err
		}
	}
	r.Body = b.Bytes()
	r.Header.Set("Content-Encoding", c.name)
	return nil
}

// Decode reads what came with a Content-Encoding header of that name, as it
// comes. A body without one is read as it is.
func Decode(encoding string, body io.Reader) (io.Reader, error) {
	if encoding == "" || encoding == "identity" {
		return body, nil
	}
	c, ok := codings[encoding]
	if !ok {
		return nil, fmt.Errorf("the answer has the unknown content coding %q", encoding)
	}
	if encoding == "deflate" {
		return inflate(body)
	}
	return c.unpack(body)
}

// inflate takes zlib's frame or none; its first byte is never that of a plain
// text in deflate.
func inflate(body io.Reader) (io.Reader, error) {
	r := bufio.NewReader(body)
	if first, _ := r.Peek(1); len(first) == 1 && first[0] == 0x78 {
		return codings["deflate"].unpack(r)
	}
	return codings["deflate-raw"].unpack(r)
}
