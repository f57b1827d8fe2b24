package shape

import (
	"unicode/utf8"

	"bluepencil/annotate/text"

	"github.com/go-text/typesetting/segmenter"
)

// breaker finds the places where a line of a paragraph may end (UAX #14), in
// chunks so that a paragraph of a megabyte needs no more memory than one of a
// page. In scripts without blanks between words, for which UAX #14 asks a
// dictionary, they are the borders of character clusters.
type breaker struct {
	seg      segmenter.Segmenter
	runes    []rune
	unspaced bool // there is a letter of a script without blanks
}

// chunkSize is about how many bytes are looked at together.
const chunkSize = 4096

// each visits the breaks in order, the paragraph's end as the last one. None
// is inside of a grapheme cluster: no line begins with a combining mark.
func (b *breaker) each(paragraph string, visit func(end int)) {
	start := 0 // of the stretch that ends at the next break
	b.unspaced = false
	legal := func(end int) {
		if joined(paragraph[start:], end-start) {
			return
		}
		if b.unspaced {
			eachCluster(paragraph, start, end, visit)
		}
		visit(end)
		start = end
	}
	for from := 0; from < len(paragraph); {
		to := chunkEnd(paragraph, from)
		last := b.chunk(paragraph, from, to, legal)
		if to == len(paragraph) || last == from {
			from = to // with no break in it, the chunk goes on in the next
		} else {
			from = last
		}
	}
	if start < len(paragraph) {
		legal(len(paragraph))
	}
}

// chunk visits the breaks inside of a chunk and tells the last of them. Its
// end is none: what follows may forbid it.
func (b *breaker) chunk(paragraph string, from, to int, visit func(end int)) (last int) {
	b.runes = b.runes[:0]
	for _, r := range paragraph[from:to] {
		b.runes = append(b.runes, r)
		b.unspaced = b.unspaced || r >= 0x0E00 && text.Unspaced(r)
	}
	b.seg.Init(b.runes)
	at := from
	last = from
	for iterator := b.seg.LineIterator(); iterator.Next(); {
		for _, r := range iterator.Line().Text {
			at += utf8.RuneLen(r)
		}
		if at < to {
			visit(at)
			last = at
		}
	}
	return last
}

// chunkEnd is where a chunk ends: at a character.
func chunkEnd(paragraph string, start int) int {
	if len(paragraph)-start <= chunkSize {
		return len(paragraph)
	}
	end := start + chunkSize
	for !utf8.RuneStart(paragraph[end]) {
		end--
	}
	return end
}

// eachCluster visits the borders of character clusters inside of a stretch
// without a break.
func eachCluster(paragraph string, start, end int, visit func(end int)) {
	stretch := paragraph[start:end]
	unspaced := false // a letter without a break behind it stands before
	for at := 0; at < len(stretch); at = text.NextCharacterCluster(stretch, at) {
		r, _ := utf8.DecodeRuneInString(stretch[at:])
		next := text.Unspaced(r)
		if next && unspaced {
			visit(start + at)
		}
		unspaced = next
	}
}

// joined tells whether an offset is inside of a grapheme cluster. Nothing
// attaches to what is around it but marks, from U+0300 on, and to what stands
// behind them the prefixed signs, from U+0600 on.
func joined(content string, offset int) bool {
	if offset <= 0 || offset >= len(content) {
		return false
	}
	if content[offset] < 0xCC {
		if content[offset-1] < utf8.RuneSelf {
			return false
		}
		if before, _ := utf8.DecodeLastRuneInString(content[:offset]); before < 0x600 {
			return false
		}
	}
	return !text.IsBoundary(content, offset)
}
