package manifest

import (
	"regexp"
	"strconv"
	"strings"
)

var plainName = regexp.MustCompile(`^[A-Za-z_][A-Za-z0-9_-]*$`)

// memberPath is the path of a member: a.b, or a["b.c/d"] where the name is
// not a plain one.
func memberPath(path, name string) string {
	if !plainName.MatchString(name) {
		return path + "[" + strconv.Quote(name) + "]"
	}
	if path == "" {
		return name
	}
	return path + "." + name
}

func indexPath(path string, i int) string {
	return path + "[" + strconv.Itoa(i) + "]"
}

// joinPath appends a relative path.
func joinPath(path, rest string) string {
	switch {
	case path == "" || rest == "":
		return path + rest
	case strings.HasPrefix(rest, "["):
		return path + rest
	}
	return path + "." + rest
}

// parentPath is the path without its last step.
func parentPath(path string) string {
	if strings.HasSuffix(path, `"]`) {
		return path[:strings.LastIndex(path[:len(path)-2], `["`)]
	}
	return path[:max(strings.LastIndexAny(path, ".["), 0)]
}
