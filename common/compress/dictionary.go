package compress

// wordBits says, for each length, how many words there are: 1 << bits, none
// where it is 0.
var wordBits = [...]uint8{0, 0, 0, 0, 10, 10, 11, 11, 10, 10, 10, 10, 10, 9, 9, 8, 7, 7, 8, 7, 7, 6, 6, 5, 5}

// affixes are what transforms put before a word and behind it.
var affixes = [...]string{
	" ", ", ", " of the ", " of ", "s ", ".", " and ", " in ", "\"", " to ", "\">", "\n", ". ", "]", " for ",
	" a ", " that ", "'", " with ", " from ", " by ", "(", ". The ", " on ", " as ", " is ", "ing ", "\n\t", ":",
	"ed ", "=\"", " at ", "ly ", ",", "='", ".com/", ". This ", " not ", "er ", "al ", "ful ", "ive ", "less ",
	"est ", "ize ", "\u00a0", "ous ", " the ", "e ", "",
}

// transforms are those of RFC 7932, appendix B. Each is three bytes: which
// affix comes before, what is done with the word, and which comes behind.
//
// What is done: 0 to 9 leave out as many bytes at the end, 12 to 20 as many
// as that is above 11 at the start; 10 makes the first letter a capital and 11
// all of them.
const transforms = "" +
	"a0aa00000a<aa:0a0_00a400a03a:aa06a=aa1a100a010:0a07a09`00a08a05a0:a0;a3aa0=a0>a>aa2aa0?a0@" +
	"0:aa0<50a001a?aa0Ba0Aa0Ca0Da@aaAa_0aa4aa0Fa;aa0Ga0Ha0Ia7aa1Ja0Ka0L00<a0MaDaaBaa6aa0Ea:1a8a" +
	"a0Oa0P_03a5aa9a0:1a:850Ea;0a::a0N005S0a_02a:Aa0Ta0Q500a:Ea:5a0U00Na0V0;0a0W0;aa0Ra;8a:<00E" +
	"a0X0:<a0Ya0Za;Aa0[0:5a;:00Ra:Qa0\\a;5]0a00Qa:Na;Na0^a;1a:R0:Q0;N0;1a;Qa;Ea;<0;5a;R0;<0:N0;R" +
	"0:R"

// transformCount is how many transforms there are; their bytes are counted
// from '0'.
const transformCount = len(transforms) / 3

// word appends a word of n bytes: the lowest bits of index say which, the
// others how it is transformed. It tells whether there is such a word.
func word(dst []byte, n, index int) ([]byte, bool) {
	if n >= len(wordBits) || wordBits[n] == 0 {
		return dst, false
	}
	at := 0
	for i := range n {
		if wordBits[i] > 0 {
			at += i << wordBits[i]
		}
	}
	transform := index >> wordBits[n]
	if transform >= transformCount {
		return dst, false
	}
	at += n * (index & (1<<wordBits[n] - 1))
	t := transforms[3*transform : 3*transform+3]
	dst = append(dst, affixes[t[0]-'0']...)
	dst = appendWord(dst, dictionary[at:at+n], int(t[1]-'0'))
	return append(dst, affixes[t[2]-'0']...), true
}

// appendWord appends a word with the transform kind.
func appendWord(dst []byte, word string, kind int) []byte {
	const (
		capital  = 10
		capitals = 11
	)
	start := len(dst)
	switch {
	case kind < capital:
		return append(dst, word[:max(len(word)-kind, 0)]...)
	case kind > capitals:
		return append(dst, word[min(kind-capitals, len(word)):]...)
	}
	dst = append(dst, word...)
	for i := start; i < len(dst); {
		i += upper(dst[i:])
		if kind == capital {
			break
		}
	}
	return dst
}

// upper makes the first character of p a capital, as far as this format knows
// what that is, and returns its length.
func upper(p []byte) int {
	switch {
	case p[0] < 0xC0:
		if p[0] >= 'a' && p[0] <= 'z' {
			p[0] ^= 32
		}
		return 1
	case p[0] < 0xE0:
		if len(p) > 1 {
			p[1] ^= 32
		}
		return 2
	}
	if len(p) > 2 {
		p[2] ^= 5
	}
	return 3
}
