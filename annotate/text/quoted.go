package text

import (
	"unicode"
	"unicode/utf8"
)

// closers gives the mark that closes each opening quotation mark. Straight
// quotes close themselves.
var closers = map[rune]rune{
	'“': '”', '„': '“', '«': '»', '‹': '›', '「': '」', '『': '』', '"': '"', '‘': '’',
}

// Quoted lists the quoted stretches of the paragraph at the offset, marks
// included, outermost only. A mark that is never closed quotes up to the end
// of the paragraph, as news copy does when a quote goes on in the next one.
func Quoted(text string, offset int) []Range {
	p := ParagraphAt(text, offset)
	var list []Range
	for i := p.Start; i < p.End; {
		r, size := utf8.DecodeRuneInString(text[i:p.End])
		closer, opens := closers[r]
		if !opens || r == '‘' && !startsWord(text, p, i, size) {
			i += size
			continue
		}
		end := closing(text[:p.End], i+size, r, closer)
		list = append(list, Range{i, end})
		i = end
	}
	return list
}

// startsWord tells whether a mark stands before a word and not inside one: ‘
// is an apostrophe otherwise.
func startsWord(text string, p Range, at, size int) bool {
	before, _ := utf8.DecodeLastRuneInString(text[p.Start:at])
	after, _ := utf8.DecodeRuneInString(text[at+size : p.End])
	return (at == p.Start || !unicode.IsLetter(before)) && unicode.IsLetter(after)
}

// closing is the offset after the mark that closes a quotation, or the text's end.
func closing(text string, from int, opener, closer rune) int {
	depth := 1
	for i := from; i < len(text); {
		r, size := utf8.DecodeRuneInString(text[i:])
		i += size
		switch {
		case r == closer && !(closer == '’' && insideWord(text, i, size)):
			depth--
		case r == opener:
			depth++
		}
		if depth == 0 {
			return i
		}
	}
	return len(text)
}

// insideWord tells whether the mark that ends at i stands between two letters.
func insideWord(text string, i, size int) bool {
	before, _ := utf8.DecodeLastRuneInString(text[:i-size])
	after, _ := utf8.DecodeRuneInString(text[i:])
	return unicode.IsLetter(before) && unicode.IsLetter(after)
}

// NextQuoted is the first quoted stretch that starts after the offset, in its
// paragraph or a later one.
func NextQuoted(text string, offset int) (Range, bool) {
	for at := offset; ; {
		for _, q := range Quoted(text, at) {
			if q.Start > offset {
				return q, true
			}
		}
		next := NextParagraph(text, at)
		if next >= len(text) && at >= ParagraphAt(text, len(text)).Start || next == at {
			return Range{}, false
		}
		at = next
	}
}

// PreviousQuoted is the last quoted stretch that starts before the offset.
func PreviousQuoted(text string, offset int) (Range, bool) {
	for at := offset; ; {
		list := Quoted(text, at)
		for i := len(list) - 1; i >= 0; i-- {
			if list[i].Start < offset {
				return list[i], true
			}
		}
		p := ParagraphAt(text, at)
		if p.Start == 0 {
			return Range{}, false
		}
		at = p.Start - 1
	}
}
