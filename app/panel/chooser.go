package panel

import (
	"fmt"
	"strings"

	"bluepencil/annotate/text"
	"bluepencil/app/who"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// Chooser shows which entries of the register a mention may name: a line to
// look for others, the entries with why they stand there, and what else is done
// when one is chosen.
type Chooser struct {
	widget.BaseWidget
	// OnDone is told that the chooser is done with, whether something was
	// chosen or not.
	OnDone func()

	Query   *chooserEntry
	chooser *who.Chooser
	kind    func(string) string
	list    *widget.List
	alias   *widget.Check
	more    *widget.Check
	silent  bool
	body    fyne.CanvasObject
}

// chooserEntry is a line to look in the register with: with Alt, A and M tick
// the boxes; Delete in an empty line takes the link away.
type chooserEntry struct {
	PaletteEntry
	onAlt    func(fyne.KeyName)
	onDelete func()
}

// TypedShortcut is Fyne's.
func (e *chooserEntry) TypedShortcut(s fyne.Shortcut) {
	if c, ok := s.(*desktop.CustomShortcut); ok && c.Modifier == fyne.KeyModifierAlt {
		e.onAlt(c.KeyName)
		return
	}
	e.PaletteEntry.TypedShortcut(s)
}

// TypedKey is Fyne's.
func (e *chooserEntry) TypedKey(k *fyne.KeyEvent) {
	if k.Name == fyne.KeyDelete && e.Text == "" {
		e.onDelete()
		return
	}
	e.PaletteEntry.TypedKey(k)
}

// NewChooser returns the widget of a chooser; kind is what a type of entries is
// called.
func NewChooser(c *who.Chooser, kind func(string) string) *Chooser {
	p := &Chooser{chooser: c, kind: kind}
	p.Query = &chooserEntry{onAlt: p.alt, onDelete: p.unlink}
	p.Query.ExtendBaseWidget(p.Query)
	p.Query.SetPlaceHolder("Look through the register…")
	p.Query.SetIcon(theme.SearchIcon())
	p.Query.OnChanged = func(words string) { c.Filter(words); p.Refresh() }
	p.Query.OnSubmitted = func(string) { p.accept() }
	p.Query.OnMove = func(step int) { c.Move(step); p.Refresh() }
	p.Query.OnLeave = func() { call(p.OnDone) }
	p.list = widget.NewList(func() int { return len(c.Choices()) }, newChoiceRow, p.show)
	p.list.OnSelected = func(i widget.ListItemID) {
		if !p.silent {
			c.Select(i)
			p.accept()
		}
	}
	p.alias = widget.NewCheck("", c.SetAlias)
	p.more = widget.NewCheck("", c.SetMore)
	keys := widget.NewLabel("Enter links · the arrows choose · Delete unlinks · Esc leaves")
	keys.SizeName, keys.Importance = theme.SizeNameCaptionText, widget.LowImportance
	asked := "Who or what is “" + text.Shorten(c.Mention().Words, 60) + "”?"
	if role := c.Mention().Role.Name; role != "" {
		asked = "Who or what is the " + role + "?"
	}
	who := widget.NewLabel(asked)
	who.TextStyle.Bold, who.Truncation = true, fyne.TextTruncateEllipsis
	p.body = container.NewBorder(container.NewVBox(who, p.Query), container.NewVBox(p.alias, p.more, keys), nil, nil, p.list)
	p.ExtendBaseWidget(p)
	p.Refresh()
	return p
}

// CreateRenderer is Fyne's.
func (p *Chooser) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(p.body) }

func (p *Chooser) accept() {
	call(p.OnDone)
	p.chooser.Accept()
}

func (p *Chooser) unlink() {
	call(p.OnDone)
	p.chooser.Unlink()
}

// alt ticks one of the boxes.
func (p *Chooser) alt(key fyne.KeyName) {
	box := map[fyne.KeyName]*widget.Check{fyne.KeyA: p.alias, fyne.KeyM: p.more}[key]
	if box != nil && box.Visible() {
		box.SetChecked(!box.Checked)
	}
}

// Refresh shows the chooser as it is.
func (p *Chooser) Refresh() {
	p.silent = true
	defer func() { p.silent = false }()
	p.list.UnselectAll()
	p.list.Refresh()
	p.list.Select(p.chooser.At())
	offered, alias := p.chooser.OffersAlias()
	words := text.Shorten(p.chooser.Mention().Words, 40)
	tick(p.alias, "“"+words+"” is another name of it  [Alt+A]", offered, alias)
	n, more := p.chooser.OffersMore()
	tick(p.more, fmt.Sprintf("link %d more “%s” in the article  [Alt+M]", n, words), n > 0, more)
	p.BaseWidget.Refresh()
}

// tick shows a box as it is, and tells nobody.
func tick(box *widget.Check, words string, shown, on bool) {
	changed := box.OnChanged
	box.OnChanged = nil
	box.SetText(words)
	box.SetChecked(on)
	box.OnChanged = changed
	if shown {
		box.Show()
	} else {
		box.Hide()
	}
}

func newChoiceRow() fyne.CanvasObject {
	why := widget.NewLabel("")
	why.SizeName, why.Importance = theme.SizeNameCaptionText, widget.LowImportance
	name := widget.NewLabel("")
	name.Truncation = fyne.TextTruncateEllipsis
	return container.NewBorder(nil, nil, nil, why, name)
}

func (p *Chooser) show(i widget.ListItemID, o fyne.CanvasObject) {
	if i >= len(p.chooser.Choices()) {
		return
	}
	choice := p.chooser.Choices()[i]
	row := o.(*fyne.Container).Objects
	words := choice.Entry.Name
	if choice.New {
		words = "New entry “" + words + "”"
	}
	row[0].(*widget.Label).SetText(joined(" · ", words, who.RoleNow(&choice.Entry.Entity), p.kind(choice.Entry.Type)))
	why := choice.Why
	if choice.New {
		why = ""
	}
	row[1].(*widget.Label).SetText(why)
}

// joined joins what there is.
func joined(between string, parts ...string) string {
	var there []string
	for _, part := range parts {
		if part != "" {
			there = append(there, part)
		}
	}
	return strings.Join(there, between)
}
