package desk

import (
	"fmt"
	"slices"

	"bluepencil/annotate"
	"bluepencil/annotate/text"
)

// StartLinkKey begins a link of the role that has the key among those of the
// current annotation's label: S is a quote's speaker and a claim's claimant.
func (d *Desk) StartLinkKey(key string) {
	if !d.MayWrite() {
		return
	}
	if a, ok := d.Current(); ok {
		for _, id := range d.shownBook.RoleIDs(a.Label) {
			if role, known := d.shownBook.Role(id); known && !role.Retired && role.Key == key {
				d.StartLink(id)
				return
			}
		}
		d.Say(Info, fmt.Sprintf("A %s has no link with the key %s.", d.name(a.Label), key))
		return
	}
	d.Say(Info, "Make a quote or claim current first: click it, or press Tab.")
}

// StartLink begins a link of a role from the current annotation. The target
// is chosen next: go to an annotation, or select words, and press Enter.
func (d *Desk) StartLink(id annotate.RoleID) {
	if !d.MayWrite() {
		return
	}
	a, ok := d.Current()
	if !ok {
		d.Say(Info, "Make a quote or claim current first: click it, or press Tab.")
		return
	}
	role, known := d.shownBook.Role(id)
	if !known || !slices.Contains(d.shownBook.RoleIDs(a.Label), id) {
		d.Say(Info, fmt.Sprintf("A %s has no %s.", d.name(a.Label), id))
		return
	}
	d.dropCard()
	d.linking = &Linking{From: a.ID, Role: role}
	d.caret = a.Start()
	d.o.Show(LinkBegun)
	d.Say(Info, fmt.Sprintf("The %s of “%s”: click it, or select its words and press Enter. Esc gives up.", role.Name, text.Shorten(a.Text(), wordsInMessages)))
	d.o.Show(CurrentChanged)
}

// CancelLink gives up the link being made.
func (d *Desk) CancelLink() bool {
	if d.linking == nil {
		return false
	}
	d.linking = nil
	d.Say(Info, "No link was made.")
	d.o.Show(CurrentChanged)
	return true
}

// FinishLink links to what is chosen: the selected words, which are marked if
// they are not, or else the annotation at the caret.
func (d *Desk) FinishLink() bool {
	if d.linking == nil || d.open == nil {
		return false
	}
	if d.selection.Empty() {
		if id, ok := d.targetAt(d.caret); ok {
			d.target(id)
			return true
		}
	}
	span, ok := d.chosen()
	if !ok {
		d.Say(Info, "Select the words, or click an annotation.")
		return true
	}
	for _, a := range d.open.Marks {
		if len(a.Spans) == 1 && a.Spans[0] == span && d.fits(a.Label) {
			d.target(a.ID)
			return true
		}
	}
	if label, ok := d.targetLabel(); ok {
		d.markTarget(label, span)
	}
	return true
}

func (d *Desk) fits(label annotate.LabelID) bool {
	return d.shownBook.PointsTo(d.linking.Role, label)
}

// targetAt is the annotation at an offset that the link may point to: the
// current one, or else the shortest.
func (d *Desk) targetAt(offset int) (best annotate.ID, ok bool) {
	if a, is := d.Current(); is && a.ID != d.linking.From && d.fits(a.Label) && touches(&a, offset) {
		return a.ID, true
	}
	shortest := len(d.open.Text) + 1
	for _, a := range d.open.Marks {
		if a.ID == d.linking.From || !d.fits(a.Label) {
			continue
		}
		for _, s := range a.Spans {
			if s.Start <= offset && offset <= s.End && s.End-s.Start < shortest {
				best, ok, shortest = a.ID, true, s.End-s.Start
			}
		}
	}
	return best, ok
}

// targetLabel is what words chosen as a target are marked as: the first label
// the role may point to.
func (d *Desk) targetLabel() (annotate.LabelID, bool) {
	if id, ok := d.firstTarget(d.linking.Role); ok {
		return id, true
	}
	d.Say(Info, "Mark the words first, then link to them.")
	return "", false
}

// target links to an annotation and ends the linking.
func (d *Desk) target(id annotate.ID) {
	from, role := d.linking.From, d.linking.Role
	at := slices.IndexFunc(d.open.Marks, func(a annotate.Annotation) bool { return a.ID == id })
	if at < 0 || !d.fits(d.open.Marks[at].Label) {
		d.Say(Info, fmt.Sprintf("A %s cannot be the %s.", d.name(d.open.Marks[max(at, 0)].Label), role.Name))
		return
	}
	d.linking = nil
	d.current = from
	draft := annotate.AddLink(annotate.AnnotationRef(d.open.Article.ID, d.o.Person.ID, from), annotate.Link{ID: annotate.NewID(), Role: role.ID, To: id})
	draft.Action = "add " + role.Name
	d.replaceSingle(&draft, from, role)
	d.do(draft)
	d.o.Show(Marked)
	d.Say(Info, fmt.Sprintf("The %s is “%s”.", role.Name, text.Shorten(d.open.Marks[at].Text(), wordsInMessages)))
	d.o.Show(CurrentChanged)
}

// markTarget marks the words and links to them, in one step.
func (d *Desk) markTarget(label annotate.LabelID, span annotate.Span) {
	from, role := d.linking.From, d.linking.Role
	if !d.fits(label) {
		d.Say(Info, fmt.Sprintf("A %s cannot be the %s.", d.name(label), role.Name))
		return
	}
	d.linking = nil
	d.current = from
	article, person := d.open.Article.ID, d.o.Person.ID
	target := annotate.NewID()
	draft := annotate.Draft{Person: person, Action: "add " + role.Name, Article: article}
	draft.AddAnnotation(annotate.AnnotationRef(article, person, target), label, []annotate.Span{span}, annotate.Origin{By: annotate.ByHand})
	link := annotate.Link{ID: annotate.NewID(), Role: role.ID, To: target}
	draft.Set(annotate.AnnotationRef(article, person, from), annotate.FieldLink+link.ID.String(), link)
	d.replaceSingle(&draft, from, role)
	d.do(draft)
	d.o.Show(Marked)
	d.Say(Info, fmt.Sprintf("The %s is “%s”, marked as %s.", role.Name, text.Shorten(span.Text, wordsInMessages), d.name(label)))
	d.o.Show(CurrentChanged)
}

// replaceSingle removes the link there is where the role takes only one.
func (d *Desk) replaceSingle(draft *annotate.Draft, from annotate.ID, role annotate.Role) {
	if role.Max != 1 {
		return
	}
	for _, a := range d.open.Marks {
		if a.ID != from {
			continue
		}
		for _, l := range slices.Concat(a.Links, a.Waiting) {
			if l.Role == role.ID {
				draft.Unset(a.Ref(), annotate.FieldLink+l.ID.String())
			}
		}
	}
}

// RemoveLink removes a link of the current annotation.
func (d *Desk) RemoveLink(id annotate.ID) {
	d.change(func(a annotate.Annotation) (annotate.Draft, bool) {
		for _, l := range a.Links {
			if l.ID == id {
				return annotate.RemoveLink(a.Ref(), l), true
			}
		}
		return annotate.Draft{}, false
	})
}
