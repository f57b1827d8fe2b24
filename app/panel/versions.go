package panel

import (
	"fmt"

	"bluepencil/annotate"
	"bluepencil/app/desk"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"
)

// NewDifferences is a list of differences between two versions: the old words
// above the new ones, each with what stands around them.
func NewDifferences(list []desk.Difference, none string) fyne.CanvasObject {
	if len(list) == 0 {
		return emptyWord(none)
	}
	return widget.NewList(func() int { return len(list) }, func() fyne.CanvasObject {
		kind := widget.NewLabel("")
		kind.Importance = widget.LowImportance
		return container.NewBorder(nil, nil, container.NewGridWrap(fyne.NewSize(110, 36), kind), nil,
			container.NewVBox(newContextRow(), newContextRow()))
	}, func(i widget.ListItemID, o fyne.CanvasObject) {
		parts := o.(*fyne.Container).Objects
		rows := parts[0].(*fyne.Container).Objects
		kind := list[i].Kind
		if list[i].Moved {
			kind = "moved"
		}
		parts[1].(*fyne.Container).Objects[0].(*widget.Label).SetText(kind)
		rows[0].(*contextRow).set(signed("−", list[i].Old))
		rows[1].(*contextRow).set(signed("+", list[i].New))
	})
}

// quotesAtMost is how many changed quotations are shown.
const quotesAtMost = 200

// NewQuoteChanges is a list of quotations that differ between two versions,
// each in full.
func NewQuoteChanges(list []desk.Difference, none string) fyne.CanvasObject {
	if len(list) == 0 {
		return emptyWord(none)
	}
	rows := container.NewVBox()
	for _, d := range list[:min(len(list), quotesAtMost)] {
		kind := widget.NewLabel(d.Kind)
		kind.Importance = widget.LowImportance
		both := container.NewVBox()
		for _, side := range []desk.Context{signed("−", d.Old), signed("+", d.New)} {
			if side.Words != "" {
				words := widget.NewLabel(side.Words)
				words.Wrapping = fyne.TextWrapWord
				both.Add(words)
			}
		}
		rows.Add(container.NewBorder(nil, nil, container.NewGridWrap(fyne.NewSize(110, 36), kind), nil, both))
		rows.Add(widget.NewSeparator())
	}
	return container.NewVScroll(rows)
}

// signed says whether words were taken out or put in.
func signed(sign string, c desk.Context) desk.Context {
	if c.Words != "" {
		c.Words = sign + " " + c.Words
	}
	return c
}

func emptyWord(words string) fyne.CanvasObject {
	l := widget.NewLabel(words)
	l.Importance = widget.LowImportance
	l.Wrapping = fyne.TextWrapWord
	return container.NewPadded(l)
}

// Waiting is the tray: markings of the version before that have no sure place,
// each with the places it may have.
type Waiting struct {
	widget.BaseWidget
	// OnPlace is told which place a person chose for a marking.
	OnPlace func(desk.Waiting, desk.Candidate)
	// OnHere is told that a marking belongs where the selected words are.
	OnHere func(desk.Waiting)
	// OnLeaveOut is told that a marking has no place here.
	OnLeaveOut func(desk.Waiting)

	codebook *annotate.Codebook
	said     *widget.Label
	rows     *fyne.Container
	body     fyne.CanvasObject
}

// NewWaiting returns the tray, empty.
func NewWaiting(codebook *annotate.Codebook) *Waiting {
	w := &Waiting{codebook: codebook, said: widget.NewLabel(""), rows: container.NewVBox()}
	w.said.Wrapping = fyne.TextWrapWord
	w.said.Hide()
	w.body = container.NewBorder(w.said, nil, nil, nil, container.NewVScroll(w.rows))
	w.ExtendBaseWidget(w)
	return w
}

// CreateRenderer is Fyne's.
func (w *Waiting) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(w.body) }

// Say shows a sentence above the markings.
func (w *Waiting) Say(words string) {
	w.said.SetText(words)
	w.said.Show()
}

// waitingAtMost is how many markings the tray shows at once.
const waitingAtMost = 50

// Set shows what waits.
func (w *Waiting) Set(list []desk.Waiting) {
	w.rows.RemoveAll()
	if len(list) == 0 {
		w.rows.Add(emptyWord("Nothing waits for a decision."))
	}
	for i, item := range list {
		if i == waitingAtMost {
			w.rows.Add(emptyWord(fmt.Sprintf("And %d more, when these are decided.", len(list)-i)))
			break
		}
		w.rows.Add(w.row(item))
		w.rows.Add(widget.NewSeparator())
	}
}

func (w *Waiting) row(item desk.Waiting) fyne.CanvasObject {
	label, _ := w.codebook.Label(item.Annotation.Label)
	why := widget.NewLabel(item.Why)
	why.Importance = widget.LowImportance
	here := widget.NewButton("Here", func() { w.OnHere(item) })
	out := widget.NewButton("Leave out", func() { w.OnLeaveOut(item) })
	box := container.NewVBox(container.NewBorder(nil, nil, container.NewHBox(chip(label), why), container.NewHBox(here, out)), contextOf("was", item.Was, nil))
	for _, c := range item.Candidates {
		box.Add(contextOf("place", c.Context, func() { w.OnPlace(item, c) }))
	}
	return box
}

// contextOf is a row of context behind a word or a button.
func contextOf(word string, c desk.Context, choose func()) fyne.CanvasObject {
	row := newContextRow()
	row.set(c)
	var left fyne.CanvasObject = widget.NewLabel(word)
	if choose != nil {
		left = widget.NewButton(word, choose)
	}
	return container.NewBorder(nil, nil, container.NewGridWrap(fyne.NewSize(70, 34), left), nil, row)
}
