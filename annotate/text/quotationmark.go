package text

import (
	"unicode"
	"unicode/utf8"
)

// family groups the marks that can open and close one another.
type family int

const (
	double      family = iota // “ ” „ ‟
	straight                  // "
	doubled                   // '' and ``, as typewriters and agencies write it
	guillemet                 // « »
	angle                     // ‹ ›
	single                    // ‘ ’ ‚ '
	corner                    // 「 」
	whiteCorner               // 『 』
	families                  // how many there are
)

var familyOf = map[rune]family{
	'“': double, '”': double, '„': double, '‟': double, '"': straight, '«': guillemet, '»': guillemet,
	'‹': angle, '›': angle, '‘': single, '’': single, '‚': single, '\'': single,
	'「': corner, '」': corner, '『': whiteCorner, '』': whiteCorner,
}

// closes tells whether one mark closes what the other of its family opened.
func closes(opener, closer rune) bool {
	switch opener {
	case '“', '”', '‟':
		return closer == '”'
	case '„':
		return closer == '“' || closer == '”' || closer == '‟'
	case '‘':
		return closer == '’' || closer == '\''
	case '‚':
		return closer == '‘' || closer == '’'
	case '\'', '"':
		return closer == opener
	case '`':
		return closer == '\''
	}
	return closer != opener // « », » «, 「 」 …
}

// mark is one quotation mark and what it may be where it stands.
type mark struct {
	at, size int
	r        rune
	family   family
	opens    bool
	closes   bool
	doubtful bool // a closing mark that is more likely an apostrophe or inches: the students' books, 6'2" tall
	number   bool // it stands after a digit: inches, if it closes nothing
}

// end is where the mark ends.
func (m *mark) end() int { return m.at + m.size }

// quotationMarks lists the marks of a paragraph, apostrophes within words left
// out.
func quotationMarks(text string, p Range) []mark {
	var list []mark
	for at := p.Start; at < p.End; {
		if b := text[at]; b < utf8.RuneSelf && b != '"' && b != '\'' && b != '`' {
			at++
			continue
		}
		m, step := markAt(text, p, at)
		if m.size > 0 {
			if m.judge(text[p.Start:at], text[m.end():p.End]); m.opens || m.closes {
				list = append(list, m)
			}
		}
		at += step
	}
	return settleDoubts(list)
}

// markAt reads what may be a mark, and how far to step on; where it is none,
// its size is 0.
func markAt(text string, p Range, at int) (m mark, step int) {
	r, size := utf8.DecodeRuneInString(text[at:p.End])
	if r == '\'' || r == '`' {
		run := runOf(text[at:p.End])
		switch {
		case run == 2, run == 3 && atEdge(text[p.Start:at]): // of three, two are outside: '''So,' he said''
			return mark{at: at, size: 2, r: r, family: doubled}, 2
		case run > 3 || r == '`':
			return mark{}, run
		}
	}
	f, ok := familyOf[r]
	if !ok {
		return mark{}, size
	}
	return mark{at: at, size: size, r: r, family: f}, size
}

// runOf counts how often the text's first byte stands there in a row.
func runOf(text string) int {
	n := 1
	for n < len(text) && text[n] == text[0] {
		n++
	}
	return n
}

// atEdge tells whether nothing stands against what follows the text.
func atEdge(before string) bool {
	r, size := utf8.DecodeLastRuneInString(before)
	return size == 0 || unicode.IsSpace(r)
}

// settleDoubts takes a mark after a word in s for a possessive, and one after
// a number for inches, only when the next mark of its family closes: 'the
// students' books' against 'yes' or 'no'.
func settleDoubts(list []mark) []mark {
	var next [families]mark
	for f := range next {
		next[f].opens = true
	}
	for i := len(list) - 1; i >= 0; i-- {
		m := &list[i]
		m.doubtful = m.doubtful && next[m.family].closes && !next[m.family].opens
		next[m.family] = *m
	}
	return list
}

// judge says from the mark's neighbours what the mark may be. before and after
// are the rest of the paragraph.
func (m *mark) judge(before, after string) {
	left, leftSize := utf8.DecodeLastRuneInString(before)
	right, rightSize := utf8.DecodeRuneInString(after)
	leftEdge := leftSize == 0 || unicode.IsSpace(left) // nothing stands against the mark on this side
	rightEdge := rightSize == 0 || unicode.IsSpace(right)
	if m.family == straight || m.family == doubled {
		m.opens = !rightEdge && (leftEdge || !isAlphanumeric(left))
		m.closes = !leftEdge && m.r != '`'
		m.number = unicode.IsDigit(left)
		m.doubtful = m.number
		return
	}
	switch m.r {
	case '“', '‟':
		m.opens, m.closes = true, !leftEdge
	case '„', '‚', '「', '『':
		m.opens = true
	case '」', '』':
		m.closes = true
	case '”':
		m.closes, m.opens = true, leftEdge && !rightEdge
	case '«', '‹', '»', '›':
		m.judgeGuillemet(right, leftEdge)
	default:
		m.judgeSingle(left, right, leftEdge, rightEdge)
	}
}

// judgeGuillemet allows both ways of using guillemets, «so» and »so«, and the
// French one with blanks inside, « so ».
func (m *mark) judgeGuillemet(right rune, leftEdge bool) {
	if m.r == '«' || m.r == '‹' {
		m.opens, m.closes = true, !leftEdge
		return
	}
	m.opens, m.closes = leftEdge && isAlphanumeric(right), true
}

// judgeSingle tells quotes from apostrophes: these stand between letters
// (don’t), before a digit (’90s), or in place of what a word lost (rock ’n’ roll).
func (m *mark) judgeSingle(left, right rune, leftEdge, rightEdge bool) {
	leftWord, rightWord := !leftEdge && isAlphanumeric(left), !rightEdge && isAlphanumeric(right)
	if leftWord && rightWord {
		return
	}
	startsWord := !leftWord && !rightEdge && !unicode.IsDigit(right)
	endsWord := !leftEdge && !rightWord
	m.opens, m.closes = startsWord && m.r != '’', endsWord
	m.doubtful = m.closes && (left == 's' || left == 'z' || left == 'x') && unicode.IsSpace(right)
}

func isAlphanumeric(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }
