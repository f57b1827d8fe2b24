package desk

import (
	"fmt"
	"slices"

	"bluepencil/annotate"
	"bluepencil/annotate/source/plain"
)

// part is a stretch to be marked as a part of the article, and who says so.
type part struct {
	label  annotate.LabelID
	span   annotate.Span
	origin annotate.Origin
}

// MarkParts marks the parts that the open article's file states: headline,
// dek, captions. Where it states none, or they are marked already, the parts
// are marked that the text has the shape of; these are suggestions. Parts that
// are marked already, and those the codebook has no label for, are passed
// over. It is one step of undo.
func (d *Desk) MarkParts() {
	if d.open == nil || !d.MayWrite() {
		return
	}
	parts, who := d.statedParts(), "that the article's file states"
	if len(parts) == 0 {
		parts, who = d.shapedParts(), "by the shape of the text: look them through"
	}
	if len(parts) == 0 {
		d.Say(Info, "Neither the article's file nor the shape of its text tells of parts, or they are marked already.")
		return
	}
	draft := annotate.Draft{Person: d.o.Person.ID, Article: d.open.Article.ID, Action: fmt.Sprintf("mark %d parts of the article", len(parts))}
	for _, p := range parts {
		ref := annotate.AnnotationRef(d.open.Article.ID, d.o.Person.ID, annotate.NewID())
		draft.AddAnnotation(ref, p.label, []annotate.Span{p.span}, p.origin)
	}
	d.start(&draft)
	d.do(draft)
	d.Say(Info, fmt.Sprintf("Marked %d parts %s.", len(parts), who))
}

// statedParts are the parts that the file states and nobody has marked.
func (d *Desk) statedParts() (parts []part) {
	origin := annotate.Origin{By: annotate.ByImport, Source: d.open.Article.Content.Format}
	for _, zone := range d.open.Article.Zones {
		p, ok := d.partOf(zone.Part, int(zone.Start), int(zone.End), origin)
		if _, there := d.same(p.label, p.span); ok && !there {
			parts = append(parts, p)
		}
	}
	return parts
}

// textShape is what made the parts that a text has the shape of.
const textShape = "shape of the text"

// shapedParts are the parts by the text's shape, where nothing is marked as a
// part yet.
func (d *Desk) shapedParts() (parts []part) {
	for _, found := range plain.Read(d.open.Text).Parts {
		origin := annotate.Origin{By: annotate.BySuggestion, Source: textShape, Score: &found.Sure}
		if p, ok := d.partOf(found.Part, found.Range.Start, found.Range.End, origin); ok && !d.isPart(p.span) {
			parts = append(parts, p)
		}
	}
	return parts
}

func (d *Desk) partOf(name string, start, end int, origin annotate.Origin) (part, bool) {
	label := d.shownBook.Resolve(annotate.LabelID(name))
	span, err := annotate.SpanOf(d.open.Text, start, end)
	return part{label, span, origin}, err == nil && d.shownBook.Offers(label)
}

// isPart tells whether some of a span is marked as a part of the article.
func (d *Desk) isPart(span annotate.Span) bool {
	return slices.ContainsFunc(d.open.Marks, func(a annotate.Annotation) bool {
		return d.shownBook.Group(a.Label) == annotate.GroupStructure &&
			slices.ContainsFunc(a.Spans, func(s annotate.Span) bool { return s.Start < span.End && span.Start < s.End })
	})
}
