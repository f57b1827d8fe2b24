package panel

import (
	"fmt"
	"image/color"
	"strings"
	"time"

	"bluepencil/annotate"
	"bluepencil/annotate/talk"
	"bluepencil/annotate/text"
	"bluepencil/app/talks"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// mostThreads is how many threads are laid out at once.
const mostThreads = 60

// threadList is the list of threads, the chosen one whole: the arrows choose,
// Enter answers, Right goes to the place, R resolves, E edits, Delete deletes,
// Escape leaves.
type threadList struct {
	widget.BaseWidget
	pane    *Talks
	cards   *fyne.Container
	scroll  *container.Scroll
	print   string // of what is laid out
	chosen  *threadCard
	focused bool
}

func newThreadList(p *Talks) *threadList {
	l := &threadList{pane: p, cards: container.NewVBox()}
	l.scroll = container.NewVScroll(container.NewPadded(l.cards))
	l.scroll.SetMinSize(fyne.NewSize(180, 90))
	l.ExtendBaseWidget(l)
	return l
}

// CreateRenderer is Fyne's.
func (l *threadList) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(l.scroll) }

// FocusGained chooses the first thread where none is.
func (l *threadList) FocusGained() {
	l.focused = true
	if _, ok := l.pane.talks.Chosen(); !ok {
		l.pane.talks.Move(1)
	}
	l.mark()
}

// FocusLost is Fyne's.
func (l *threadList) FocusLost() {
	l.focused = false
	l.mark()
}

func (l *threadList) mark() {
	if l.chosen != nil {
		l.chosen.focused = l.focused
		l.chosen.Refresh()
	}
}

// TypedRune is Fyne's.
func (l *threadList) TypedRune(r rune) {
	switch r {
	case 'r', 'R':
		l.pane.talks.Resolve()
	case 'e', 'E':
		l.pane.talks.EditLast()
		if l.pane.talks.Draft() != "" {
			l.pane.FocusWriting()
		}
	}
}

// TypedKey is Fyne's.
func (l *threadList) TypedKey(k *fyne.KeyEvent) {
	switch k.Name {
	case fyne.KeyUp:
		l.pane.talks.Move(-1)
	case fyne.KeyDown:
		l.pane.talks.Move(1)
	case fyne.KeyReturn, fyne.KeyEnter, fyne.KeySpace:
		l.pane.FocusWriting()
	case fyne.KeyRight:
		l.pane.talks.Go()
	case fyne.KeyDelete, fyne.KeyBackspace:
		l.pane.talks.DeleteLast()
	case fyne.KeyEscape:
		call(l.pane.OnLeave)
	default:
		l.pane.functionKey(k)
	}
}

// show lays the threads out, if they are not what is there already.
func (l *threadList) show() {
	shown := l.pane.talks.Shown()
	chosen, _ := l.pane.talks.Chosen()
	print := printOf(shown, chosen.ID, l.pane.talks)
	if print == l.print {
		return
	}
	l.print, l.chosen = print, nil
	l.cards.RemoveAll()
	switch {
	case l.pane.talks.Failed() != nil:
		l.cards.Add(quiet("What was said could not be read: " + l.pane.talks.Failed().Error()))
	case len(shown) == 0:
		l.cards.Add(quiet(nothingSaid(l.pane.talks)))
	}
	at := 0
	for i := range shown {
		if shown[i].ID == chosen.ID {
			at = i
		}
	}
	from := max(0, min(at-mostThreads/2, len(shown)-mostThreads))
	for i := from; i < min(from+mostThreads, len(shown)); i++ {
		card := newThreadCard(l, &shown[i], shown[i].ID == chosen.ID)
		l.cards.Add(card)
		if card.whole {
			l.chosen = card
			card.focused = l.focused
		}
	}
	if len(shown) > mostThreads {
		l.cards.Add(quiet(fmt.Sprintf("%d of %d threads; narrow what is shown to see the others.", mostThreads, len(shown))))
	}
	l.cards.Refresh()
	l.reveal()
}

