package brat

import (
	"strings"
	"unicode"

	"bluepencil/annotate/format/foreign"
	"bluepencil/annotate/text"
)

// lineBreaks are the characters at which brat breaks lines when it reads.
const lineBreaks = "\n\r\v\f\x1c\x1d\x1e\u0085\u2028\u2029"

// pieces cuts spans as brat does: at every line end, without the white space
// at the edges. A mark of white space alone is an empty piece at its beginning.
func pieces(whole string, spans []text.Range) []text.Range {
	var list []text.Range
	for _, span := range spans {
		at := span.Start
		for at < span.End {
			length := strings.IndexAny(whole[at:span.End], lineBreaks)
			if length < 0 {
				length = span.End - at
			}
			if r := trim(whole, at, at+length); r.Start < r.End {
				list = append(list, r)
			}
			if at += length; at < span.End {
				at += runeLength(whole[at:])
			}
		}
	}
	if len(list) == 0 && len(spans) > 0 {
		list = append(list, text.Range{Start: spans[0].Start, End: spans[0].Start})
	}
	return list
}

func runeLength(s string) int {
	for i := range s {
		if i > 0 {
			return i
		}
	}
	return len(s)
}

func trim(whole string, start, end int) text.Range {
	left := strings.TrimLeftFunc(whole[start:end], unicode.IsSpace)
	start = end - len(left)
	return text.Range{Start: start, End: start + len(strings.TrimRightFunc(left, unicode.IsSpace))}
}

// join is the third column for pieces.
func join(whole string, list []text.Range) string {
	words := make([]string, len(list))
	for i, r := range list {
		words[i] = whole[r.Start:r.End]
	}
	return strings.Join(words, " ")
}

// split gives each span its part of the third column, whatever unit the spans
// count in. Where the column is too long or short each span gets all of it, so
// that none will be found right.
func split(words string, spans [][2]int) []foreign.Span {
	need := extent(spans)
	for _, column := range []string{words, strings.TrimRightFunc(words, unicode.IsSpace), strings.ReplaceAll(words, "\r\n", "\n")} {
		for _, unit := range []text.Unit{text.CodePoint, text.UTF16, text.Byte, text.Grapheme} {
			if offsets := text.NewOffsets(column, unit); need > 0 && offsets.Len() == need {
				if list := cut(column, offsets, spans); list != nil {
					return list
				}
			}
		}
	}
	list := make([]foreign.Span, len(spans))
	for i, s := range spans {
		list[i] = foreign.Span{Start: s[0], End: s[1], Text: words}
	}
	return list
}

func cut(column string, offsets *text.Offsets, spans [][2]int) []foreign.Span {
	list := make([]foreign.Span, len(spans))
	at := 0
	for i, s := range spans {
		from, err := offsets.ToByte(at)
		to, err2 := offsets.ToByte(at + s[1] - s[0])
		if err != nil || err2 != nil {
			return nil
		}
		list[i] = foreign.Span{Start: s[0], End: s[1], Text: column[from:to]}
		at += s[1] - s[0] + 1
	}
	return list
}
