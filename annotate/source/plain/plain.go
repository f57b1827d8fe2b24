// Package plain finds what an article's text says about itself where it is
// plain to see: the headline on top, “By Nora Vik”, “PORT ALDER, March 4 —”,
// “(AP)”, “Photo: …”. It reads English, German, French, Russian and Chinese.
// What it finds are proposals, each with its place and how sure it is; where a
// text says nothing plainly, it finds nothing.
package plain

import (
	"strings"

	"bluepencil/annotate"
	"bluepencil/annotate/text"
)

// Fact is a document field that the text states.
type Fact struct {
	Field string // annotate.MetaByline and its neighbours
	Value string
	Range text.Range // where it stands, in bytes of the text
	Sure  float64    // 0 to 1
}

// Part is a stretch of the text that has the shape of a part of an article.
type Part struct {
	Part  string     // annotate.PartHeadline and its neighbours
	Range text.Range // in bytes of the text
	Sure  float64    // 0 to 1
}

// Shape is what a text says about itself.
type Shape struct {
	Facts []Fact // of each field at most one
	Parts []Part // in the order of the text; disjoint
}

// How sure a finding is. Words like “By” or “Photo:” say what a line is; its
// length and place only make it likely.
const (
	sureByWords = 0.95
	sureByShape = 0.8
	likely      = 0.6
)

// Read looks a text through. It never fails: of a text without any shape it
// finds nothing.
func Read(whole string) Shape {
	r := &reader{whole: whole, units: unitsOf(whole), facts: map[string]bool{}}
	body := r.head()
	r.body(body)
	r.tail()
	return r.shape
}

// Line is the number of the line an offset is in, from 1, as editors count.
func Line(whole string, offset int) int {
	line := 0
	for _, p := range text.Paragraphs(whole) {
		if p.Start > offset {
			break
		}
		line++
	}
	return line
}

// reader gathers the findings.
type reader struct {
	whole string
	units []unit
	shape Shape
	facts map[string]bool // fields that are found already
}

func (r *reader) part(part string, at text.Range, sure float64) {
	if !at.Empty() {
		r.shape.Parts = append(r.shape.Parts, Part{part, at, sure})
	}
}

// fact states a field; of a field stated twice the first holds.
func (r *reader) fact(field string, at text.Range, value string, sure float64) {
	value = strings.Join(strings.Fields(value), " ")
	if value == "" || r.facts[field] {
		return
	}
	r.facts[field] = true
	r.shape.Facts = append(r.shape.Facts, Fact{field, value, at, sure})
}

// factAt states that the words at a range are a field's value.
func (r *reader) factAt(field string, at text.Range, sure float64) {
	r.fact(field, at, r.whole[at.Start:at.End], sure)
}

// dateline states what a dateline says.
func (r *reader) dateline(d dateline) {
	r.part(annotate.PartDateline, d.whole, d.sure)
	r.factAt(annotate.MetaDateline, d.place, d.sure)
	r.factAt(annotate.MetaWire, d.agency, d.sure)
	r.factAt(annotate.MetaByline, d.reporter, d.sure)
	r.fact(annotate.MetaPublished, d.place, dateIn(r.whole[d.place.Start:d.place.End]), d.sure)
}
