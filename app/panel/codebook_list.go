package panel

import (
	"fmt"
	"strings"

	"bluepencil/annotate"
	"bluepencil/app/look"
	"bluepencil/app/scheme"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// codebookList is the list of labels, each group under its name.
type codebookList struct {
	editor *scheme.Editor
	list   *keyList
	items  []codebookItem
	at     int // the chosen one, or -1
	silent bool
}

// codebookItem is a label, or the name of a group where head is set.
type codebookItem struct {
	head string
	row  scheme.Row
}

func newCodebookList(e *scheme.Editor) *codebookList {
	c := &codebookList{editor: e}
	c.list = newKeyList(c.step)
	c.list.Length = func() int { return len(c.items) }
	c.list.CreateItem = func() fyne.CanvasObject { return newCodebookRow() }
	c.list.UpdateItem = func(i widget.ListItemID, o fyne.CanvasObject) {
		if i < len(c.items) {
			o.(*codebookRow).set(c.items[i])
		}
	}
	c.list.HideSeparators = true
	c.list.OnSelected = c.selected
	return c
}

// selected passes on a choice; the name of a group stands for its first label.
func (c *codebookList) selected(i widget.ListItemID) {
	if c.silent || i >= len(c.items) {
		return
	}
	if c.items[i].head != "" {
		c.list.Select(i + 1)
		return
	}
	c.editor.Select(c.items[i].row.Label.ID)
}

// step chooses the label above (-1) or below (+1), past the names of groups.
func (c *codebookList) step(by int) {
	at := c.at + by
	for at >= 0 && at < len(c.items) && c.items[at].head != "" {
		at += by
	}
	if at >= 0 && at < len(c.items) {
		c.list.Select(at)
	}
}

// keyList is a list in which the arrows choose, and Escape leaves.
type keyList struct {
	widget.List
	step  func(by int)
	leave func()
}

func newKeyList(step func(int)) *keyList {
	l := &keyList{step: step}
	l.ExtendBaseWidget(l)
	return l
}

// TypedKey is Fyne's.
func (l *keyList) TypedKey(k *fyne.KeyEvent) {
	switch k.Name {
	case fyne.KeyUp:
		l.step(-1)
	case fyne.KeyDown:
		l.step(1)
	case fyne.KeyEscape:
		call(l.leave)
	default:
		l.List.TypedKey(k)
	}
}

func (c *codebookList) refresh() {
	c.items = c.items[:0]
	c.at = -1
	chosen, _ := c.editor.Selected()
	for _, r := range c.editor.Rows() {
		if r.First {
			c.items = append(c.items, codebookItem{head: string(r.Label.Group)})
		}
		if r.Label.ID == chosen.ID {
			c.at = len(c.items)
		}
		c.items = append(c.items, codebookItem{row: r})
	}
	c.silent = true
	defer func() { c.silent = false }()
	c.list.Refresh()
	if c.at >= 0 {
		c.list.Select(c.at)
	}
}

// reveal brings the chosen label into sight, with the name of its group where
// it is the first of it.
func (c *codebookList) reveal() {
	if c.at > 0 {
		c.list.ScrollTo(c.at - 1)
		c.list.ScrollTo(c.at)
	}
}

// codebookRow is a row of the list: tag, name, key and count.
type codebookRow struct {
	widget.BaseWidget
	ground           *canvas.Rectangle
	tag, name, right *canvas.Text
	head             bool
}

func newCodebookRow() *codebookRow {
	r := &codebookRow{ground: canvas.NewRectangle(nil), tag: canvas.NewText("", nil), name: canvas.NewText("", nil), right: canvas.NewText("", nil)}
	r.ground.CornerRadius = 3
	r.tag.TextStyle.Bold = true
	r.ExtendBaseWidget(r)
	return r
}

// CreateRenderer is Fyne's.
func (r *codebookRow) CreateRenderer() fyne.WidgetRenderer { return &codebookRowRenderer{r} }

func (r *codebookRow) set(item codebookItem) {
	r.head = item.head != ""
	faint, ink := theme.Color(theme.ColorNamePlaceHolder), theme.Color(theme.ColorNameForeground)
	r.name.TextStyle.Bold = r.head
	r.name.Color, r.right.Color = ink, faint
	r.name.TextSize, r.right.TextSize, r.tag.TextSize = theme.TextSize(), theme.CaptionTextSize(), theme.CaptionTextSize()
	if r.head {
		r.name.Text, r.right.Text, r.tag.Text = strings.ToUpper(item.head), "", ""
		r.name.TextSize, r.name.Color = theme.CaptionTextSize(), faint
		r.Refresh()
		return
	}
	l := item.row.Label
	ground, over := chipColours(l)
	r.ground.FillColor, r.tag.Color = ground, over
	r.tag.Text, r.name.Text = l.Tag, l.Name
	var words []string
	if item.row.State != "" {
		r.name.Color = faint
		words = append(words, item.row.State)
	} else if l.Key != "" {
		words = append(words, "["+strings.ToUpper(l.Key)+"]")
	}
	if item.row.Count >= 0 {
		words = append(words, fmt.Sprint(item.row.Count))
	}
	r.right.Text = strings.Join(words, "  ")
	r.Refresh()
}

type codebookRowRenderer struct{ r *codebookRow }

// chipWidth is the column of the tags.
const chipWidth = 58

func (m *codebookRowRenderer) MinSize() fyne.Size {
	return fyne.NewSize(chipWidth+110, theme.TextSize()*1.75)
}
func (m *codebookRowRenderer) Destroy() {}
func (m *codebookRowRenderer) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{m.r.ground, m.r.tag, m.r.name, m.r.right}
}

