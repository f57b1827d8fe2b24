package pdf

import (
	"bytes"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// vocabulary are the words of a document that no line's end parts, in small
// letters.
type vocabulary map[string]bool

func (d document) vocabulary() vocabulary {
	v := vocabulary{}
	for _, p := range d.pages {
		for _, l := range p.lines {
			for w := range strings.FieldsFuncSeq(l.text, outsideWord) {
				v[strings.ToLower(w)] = true
			}
		}
	}
	return v
}

func isHyphen(r rune) bool { return r == '-' || r == '\u2010' || r == '\u00ad' }

// join puts the next line to a text. A hyphen at the line's end goes where a
// small letter follows, unless the document has the word with the hyphen
// elsewhere, and not without.
func (v vocabulary) join(text []byte, next string) []byte {
	last, size := utf8.DecodeLastRune(text)
	head := text[:len(text)-size]
	before, _ := utf8.DecodeLastRune(head)
	first, _ := utf8.DecodeRuneInString(next)
	switch {
	case last == '\u00ad':
		return append(head, next...)
	case isHyphen(last) && unicode.IsLetter(before) && unicode.IsLower(first):
		left, right := lastWord(head), firstWord(next)
		if v[left+"-"+right] && !v[left+right] {
			return append(text, next...)
		}
		return append(head, next...)
	case isHyphen(last) && isWordy(before) && isWordy(first), last == '—' && !unicode.IsSpace(before), ideographic(last) && ideographic(first):
		return append(text, next...)
	}
	return append(append(text, ' '), next...)
}

func isWordy(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }

func outsideWord(r rune) bool { return !unicode.IsLetter(r) && !isHyphen(r) }

func lastWord(text []byte) string {
	const longest = 200 // bytes; more is no word of a text
	text = text[max(0, len(text)-longest):]
	if at := bytes.LastIndexFunc(text, outsideWord); at >= 0 {
		_, size := utf8.DecodeRune(text[at:])
		text = text[at+size:]
	}
	return strings.ToLower(string(text))
}

func firstWord(text string) string {
	if end := strings.IndexFunc(text, outsideWord); end >= 0 {
		text = text[:end]
	}
	return strings.ToLower(text)
}

// scripts are those whose lines are broken anywhere.
var scripts = []*unicode.RangeTable{unicode.Han, unicode.Hiragana, unicode.Katakana}

func ideographic(r rune) bool {
	return unicode.IsOneOf(scripts, r) || slices.Contains([]rune("、。，！？：；「」『』（）《》"), r)
}
