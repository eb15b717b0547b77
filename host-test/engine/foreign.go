package engine

import (
	"bytes"
	"compress/zlib"
	"io"

	"aigateway/common/abi"
)

// maxInflated bounds what the foreign function uncompress returns, in bytes.
const maxInflated = 64 << 20

// deflate is the foreign function compress: zlib, as Envoy's.
func deflate(data []byte) ([]byte, abi.Status) {
	var out bytes.Buffer
	w := zlib.NewWriter(&out)
	if _, err := w.Write(data); err != nil {
		return nil, abi.SerializeFailed
	}
	if err := w.Close(); err != nil {
		return nil, abi.SerializeFailed
	}
	return out.Bytes(), abi.OK
}

// inflate is the foreign function uncompress.
func inflate(data []byte) ([]byte, abi.Status) {
	r, err := zlib.NewReader(bytes.NewReader(data))
	if err != nil {
		return nil, abi.SerializeFailed
	}
	out, err := io.ReadAll(io.LimitReader(r, maxInflated))
	if err != nil {
		return nil, abi.SerializeFailed
	}
	return out, abi.OK
}
