package storage

import (
	"fmt"
	"slices"

	"bluepencil/annotate"
	"bluepencil/annotate/text"
	"bluepencil/annotate/text/anchor"
)

// CarryReport tells what Carry did.
type CarryReport struct {
	Carried int // annotations that were written
	Waiting int // that wait in the tray
}

// Carry takes a person's annotations of the version old over into their own
// layer of the version new, as far as their places are sure: in one step that
// can be undone. They have ids of their own, and an origin that names the ones
// they were; links among what is there and what is carried are kept. What is
// not sure stays in the tray. Its errors are those of Tray.
func (p *Project) Carry(person, old, new annotate.ID) (CarryReport, error) {
	c, err := p.startCarry(person, old, new)
	if err != nil {
		return CarryReport{}, err
	}
	fresh := map[annotate.ID]annotate.ID{}
	var sure []*Waiting
	for i := range c.tray.Waiting {
		if w := &c.tray.Waiting[i]; w.Sure() {
			fresh[w.Annotation.ID] = annotate.NewID()
			sure = append(sure, w)
		}
	}
	report := CarryReport{Carried: len(sure), Waiting: len(c.tray.Waiting) - len(sure)}
	if len(sure) == 0 {
		return report, nil
	}
	list := make([]annotate.Annotation, len(sure))
	for i, w := range sure {
		list[i] = c.renewed(w, w.Spans, fresh, annotate.Origin{By: w.Annotation.Origin.By, Score: &w.Confidence})
	}
	i, err := p.StartImport(person, fmt.Sprintf("carry %d markings over to the new version", len(sure)))
	if err != nil {
		return CarryReport{}, err
	}
	if err := i.AddAnnotations(new, list); err != nil {
		i.Abandon()
		return CarryReport{}, err
	}
	if _, err := i.Close(""); err != nil {
		return CarryReport{}, err
	}
	return report, nil
}

// renewed is an old annotation as it is to stand in the new version. fresh
// gives the ids of those that are written together with it.
func (c *carrying) renewed(w *Waiting, spans []annotate.Span, fresh map[annotate.ID]annotate.ID, origin annotate.Origin) annotate.Annotation {
	a := w.Annotation
	origin.Source, origin.From = annotate.CarriedSource, []annotate.ID{a.ID}
	a.ID, a.Article, a.Spans, a.Origin = fresh[a.ID], c.tray.New, spans, origin
	a.Links = nil
	for _, link := range w.Annotation.Links {
		if !link.ToEntity {
			to, ok := c.whereIs(link.To, fresh)
			if !ok {
				continue // it comes with the annotation it points to, when that gets its place
			}
			link.To = to
		}
		link.ID = annotate.NewID()
		a.Links = append(a.Links, link)
	}
	return a
}

// whereIs is the id of an old annotation's counterpart.
func (c *carrying) whereIs(old annotate.ID, fresh map[annotate.ID]annotate.ID) (annotate.ID, bool) {
	if id, ok := fresh[old]; ok {
		return id, true
	}
	if there := c.counterpart[old]; there != nil {
		return there.ID, true
	}
	return annotate.ID{}, false
}

// PlaceWaiting gives an annotation of the tray its place in the new version:
// one of its candidates, or where the person says. The spans are brought into
// order and cut out of the new text anew. Links from and to what is there
// already are kept. It fails with annotate.ErrNotFound where the annotation
// does not wait, and with annotate.ErrSpan or ErrInvalid where it cannot stand
// there.
func (p *Project) PlaceWaiting(person, old, new, annotation annotate.ID, spans []annotate.Span) (annotate.Change, error) {
	c, err := p.startCarry(person, old, new)
	if err != nil {
		return annotate.Change{}, err
	}
	w, err := c.find(annotation)
	if err != nil {
		return annotate.Change{}, err
	}
	if spans, err = annotate.NormaliseSpans(c.text, spans); err != nil {
		return annotate.Change{}, err
	}
	origin := annotate.Origin{By: annotate.ByHand}
	if confidence, ok := w.offers(spans); ok {
		origin = annotate.Origin{By: w.Annotation.Origin.By, Score: &confidence}
	}
	fresh := map[annotate.ID]annotate.ID{annotation: annotate.NewID()}
	a := c.renewed(w, spans, fresh, origin)
	d := annotate.Draft{Person: person, Action: "place “" + text.Shorten(w.Annotation.Text(), 40) + "”", Article: new}
	d.AddWhole(annotate.AnnotationRef(new, person, a.ID), &a)
	c.linkBack(&d, annotation, a.ID)
	if err := c.begin(&d); err != nil {
		return annotate.Change{}, err
	}
	return p.Commit(d)
}

// offers tells whether spans are candidates of the pieces, one each, and how
// sure the least sure of them is.
func (w *Waiting) offers(spans []annotate.Span) (confidence float64, ok bool) {
	if len(spans) != len(w.Places) {
		return 0, false
	}
	confidence = 1
	for i, s := range spans {
		at := slices.IndexFunc(w.Places[i].Candidates, func(p anchor.Place) bool { return p.Start == s.Start && p.End == s.End })
		if at < 0 {
			return 0, false
		}
		confidence = min(confidence, w.Places[i].Candidates[at].Confidence)
	}
	return confidence, true
}

// linkBack adds the links that annotations already carried had to the one that
// gets its place now, as far as their roles have room.
func (c *carrying) linkBack(d *annotate.Draft, old, placed annotate.ID) {
	for i := range c.old {
		there := c.counterpart[c.old[i].ID]
		if there == nil {
			continue
		}
		for _, link := range c.old[i].Links {
			if link.ToEntity || link.To != old || !c.hasRoom(there, link.Role) {
				continue
			}
			link.ID, link.To = annotate.NewID(), placed
			d.Set(there.Ref(), annotate.FieldLink+link.ID.String(), link)
		}
	}
}

func (c *carrying) hasRoom(a *annotate.Annotation, id annotate.RoleID) bool {
	role, ok := c.codebook.Role(id)
	n := 0
	for _, link := range a.Links {
		if link.Role == id {
			n++
		}
	}
	return ok && (role.Max == 0 || n < role.Max)
}

// begin sets the new version to in progress where the person has not been in it.
func (c *carrying) begin(d *annotate.Draft) error {
	layer, err := c.p.Layer(c.tray.New, c.person)
	if err == nil && layer.Status == annotate.StatusNew {
		d.AddStatus(c.person, c.tray.New, annotate.StatusInProgress, "")
	}
	return err
}

// DropWaiting records that annotations of the version before are not wanted in
// the person's layer of the new one: they are not asked for again, unless it is
// undone.
func (p *Project) DropWaiting(person, old, new annotate.ID, annotations ...annotate.ID) (annotate.Change, error) {
	c, err := p.startCarry(person, old, new)
	if err != nil {
		return annotate.Change{}, err
	}
	for _, id := range annotations {
		if _, err := c.find(id); err != nil {
			return annotate.Change{}, err
		}
	}
	d := annotate.Drop(person, new, annotations...)
	if err := c.begin(&d); err != nil {
		return annotate.Change{}, err
	}
	return p.Commit(d)
}
