package panel

import (
	"fmt"

	"bluepencil/app/talks"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// Talks is the pane of the threads about the open article: the threads, and
// below them what is being written.
type Talks struct {
	widget.BaseWidget
	OnClose func()
	OnLeave func()               // Escape: the keyboard goes back to the text
	OnKey   func(*fyne.KeyEvent) // gets the function keys

	talks  *talks.Talks
	title  *widget.Label
	show   *leavingSelect
	list   *threadList
	to     *leavingSelect
	entry  *talkEntry
	offer  *mentionOffer
	send   *widget.Button
	cancel *widget.Button
	aims   []talks.Target
	silent bool
	body   fyne.CanvasObject
}

// talkFilters are the filters in their order.
var talkFilters = []string{"All threads", "Open threads", "Those that call me", "On the current annotation"}

// NewTalks returns the pane of the talks.
func NewTalks(t *talks.Talks) *Talks {
	p := &Talks{talks: t, title: widget.NewLabel("")}
	p.title.TextStyle.Bold, p.title.Truncation = true, fyne.TextTruncateEllipsis
	p.show = newLeavingSelect(talkFilters, func() { p.focus(p.list) })
	p.show.OnChanged = func(string) {
		if !p.silent {
			t.SetFilter(talks.Filter(max(p.show.SelectedIndex(), 0)))
		}
	}
	p.list = newThreadList(p)
	p.body = container.NewBorder(p.head(), p.writing(), nil, nil, p.list)
	p.ExtendBaseWidget(p)
	p.Refresh()
	return p
}

// CreateRenderer is Fyne's.
func (p *Talks) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(p.body) }

func (p *Talks) head() fyne.CanvasObject {
	leave := widget.NewButtonWithIcon("", theme.CancelIcon(), func() { call(p.OnClose) })
	leave.Importance = widget.LowImportance
	return container.NewVBox(widget.NewSeparator(), container.NewBorder(nil, nil, nil, leave, p.title), p.show)
}

// writing is below the threads: where it goes, the words, and what can be done.
func (p *Talks) writing() fyne.CanvasObject {
	p.to = newLeavingSelect(nil, func() { p.focus(p.list) })
	p.to.OnChanged = func(string) {
		if at := p.to.SelectedIndex(); !p.silent && at >= 0 && at < len(p.aims) {
			p.talks.Aim(p.aims[at])
			p.focus(p.entry)
		}
	}
	p.entry = newTalkEntry(p)
	p.offer = newMentionOffer(p.entry.complete)
	p.send = widget.NewButton("Send", p.sendNow)
	p.send.Importance = widget.HighImportance
	p.cancel = widget.NewButton("Discard", p.discard)
	p.cancel.Importance = widget.LowImportance
	hint := widget.NewLabel("Ctrl+Enter sends · @ calls somebody")
	hint.SizeName, hint.Importance, hint.Truncation = theme.SizeNameCaptionText, widget.LowImportance, fyne.TextTruncateEllipsis
	buttons := container.NewBorder(nil, nil, nil, container.NewHBox(p.cancel, p.send), hint)
	return container.NewVBox(widget.NewSeparator(), p.to, p.offer, p.entry, buttons)
}

func (p *Talks) sendNow() {
	if p.talks.Send() {
		p.entry.offered(false)
		p.focus(p.list)
	}
}

// discard gives up what is being written; the keyboard goes back to the threads.
func (p *Talks) discard() {
	p.talks.Discard()
	p.focus(p.list)
}

// Focusable is the list of threads, for the keyboard.
func (p *Talks) Focusable() fyne.Focusable { return p.list }

// FocusWriting puts the keyboard where something is written.
func (p *Talks) FocusWriting() { p.focus(p.entry) }

// Writes tells whether the keyboard is where something is written.
func (p *Talks) Writes() bool {
	c := p.canvas()
	return c != nil && c.Focused() == fyne.Focusable(p.entry)
}

// SendWritten sends what is written.
func (p *Talks) SendWritten() { p.sendNow() }

func (p *Talks) canvas() fyne.Canvas { return fyne.CurrentApp().Driver().CanvasForObject(p) }

func (p *Talks) focus(on fyne.Focusable) {
	if c := p.canvas(); c != nil {
		c.Focus(on)
	}
}

// functionKey passes a function key on, and tells whether it is one.
func (p *Talks) functionKey(k *fyne.KeyEvent) bool {
	if len(k.Name) > 1 && k.Name[0] == 'F' && p.OnKey != nil {
		p.OnKey(k)
		return true
	}
	return false
}

// Refresh shows the talks as they are.
func (p *Talks) Refresh() {
	p.silent = true
	defer func() { p.silent = false }()
	p.title.SetText("Talk: " + talkWords(p.talks.Total()))
	p.show.SetSelectedIndex(int(p.talks.Filter()))
	p.list.show()
	p.showAims()
	if p.entry.Text != p.talks.Draft() {
		p.entry.SetText(p.talks.Draft())
		p.entry.toEnd()
	}
	enable(p.send, p.talks.Draft() != "")
	enable(p.cancel, p.talks.Draft() != "")
}

func talkWords(c talks.Count) string {
	switch {
	case c.All == 0:
		return "nothing said yet"
	case c.Open == 0:
		return fmt.Sprintf("%s, all resolved", countOf(c.All, "thread"))
	}
	return fmt.Sprintf("%s, %d open", countOf(c.All, "thread"), c.Open)
}

func countOf(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return fmt.Sprintf("%d %ss", n, what)
}

func (p *Talks) showAims() {
	p.aims = p.talks.Targets()
	words := make([]string, len(p.aims))
	for i := range p.aims {
		words[i] = p.aims[i].Words
	}
	p.to.SetOptions(words)
	if to, ok := p.talks.Target(); ok {
		p.to.SetSelected(to.Words)
		p.entry.Enable()
	} else {
		p.to.ClearSelected()
		p.entry.Disable()
	}
}
