package text

import "strings"

// Paragraph is a stretch of text up to a line terminator. Its Terminator is
// the bytes that end it: LF, CRLF, CR, U+2028, U+2029, or nothing at the end
// of the text.
type Paragraph struct {
	Range
	Terminator int // bytes
}

// Paragraphs splits a text. Ranges and terminators together are the text; a
// text that ends with a terminator has an empty last paragraph.
func Paragraphs(text string) []Paragraph {
	list := make([]Paragraph, 0, 1+strings.Count(text, "\n"))
	start := 0
	for {
		end, size := terminator(text, start)
		list = append(list, Paragraph{Range{start, end}, size})
		if size == 0 {
			return list
		}
		start = end + size
	}
}

// terminator finds the next line terminator from an offset on; where there is
// none, it is of size 0 at the text's end.
func terminator(text string, from int) (at, size int) {
	for i := from; i < len(text); i++ {
		if n := terminatorAt(text, i); n > 0 {
			return i, n
		}
	}
	return len(text), 0
}

// terminatorAt is the size of the line terminator that begins at i, or 0.
func terminatorAt(text string, i int) int {
	switch text[i] {
	case '\n':
		return 1
	case '\r':
		if i+1 < len(text) && text[i+1] == '\n' {
			return 2
		}
		return 1
	case 0xE2:
		if strings.HasPrefix(text[i:], "\u2028") || strings.HasPrefix(text[i:], "\u2029") {
			return 3
		}
	}
	return 0
}

// ParagraphAt is the paragraph the offset is in, without its terminator. An
// offset inside a terminator belongs to the paragraph before it.
func ParagraphAt(text string, offset int) Range {
	offset = min(max(offset, 0), len(text))
	start := offset
	for start > 0 && !endsParagraph(text, start) {
		start--
	}
	end, _ := terminator(text, start)
	return Range{start, end}
}

// endsParagraph tells whether a line terminator ends right before i.
func endsParagraph(text string, i int) bool {
	switch text[i-1] {
	case '\n':
		return true
	case '\r':
		return i == len(text) || text[i] != '\n'
	case 0xA8, 0xA9:
		return i >= 3 && terminatorAt(text, i-3) == 3
	}
	return false
}

// NextParagraph is the start of the paragraph after the offset's, or the text's end.
func NextParagraph(text string, offset int) int {
	end := ParagraphAt(text, offset).End
	if end >= len(text) {
		return len(text)
	}
	return end + terminatorAt(text, end)
}

// PreviousParagraph is the start of the offset's paragraph, or that of the one
// before where the offset is at the start already.
func PreviousParagraph(text string, offset int) int {
	p := ParagraphAt(text, offset)
	if p.Start < offset || p.Start == 0 {
		return p.Start
	}
	return ParagraphAt(text, p.Start-1).Start
}
