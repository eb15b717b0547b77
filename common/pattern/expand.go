package pattern

import (
	"strconv"
	"strings"
)

// Expand appends template to dst, with the groups of match, which Find has
// returned for s, in the places of $1, ${1}, $name and ${name}; $$ is a $. A
// name is as long as it can be: $1x is ${1x}. A group that is unknown, or has
// no part in the match, is empty.
func (p *Pattern) Expand(dst []byte, template, s string, match []int) []byte {
	for {
		i := strings.IndexByte(template, '$')
		if i < 0 {
			return append(dst, template...)
		}
		dst = append(dst, template[:i]...)
		template = template[i+1:]
		text := "$" // a $ that means nothing is one
		if name, size := variable(template); name != "" {
			from, to := p.group(name, match)
			text, template = s[from:to], template[size:]
		} else {
			template = strings.TrimPrefix(template, "$")
		}
		dst = append(dst, text...)
	}
}

// ReplaceAll returns s with each match replaced by what Expand makes of
// template. Matches do not overlap, and an empty one next to another is none.
func (p *Pattern) ReplaceAll(s, template string) string {
	var out []byte
	end := 0 // of the match before
	for at := 0; at <= len(s) && search(&p.machine, s, at, 2*len(p.names)); {
		match := p.machine.found
		out = append(out, s[end:match[0]]...)
		if match[1] > end || match[0] == 0 {
			out = p.Expand(out, template, s, match)
		}
		end = match[1]
		_, size := decode(s, at)
		at = max(end, at+max(size, 1))
	}
	return string(append(out, s[end:]...))
}

// variable reads "name" or "{name}", of what was written after a $, and tells
// the size of it; there is no name otherwise.
func variable(s string) (name string, size int) {
	name, braced := strings.CutPrefix(s, "{")
	size = wordLength(name)
	if !braced {
		return name[:size], size
	}
	if !strings.HasPrefix(name[size:], "}") {
		return "", 0
	}
	return name[:size], size + len("{}")
}

// group returns where the group of a number or a name is in a match. A name
// that several groups have is the first that has a part in it.
func (p *Pattern) group(name string, match []int) (from, to int) {
	number, err := strconv.Atoi(name)
	byNumber := err == nil && strconv.Itoa(number) == name && len(name) < 10 // 01 is a name
	for n, known := range p.names {
		if wanted := byNumber && n == number || !byNumber && name == known; wanted && 2*n+1 < len(match) && match[2*n] >= 0 {
			return match[2*n], match[2*n+1]
		}
	}
	return 0, 0
}
