package lint

import (
	"strings"
	"unicode/utf8"

	"bluepencil/annotate"
	"bluepencil/annotate/text"
)

// Share is a part of a whole, counted.
type Share struct {
	Done int `json:"done"`
	All  int `json:"all"`
}

// Whole tells whether nothing is missing.
func (s Share) Whole() bool { return s.Done >= s.All }

func (s *Share) count(done bool) {
	s.All++
	if done {
		s.Done++
	}
}

// Add adds another share, for totals.
func (s *Share) Add(o Share) { s.Done, s.All = s.Done+o.Done, s.All+o.All }

// Completeness says how much of an article's layer is done.
type Completeness struct {
	Quoted     Share `json:"quoted"`     // code points in quotation marks; those that quotes cover
	Speakers   Share `json:"speakers"`   // quotes; those with a speaker, or flagged as orphans
	Attributes Share `json:"attributes"` // required attributes that apply; those filled in
	Fields     Share `json:"fields"`     // required document fields; those filled in
}

// Add adds what another layer has, for totals.
func (c *Completeness) Add(o Completeness) {
	c.Quoted.Add(o.Quoted)
	c.Speakers.Add(o.Speakers)
	c.Attributes.Add(o.Attributes)
	c.Fields.Add(o.Fields)
}

// Measure counts what is done and what is due.
func Measure(in Input) Completeness {
	r := newReading(in)
	c := Completeness{Quoted: r.quotedShare()}
	r.of(annotate.GroupQuote, func(m *annotate.Annotation) {
		if r.takes(m, speakerRole) {
			c.Speakers.count(len(links(m, speakerRole)) > 0 || isOrphan(m))
		}
	})
	for i := range r.marks {
		for _, attribute := range r.Codebook.AttributesOf(&r.marks[i]) {
			if _, set := r.marks[i].Attributes[attribute.ID]; attribute.Required {
				c.Attributes.count(set)
			}
		}
	}
	for _, field := range r.Codebook.Document {
		if field.Required {
			c.Fields.count(strings.TrimSpace(r.Meta[field.ID]) != "")
		}
	}
	return c
}

// quotedShare counts the code points in quotation marks; titles, nicknames
// and markup are left out.
func (r *reading) quotedShare() Share {
	var s Share
	for _, q := range r.quotations {
		if q.Use != text.Speech {
			continue
		}
		for _, p := range q.Pieces {
			s.All += utf8.RuneCountInString(r.Text[p.Start:p.End])
			for n := firstAfter(r.quoted, p.Start); n < len(r.quoted) && r.quoted[n].Start < p.End; n++ {
				s.Done += utf8.RuneCountInString(r.Text[max(p.Start, r.quoted[n].Start):min(p.End, r.quoted[n].End)])
			}
		}
	}
	return s
}
