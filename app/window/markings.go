package window

import (
	"bluepencil/annotate"
	"bluepencil/app/look"
)

// markings is how the labels of a codebook look in the colours that were
// chosen.
type markings struct {
	of      *annotate.Codebook // what it was made from
	colours look.Colours
	looks   map[annotate.LabelID]look.Marking
	shown   *annotate.Codebook // the codebook in these colours, for the panes
}

// marking is how a label looks.
func (w *Window) marking(id annotate.LabelID) look.Marking { return w.marked().looks[id] }

// shownCodebook is the project's codebook in the colours that were chosen.
func (w *Window) shownCodebook() *annotate.Codebook { return w.marked().shown }

func (w *Window) marked() *markings {
	codebook, colours := w.desk.Codebook(), w.reading().colours
	if m := &w.markings; m.of != codebook || m.colours != colours {
		*m = markings{of: codebook, colours: colours, looks: look.Markings(codebook.Labels, colours)}
		m.shown = look.Recoloured(codebook, m.looks)
	}
	return &w.markings
}

// showMarkings shows everything anew that has the colours of labels.
func (w *Window) showMarkings() {
	if w.desk == nil || w.markings.of == w.desk.Codebook() && w.markings.colours == w.reading().colours {
		return
	}
	w.labels.Set(w.desk.Codebook().Offered(), w.marked().looks)
	w.showMarks()
	w.showBesideMarks()
}
