package window

import (
	"bluepencil/annotate"
	"bluepencil/app/articleview"
	"bluepencil/app/desk"
	"bluepencil/app/panel"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/dialog"
)

// cardCommands are about the cards of quotes.
func (w *Window) cardCommands(add adder) {
	card := func(id, title string, ready func() bool, run func(), keys ...string) {
		add("Annotate", id, title, ready, run, keys...).Part = "Quote cards"
	}
	card("same-speaker", "Same speaker as the quote before", w.hasCurrent, func() { w.desk.SameSpeaker() }, "=")
	card("speaker-unknown", "Speaker unknown", w.hasCurrent, func() { w.desk.SpeakerUnknown() }, "0")
	card("propose", "Propose what the quote lacks", w.hasCurrent, func() { w.desk.Propose() }, "y")
	card("card-next", "Next candidate of the proposed card", w.hasCard, func() { w.desk.StepCard(1) })
	card("card-previous", "Candidate before of the proposed card", w.hasCard, func() { w.desk.StepCard(-1) })
	card("card-part", "Other part of the proposed card", w.hasCard, func() { w.desk.FocusCard(1) })
	card("quotes", "Quotes of the article…", w.hasArticle, w.listQuotes, "Ctrl+Shift+Q")
	card("proposals", "Propose cards when a quote is marked: on, off", nil, func() {
		w.toggle(prefProposals, "Cue and speaker of a new quote are proposed", w.setProposals)
	})
}

// listQuotes shows the quotes of the open article; choosing one goes there.
func (w *Window) listQuotes() {
	var d *dialog.CustomDialog
	q := panel.NewQuotes(w.desk.Quotes(), func() { d.Hide() })
	q.OnChosen = func(r desk.QuoteRow) {
		d.Hide()
		w.desk.SetCurrent(r.ID)
		w.revealCurrent()
	}
	d = dialog.NewCustom("Quotes of the article", "Close", q, w.win)
	w.present(d, fyne.NewSize(860, 520))
	w.win.Canvas().Focus(q.Focusable())
}

func (w *Window) hasCard() bool { return w.desk != nil && w.desk.QuoteCard() != nil }

// confirms tells whether Enter has something to do in the text.
func (w *Window) confirms() bool { return w.hasCard() || w.desk != nil && w.desk.Linking() != nil }

// confirm links to what is chosen, or accepts the proposed card.
func (w *Window) confirm() {
	if !w.desk.FinishLink() {
		w.desk.AcceptCard()
	}
}

func (w *Window) setProposals(on bool) { w.with(func() { w.desk.SetProposals(on) }) }

// cardKey gives the arrows and Tab to the proposed card until the caret goes
// on. It tells whether it took the key.
func (w *Window) cardKey(e *fyne.KeyEvent) bool {
	if w.desk == nil || !w.desk.CardHasArrows() || w.win.Canvas().Overlays().Top() != nil {
		return false
	}
	shift := w.view.ShiftHeld()
	switch {
	case e.Name == fyne.KeyRight && !shift:
		w.desk.StepCard(1)
	case e.Name == fyne.KeyLeft && !shift:
		w.desk.StepCard(-1)
	case e.Name == fyne.KeyTab && shift:
		w.desk.FocusCard(-1)
	case e.Name == fyne.KeyTab:
		w.desk.FocusCard(1)
	default:
		return false
	}
	return true
}

// ghostID begins the ids of highlights that are only proposed.
const ghostID = "proposed "

// ghosts are the words that the proposed card would link, as the page shows
// them: like what is not saved yet.
func (w *Window) ghosts() (list []articleview.Highlight) {
	c := w.desk.QuoteCard()
	if c == nil {
		return nil
	}
	for i := range c.Parts {
		part := &c.Parts[i]
		chosen, ok := part.Chosen()
		if !ok {
			continue
		}
		span := annotate.Span{Start: chosen.Range.Start, End: chosen.Range.End}
		h := w.highlight(&annotate.Annotation{Label: part.Label, Spans: []annotate.Span{span}}, true)
		h.ID, h.Tag = ghostID+string(part.Role.ID), part.Role.Name+"?"
		list = append(list, h)
	}
	return list
}

// ghostLinks are the links that the card of a quote would add.
func (w *Window) ghostLinks(quote annotate.ID) (list []articleview.Link) {
	c := w.desk.QuoteCard()
	if c == nil || c.Quote != quote {
		return nil
	}
	for i := range c.Parts {
		if chosen, ok := c.Parts[i].Chosen(); ok {
			list = append(list, articleview.Link{Role: c.Parts[i].Role.Name + "?", Words: w.desk.CardWords(chosen), To: ghostID + string(c.Parts[i].Role.ID)})
		}
	}
	return list
}

// marginCard is what the card of an annotation in the margin says: of a quote
// its type, its links, and what it lacks.
func (w *Window) marginCard(a *annotate.Annotation, links []desk.LinkedTo) []articleview.Link {
	list := linksOf(links)
	kind, lacks := w.desk.QuoteFacts(a)
	if kind != "" {
		list = append([]articleview.Link{{Role: "type", Words: kind}}, list...)
	}
	ghosts := w.ghostLinks(a.ID)
	list = append(list, ghosts...)
	if lacks != "" && len(ghosts) == 0 {
		list = append(list, articleview.Link{Role: "lacks", Words: lacks})
	}
	return list
}