// printOf changes with everything that the list shows.
func printOf(shown []talks.Thread, chosen annotate.ID, t *talks.Talks) string {
	var b strings.Builder
	fmt.Fprint(&b, chosen, t.Failed(), t.Total(), t.Filter())
	for i := range shown {
		fmt.Fprint(&b, shown[i].ID, shown[i].Resolved, shown[i].On)
		for _, c := range shown[i].Comments() {
			fmt.Fprint(&b, c.ID, c.Text, c.Edited, c.Deleted, t.Person(c.Author))
		}
	}
	return b.String()
}

func nothingSaid(t *talks.Talks) string {
	if t.Total().All > 0 {
		return "No thread is of this kind. “All threads” above shows the others."
	}
	return "Nobody has said anything about this article yet.\n\nWrite below: about the current annotation, or about the article as a whole."
}

func quiet(words string) *widget.Label {
	l := wrapping()
	l.SetText(words)
	l.Importance = widget.LowImportance
	return l
}

// reveal scrolls to the chosen thread.
func (l *threadList) reveal() {
	if l.chosen == nil || l.scroll.Size().Height == 0 {
		return
	}
	top, height := l.chosen.Position().Y+theme.Padding(), min(l.chosen.MinSize().Height, l.scroll.Size().Height)
	switch {
	case top < l.scroll.Offset.Y:
		l.scroll.Offset.Y = top
	case top+height > l.scroll.Offset.Y+l.scroll.Size().Height:
		l.scroll.Offset.Y = top + height - l.scroll.Size().Height
	}
	l.scroll.Refresh()
}

// threadCard is a thread: what it is about, how it begins, and how many answers
// it has; the chosen one is shown whole.
type threadCard struct {
	widget.BaseWidget
	list    *threadList
	id      annotate.ID
	whole   bool
	focused bool
	ground  *canvas.Rectangle
	body    fyne.CanvasObject
}

func newThreadCard(l *threadList, t *talks.Thread, whole bool) *threadCard {
	c := &threadCard{list: l, id: t.ID, whole: whole, ground: canvas.NewRectangle(color.Transparent)}
	c.ground.CornerRadius = 4
	content := container.NewVBox(c.about(t))
	if whole {
		for _, comment := range t.Comments() {
			content.Add(l.comment(comment))
		}
		content.Add(c.buttons(t))
	} else {
		content.Add(c.beginning(t))
	}
	c.body = container.NewStack(c.ground, container.NewPadded(content))
	c.ExtendBaseWidget(c)
	c.colour()
	return c
}

// about says what the thread is about, and whether it is resolved.
func (c *threadCard) about(t *talks.Thread) fyne.CanvasObject {
	on := widget.NewLabel(sentenceCase(t.On))
	on.SizeName, on.Truncation, on.TextStyle.Bold = theme.SizeNameCaptionText, fyne.TextTruncateEllipsis, true
	if t.Open() {
		return on
	}
	state := widget.NewLabel("resolved")
	state.SizeName, state.Importance = theme.SizeNameCaptionText, widget.SuccessImportance
	return container.NewBorder(nil, nil, nil, container.NewHBox(widget.NewIcon(theme.NewSuccessThemedResource(theme.ConfirmIcon())), state), on)
}

func sentenceCase(words string) string {
	if strings.HasPrefix(words, "the ") || strings.HasPrefix(words, "a ") || strings.HasPrefix(words, "an ") {
		return strings.ToUpper(words[:1]) + words[1:]
	}
	return words
}

// beginning is how a thread begins, in two lines.
func (c *threadCard) beginning(t *talks.Thread) fyne.CanvasObject {
	first := widget.NewLabel(text.Shorten(text.OneLine(wordsOf(&t.Comment)), 120))
	first.Wrapping = fyne.TextWrapWord
	author := c.list.pane.talks.Person(t.Author)
	last := quiet(author.Name + ", " + moment(t.Written))
	if n := len(t.Replies); n > 0 {
		latest := t.Latest()
		last.SetText(fmt.Sprintf("%s · %s, the last by %s, %s", author.Name, countOf(n, "answer"), c.list.pane.talks.Person(latest.Author).Name, moment(latest.Written)))
	}
	last.SizeName, last.Wrapping, last.Truncation = theme.SizeNameCaptionText, fyne.TextWrapOff, fyne.TextTruncateEllipsis
	return container.New(snug{}, container.NewBorder(nil, nil, container.NewVBox(initials(author)), nil, first), last)
}

