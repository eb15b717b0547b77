package pattern

import "strings"

// Expand appends template to dst, with the groups of match, which Find has
// returned for s, in the places of $1, ${1}, $name and ${name}; $$ is a $. A
// name is as long as it can be: $1x is ${1x}. A group that is unknown, or has
// no part in the match, is empty.
func (p *Pattern) Expand(dst []byte, template, s string, match []int) []byte {
	for {
		text, rest, ok := strings.Cut(template, "$")
		dst = append(dst, text...)
		if !ok {
			return dst
		}
		name, after, ok := variable(rest)
		switch {
		case strings.HasPrefix(rest, "$"):
			dst, template = append(dst, '$'), rest[1:]
		case !ok: // a $ that means nothing is a $
			dst, template = append(dst, '$'), rest
		default:
			if from, to, ok := p.group(name, match); ok {
				dst = append(dst, s[from:to]...)
			}
			template = after
		}
	}
}

// ReplaceAll returns s with each match replaced by what Expand makes of
// template. Matches do not overlap, and an empty one next to another is none.
func (p *Pattern) ReplaceAll(s, template string) string {
	slots := 2
	if strings.Contains(template, "$") {
		slots = 2 * len(p.names)
	}
	var out []byte
	end := 0 // of the match before
	for at := 0; at <= len(s) && search(&p.machine, s, at, slots); {
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

// variable reads "name" or "{name}", of what was written after a $.
func variable(s string) (name, rest string, ok bool) {
	s, braced := strings.CutPrefix(s, "{")
	length := wordLength(s)
	name, rest = s[:length], s[length:]
	if braced {
		rest, braced = strings.CutPrefix(rest, "}")
		return name, rest, braced && name != ""
	}
	return name, rest, name != ""
}

// group returns where the group of a number or a name is in a match. A name
// that several groups have is the first that has a part in it.
func (p *Pattern) group(name string, match []int) (from, to int, ok bool) {
	if n, ok := groupNumber(name); ok {
		if 2*n+1 < len(match) && match[2*n] >= 0 {
			return match[2*n], match[2*n+1], true
		}
		return 0, 0, false
	}
	for n, known := range p.names {
		if known == name && 2*n+1 < len(match) && match[2*n] >= 0 {
			return match[2*n], match[2*n+1], true
		}
	}
	return 0, 0, false
}

// groupNumber is false for what is a name: 01 is one, and so are ten digits.
func groupNumber(name string) (n int, ok bool) {
	if name[0] == '0' && len(name) > 1 {
		return 0, false
	}
	for i := range len(name) {
		if !isDigit(name[i]) || n >= 1e8 {
			return 0, false
		}
		n = n*10 + int(name[i]-'0')
	}
	return n, true
}
