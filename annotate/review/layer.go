package review

import (
	"encoding/hex"
	"slices"

	"bluepencil/annotate"
)

// Layer is what one person has submitted of an article. Spans are in bytes of
// the article's text; merges of the codebook are read already.
type Layer struct {
	Person      annotate.ID
	Submission  annotate.ID // the snapshot; zero for an imported layer without one
	Annotations []annotate.Annotation
	// Stored are the same annotations with the ids that were stored, in the same
	// order; nil where the codebook merged nothing. Revisions are made of them,
	// so that a merge of labels is no change of anybody's work.
	Stored []annotate.Annotation
}

// stored is the annotation as it is kept.
func (l *Layer) stored(i int) *annotate.Annotation {
	if len(l.Stored) == len(l.Annotations) {
		return &l.Stored[i]
	}
	return &l.Annotations[i]
}

// Scheme is what comparing takes to know of the project. It is only read.
type Scheme struct {
	Codebook *annotate.Codebook
	// Canonical gives for an entry of the register the one it is the same as;
	// nil where nothing was merged.
	Canonical func(annotate.ID) annotate.ID
	// Entry tells whether the register has an entry that can be named; nil where
	// all can.
	Entry func(annotate.ID) bool
	// Handle gives the short word for a person, for what is written about the
	// origin of a merged annotation; nil gives ids.
	Handle func(annotate.ID) string
}

func (s *Scheme) canonical(id annotate.ID) annotate.ID {
	if s.Canonical == nil || id.IsZero() {
		return id
	}
	return s.Canonical(id)
}

func (s *Scheme) entry(id annotate.ID) bool { return s.Entry == nil || s.Entry(id) }

func (s *Scheme) handle(id annotate.ID) string {
	if s.Handle != nil {
		if h := s.Handle(id); h != "" {
			return h
		}
	}
	return id.String()
}

// groups gives the groups of labels, each label looked up once.
func (s *Scheme) groups() func(annotate.LabelID) annotate.Group {
	known := make(map[annotate.LabelID]annotate.Group, len(s.Codebook.Labels))
	for i := range s.Codebook.Labels {
		known[s.Codebook.Labels[i].ID] = s.Codebook.Labels[i].Group
	}
	return func(id annotate.LabelID) annotate.Group {
		if g, ok := known[id]; ok {
			return g
		}
		return annotate.Group(id) // as Codebook.Group has it
	}
}

// Revision names the content of an annotation: what it is on, its label,
// attributes, links and entity. Notes, flags and times are no part of it.
func Revision(a *annotate.Annotation) string {
	links := slices.Clone(a.Links)
	for i := range links {
		links[i].Attributes = plainValues(links[i].Attributes)
	}
	slices.SortFunc(links, func(x, y annotate.Link) int { return x.ID.Compare(y.ID) })
	content := annotate.MustEncode([]any{a.Label, a.Spans, plainValues(a.Attributes), links, a.Entity})
	digest := annotate.DigestOf(content)
	return hex.EncodeToString(digest[:8])
}

// plainValues never is nil: no attributes are no attributes.
func plainValues(values map[annotate.AttributeID]annotate.AttributeValue) map[annotate.AttributeID]annotate.AttributeValue {
	if values == nil {
		return map[annotate.AttributeID]annotate.AttributeValue{}
	}
	return values
}