func (m *codebookRowRenderer) Layout(size fyne.Size) {
	middle := func(o fyne.CanvasObject) float32 { return (size.Height - o.MinSize().Height) / 2 }
	r := m.r
	x := float32(6)
	if !r.head {
		x += chipWidth
		tag := r.tag.MinSize()
		r.ground.Move(fyne.NewPos(6, (size.Height-tag.Height)/2))
		r.ground.Resize(fyne.NewSize(min(tag.Width+8, chipWidth-4), tag.Height))
		r.tag.Move(fyne.NewPos(10, middle(r.tag)))
	}
	for _, t := range []*canvas.Text{r.tag, r.name, r.right} {
		t.Resize(t.MinSize()) // or it goes when the row is half out of sight
	}
	r.name.Move(fyne.NewPos(x, middle(r.name)))
	r.right.Move(fyne.NewPos(size.Width-r.right.MinSize().Width-6, middle(r.right)))
}

func (m *codebookRowRenderer) Refresh() {
	m.r.ground.Hidden = m.r.head
	m.Layout(m.r.Size())
	for _, o := range m.Objects() {
		canvas.Refresh(o)
	}
}

// sample is a line of text with words in it marked as a label marks them.
type sample struct {
	widget.BaseWidget
	before, words, after *canvas.Text
	mark                 *canvas.Rectangle
	style                annotate.MarkStyle
}

func newSample() *sample {
	s := &sample{before: canvas.NewText("The harbour,", nil), words: canvas.NewText("the council decided,", nil), after: canvas.NewText("stays open.", nil), mark: canvas.NewRectangle(nil)}
	s.ExtendBaseWidget(s)
	return s
}

func (s *sample) set(l annotate.Label) {
	s.style = l.Style
	colour := look.Colour(l.Colour)
	if l.Style == annotate.StyleTint {
		colour.A = 80
	}
	s.mark.FillColor = colour
	s.Refresh()
}

// CreateRenderer is Fyne's.
func (s *sample) CreateRenderer() fyne.WidgetRenderer { return &sampleRenderer{s} }

type sampleRenderer struct{ s *sample }

func (r *sampleRenderer) MinSize() fyne.Size { return fyne.NewSize(200, theme.TextSize()*2) }
func (r *sampleRenderer) Destroy()           {}
func (r *sampleRenderer) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{r.s.mark, r.s.before, r.s.words, r.s.after}
}

func (r *sampleRenderer) Layout(fyne.Size) {
	x, y := float32(6), theme.TextSize()*0.3
	for _, t := range []*canvas.Text{r.s.before, r.s.words, r.s.after} {
		t.Move(fyne.NewPos(x, y))
		x += t.MinSize().Width + 5
	}
	at, size := r.s.words.Position(), r.s.words.MinSize()
	switch r.s.style {
	case annotate.StyleBar:
		r.s.mark.Move(fyne.NewPos(0, at.Y))
		r.s.mark.Resize(fyne.NewSize(3, size.Height))
	case annotate.StyleUnderline:
		r.s.mark.Move(fyne.NewPos(at.X, at.Y+size.Height))
		r.s.mark.Resize(fyne.NewSize(size.Width, 2))
	default:
		r.s.mark.Move(fyne.NewPos(at.X-2, at.Y))
		r.s.mark.Resize(fyne.NewSize(size.Width+4, size.Height))
	}
}

func (r *sampleRenderer) Refresh() {
	for _, t := range []*canvas.Text{r.s.before, r.s.words, r.s.after} {
		t.Color, t.TextSize = theme.Color(theme.ColorNameForeground), theme.TextSize()
	}
	r.Layout(r.s.Size())
	for _, o := range r.Objects() {
		canvas.Refresh(o)
	}
}
