package panel

import (
	"bluepencil/app/talks"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// Questions lists what is open in the project: the arrows move, Enter and a
// click go to the place, Escape leaves.
type Questions struct {
	widget.BaseWidget
	// OnOpen is told which question a person chose.
	OnOpen func(talks.Question)
	// OnLeave is told that the list is to be left.
	OnLeave func()

	list *Rows
	body fyne.CanvasObject
}

// questionKinds are the kinds in their order.
var questionKinds = []string{"Everything that is open", "Open threads", "Annotations with a question", "Threads that call me"}

// NewQuestions returns the list of what was read.
func NewQuestions(q *talks.Questions) *Questions {
	c := &Questions{}
	c.list = NewRows(func() int { return len(q.Rows()) }, nil)
	c.list.CreateItem = newWholeRow
	c.list.UpdateItem = func(i widget.ListItemID, o fyne.CanvasObject) {
		if rows := q.Rows(); i < len(rows) {
			title := rows[i].Title
			if i > 0 && rows[i-1].Article == rows[i].Article {
				title = "" // it stands above already
			}
			setQuestionRow(o, &rows[i], title)
		}
	}
	c.list.OnSelected = func(i widget.ListItemID) {
		if i < len(q.Rows()) {
			c.OnOpen(q.Rows()[i])
		}
	}
	c.list.OnLeave = func() { call(c.OnLeave) }
	none := quiet("Nothing of this kind is open.")
	kind := newLeavingSelect(questionKinds, func() { call(c.OnLeave) })
	show := func() {
		q.List(talks.Kind(max(kind.SelectedIndex(), 0)))
		c.list.UnselectAll()
		c.list.Refresh()
		none.Hidden = len(q.Rows()) > 0
		none.Refresh()
	}
	kind.SetSelectedIndex(int(q.Kind()))
	kind.OnChanged = func(string) { show() }
	show()
	said := wrapping()
	said.SetText(q.Words())
	c.body = container.NewBorder(container.NewVBox(said, kind), nil, nil, nil, container.NewStack(c.list, none))
	c.ExtendBaseWidget(c)
	return c
}

// CreateRenderer is Fyne's.
func (c *Questions) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(c.body) }

// Focusable is the list, for the keyboard.
func (c *Questions) Focusable() *Rows { return c.list }

func setQuestionRow(o fyne.CanvasObject, q *talks.Question, title string) {
	row := o.(*fyne.Container).Objects
	icon, words := fyne.Resource(theme.NewThemedResource(talkIcon)), q.Words
	if q.Thread.IsZero() {
		icon = theme.NewWarningThemedResource(theme.QuestionIcon())
		if words == "" {
			words = "flagged with a question"
		}
	}
	row[0].(*widget.Icon).SetResource(icon)
	if q.Calls {
		words = "calls you: " + words
	}
	for i, words := range []string{title, q.Who, sentenceCase(q.On), words} {
		row[i+1].(*widget.Label).SetText(words)
	}
}
