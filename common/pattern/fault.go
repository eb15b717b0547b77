package pattern

import "errors"

// What can be wrong with an expression, in the words of package regexp.
const (
	badClassRange   = "invalid character class range"
	badEscape       = "invalid escape sequence"
	badName         = "invalid named capture"
	badGroup        = "invalid or unsupported Perl syntax"
	badRepeatOp     = "invalid nested repetition operator"
	badRepeatSize   = "invalid repeat count"
	badUTF8         = "invalid UTF-8"
	missingBracket  = "missing closing ]"
	missingParen    = "missing closing )"
	missingArgument = "missing argument to repetition operator"
	trailingSlash   = "trailing backslash at end of expression"
	unexpectedParen = "unexpected )"
	tooDeep         = "expression nests too deeply"
	tooLarge        = "expression too large"
)

// What is right for package regexp, and needs tables that are not here.
const (
	unicodeClass = `Unicode classes are not supported here, list the characters or their ranges in [ ]`
	unicodeFold  = `(?i) knows the case of ASCII letters only, list both cases of others as in (?-i:[Éé])`
)

// fault is the error for a part of an expression.
func fault(what, part string) error {
	return errors.New("error parsing regexp: " + what + ": `" + part + "`")
}
