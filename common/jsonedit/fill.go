package jsonedit

import "strings"

// Fill appends a template, in which %0 stands for the first of the values, %1
// for the second, and so on. It is one call where there would be many appends:
// those are dear in the code of a module.
//
//go:noinline
func Fill(dst []byte, template string, values ...[]byte) []byte {
	for {
		before, after, ok := strings.Cut(template, "%")
		dst = append(dst, before...)
		if !ok {
			return dst
		}
		dst = append(dst, values[after[0]-'0']...)
		template = after[1:]
	}
}
