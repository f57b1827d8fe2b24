package panel

import (
	"fmt"

	"bluepencil/app/courier"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// Conflicts lists what is to be settled; beside it stands what people have set,
// with who and when. 1, 2, … in the list take a choice, Enter goes to the
// choices, Escape leaves.
type Conflicts struct {
	widget.BaseWidget
	// OnSettle is told for which choice a conflict is to be settled.
	OnSettle func(at, choice int)
	// OnJoin is told which articles are to be joined.
	OnJoin  func(at int)
	OnLeave func()

	all    []courier.Conflict
	at     int
	list   *conflictList
	detail *fyne.Container
	said   *widget.Label
	body   fyne.CanvasObject
}

// conflictList is the list, which takes the digits too.
type conflictList struct {
	Rows
	digit func(int)
}

// TypedRune is Fyne's.
func (l *conflictList) TypedRune(r rune) {
	if r >= '1' && r <= '9' {
		l.digit(int(r - '1'))
	}
}

// TypedKey is Fyne's: the arrows choose at once.
func (l *conflictList) TypedKey(k *fyne.KeyEvent) {
	l.Rows.TypedKey(k)
	if k.Name == fyne.KeyUp || k.Name == fyne.KeyDown {
		l.Rows.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	}
}

// NewConflicts returns the list.
func NewConflicts() *Conflicts {
	c := &Conflicts{said: wrapping(), detail: container.NewVBox()}
	c.list = &conflictList{digit: c.take}
	c.list.Length = func() int { return len(c.all) }
	c.list.CreateItem = func() fyne.CanvasObject {
		what, field := widget.NewLabel(""), quiet("")
		what.Truncation = fyne.TextTruncateEllipsis
		field.SizeName, field.Wrapping, field.Truncation = theme.SizeNameCaptionText, fyne.TextWrapOff, fyne.TextTruncateEllipsis
		return container.New(snug{}, what, field)
	}
	c.list.UpdateItem = func(i widget.ListItemID, o fyne.CanvasObject) {
		if i < len(c.all) {
			row := o.(*fyne.Container).Objects
			row[0].(*widget.Label).SetText(c.all[i].What)
			row[1].(*widget.Label).SetText(joined(" · ", c.all[i].Field, c.all[i].Where))
		}
	}
	c.list.OnSelected = func(i widget.ListItemID) { c.at = i; c.show() }
	c.list.OnLeave = func() { call(c.OnLeave) }
	c.list.ExtendBaseWidget(c.list)
	split := container.NewHSplit(c.list, container.NewVScroll(c.detail))
	split.SetOffset(0.42)
	c.body = container.NewBorder(c.said, nil, nil, nil, split)
	c.ExtendBaseWidget(c)
	return c
}

// CreateRenderer is Fyne's.
func (c *Conflicts) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(c.body) }

// Focusable is the list, for the keyboard.
func (c *Conflicts) Focusable() fyne.Focusable { return c.list }

// Set shows what is to be settled.
func (c *Conflicts) Set(all []courier.Conflict) {
	c.all = all
	c.said.SetText(fmt.Sprintf("%s to be settled. The one that was set last stands until then; nothing is lost.", countOf(len(all), "conflict")))
	if len(all) == 0 {
		c.said.SetText("There is no conflict: nobody has set anything without knowing of the others.")
	}
	c.list.Refresh()
	c.list.UnselectAll()
	c.at = min(c.at, len(all)-1)
	if c.at = max(c.at, 0); len(all) > 0 {
		c.list.Select(c.at)
	}
	c.show()
}

// take settles the shown conflict for a choice.
func (c *Conflicts) take(choice int) {
	if c.at >= len(c.all) {
		return
	}
	switch one := &c.all[c.at]; {
	case one.Twins != nil && choice == 0:
		c.OnJoin(c.at)
	case choice < len(one.Choices) && one.Why == "":
		c.OnSettle(c.at, choice)
	}
}

// show shows what people have set.
func (c *Conflicts) show() {
	c.detail.RemoveAll()
	if c.at < len(c.all) {
		one := &c.all[c.at]
		head := wrapping()
		head.TextStyle.Bold = true
		head.SetText(joined(": ", one.What, one.Field))
		c.detail.Add(head)
		if one.Where != "" {
			c.detail.Add(quiet("in " + one.Where))
		}
		if one.Twins != nil {
			c.twins()
		}
		for i := range one.Choices {
			c.detail.Add(c.choice(i, &one.Choices[i], one.Why != ""))
		}
		if one.Why != "" {
			c.detail.Add(quiet(one.Why))
		}
	}
	c.detail.Refresh()
}

func (c *Conflicts) choice(i int, choice *courier.Choice, locked bool) fyne.CanvasObject {
	value := wrapping()
	value.SetText(choice.Value)
	words := "set by " + choice.Who + ", " + moment(choice.When)
	if i == 0 {
		words += "; it stands now"
	}
	who := quiet(words)
	who.SizeName = theme.SizeNameCaptionText
	take := widget.NewButton(fmt.Sprintf("Take this one [%d]", i+1), func() { c.take(i) })
	enable(take, !locked)
	return container.NewVBox(widget.NewSeparator(), container.New(snug{}, value, who), container.NewHBox(take))
}

// twins says what joining articles does.
func (c *Conflicts) twins() {
	words := wrapping()
	words.SetText("The same text was imported into two copies of the project. Joined, one of the articles stays in the lists, and what was marked in the others waits in everybody's tray of versions. Undo takes it back.")
	c.detail.Add(words)
	c.detail.Add(container.NewHBox(widget.NewButton("Join them [1]", func() { c.take(0) })))
}
