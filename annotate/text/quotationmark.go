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
		return closer == '’'
	case '‚':
		return closer == '‘' || closer == '’'
	case '\'', '"':
		return closer == opener
	}
	return closer != opener // « », » «, 「 」 …
}

// mark is one quotation mark and what it may be where it stands.
type mark struct {
	at, size   int
	r          rune
	family     family
	opens      bool
	closes     bool
	possessive bool // a closing mark that is more likely an apostrophe: the students' books
}

// quotationMarks lists the marks of a paragraph, apostrophes within words left
// out.
func quotationMarks(text string, p Range) []mark {
	var list []mark
	for at := p.Start; at < p.End; {
		if b := text[at]; b < utf8.RuneSelf && b != '"' && b != '\'' {
			at++
			continue
		}
		r, size := utf8.DecodeRuneInString(text[at:p.End])
		if f, ok := familyOf[r]; ok {
			m := mark{at: at, size: size, r: r, family: f}
			if m.judge(text[p.Start:at], text[at+size:p.End]); m.opens || m.closes {
				list = append(list, m)
			}
		}
		at += size
	}
	return settlePossessives(list)
}

// settlePossessives takes a mark after a word in s for a possessive only when
// the next single mark closes: 'the students' books' against 'yes' or 'no'.
func settlePossessives(list []mark) []mark {
	next := mark{opens: true}
	for i := len(list) - 1; i >= 0; i-- {
		if list[i].family != single {
			continue
		}
		list[i].possessive = list[i].possessive && next.closes && !next.opens
		next = list[i]
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
	case '"':
		m.opens = !rightEdge && (leftEdge || !isAlphanumeric(left))
		m.closes = !leftEdge
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
	m.possessive = m.closes && (left == 's' || left == 'z' || left == 'x') && unicode.IsSpace(right)
}

func isAlphanumeric(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }
