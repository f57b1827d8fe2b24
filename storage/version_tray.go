package storage

import (
	"fmt"
	"slices"

	"bluepencil/annotate"
	"bluepencil/annotate/text"
	"bluepencil/annotate/text/anchor"
)

// Waiting is an annotation of the version before that has no counterpart in
// the new one yet.
type Waiting struct {
	Annotation annotate.Annotation // as it stands in the old version
	// Places says of each of its spans what became of it, candidates included.
	Places []anchor.Result
	// Spans are the best places as spans of the new text; nil where one of the
	// pieces is lost, or they do not go together.
	Spans []annotate.Span
	// Confidence is that of the least sure piece, from 0 to 1.
	Confidence float64
	// Refused says why it cannot stand in the new version though its place is
	// sure, such as a label the codebook no longer has.
	Refused error
}

// Sure tells whether Carry takes the annotation over without asking.
func (w *Waiting) Sure() bool {
	return w.Spans != nil && w.Confidence >= anchor.Sure && w.Refused == nil
}

// Tray is what a person's annotations of one version of an article are in a
// newer one: how many are there already, and those that wait.
type Tray struct {
	Old, New annotate.ID
	Carried  int // have a counterpart in the new version, live or in its bin
	Dropped  int // were decided to be left out
	Waiting  []Waiting
}

// CarrySource finds the version to take a person's annotations over from: the
// nearest one before the article in which the person has any. ok is false
// where there is none.
func (p *Project) CarrySource(person, article annotate.ID) (old annotate.ID, ok bool, err error) {
	if err := p.versions.load(p.store); err != nil {
		return old, false, err
	}
	seen := map[annotate.ID]bool{article: true}
	for old = p.versions.before(article); !old.IsZero() && !seen[old]; old = p.versions.before(old) {
		seen[old] = true
		n, err := p.AnnotationCount(old, person)
		if err != nil || n > 0 {
			return old, n > 0, err
		}
	}
	return annotate.ID{}, false, nil
}

// Tray derives what waits: the person's live annotations of the version old
// that no annotation of their layer of the version new was made of, and that
// they have not decided to leave out, in the order of the text. It writes
// nothing. It fails with annotate.ErrNotFound, and with annotate.ErrInvalid
// where new is no later version of old.
func (p *Project) Tray(person, old, new annotate.ID) (Tray, error) {
	c, err := p.startCarry(person, old, new)
	if err != nil {
		return Tray{}, err
	}
	return c.tray, nil
}

// carrying is the taking over of one person's annotations.
type carrying struct {
	p           *Project
	person      annotate.ID
	oldText     string
	text        string // of the new version
	codebook    *annotate.Codebook
	old         []annotate.Annotation
	counterpart map[annotate.ID]*annotate.Annotation // live ones, by the id of the old annotation
	tray        Tray
}

func (p *Project) startCarry(person, old, new annotate.ID) (*carrying, error) {
	if err := p.checkLater(old, new); err != nil {
		return nil, err
	}
	c := &carrying{p: p, person: person, tray: Tray{Old: old, New: new}, counterpart: map[annotate.ID]*annotate.Annotation{}}
	var err error
	if c.oldText, err = p.Text(old); err != nil {
		return nil, err
	}
	if c.text, err = p.Text(new); err != nil {
		return nil, err
	}
	if c.codebook, err = p.Codebook(); err != nil {
		return nil, err
	}
	if c.old, err = p.Annotations(old, person); err != nil {
		return nil, err
	}
	return c, c.findWaiting()
}

func (p *Project) checkLater(old, new annotate.ID) error {
	if err := p.versions.load(p.store); err != nil {
		return err
	}
	if !slices.Contains(p.versions.after(old), new) {
		return fmt.Errorf("%w: article %s is no later version of %s", annotate.ErrInvalid, new, old)
	}
	return nil
}

// findWaiting sorts the old annotations into those that are there, those that
// were dropped, and those that wait.
func (c *carrying) findWaiting() error {
	known, err := c.findCounterparts()
	if err != nil {
		return err
	}
	layer, err := c.p.Object(annotate.LayerRef(c.tray.New, c.person))
	if err != nil {
		return err
	}
	dropped := annotate.DroppedFrom(layer)
	for i := range c.old {
		switch id := c.old[i].ID; {
		case known[id]:
			c.tray.Carried++
		case dropped[id]:
			c.tray.Dropped++
		default:
			c.tray.Waiting = append(c.tray.Waiting, Waiting{Annotation: c.old[i]})
		}
	}
	if len(c.tray.Waiting) > 0 {
		c.place()
	}
	return nil
}

// findCounterparts tells of which annotations there is one in the new version,
// live or in its bin, and takes note of the live ones.
func (c *carrying) findCounterparts() (known map[annotate.ID]bool, err error) {
	there, err := c.p.Annotations(c.tray.New, c.person)
	if err != nil {
		return nil, err
	}
	bin, err := c.p.DeletedAnnotations(c.tray.New, c.person)
	if err != nil {
		return nil, err
	}
	known = map[annotate.ID]bool{}
	for _, list := range [][]annotate.Annotation{there, bin} {
		for i := range list {
			for _, id := range list[i].Origin.From {
				known[id] = true
				if !list[i].Deleted {
					c.counterpart[id] = &list[i]
				}
			}
		}
	}
	return known, nil
}

// place finds the places of all that waits.
func (c *carrying) place() {
	alignment := anchor.Align(c.oldText, c.text)
	for i := range c.tray.Waiting {
		w := &c.tray.Waiting[i]
		var ranges []text.Range
		for _, s := range w.Annotation.Spans {
			ranges = append(ranges, text.Range{Start: s.Start, End: s.End})
		}
		w.Places = alignment.Anchor(ranges)
		w.settle(c.text)
	}
	c.refuse()
}

// settle makes spans of the best places, where there is one for each piece and
// they stand in the order of the old ones.
func (w *Waiting) settle(whole string) {
	var spans []annotate.Span
	w.Confidence = 1
	for i, place := range w.Places {
		w.Confidence = min(w.Confidence, place.Confidence)
		if place.Empty() || i > 0 && place.Start <= w.Places[i-1].End {
			w.Confidence = 0
			return
		}
		spans = append(spans, annotate.Span{Start: place.Start, End: place.End})
	}
	if spans, err := annotate.NormaliseSpans(whole, spans); err == nil {
		w.Spans = spans
	}
}

// refuse notes what the codebook does not allow, of those whose place is sure.
func (c *carrying) refuse() {
	labels := map[annotate.ID]annotate.LabelID{}
	for i := range c.old {
		labels[c.old[i].ID] = c.old[i].Label
	}
	around := annotate.Surroundings{Text: c.text, Entity: c.hasEntity,
		Target: func(id annotate.ID) (annotate.LabelID, bool) { label, ok := labels[id]; return label, ok }}
	for i := range c.tray.Waiting {
		if w := &c.tray.Waiting[i]; w.Sure() {
			a := w.Annotation
			a.Spans = w.Spans
			w.Refused = c.codebook.Check(&a, around)
		}
	}
}

func (c *carrying) hasEntity(id annotate.ID) bool {
	e, err := c.p.Entity(id)
	return err == nil && !e.Deleted
}

// find is the waiting annotation with an id.
func (c *carrying) find(id annotate.ID) (*Waiting, error) {
	at := slices.IndexFunc(c.tray.Waiting, func(w Waiting) bool { return w.Annotation.ID == id })
	if at < 0 {
		return nil, fmt.Errorf("annotation %s does not wait for a place in the new version: %w", id, annotate.ErrNotFound)
	}
	return &c.tray.Waiting[at], nil
}
