package desk

import (
	"fmt"

	"bluepencil/annotate"
)

// MarkParts marks the parts that the open article's file stated: headline,
// dek, captions. Parts that are marked already, and those the codebook has no
// label for, are passed over. It is one step of undo.
func (d *Desk) MarkParts() {
	if d.open == nil || !d.MayWrite() {
		return
	}
	draft := annotate.Draft{Person: d.o.Person.ID, Article: d.open.Article.ID}
	marked := 0
	for _, zone := range d.open.Article.Zones {
		label := d.shownBook.Resolve(annotate.LabelID(zone.Part))
		span, err := annotate.SpanOf(d.open.Text, int(zone.Start), int(zone.End))
		if !d.shownBook.Offers(label) || err != nil {
			continue
		}
		if _, there := d.same(label, span); there {
			continue
		}
		ref := annotate.AnnotationRef(d.open.Article.ID, d.o.Person.ID, annotate.NewID())
		draft.AddAnnotation(ref, label, []annotate.Span{span}, annotate.Origin{By: annotate.ByImport, Source: d.open.Article.Content.Format})
		marked++
	}
	if marked == 0 {
		d.Say(Info, "The article's file states no parts, or they are marked already.")
		return
	}
	draft.Action = fmt.Sprintf("mark %d parts of the article", marked)
	d.start(&draft)
	d.do(draft)
	d.Say(Info, fmt.Sprintf("Marked %d parts that the article's file states.", marked))
}
