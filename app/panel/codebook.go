package panel

import (
	"fmt"

	"bluepencil/annotate"
	"bluepencil/app/scheme"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// Codebook is the pane in which the codebook is edited: the labels by group on
// the left, on the right what makes up the chosen one.
type Codebook struct {
	widget.BaseWidget
	OnAdd    func()
	OnMerge  func()
	OnSplit  func()
	OnRetire func()
	OnImport func()
	// OnGeneral is told that the codebook's name, its rules for all labels or
	// the fields of the article's card are to be edited.
	OnGeneral func()
	OnExport  func()
	OnClose   func()
	OnLeave   func() // Escape in a field: the keyboard goes back to the text
	// OnQuestion and OnRole are told which question or link is to be edited;
	// "" is a new one.
	OnQuestion func(annotate.AttributeID)
	OnRole     func(annotate.RoleID)

	editor    *scheme.Editor
	list      *codebookList
	fault     *widget.Label
	look      *lookForm
	guideline *guidelineForm
	questions *fyne.Container
	links     *fyne.Container
	fate      *fyne.Container
	tabs      *container.AppTabs
	shown     string // what questions, links and buttons were made of
	body      fyne.CanvasObject
}

// NewCodebook returns the pane of an editor.
func NewCodebook(e *scheme.Editor) *Codebook {
	c := &Codebook{editor: e, list: newCodebookList(e), fault: widget.NewLabel(""), look: newLookForm(e), guideline: newGuidelineForm(e),
		questions: container.NewVBox(), links: container.NewVBox(), fate: container.NewHBox()}
	c.fault.Importance, c.fault.Wrapping = widget.WarningImportance, fyne.TextWrapWord
	c.look.leave, c.guideline.leave, c.list.list.leave = c.left, c.left, c.left
	c.tabs = container.NewAppTabs(
		container.NewTabItem("Label", container.NewVScroll(container.NewPadded(container.NewVBox(c.look.body, c.fate)))),
		container.NewTabItem("Questions", container.NewVScroll(container.NewPadded(c.questions))),
		container.NewTabItem("Links", container.NewVScroll(container.NewPadded(c.links))),
		container.NewTabItem("Guideline", container.NewVScroll(container.NewPadded(c.guideline.body))),
	)
	split := container.NewHSplit(container.NewBorder(nil, c.tools(), nil, nil, c.list.list), container.NewBorder(nil, c.fault, nil, nil, c.tabs))
	split.Offset = 0.42
	c.body = container.NewBorder(container.NewVBox(c.head(), widget.NewSeparator()), nil, nil, nil, split)
	c.ExtendBaseWidget(c)
	c.Refresh()
	return c
}

// CreateRenderer is Fyne's.
func (c *Codebook) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(c.body) }

// head is the line on top: what can be done with the codebook as a whole.
func (c *Codebook) head() fyne.CanvasObject {
	title := widget.NewLabel("Codebook")
	title.TextStyle.Bold = true
	done := widget.NewButton("Done", func() { call(c.OnClose) })
	done.Importance = widget.HighImportance
	general := widget.NewButton("General…", func() { call(c.OnGeneral) })
	general.Importance = widget.LowImportance
	take := widget.NewButton("Take in…", func() { call(c.OnImport) })
	write := widget.NewButton("Write…", func() { call(c.OnExport) })
	take.Importance, write.Importance = widget.LowImportance, widget.LowImportance
	return container.NewBorder(nil, nil, title, container.NewHBox(general, take, write, done))
}

// formOf is the body of a form of rows, with room below them for what was
// refused.
func formOf(rows *fyne.Container) (fault *widget.Label, body fyne.CanvasObject) {
	fault = widget.NewLabel("")
	fault.Importance, fault.Wrapping = widget.WarningImportance, fyne.TextWrapWord
	return fault, container.NewBorder(nil, fault, nil, nil, container.NewVScroll(container.NewPadded(rows)))
}

func call(fn func()) {
	if fn != nil {
		fn()
	}
}

// tools are the buttons below the list.
func (c *Codebook) tools() fyne.CanvasObject {
	add := widget.NewButtonWithIcon("Add", theme.ContentAddIcon(), func() { call(c.OnAdd) })
	up := widget.NewButtonWithIcon("", theme.MoveUpIcon(), func() { c.editor.Move(-1) })
	down := widget.NewButtonWithIcon("", theme.MoveDownIcon(), func() { c.editor.Move(1) })
	return container.NewBorder(nil, nil, nil, container.NewHBox(up, down), add)
}

func (c *Codebook) left() { call(c.OnLeave) }

// Focusable is the list, for the keyboard.
func (c *Codebook) Focusable() fyne.Focusable { return c.list.list }

// Reveal brings the chosen label into sight, once the pane has its size.
func (c *Codebook) Reveal() { c.list.reveal() }

// Refresh shows the editor as it is.
func (c *Codebook) Refresh() {
	c.list.refresh()
	label, ok := c.editor.Selected()
	words := c.editor.Fault()
	if words == "" {
		words = c.editor.Faults()
	}
	c.fault.SetText(words)
	if words == "" {
		c.fault.Hide()
	} else {
		c.fault.Show()
	}
	c.look.set(label, ok)
	c.guideline.set(label, ok)
	if print := fmt.Sprint(label.ID, c.editor.Book().Version, c.editor.Usage() != nil); print != c.shown {
		c.shown = print
		c.setFate(label, ok)
		c.setQuestions(label)
		c.setLinks(label)
	}
	c.BaseWidget.Refresh()
}

// setFate shows what can become of a label.
func (c *Codebook) setFate(l annotate.Label, ok bool) {
	c.fate.RemoveAll()
	if !ok {
		return
	}
	book := c.editor.Book()
	edit := func(words string, make func(annotate.Editor) (annotate.Draft, error)) {
		c.fate.Add(widget.NewButton(words, func() { c.editor.Edit(make) }))
	}
	switch {
	case l.Into != "":
		edit("Take back the merge", func(e annotate.Editor) (annotate.Draft, error) { return e.UnmergeLabel(l.ID) })
	case l.Retired:
		edit("Bring back", func(e annotate.Editor) (annotate.Draft, error) { return e.RetireLabel(l.ID, false) })
	case book.Offers(l.ID):
		c.fate.Add(widget.NewButton("Merge into…", func() { call(c.OnMerge) }))
		c.fate.Add(widget.NewButton("Split…", func() { call(c.OnSplit) }))
		c.fate.Add(widget.NewButton("Retire…", func() { call(c.OnRetire) }))
	}
}
