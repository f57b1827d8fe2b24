package shape

import (
	"unicode"
	"unicode/utf8"
)

// Breakpoint is a place where a line of a paragraph may end.
type Breakpoint struct {
	place   uint32  // bytes from the paragraph's start; the top bit marks an emergency
	Advance float32 // of everything before it, in pixels
	Ink     float32 // the same without the blanks right before it, with the hyphen of a divided word
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
	levels := s.resolved.of(paragraph)
	m := Measure{RTL: isRTL(levels.base)}
	var advance, ink float32
	start := 0
	s.breaker.each(paragraph, func(end int) {
		if end-start > longWord {
			m.Breaks = s.emergencies(m.Breaks, paragraph, levels, start, end, advance, size)
		}
		s.eachWord(paragraph, levels, start, end, size, func(w *word, at int, _ uint8) {
			advance += w.advance
			if r, _ := utf8.DecodeRuneInString(paragraph[at:]); !unicode.IsSpace(r) {
				ink = advance
			}
		})
		b := Breakpoint{uint32(end), advance, ink}
		if brokenAtHyphen(paragraph, end) {
			b.Ink += s.hyphen(size, m.RTL).advance
		}
		m.Breaks = append(m.Breaks, b)
		start = end
	})
	if len(m.Breaks) == 0 {
		m.Breaks = []Breakpoint{{}}
	}
	return m
}

// eachWord visits the words of a range of a paragraph, each shaped in its own
// direction, with where they begin and their level.
func (s *Shaper) eachWord(paragraph string, l levels, start, end int, size float32, visit func(w *word, at int, level uint8)) {
	s.stretches = l.line(paragraph, start, end, s.stretches[:0])
	for _, part := range s.stretches {
		rtl := isRTL(part.level)
		for rest := paragraph[part.start:part.end]; len(rest) > 0; {
			n := nextWord(rest)
			visit(s.word(rest[:n], size, rtl), part.end-len(rest), part.level)
			rest = rest[n:]
		}
	}
}

// emergencies adds the graphemes of a long stretch as emergency breaks.
func (s *Shaper) emergencies(breaks []Breakpoint, paragraph string, l levels, start, end int, advance, size float32) []Breakpoint {
	s.eachWord(paragraph, l, start, end, size, func(w *word, at int, _ uint8) {
		for _, stop := range w.stops {
			if place := at + stop.offset; place > start {
				x := advance + stop.advance
				breaks = append(breaks, Breakpoint{uint32(place) | emergencyBit, x, x})
			}
		}
		advance += w.advance
	})
	return breaks
}
