package shape

import (
	"unicode"
	"unicode/utf8"

	"github.com/clipperhouse/uax29/v2/graphemes"
	"github.com/go-text/typesetting/segmenter"
)

// Breakpoint is a place where a line of a paragraph may end.
type Breakpoint struct {
	place   uint32  // bytes from the paragraph's start; the top bit marks an emergency
	Advance float32 // of everything before it, in pixels
	Ink     float32 // the same without the blanks right before it
}

const emergencyBit = 1 << 31

// Offset is the breakpoint's place in bytes from the start of the paragraph.
func (b Breakpoint) Offset() int { return int(b.place &^ emergencyBit) }

// Emergency tells whether a line may end here only where nothing else fits:
// inside a word that is wider than the page.
func (b Breakpoint) Emergency() bool { return b.place&emergencyBit != 0 }

// Measure is all that is kept of a measured paragraph: about one breakpoint a
// word. The last one is the paragraph's end.
type Measure struct {
	Breaks []Breakpoint
	RTL    bool // the paragraph reads from right to left
}

// longWord is how many bytes a stretch without a break may have before its
// graphemes are emergency breaks.
const longWord = 24

// Measure measures a paragraph (without its terminator) at a size in pixels
// per em. Time and memory are linear in its length.
func (s *Shaper) Measure(paragraph string, size float32) Measure {
	s.around = ScriptOf(paragraph)
	m := Measure{RTL: isRTL(paragraph)}
	var advance, ink float32
	start := 0
	s.breaker.each(paragraph, func(end int) {
		if end-start > longWord {
			m.Breaks = s.emergencies(m.Breaks, paragraph, start, end, advance, size, m.RTL)
		}
		stretch := paragraph[start:end]
		for len(stretch) > 0 {
			n := nextWord(stretch)
			advance += s.word(stretch[:n], size, m.RTL).advance
			if r, _ := utf8.DecodeRuneInString(stretch); !unicode.IsSpace(r) {
				ink = advance
			}
			stretch = stretch[n:]
		}
		m.Breaks = append(m.Breaks, Breakpoint{uint32(end), advance, ink})
		start = end
	})
	if len(m.Breaks) == 0 {
		m.Breaks = []Breakpoint{{}}
	}
	return m
}

// emergencies adds the graphemes of a long stretch as emergency breaks.
func (s *Shaper) emergencies(breaks []Breakpoint, paragraph string, start, end int, advance, size float32, rtl bool) []Breakpoint {
	for at := start; at < end; {
		n := nextWord(paragraph[at:end])
		w := s.word(paragraph[at:at+n], size, rtl)
		for _, stop := range w.stops {
			if place := at + stop.offset; place > start {
				x := advance + stop.advance
				breaks = append(breaks, Breakpoint{uint32(place) | emergencyBit, x, x})
			}
		}
		advance += w.advance
		at += n
	}
	return breaks
}

// longestWord bounds what is shaped as one word, in bytes; longer stretches
// are shaped in parts.
const longestWord = 256

// nextWord is the length of the first word of a text: a single blank or
// control character, or everything up to the next one.
func nextWord(text string) int {
	for i, r := range text {
		if r <= ' ' || r == '\u00ad' || r == '\u2028' || r == '\u2029' {
			if i > 0 {
				return i
			}
			return i + utf8.RuneLen(r)
		}
		if i >= longestWord {
			return clusterBound(text, i)
		}
	}
	return len(text)
}

// clusterBound is the last grapheme boundary at or before i.
func clusterBound(text string, i int) int {
	iterator := graphemes.FromString(text)
	last := 0
	for iterator.Next() && iterator.End() <= i {
		last = iterator.End()
	}
	if last == 0 {
		return len(text)
	}
	return last
}

// breaker finds the legal line breaks (UAX #14) of a paragraph, in chunks so
// that a paragraph of a megabyte needs no more memory than one of a page.
type breaker struct {
	seg   segmenter.Segmenter
	runes []rune
}

// chunkSize is about how many bytes are looked at together.
const chunkSize = 4096

func (b *breaker) each(paragraph string, visit func(end int)) {
	for start := 0; start < len(paragraph); {
		end := chunkEnd(paragraph, start)
		b.runes = append(b.runes[:0], []rune(paragraph[start:end])...)
		b.seg.Init(b.runes)
		at := start
		for iterator := b.seg.LineIterator(); iterator.Next(); {
			for _, r := range iterator.Line().Text {
				at += utf8.RuneLen(r)
			}
			visit(at)
		}
		start = end
	}
}

// chunkEnd is where a chunk ends: after a blank where there is one.
func chunkEnd(paragraph string, start int) int {
	if len(paragraph)-start <= chunkSize {
		return len(paragraph)
	}
	end := start + chunkSize
	for i := end; i > start+chunkSize/2; i-- {
		if paragraph[i-1] == ' ' && paragraph[i] != ' ' {
			return i
		}
	}
	for !utf8.RuneStart(paragraph[end]) {
		end--
	}
	return start + clusterBound(paragraph[start:min(end+64, len(paragraph))], end-start)
}
