package panel

import (
	"fmt"
	"strings"

	"bluepencil/app/team"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"
)

// roundList moves by the arrows; Enter shows the matrix, letters do what the
// buttons say.
type roundList struct {
	widget.List
	panel  *Rounds
	silent bool
}

func newRoundList(p *Rounds) *roundList {
	l := &roundList{panel: p}
	l.Length = func() int { return len(p.team.Rounds()) }
	l.CreateItem = newRoundRow
	l.UpdateItem = func(i widget.ListItemID, o fyne.CanvasObject) {
		if all := p.team.Rounds(); i < len(all) {
			setRoundRow(o, &all[i])
		}
	}
	l.OnSelected = func(i widget.ListItemID) {
		if !l.silent {
			p.Select(i)
		}
	}
	l.ExtendBaseWidget(l)
	return l
}

func newRoundRow() fyne.CanvasObject {
	name, how := widget.NewLabel(""), widget.NewLabel("")
	name.Truncation = fyne.TextTruncateEllipsis
	name.TextStyle.Bold = true
	how.Importance = widget.LowImportance
	return container.NewBorder(nil, nil, nil, how, name)
}

func setRoundRow(o fyne.CanvasObject, r *team.Round) {
	parts := o.(*fyne.Container).Objects
	parts[0].(*widget.Label).SetText(r.Name)
	var words []string
	if r.Counted {
		words = append(words, fmt.Sprintf("%d of %d done", r.Finished(), r.Given()))
	}
	switch {
	case r.Closed:
		words = append(words, "closed")
	case r.Open:
		words = append(words, "open")
	default:
		words = append(words, "blind")
	}
	parts[1].(*widget.Label).SetText(strings.Join(words, " · "))
	o.Refresh() // the words to the right may be longer now
}

// TypedKey is Fyne's.
func (l *roundList) TypedKey(k *fyne.KeyEvent) {
	p := l.panel
	switch k.Name {
	case fyne.KeyUp:
		p.Select(p.at - 1)
	case fyne.KeyDown:
		p.Select(p.at + 1)
	case fyne.KeyReturn, fyne.KeyEnter, fyne.KeySpace:
		p.tell(p.Do.Matrix)
	case fyne.KeyDelete:
		p.tell(p.Do.BinRound)
	case fyne.KeyEscape:
		call(p.Do.Leave)
	}
}

// TypedRune is Fyne's.
func (l *roundList) TypedRune(r rune) {
	p := l.panel
	switch strings.ToUpper(string(r)) {
	case "N":
		call(p.Do.New)
	case "E":
		p.tell(p.Do.Edit)
	case "O":
		p.tell(p.Do.OpenUp)
	case "C":
		p.tell(p.Do.CloseUp)
	}
}
