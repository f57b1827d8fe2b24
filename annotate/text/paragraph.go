package text

import "strings"

// Paragraph is a stretch of text up to a line terminator. Its Terminator is
// the size in bytes of what ends it: LF, CRLF, CR, U+0085, U+2028, U+2029, or
// nothing at the end of the text.
type Paragraph struct {
	Range
	Terminator int
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
		if b := text[i]; b > '\r' && b < 0x80 {
			continue // what texts are made of
		}
		if n := terminatorAt(text, i); n > 0 {
			return i, n
		}
	}
	return len(text), 0
}

// terminatorAt is the size of the line terminator that begins at i, or 0.
func terminatorAt(text string, i int) int {
	if i >= len(text) {
		return 0
	}
	switch text[i] {
	case '\n':
		return 1
	case '\r':
		if i+1 < len(text) && text[i+1] == '\n' {
			return 2
		}
		return 1
	case 0xC2:
		if strings.HasPrefix(text[i:], "\u0085") {
			return 2
		}
	case 0xE2:
		if strings.HasPrefix(text[i:], "\u2028") || strings.HasPrefix(text[i:], "\u2029") {
			return 3
		}
	}
	return 0
}

// paragraphEnd is the offset of the terminator that ends right before i, or -1.
func paragraphEnd(text string, i int) int {
	switch text[i-1] {
	case '\n':
		if i >= 2 && text[i-2] == '\r' {
			return i - 2
		}
		return i - 1
	case '\r':
		if i == len(text) || text[i] != '\n' {
			return i - 1
		}
	case 0x85:
		if i >= 2 && terminatorAt(text, i-2) == 2 {
			return i - 2
		}
	case 0xA8, 0xA9:
		if i >= 3 && terminatorAt(text, i-3) == 3 {
			return i - 3
		}
	}
	return -1
}

// paragraphStart is the start of the paragraph the offset is in.
func paragraphStart(text string, offset int) int {
	for offset > 0 && paragraphEnd(text, offset) < 0 {
		offset--
	}
	return offset
}

// ParagraphAt is the paragraph the offset is in, without its terminator. An
// offset inside a terminator belongs to the paragraph before it.
func ParagraphAt(text string, offset int) Range {
	start := paragraphStart(text, min(max(offset, 0), len(text)))
	end, _ := terminator(text, start)
	return Range{start, end}
}

// NextParagraph is the start of the paragraph after the offset's, or the text's end.
func NextParagraph(text string, offset int) int {
	end := ParagraphAt(text, offset).End
	return end + terminatorAt(text, end)
}

// PreviousParagraph is the start of the offset's paragraph, or that of the one
// before where the offset is at the start already.
func PreviousParagraph(text string, offset int) int {
	offset = min(max(offset, 0), len(text))
	start := paragraphStart(text, offset)
	if start < offset || start == 0 {
		return start
	}
	return paragraphStart(text, paragraphEnd(text, start))
}
