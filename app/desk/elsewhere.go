package desk

import (
	"fmt"

	"bluepencil/annotate"
	"bluepencil/annotate/text"
)

// contextShown is how many characters of the text around words are shown.
const contextShown = 40

// Context is words of a text with what stands around them, on one line.
type Context struct {
	Range text.Range
	text.Excerpt
}

// ContextOf cuts words out of a text with what stands around them.
func ContextOf(s string, r text.Range) Context {
	return Context{r, text.Around(s, r, contextShown, 0)}
}

// Elsewhere looks in the background for the other places of the current
// annotation's words that do not have its label, and shows them with the words
// around them.
func (d *Desk) Elsewhere(o text.FindOptions, show func([]Context)) {
	a, ok := d.Current()
	if !ok || len(a.Spans) != 1 {
		show(nil)
		return
	}
	whole, marks := d.open.Text, d.open.Marks
	d.o.Work(func() {
		found := elsewhere(whole, &a, marks, o)
		d.o.UI(func() { show(found) })
	})
}

func elsewhere(whole string, a *annotate.Annotation, marks []annotate.Annotation, o text.FindOptions) []Context {
	taken := map[text.Range]bool{}
	for _, other := range marks {
		if other.Label != a.Label {
			continue
		}
		for _, s := range other.Spans {
			taken[text.Range{Start: s.Start, End: s.End}] = true
		}
	}
	var found []Context
	for _, r := range text.Fold(whole, o).Find(a.Spans[0].Text, hitsAtMost) {
		if !taken[r] {
			found = append(found, ContextOf(whole, r))
		}
	}
	return found
}

// MarkElsewhere marks the places as the current annotation is marked, with
// its entry of the register. It is one step of undo.
func (d *Desk) MarkElsewhere(places []text.Range) {
	a, ok := d.Current()
	if !ok || len(places) == 0 || !d.MayWrite() {
		return
	}
	draft := annotate.Draft{Person: d.o.Person.ID, Article: d.open.Article.ID,
		Action: fmt.Sprintf("mark %d more “%s” as %s", len(places), text.Shorten(a.Text(), wordsInMessages), d.name(a.Label))}
	for _, r := range places {
		span, err := annotate.SpanOf(d.open.Text, r.Start, r.End)
		if err != nil {
			d.Say(Failure, err.Error())
			return
		}
		ref := annotate.AnnotationRef(d.open.Article.ID, d.o.Person.ID, annotate.NewID())
		draft.AddAnnotation(ref, a.Label, []annotate.Span{span}, annotate.Origin{By: annotate.ByHand})
		if !a.Entity.IsZero() {
			draft.Set(ref, annotate.FieldEntity, a.Entity)
		}
	}
	d.do(draft)
	d.Say(Info, fmt.Sprintf("Marked %d more as %s.", len(places), d.name(a.Label)))
}