// wordsOf is what a comment says.
func wordsOf(c *talk.Comment) string {
	if c.Deleted {
		return "(deleted)"
	}
	return c.Text
}

// moment is when something was said.
func moment(at time.Time) string {
	if at.Year() == time.Now().Year() {
		return at.Local().Format("2 Jan 15:04")
	}
	return at.Local().Format("2 Jan 2006 15:04")
}

// initials are a person's, on their colour.
func initials(p annotate.Person) fyne.CanvasObject {
	return container.New(layout.NewCustomPaddedLayout(0, 0, theme.InnerPadding(), 0), chip(annotate.Label{Tag: p.Initials, Colour: p.Colour}))
}

// comment is one of the comments of the chosen thread.
func (l *threadList) comment(c talk.Comment) fyne.CanvasObject {
	person := l.pane.talks.Person(c.Author)
	when := person.Name + ", " + moment(c.Written)
	if !c.Edited.IsZero() {
		when += ", edited " + moment(c.Edited)
	}
	name := quiet(when)
	name.SizeName, name.Wrapping, name.Truncation = theme.SizeNameCaptionText, fyne.TextWrapOff, fyne.TextTruncateEllipsis
	words := wrapping()
	words.Selectable = true
	words.SetText(wordsOf(&c))
	head := container.NewBorder(nil, nil, initials(person), nil, name)
	if l.pane.talks.Mine(&c) {
		edit := l.button("", theme.DocumentCreateIcon(), func() { l.pane.talks.Edit(c.ID); l.pane.FocusWriting() })
		remove := l.button("", theme.DeleteIcon(), func() { l.pane.focus(l); l.pane.talks.Delete(c.ID) })
		head = container.NewBorder(nil, nil, initials(person), container.NewHBox(edit, remove), name)
	}
	return container.New(snug{}, head, words)
}

func (l *threadList) button(words string, icon fyne.Resource, tapped func()) *widget.Button {
	b := widget.NewButtonWithIcon(words, icon, tapped)
	b.Importance = widget.LowImportance
	return b
}

// buttons are what can be done with the chosen thread.
func (c *threadCard) buttons(t *talks.Thread) fyne.CanvasObject {
	p := c.list.pane
	answer := c.list.button("Answer", nil, p.FocusWriting)
	place := c.list.button("Go to it", nil, p.talks.Go)
	enable(place, !t.Range.Empty())
	words := "Resolve [R]"
	if t.Resolved {
		words = "Reopen [R]"
	}
	resolve := c.list.button(words, nil, func() { p.focus(c.list); p.talks.Resolve() })
	return container.NewGridWithColumns(3, answer, place, resolve)
}

// Tapped is Fyne's.
func (c *threadCard) Tapped(*fyne.PointEvent) {
	l := c.list
	l.pane.talks.Choose(c.id)
	l.pane.talks.Go()
	l.pane.focus(l)
}

// colour shows whether it is chosen: by a frame too, which has the keyboard's
// colour while the list has the keyboard.
func (c *threadCard) colour() {
	c.ground.FillColor, c.ground.StrokeColor, c.ground.StrokeWidth = theme.Color(theme.ColorNameInputBackground), theme.Color(theme.ColorNameSeparator), 1
	if c.whole {
		c.ground.StrokeColor = theme.Color(theme.ColorNameInputBorder)
	}
	if c.whole && c.focused {
		c.ground.StrokeColor, c.ground.StrokeWidth = theme.Color(theme.ColorNamePrimary), 2
	}
}

// CreateRenderer is Fyne's.
func (c *threadCard) CreateRenderer() fyne.WidgetRenderer {
	return widget.NewSimpleRenderer(c.body)
}

// Refresh is Fyne's.
func (c *threadCard) Refresh() {
	c.colour()
	c.ground.Refresh()
	c.BaseWidget.Refresh()
}
