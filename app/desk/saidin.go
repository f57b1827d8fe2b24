package desk

import (
	"fmt"

	"bluepencil/annotate"
	"bluepencil/annotate/format/claimreview"
	"bluepencil/annotate/text"
)

// A claim that stands in a quote is the speaker's. Where exactly one quote is
// around the words that are marked, the link is made with the marking, in one
// step of undo; where there are several, a person has to say which, and the
// command takes the innermost.

// around lists the markings of the open article that a link of the role may
// point to and that lie around all of the spans, the innermost first.
func (d *Desk) around(spans []annotate.Span, role annotate.Role) []annotate.Annotation {
	var list []annotate.Annotation
	first, last := spans[0], spans[len(spans)-1]
	for _, a := range stacked(d.open.Marks, first.Start) {
		if !d.shownBook.PointsTo(role, a.Label) {
			continue
		}
		if covers(&a, first.Start, last.End) {
			list = append(list, a)
		}
	}
	return list
}

// covers tells whether all from one offset to another lies in an annotation or
// between its pieces.
func covers(a *annotate.Annotation, start, end int) bool {
	inside := func(offset int) bool {
		for _, s := range a.Spans {
			if s.Start <= offset && offset <= s.End {
				return true
			}
		}
		return false
	}
	return inside(start) && inside(end)
}

// saidIn is the role that says in which quote a label's words stand.
func (d *Desk) saidIn(label annotate.LabelID) (annotate.Role, bool) {
	for _, id := range d.shownBook.RoleIDs(label) {
		if role, ok := d.shownBook.Role(id); ok && id == claimreview.SaidIn && !role.Retired {
			return role, true
		}
	}
	return annotate.Role{}, false
}

// linkQuote adds to the marking of some words the link to the quote they stand
// in, where there is exactly one.
func (d *Desk) linkQuote(draft *annotate.Draft, id annotate.ID, label annotate.LabelID, spans []annotate.Span) (linked bool) {
	role, ok := d.saidIn(label)
	if !ok {
		return false
	}
	quotes := d.around(spans, role)
	if len(quotes) != 1 {
		return false
	}
	link := annotate.Link{ID: annotate.NewID(), Role: role.ID, To: quotes[0].ID}
	draft.Set(annotate.AnnotationRef(d.open.Article.ID, d.o.Person.ID, id), annotate.FieldLink+link.ID.String(), link)
	return true
}

// SaidIn links the current annotation to the innermost quote around it, in
// place of the quote it was linked to.
func (d *Desk) SaidIn() {
	d.change(func(a annotate.Annotation) (annotate.Draft, bool) {
		role, ok := d.saidIn(a.Label)
		if !ok {
			d.Say(Info, fmt.Sprintf("A %s is not linked to the quote it stands in.", d.name(a.Label)))
			return annotate.Draft{}, false
		}
		quotes := d.around(a.Spans, role)
		if len(quotes) == 0 {
			d.Say(Info, "It stands in nothing that is marked as a quote.")
			return annotate.Draft{}, false
		}
		for _, l := range a.Links {
			if l.Role == role.ID && l.To == quotes[0].ID {
				d.Say(Info, "It is linked to that quote already.")
				return annotate.Draft{}, false
			}
		}
		draft := annotate.AddLink(a.Ref(), annotate.Link{ID: annotate.NewID(), Role: role.ID, To: quotes[0].ID})
		draft.Action = "add " + role.Name
		d.replaceSingle(&draft, a.ID, role)
		d.Say(Info, fmt.Sprintf("It is said in “%s”.", text.Shorten(quotes[0].Text(), wordsInMessages)))
		return draft, true
	})
}
