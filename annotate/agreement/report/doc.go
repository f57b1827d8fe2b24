// Package report measures how far the people of a project agree, article by
// article as they come, and says so label by label, for pairs of people,
// attributes and links. It counts code points.
//
// A [Collector] measures articles, on any number of goroutines, and adds up
// what came out; the [Report] is what the window shows, and what package page
// writes.
package report

import (
	"cmp"
	"slices"

	"bluepencil/annotate"
)

// Document is an article as the people who have finished it marked it, in
// bytes of its text. Nothing of it is changed.
type Document struct {
	Article annotate.ID
	Title   string
	Text    string
	Layers  []Layer
}

// Layer is what one person has submitted.
type Layer struct {
	Person      annotate.ID
	Annotations []annotate.Annotation
}

// Options say how a report is made.
type Options struct {
	Codebook *annotate.Codebook
	// People are those who are compared; layers of others are left out.
	People []annotate.Person
	// Canonical gives the entry of the register that one was merged into; nil
	// where nothing was merged.
	Canonical func(annotate.ID) annotate.ID
	// KeepEdges compares spans as they are. Otherwise blanks and punctuation
	// at the edges of spans make no difference.
	KeepEdges bool
	// WithoutSuggestions leaves out what was accepted from a suggestion.
	WithoutSuggestions bool
	// Resamples is how many times the articles are drawn again for intervals;
	// 0 means 1,000. Seed is what chance begins with.
	Resamples int
	Seed      uint64
	// MostCases is how many disagreements of each kind, label and pair of
	// people are kept to be looked at; all are counted. 0 means 200.
	MostCases int
	// Expert adds the coefficients of groups of labels, gamma among them, which
	// takes many times as long, and memory for what is marked in every article.
	Expert bool
}

// Kind is what a disagreement is about.
type Kind string

// The kinds of disagreement.
const (
	Missed       Kind = "missed"
	Boundary     Kind = "boundary"
	OtherLabel   Kind = "label"
	AnAttribute  Kind = "attribute"
	ALink        Kind = "link"
	OtherEntity  Kind = "entity"
	leastIoU          = 0.5 // from which on spans are asked for their attributes and links
	usualCases        = 200
	usualSamples      = 1000
)

// Kinds lists the kinds of disagreement.
var Kinds = []Kind{Missed, Boundary, OtherLabel, AnAttribute, ALink, OtherEntity}

// Case is one disagreement of two people, to be opened.
type Case struct {
	Kind    Kind        `json:"kind"`
	Article annotate.ID `json:"article"`
	// A and B are the annotations of the first and the second person of the
	// pair; zero where there is none.
	A      annotate.ID `json:"a,omitzero"`
	B      annotate.ID `json:"b,omitzero"`
	Start  int         `json:"start"` // in code points
	End    int         `json:"end"`
	Labels [2]string   `json:"labels"`          // that each gave; empty for nothing
	About  string      `json:"about,omitempty"` // the attribute or the role
}

// scheme is what the codebook says, made ready for asking many times.
type scheme struct {
	group      map[string]string
	attributes map[string][]attribute
	canonical  func(annotate.ID) annotate.ID
}

type attribute struct {
	id      annotate.AttributeID
	kind    annotate.AttributeType
	retired bool
	when    *annotate.Condition
}

func newScheme(o *Options) *scheme {
	s := &scheme{group: map[string]string{}, attributes: map[string][]attribute{}, canonical: o.Canonical}
	if s.canonical == nil {
		s.canonical = func(id annotate.ID) annotate.ID { return id }
	}
	if o.Codebook == nil {
		return s
	}
	for _, label := range o.Codebook.Labels {
		s.group[string(label.ID)] = string(label.Group)
		for _, id := range o.Codebook.AttributeIDs(label.ID) {
			if a, ok := o.Codebook.Attribute(id); ok {
				s.attributes[string(label.ID)] = append(s.attributes[string(label.ID)], attribute{id, a.Type, a.Retired, resolved(o.Codebook, a.When)})
			}
		}
	}
	return s
}

// resolved is a condition whose values are what they were merged into.
func resolved(codebook *annotate.Codebook, c *annotate.Condition) *annotate.Condition {
	if c == nil {
		return nil
	}
	out := &annotate.Condition{Attribute: c.Attribute}
	gate, _ := codebook.Attribute(c.Attribute)
	for _, v := range c.Values {
		out.Values = append(out.Values, gate.Resolve(v))
	}
	return out
}

// groupOf is the group of a label; an unknown label is a group of its own.
func (s *scheme) groupOf(label string) string { return cmp.Or(s.group[label], label) }

// asks tells whether an attribute applies to an annotation.
func (a *attribute) asks(of *annotate.Annotation) bool {
	if _, set := of.Attributes[a.id]; set || a.retired {
		return set
	}
	if a.when == nil {
		return true
	}
	switch v := of.Attributes[a.when.Attribute].(type) {
	case string:
		return slices.Contains(a.when.Values, annotate.ValueID(v))
	case bool:
		return v && slices.Contains(a.when.Values, "true") || !v && slices.Contains(a.when.Values, "false")
	}
	return false
}
