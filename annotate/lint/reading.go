package lint

import (
	"cmp"
	"fmt"
	"slices"
	"sort"
	"strings"
	"unicode/utf8"

	"bluepencil/annotate"
	"bluepencil/annotate/register"
	"bluepencil/annotate/text"
)

// reading is an article prepared for the rules.
type reading struct {
	Input
	rule       *Rule // the one at work
	marks      []annotate.Annotation
	byID       map[annotate.ID]*annotate.Annotation
	labels     map[annotate.LabelID]annotate.Label
	linked     map[annotate.ID]bool // what another annotation points to
	paragraphs []text.Paragraph
	quotations []text.Quotation
	faults     []text.MarkFault
	stretches  []text.Range // the pieces of all quotations
	quoted     []text.Range // what quotes cover, joined
	findings   []Finding
}

func newReading(in Input) *reading {
	r := &reading{Input: in, byID: map[annotate.ID]*annotate.Annotation{}, labels: map[annotate.LabelID]annotate.Label{},
		linked: map[annotate.ID]bool{}, paragraphs: text.Paragraphs(in.Text)}
	if r.Codebook == nil {
		r.Codebook = &annotate.Codebook{}
	}
	if r.Register == nil {
		r.Register = register.New(nil)
	}
	for _, label := range r.Codebook.Labels {
		r.labels[label.ID] = label
	}
	for i := range in.Annotations {
		if annotate.CheckSpans(in.Annotations[i].Spans, in.Text) == nil {
			r.marks = append(r.marks, in.Annotations[i])
		}
	}
	annotate.SortAnnotations(r.marks)
	for i := range r.marks {
		m := &r.marks[i]
		r.byID[m.ID] = m
		for _, link := range m.Links {
			r.linked[link.To] = true
		}
	}
	r.quotations, r.faults = text.Quotations(in.Text)
	for _, q := range r.quotations {
		r.stretches = append(r.stretches, q.Pieces...)
	}
	r.quoted = r.covered(annotate.GroupQuote)
	return r
}

// covered is what the annotations of a group cover, sorted and joined.
func (r *reading) covered(group annotate.Group) []text.Range {
	var list []text.Range
	for i := range r.marks {
		if r.group(&r.marks[i]) == group {
			for _, s := range r.marks[i].Spans {
				list = append(list, text.Range{Start: s.Start, End: s.End})
			}
		}
	}
	slices.SortFunc(list, func(a, b text.Range) int { return cmp.Compare(a.Start, b.Start) })
	joined := list[:0]
	for _, s := range list {
		if n := len(joined); n > 0 && s.Start <= joined[n-1].End {
			joined[n-1].End = max(joined[n-1].End, s.End)
			continue
		}
		joined = append(joined, s)
	}
	return joined
}

// group is an annotation's label group, or "" where the codebook lacks its label.
func (r *reading) group(m *annotate.Annotation) annotate.Group { return r.labels[m.Label].Group }

// of visits the annotations of a group.
func (r *reading) of(group annotate.Group, visit func(*annotate.Annotation)) {
	for i := range r.marks {
		if r.group(&r.marks[i]) == group {
			visit(&r.marks[i])
		}
	}
}

// links lists an annotation's links of a role.
func links(m *annotate.Annotation, role annotate.RoleID) []annotate.Link {
	var list []annotate.Link
	for _, l := range m.Links {
		if l.Role == role {
			list = append(list, l)
		}
	}
	return list
}

// report adds a finding about a stretch of text; m may be nil.
func (r *reading) report(at text.Range, m *annotate.Annotation, fix *Fix, reason string, args ...any) {
	f := Finding{Rule: r.rule.ID, Severity: r.rule.Severity, Range: at, Reason: fmt.Sprintf(reason, args...), Fix: fix}
	if m != nil {
		f.Annotation = m.ID
	}
	r.findings = append(r.findings, f)
}

// about adds a finding about an annotation as a whole.
func (r *reading) about(m *annotate.Annotation, fix *Fix, reason string, args ...any) {
	r.report(text.Range{Start: m.Start(), End: m.End()}, m, fix, reason, args...)
}

// respan is a fix that gives an annotation other spans, or nil where these
// would not fit.
func (r *reading) respan(m *annotate.Annotation, name string, ranges []text.Range) *Fix {
	var spans []annotate.Span
	for _, s := range ranges {
		spans = append(spans, annotate.Span{Start: s.Start, End: s.End})
	}
	spans, err := annotate.NormaliseSpans(r.Text, spans)
	if err != nil || annotate.CheckSpans(spans, r.Text) != nil {
		return nil
	}
	ref := r.ref(m)
	return &Fix{name, func() annotate.Draft { return annotate.SetSpans(ref, lower(name), spans) }}
}

// ref is an annotation's key in the layer that is checked.
func (r *reading) ref(m *annotate.Annotation) annotate.Ref {
	return annotate.AnnotationRef(r.Article, r.Person, m.ID)
}

// lower is the name of a fix as the history has it.
func lower(name string) string { return strings.ToLower(name[:1]) + name[1:] }

// few quotes the beginning of some words in a sentence; what begins with a
// quotation mark gets no others around it.
func few(words string) string {
	short := text.Shorten(strings.Join(strings.Fields(words[:min(len(words), 400)]), " "), 40)
	if first, _ := utf8.DecodeRuneInString(short); strings.ContainsRune("“”„‟\"«»‹›‘‚'「『", first) {
		return short
	}
	return "“" + short + "”"
}

// firstAfter is the index of the first range of a sorted list that ends after
// an offset.
func firstAfter(list []text.Range, offset int) int {
	return sort.Search(len(list), func(i int) bool { return list[i].End > offset })
}

// overlaps tells whether a range shares a byte with any of a sorted list of
// ranges that lie apart.
func overlaps(list []text.Range, r text.Range) bool {
	n := firstAfter(list, r.Start)
	return n < len(list) && list[n].Start < r.End
}
