package text

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Use is what quotation marks stand for, as far as their surroundings tell.
type Use int

// The uses of quotation marks.
const (
	Speech   Use = iota // somebody's words, or a word held at arm's length
	Title               // the name of a work, a show, a chapter: “Face the Harbour”
	Nickname            // a name between names: Edith “Edie” Falk
	Markup              // an attribute of a tag that was left in the text
)

// nearby is how many bytes around a quotation are looked at to judge its use.
const nearby = 400

// useOf judges the quoted stretch of a paragraph.
func useOf(text string, p, quoted Range) Use {
	inner := innerOf(text, quoted)
	before, after := text[max(p.Start, quoted.Start-nearby):quoted.Start], text[quoted.End:min(p.End, quoted.End+nearby)]
	switch {
	case strings.HasSuffix(before, "=") && strings.LastIndexByte(before, '<') > strings.LastIndexByte(before, '>'):
		return Markup
	case quoted == p:
		return pickUse(isTitle(inner), Title)
	case p.Len() < nearby && isTitle(text[p.Start:p.End]): // a headline: capitals say nothing there
		return Speech
	case isNickname(inner, before, after):
		return Nickname
	}
	return pickUse(isTitle(inner) && endsInWord(before), Title)
}

func pickUse(is bool, use Use) Use {
	if is {
		return use
	}
	return Speech
}

// innerOf is what stands between the marks of a quoted stretch, without the
// punctuation at its end.
func innerOf(text string, quoted Range) string {
	isMark := func(r rune) bool { _, ok := familyOf[r]; return ok || r == '`' || unicode.IsSpace(r) }
	inner := strings.TrimFunc(text[quoted.Start:quoted.End], isMark)
	return strings.TrimRight(inner, ",.;")
}

// endsInWord tells whether a word, a possessive or a number, and a blank stand
// before a quotation: it stands in the middle of a clause.
func endsInWord(before string) bool {
	trimmed := strings.TrimRightFunc(before, unicode.IsSpace)
	r, _ := utf8.DecodeLastRuneInString(trimmed)
	return len(trimmed) < len(before) && (isAlphanumeric(r) || r == '’' || r == '\'')
}

// isNickname tells of one word with a capital between two others.
func isNickname(inner, before, after string) bool {
	if strings.ContainsFunc(inner, unicode.IsSpace) || !capital(inner) {
		return false
	}
	words := strings.Fields(before)
	return len(words) > 0 && strings.HasSuffix(before, " ") && capital(words[len(words)-1]) &&
		strings.HasPrefix(after, " ") && capital(strings.TrimLeft(after, " "))
}

func capital(word string) bool {
	r, _ := utf8.DecodeRuneInString(word)
	return unicode.IsUpper(r)
}

// isTitle tells whether every long word has a capital, and two at least.
func isTitle(words string) bool {
	capitals := 0
	for word := range strings.FieldsSeq(words) {
		word = strings.TrimLeftFunc(word, func(r rune) bool { return !isAlphanumeric(r) })
		first, _ := utf8.DecodeRuneInString(word)
		switch {
		case unicode.IsUpper(first):
			capitals++
		case utf8.RuneCountInString(word) > 3 && !unicode.IsDigit(first):
			return false
		}
	}
	return capitals > 1
}
