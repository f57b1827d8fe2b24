package desk

import (
	"fmt"
	"slices"

	"bluepencil/annotate"
	"bluepencil/annotate/text"
)

// SetSelection tells the desk what is selected in the text.
func (d *Desk) SetSelection(r text.Range) { d.selection = r }

// SetCaret tells the desk where the caret stands.
func (d *Desk) SetCaret(offset int) { d.caret = offset }

// Caret is where the caret stands.
func (d *Desk) Caret() int { return d.caret }

// Current is the annotation everything is done to, if there is one.
func (d *Desk) Current() (annotate.Annotation, bool) {
	if d.open != nil {
		for _, a := range d.open.Marks {
			if a.ID == d.current {
				return a, true
			}
		}
	}
	return annotate.Annotation{}, false
}

// SetCurrent makes an annotation the current one; the zero ID makes none.
func (d *Desk) SetCurrent(id annotate.ID) {
	if d.linking != nil && !id.IsZero() && id != d.linking.From {
		d.target(id)
		return
	}
	if id != d.current {
		d.dropCard()
	}
	d.current = id
	if a, ok := d.Current(); ok && !touches(&a, d.caret) {
		d.caret = a.Start()
	}
	d.o.Show(CurrentChanged)
}

// Walk makes the next or previous annotation current, from the current one or
// from the caret.
func (d *Desk) Walk(step int) {
	if d.open == nil || len(d.open.Marks) == 0 {
		d.Say(Info, "Nothing is marked here yet: select words and press a label's key.")
		return
	}
	marks := d.open.Marks
	at := slices.IndexFunc(marks, func(a annotate.Annotation) bool { return a.ID == d.current })
	switch {
	case at >= 0:
		at = (at + step + len(marks)) % len(marks)
	case step > 0:
		at = max(slices.IndexFunc(marks, func(a annotate.Annotation) bool { return a.Start() >= d.caret }), 0)
	default:
		at = len(marks) - 1
		for at > 0 && marks[at].Start() >= d.caret {
			at--
		}
	}
	d.walkTo(marks[at].ID)
}

// walkTo makes an annotation current without linking to it.
func (d *Desk) walkTo(id annotate.ID) {
	from := d.linking
	d.linking = nil
	d.SetCurrent(id)
	d.linking = from
}

// chosen is what a label's key marks: the selection without blanks at its
// ends, or the word at the caret.
func (d *Desk) chosen() (annotate.Span, bool) {
	r := d.selection
	if r.Empty() {
		r = text.WordAt(d.open.Text, d.caret)
	}
	r = trimBlanks(d.open.Text, r)
	span, err := annotate.SpanOf(d.open.Text, r.Start, r.End)
	return span, err == nil
}

func trimBlanks(s string, r text.Range) text.Range {
	blank := func(b byte) bool { return b == ' ' || b == '\n' || b == '\r' || b == '\t' }
	for r.Start < r.End && blank(s[r.Start]) {
		r.Start++
	}
	for r.Start < r.End && blank(s[r.End-1]) {
		r.End--
	}
	return r
}

// Mark marks what is chosen. The new annotation becomes the current one.
func (d *Desk) Mark(label annotate.LabelID) {
	if d.open == nil || !d.MayWrite() || d.retired(label) {
		return
	}
	span, ok := d.chosen()
	if !ok {
		d.Say(Info, "Select the words to mark first.")
		return
	}
	if twin, found := d.same(label, span); found {
		d.SetCurrent(twin)
		d.Say(Info, fmt.Sprintf("“%s” is marked as %s already.", text.Shorten(span.Text, wordsInMessages), d.name(label)))
		return
	}
	if d.linking != nil {
		d.markTarget(label, span)
		return
	}
	id := annotate.NewID()
	draft := annotate.Mark(d.o.Person.ID, d.open.Article.ID, id, label, []annotate.Span{span}, annotate.Origin{By: annotate.ByHand})
	draft.Action = "mark " + d.name(label)
	words := fmt.Sprintf("Marked as %s: “%s”.", d.name(label), text.Shorten(span.Text, wordsInMessages))
	if d.linkQuote(&draft, id, label, []annotate.Span{span}) {
		words += " It is linked to the quote it stands in."
	}
	d.start(&draft)
	d.dropCard()
	d.current = id
	d.do(draft)
	d.Say(Info, words)
	d.o.Show(Marked)
	d.o.Show(CurrentChanged)
	if a, ok := d.Current(); ok {
		d.proposeFor(a)
	}
}

