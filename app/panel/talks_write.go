package panel

import (
	"bluepencil/annotate"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// talkEntry is where a comment is written: Ctrl+Enter sends it, Escape goes to
// the threads, and while a handle is typed the arrows choose whose it is.
type talkEntry struct {
	widget.Entry
	pane  *Talks
	typed int // code points of the handle before the caret
}

func newTalkEntry(p *Talks) *talkEntry {
	e := &talkEntry{pane: p}
	e.MultiLine, e.Wrapping = true, fyne.TextWrapWord
	e.SetMinRowsVisible(3)
	e.ExtendBaseWidget(e)
	e.OnChanged = func(words string) {
		if !p.silent {
			p.talks.SetDraft(words)
			enable(p.send, words != "")
			enable(p.cancel, words != "")
		}
	}
	e.SetPlaceHolder("Write…")
	return e
}

// AcceptsTab is Fyne's: Tab takes the handle that is offered, or else leaves.
func (e *talkEntry) AcceptsTab() bool { return e.pane.offer.Visible() }

// TypedRune is Fyne's.
func (e *talkEntry) TypedRune(r rune) {
	e.Entry.TypedRune(r)
	e.look()
}

// TypedKey is Fyne's.
func (e *talkEntry) TypedKey(k *fyne.KeyEvent) {
	if e.pane.offer.Visible() && e.choosing(k.Name) {
		return
	}
	switch {
	case k.Name == fyne.KeyEscape:
		e.pane.focus(e.pane.list)
	case e.pane.functionKey(k):
	default:
		e.Entry.TypedKey(k)
		e.look()
	}
}

// choosing gets a key while handles are offered, and tells whether it took it.
func (e *talkEntry) choosing(key fyne.KeyName) bool {
	switch key {
	case fyne.KeyUp:
		e.pane.offer.move(-1)
	case fyne.KeyDown:
		e.pane.offer.move(1)
	case fyne.KeyReturn, fyne.KeyEnter, fyne.KeyTab:
		e.complete(e.pane.offer.chosen())
	case fyne.KeyEscape:
		e.offered(false)
	default:
		return false
	}
	return true
}

// TypedShortcut is Fyne's.
func (e *talkEntry) TypedShortcut(s fyne.Shortcut) {
	if c, ok := s.(*desktop.CustomShortcut); ok && c.Modifier == fyne.KeyModifierShortcutDefault && (c.KeyName == fyne.KeyReturn || c.KeyName == fyne.KeyEnter) {
		e.pane.sendNow()
		return
	}
	e.Entry.TypedShortcut(s)
	e.look()
}

// FocusLost is Fyne's.
func (e *talkEntry) FocusLost() {
	e.Entry.FocusLost()
	e.pane.Refresh() // the arrows chose nothing more
}

// look offers what the handle before the caret may become.
func (e *talkEntry) look() {
	before := []rune(e.Text)
	c, ok := e.pane.talks.Complete(string(before[:min(e.CursorTextOffset(), len(before))]))
	if ok {
		e.typed = c.Typed
		e.pane.offer.set(c.People)
	}
	e.offered(ok)
}

func (e *talkEntry) offered(on bool) {
	if on == e.pane.offer.Visible() {
		return
	}
	if on {
		e.pane.offer.Show()
	} else {
		e.pane.offer.Hide()
	}
	e.pane.body.Refresh()
}

// complete writes a person's handle in place of what was typed of it.
func (e *talkEntry) complete(person annotate.Person) {
	for range e.typed {
		e.Entry.TypedKey(&fyne.KeyEvent{Name: fyne.KeyBackspace})
	}
	for _, r := range "@" + person.Handle + " " {
		e.Entry.TypedRune(r)
	}
	e.offered(false)
	e.pane.focus(e)
}

// toEnd puts the caret behind the last word.
func (e *talkEntry) toEnd() {
	e.Entry.TypedShortcut(&fyne.ShortcutSelectAll{})
	e.Entry.TypedKey(&fyne.KeyEvent{Name: fyne.KeyRight})
}

// mentionOffer are the people whose handle may be meant.
type mentionOffer struct {
	widget.BaseWidget
	take   func(annotate.Person)
	people []annotate.Person
	at     int
	rows   *fyne.Container
}

func newMentionOffer(take func(annotate.Person)) *mentionOffer {
	o := &mentionOffer{take: take, rows: container.NewVBox()}
	o.ExtendBaseWidget(o)
	o.Hide()
	return o
}

// CreateRenderer is Fyne's.
func (o *mentionOffer) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(o.rows) }

func (o *mentionOffer) set(people []annotate.Person) {
	o.people, o.at = people, min(o.at, len(people)-1)
	if !o.Visible() {
		o.at = 0
	}
	o.show()
}

func (o *mentionOffer) move(step int) {
	o.at = (o.at + step + len(o.people)) % len(o.people)
	o.show()
}

func (o *mentionOffer) chosen() annotate.Person { return o.people[o.at] }

func (o *mentionOffer) show() {
	o.rows.RemoveAll()
	for i, p := range o.people {
		b := widget.NewButton("@"+p.Handle+" · "+p.Name, func() { o.take(p) })
		b.Alignment, b.Importance = widget.ButtonAlignLeading, widget.LowImportance
		if i == o.at {
			b.Importance, b.Icon = widget.MediumImportance, theme.NavigateNextIcon()
		}
		o.rows.Add(b)
	}
	o.rows.Refresh()
}
