package tokens

// class is what a character is to a tokenizer.
type class uint8

const (
	nothing class = iota
	lower
	upper
	digit
	space
	newline
	sign
	cjk
	cjkSign
	kana
	letter // of any other script
	symbol // emoji and the rest
)

// counts are the features that are weighed.
type counts [16]int64

const (
	words      = iota // runs of letters, parted where camelCase is
	letters7          // letters of a run from the 7th on
	letters11         // from the 11th on
	capitals          // capitals behind a capital
	numbers           // groups of up to three digits
	digits            // each of them
	spaces            // runs of more than one space
	newlines          // runs of newlines
	signs             // runs of signs
	signsMore         // signs of a run from the third on
	han               // Chinese characters
	pairs             // of them, those that are likely one token with the one before
	hanSigns          // Chinese punctuation
	syllables         // kana and hangul
	otherWord         // runs of letters of other scripts
	otherChars        // their letters, and symbols
)

func classify(r rune) class {
	switch {
	case r >= 'a' && r <= 'z':
		return lower
	case r >= 'A' && r <= 'Z':
		return upper
	case r >= '0' && r <= '9':
		return digit
	case r == ' ' || r == '\t':
		return space
	case r == '\n' || r == '\r':
		return newline
	case r < 0xC0 || r >= 0x2010 && r < 0x2070:
		return sign
	case r >= 0x3000 && r < 0x3040 || r >= 0xFF00 && r < 0xFFF0:
		return cjkSign
	case r >= 0x3040 && r < 0x3100 || r >= 0xAC00 && r < 0xD7B0:
		return kana
	case r >= 0x3100 && r < 0xA000 || r >= 0xF900 && r < 0xFB00 || r >= 0x20000 && r < 0x32000:
		return cjk
	case r < 0x2000:
		return letter
	}
	return symbol
}

// rune counts r, behind what e.class and e.run say came before.
func (e *Estimator) rune(r rune) {
	now, n := classify(r), &e.counts
	same := now == e.class
	e.common = e.common && same
	camel := now == lower && e.class == upper
	if camel && e.run > 1 {
		n[words]++ // the last capital of HTTPServer begins a word
		e.run = 1
	}
	if same || camel {
		e.run++
	} else {
		e.run = 1
	}
	e.class = now
	switch now {
	case lower, upper:
		e.letter(now)
	case digit:
		n[digits]++
		n[numbers] += one(e.run%3 == 1)
	case space:
		n[spaces] += one(e.run == 2)
	case newline:
		n[newlines] += one(e.run == 1)
	case sign:
		n[signs] += one(e.run == 1)
		n[signsMore] += one(e.run > 2)
	case cjk:
		n[han]++
		common := written(r)
		pair := common && e.common
		n[pairs] += one(pair)
		e.common = common && !pair // pairs do not overlap
	case cjkSign:
		n[hanSigns]++
	case kana:
		n[syllables]++
	case letter:
		n[otherWord] += one(e.run == 1)
		n[otherChars]++
	case symbol:
		n[otherChars]++
	}
}

func (e *Estimator) letter(now class) {
	n := &e.counts
	n[words] += one(e.run == 1)
	n[letters7] += one(e.run > 6)
	n[letters11] += one(e.run > 10)
	n[capitals] += one(now == upper && e.run > 1)
}

// lowers counts a run of n small letters: what rune would for each of them,
// but at once, for most of most texts is such runs.
func (e *Estimator) lowers(n int) {
	before := 0
	switch e.class {
	case lower:
		before = e.run
	case upper:
		e.counts[words] += one(e.run > 1) // see rune
		before = 1
	default:
		e.counts[words]++
	}
	e.class, e.run, e.common = lower, before+n, false
	e.counts[letters7] += int64(max(e.run-6, 0) - max(before-6, 0))
	e.counts[letters11] += int64(max(e.run-10, 0) - max(before-10, 0))
}

// written tells whether r is among the commonest characters of the words that
// formal Chinese is made of. Two of them in a row are likely one token.
func written(r rune) bool {
	switch r {
	case '国', '家', '人', '民', '经', '济', '发', '展', '公', '司', '系', '统', '数', '据', '信', '息', '问', '题', '分', '析', '技', '术',
		'社', '会', '政', '府', '企', '业', '服', '务', '管', '理', '工', '作', '研', '究', '开', '项', '目', '市', '场', '产', '品', '用',
		'户', '时', '间', '地', '区', '中', '世', '界', '方', '法', '情', '况', '关', '标', '准', '规', '定', '合', '同', '律', '教', '育',
		'学', '生', '大', '医', '疗', '健', '康', '安', '全', '网', '络', '计', '算', '机', '智', '能', '程', '序', '文', '件', '内', '容',
		'结', '果', '需', '要', '进', '行', '提', '供', '使', '支', '持', '包', '括', '实', '现', '以', '及', '因', '为', '所', '如', '可',
		'我', '们', '自', '己', '他', '没', '有', '什', '么', '这', '个', '一', '通', '过', '根', '建', '议', '求', '主', '重', '具', '不',
		'相', '部', '选', '择', '设', '功', '环', '境', '资', '源', '投', '金', '融', '银', '价', '格', '成', '本', '客', '订', '单', '质',
		'量', '组', '织', '构', '活', '动', '代', '表':
		return true
	}
	return false
}

func one(yes bool) int64 {
	if yes {
		return 1
	}
	return 0
}
