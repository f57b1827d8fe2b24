package main

import (
	"errors"
	"sort"

	"bluepencil/annotate/text"
)

// places tells where in a text a range lies, for people and for machines.
type places struct {
	lines   []text.Paragraph
	offsets *text.Offsets
}

func newPlaces(whole string) *places {
	return &places{text.Paragraphs(whole), text.NewOffsets(whole, text.CodePoint)}
}

// of gives a range of bytes in code points, with the line and the column of
// its start, both from 1.
func (p *places) of(r text.Range) (start, end, line, column int, err error) {
	n := sort.Search(len(p.lines), func(i int) bool { return p.lines[i].Start > r.Start }) - 1
	first, err1 := p.offsets.FromByte(p.lines[n].Start)
	start, err2 := p.offsets.FromByte(r.Start)
	end, err3 := p.offsets.FromByte(r.End)
	return start, end, n + 1, start - first + 1, errors.Join(err1, err2, err3)
}
