package bedrock

import "unsafe"

// Sizes of what every open stream holds, in bytes.
const (
	ReaderSize = int(unsafe.Sizeof(reader{}))
	WriterSize = int(unsafe.Sizeof(writer{}))
)