// start adds to a draft that its article is begun, if it is not.
func (d *Desk) start(draft *annotate.Draft) {
	if d.open.Layer.Status == annotate.StatusNew {
		draft.AddStatus(d.o.Person.ID, d.open.Article.ID, annotate.StatusInProgress, "")
	}
}

// same finds an annotation with the same label on the same words.
func (d *Desk) same(label annotate.LabelID, span annotate.Span) (annotate.ID, bool) {
	for _, a := range d.open.Marks {
		if a.Label == label && len(a.Spans) == 1 && a.Spans[0] == span {
			return a.ID, true
		}
	}
	return annotate.ID{}, false
}

// wordsInMessages is how many code points of a text a message shows.
const wordsInMessages = 40

func (d *Desk) name(label annotate.LabelID) string {
	if l, ok := d.shownBook.Label(label); ok {
		return l.Name
	}
	return string(label)
}

// change does something to the current annotation; without one it says so.
func (d *Desk) change(make func(annotate.Annotation) (annotate.Draft, bool)) {
	if !d.MayWrite() {
		return
	}
	a, ok := d.Current()
	if !ok {
		d.Say(Info, "No annotation is current: click one, or press Tab.")
		return
	}
	card := d.QuoteCard() != nil
	if draft, ok := make(a); ok {
		d.do(draft)
		d.reshaped(a, card)
	}
}

// Delete puts the current annotation into the bin. Nothing is current then;
// Walk goes on from the caret.
func (d *Desk) Delete() {
	d.change(func(a annotate.Annotation) (annotate.Draft, bool) {
		d.linking = nil
		return annotate.DeleteAnnotation(a.Ref()), true
	})
}

// AddPiece adds the selection to the current annotation as a further piece.
func (d *Desk) AddPiece() {
	d.change(func(a annotate.Annotation) (annotate.Draft, bool) {
		span, ok := d.chosen()
		if !ok || d.selection.Empty() {
			d.Say(Info, "Select the words that belong to it, too.")
			return annotate.Draft{}, false
		}
		spans, err := annotate.NormaliseSpans(d.open.Text, append(slices.Clone(a.Spans), span))
		if err != nil {
			d.Say(Failure, err.Error())
			return annotate.Draft{}, false
		}
		d.o.Show(Marked)
		return annotate.SetSpans(a.Ref(), "add piece to "+d.name(a.Label), spans), true
	})
}

// SetAttribute sets an attribute of the current annotation; nil clears it.
func (d *Desk) SetAttribute(id annotate.AttributeID, value annotate.AttributeValue) {
	d.change(func(a annotate.Annotation) (annotate.Draft, bool) {
		draft := annotate.SetAttribute(a.Ref(), id, value)
		if attribute, ok := d.shownBook.Attribute(id); ok {
			draft.Action = "set " + attribute.Name
		}
		return draft, true
	})
}

// SetNote sets the note of the current annotation.
func (d *Desk) SetNote(note string) {
	d.change(func(a annotate.Annotation) (annotate.Draft, bool) {
		return annotate.SetNote(a.Ref(), note), a.Note != note
	})
}

// ToggleQuestion sets or clears the current annotation's question flag.
func (d *Desk) ToggleQuestion() {
	d.change(func(a annotate.Annotation) (annotate.Draft, bool) {
		return annotate.SetQuestion(a.Ref(), !a.Question), true
	})
}
