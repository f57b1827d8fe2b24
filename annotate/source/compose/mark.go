package compose

import (
	"strings"
	"unicode"

	"bluepencil/annotate"
)

// Mark is a stretch of the text that the file itself says what it is: the name
// of a person, somebody's words. Its spans are bytes of Article.Text, sorted and
// disjoint; there are several where it runs through several parts.
type Mark struct {
	Label string // one of the marks' labels below
	Spans []annotate.Span
}

// The labels of marks that files state.
const (
	MarkPerson       = "person"
	MarkOrganisation = "organisation"
	MarkPlace        = "place"
	MarkQuote        = "quote"
)

// Piece is what lies of a mark in one part.
type Piece struct {
	Label      string
	Of         any // what the pieces of one mark have in common; comparable
	Start, End int // bytes of the part as it is added
}

// AddMarked adds a part as Add does, with the marks in it. Pieces in white space
// that is left out are cut, and those without a word are none.
func (b *Builder) AddMarked(part, text string, pieces []Piece) {
	before := b.text.Len()
	b.Add(part, text)
	if b.text.Len() == before {
		return
	}
	kept := strings.TrimSpace(text)
	shift := b.text.Len() - len(kept) - (len(text) - len(strings.TrimLeftFunc(text, unicode.IsSpace)))
	whole := b.text.String()
	for _, p := range pieces {
		start, end := max(p.Start+shift, b.text.Len()-len(kept)), min(p.End+shift, b.text.Len())
		if start >= end {
			continue
		}
		words := whole[start:end]
		start += len(words) - len(strings.TrimLeftFunc(words, unicode.IsSpace))
		if words = strings.TrimSpace(words); words != "" {
			b.mark(p, annotate.Span{Start: start, End: start + len(words), Text: words})
		}
	}
}

// mark adds a span to the mark of which it is a piece.
func (b *Builder) mark(p Piece, span annotate.Span) {
	if at, known := b.begun[p.Of]; known {
		b.marks[at].Spans = append(b.marks[at].Spans, span)
		return
	}
	if b.begun == nil {
		b.begun = map[any]int{}
	}
	b.begun[p.Of] = len(b.marks)
	b.marks = append(b.marks, Mark{Label: p.Label, Spans: []annotate.Span{span}})
}
