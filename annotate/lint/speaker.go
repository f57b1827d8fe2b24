package lint

import (
	"slices"

	"bluepencil/annotate"
	"bluepencil/annotate/text"
)

// orphan is the flag of a quote whose speaker cannot be found.
const orphan = "orphan"

// takes tells whether an annotation's label has a role of the codebook.
func (r *reading) takes(m *annotate.Annotation, role annotate.RoleID) bool {
	_, known := r.Codebook.Role(role)
	return known && slices.Contains(r.labels[m.Label].Roles, role)
}

func isOrphan(m *annotate.Annotation) bool {
	for _, value := range m.Attributes {
		if flags, ok := value.([]string); ok && slices.Contains(flags, orphan) {
			return true
		}
	}
	return false
}

func findNoSpeaker(r *reading) {
	r.of(annotate.GroupQuote, func(m *annotate.Annotation) {
		if r.takes(m, speakerRole) && len(links(m, speakerRole)) == 0 && !isOrphan(m) {
			r.about(m, nil, "The quote %s has no speaker.", few(m.Spans[0].Text))
		}
	})
}

func findTwoSources(r *reading) {
	r.of(annotate.GroupQuote, func(m *annotate.Annotation) {
		if n := len(links(m, speakerRole)); n > 1 {
			r.about(m, r.doubledLink(m, speakerRole), "The quote %s has %d sources; the profile takes one, compound or not.", few(m.Spans[0].Text), n)
		}
	})
}

func findTwoCues(r *reading) {
	r.of(annotate.GroupQuote, func(m *annotate.Annotation) {
		if n := len(links(m, cueRole)); n > 1 {
			r.about(m, r.doubledLink(m, cueRole), "The quote %s has %d cues.", few(m.Spans[0].Text), n)
		}
	})
}

// doubledLink is a fix that removes the second of two links of a role that
// say the same, where there are no others of the role.
func (r *reading) doubledLink(m *annotate.Annotation, role annotate.RoleID) *Fix {
	list := links(m, role)
	if len(list) != 2 || list[0].To != list[1].To || list[0].ToEntity != list[1].ToEntity || len(list[1].Attributes) > 0 {
		return nil
	}
	ref := r.ref(m)
	return &Fix{"Remove the second link", func() annotate.Draft { return annotate.RemoveLink(ref, list[1]) }}
}

func findNotOneCue(r *reading) {
	r.of(annotate.GroupQuote, func(m *annotate.Annotation) {
		if r.takes(m, cueRole) && len(links(m, cueRole)) == 0 {
			r.about(m, nil, "The quote %s has no cue; the profile wants one.", few(m.Spans[0].Text))
		}
	})
	r.of(annotate.GroupCue, func(m *annotate.Annotation) {
		if len(m.Spans) > 1 {
			r.about(m, nil, "The cue %s is in %d pieces; the profile wants it in one.", few(m.Text()), len(m.Spans))
		}
	})
}

func findWithoutContent(r *reading) {
	for i := range r.marks {
		m := &r.marks[i]
		if g := r.group(m); (g == annotate.GroupSource || g == annotate.GroupCue) && !r.linked[m.ID] {
			r.about(m, nil, "No quote is linked to the %s %s.", g, few(m.Spans[0].Text))
		}
	}
}

// findNested goes through the spans of all quotes by start, with the one that
// reaches farthest.
func findNested(r *reading) {
	type piece struct {
		text.Range
		m *annotate.Annotation
	}
	var pieces []piece
	r.of(annotate.GroupQuote, func(m *annotate.Annotation) {
		for _, s := range m.Spans {
			pieces = append(pieces, piece{text.Range{Start: s.Start, End: s.End}, m})
		}
	})
	slices.SortStableFunc(pieces, func(a, b piece) int { return a.Start - b.Start })
	told := map[annotate.ID]bool{}
	for n, far := 1, 0; n < len(pieces); n++ {
		outer, inner := pieces[far], pieces[n]
		if outer.m != inner.m && inner.Start < outer.End && !told[inner.m.ID] {
			told[inner.m.ID] = true
			r.report(inner.Range, inner.m, nil, "The quote %s lies within another one, %s; the profile takes the outermost only.",
				few(r.Text[inner.Start:inner.End]), few(r.Text[outer.Start:outer.End]))
		}
		if inner.End > outer.End {
			far = n
		}
	}
}
