package panel

import (
	"testing"

	"bluepencil/app/desk"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/widget"
)

func TestQuotesAreNarrowedSortedAndChosen(t *testing.T) {
	rows := []desk.QuoteRow{
		{Words: "“It is late,”", Type: "direct", Speaker: "she (Ada Lund)", Speakers: []string{"Ada Lund"}, Cue: "said"},
		{Words: "that it costs more", Type: "indirect", Lacks: "speaker"},
		{Words: "“No,”", Type: "direct", Speaker: "Reyle", Speakers: []string{"Reyle"}},
	}
	left := false
	q := NewQuotes(rows, func() { left = true })
	window(t, q)
	if line := quoteLine(&rows[0]); line != "she (Ada Lund): “It is late,”  ·  direct  ·  said" {
		t.Errorf("a line is %q", line)
	}
	if line := quoteLine(&rows[1]); line != "that it costs more  ·  indirect  ·  lacks speaker" {
		t.Errorf("a line is %q", line)
	}
	selects := all[*widget.Select](q)
	selects[1].SetSelected("Reyle")
	if len(q.shown) != 1 || q.count.Text != "1 of 3 quotes" {
		t.Errorf("of Reyle: %v", q.shown)
	}
	selects[1].SetSelectedIndex(0)
	selects[2].SetSelected("by speaker")
	if len(q.shown) != 3 || q.shown[0].Words != rows[0].Words || q.shown[2].Words != rows[1].Words {
		t.Errorf("by speaker: %v", q.shown)
	}
	test.Tap(all[*widget.Check](q)[0])
	var chosen desk.QuoteRow
	q.OnChosen = func(r desk.QuoteRow) { chosen = r }
	q.list.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	if chosen.Words != rows[1].Words {
		t.Errorf("chosen is %q of %v", chosen.Words, q.shown)
	}
	q.list.TypedKey(&fyne.KeyEvent{Name: fyne.KeyEscape})
	if !left {
		t.Error("Escape does not leave")
	}
}
