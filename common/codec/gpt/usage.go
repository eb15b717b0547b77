package gpt

import "strconv"

// AppendCount appends a member, with what stands before its value.
func AppendCount(dst []byte, name string, n int64) []byte {
	return strconv.AppendInt(append(dst, name...), n, 10)
}
