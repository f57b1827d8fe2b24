package panel

import (
	"fmt"
	"image/color"
	"strings"

	"bluepencil/annotate"
	"bluepencil/app/look"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// chip is a label's sample: its tag on its colour.
func chip(l annotate.Label) fyne.CanvasObject {
	fill, ink := chipColours(l)
	ground := canvas.NewRectangle(fill)
	ground.CornerRadius = 3
	text := canvas.NewText(" "+l.Tag+" ", ink)
	text.TextSize = theme.CaptionTextSize()
	text.TextStyle.Bold = true
	return container.NewCenter(container.NewStack(ground, text))
}

// chipColours are a label's colour and an ink that can be read on it.
func chipColours(l annotate.Label) (ground, ink color.NRGBA) {
	ground = look.Colour(l.Colour)
	return ground, look.InkOn(ground)
}

// markList is the list of everything marked in the article.
type markList struct {
	widget.BaseWidget
	jump    func(annotate.ID)
	title   *widget.Label
	filter  *SearchEntry
	list    *widget.List
	subject Subject
	shown   []annotate.Annotation
	silent  bool
	body    fyne.CanvasObject
}

func newMarkList(jump func(annotate.ID)) *markList {
	m := &markList{jump: jump, title: widget.NewLabel(""), filter: NewSearchEntry("Filter…")}
	m.title.SizeName = theme.SizeNameCaptionText
	m.title.Truncation = fyne.TextTruncateEllipsis
	m.list = widget.NewList(func() int { return len(m.shown) }, func() fyne.CanvasObject { return newMarkRow() }, m.show)
	m.list.OnSelected = func(id widget.ListItemID) {
		if !m.silent && id < len(m.shown) {
			m.jump(m.shown[id].ID)
		}
	}
	m.filter.OnChanged = func(string) { m.refilter() }
	m.body = container.NewBorder(container.NewVBox(m.title, m.filter), nil, nil, nil, m.list)
	m.ExtendBaseWidget(m)
	return m
}

// CreateRenderer is Fyne's.
func (m *markList) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(m.body) }

func (m *markList) set(s Subject) {
	m.subject = s
	m.title.SetText("In this article: " + counts(s))
	m.refilter()
}

// counts says how many annotations each group has.
func counts(s Subject) string {
	if len(s.Marks) == 0 {
		return "nothing yet"
	}
	n := map[annotate.Group]int{}
	var order []annotate.Group
	for _, a := range s.Marks {
		g := s.Codebook.Group(a.Label)
		if n[g] == 0 {
			order = append(order, g)
		}
		n[g]++
	}
	var parts []string
	for _, g := range order {
		parts = append(parts, fmt.Sprintf("%s %d", g, n[g]))
	}
	return strings.Join(parts, " · ")
}

func (m *markList) refilter() {
	query := strings.ToLower(m.filter.Text)
	m.shown = m.shown[:0:0]
	selected := -1
	for _, a := range m.subject.Marks {
		label, _ := m.subject.Codebook.Label(a.Label)
		if query != "" && !strings.Contains(strings.ToLower(label.Name+" "+a.Text()+" "+a.Note), query) {
			continue
		}
		if a.ID == m.subject.Current {
			selected = len(m.shown)
		}
		m.shown = append(m.shown, a)
	}
	m.silent = true
	defer func() { m.silent = false }()
	m.list.Refresh()
	if selected >= 0 {
		m.list.Select(selected)
	} else {
		m.list.UnselectAll()
	}
}

// markRow is a row of the list: tag and words, and a balloon where something
// is said about it.
type markRow struct {
	widget.BaseWidget
	said   *widget.Icon
	ground *canvas.Rectangle
	tag    *canvas.Text
	words  *canvas.Text
}

func newMarkRow() *markRow {
	r := &markRow{said: widget.NewIcon(nil), ground: canvas.NewRectangle(nil), tag: canvas.NewText("", nil), words: canvas.NewText("", nil)}
	r.ground.CornerRadius = 3
	r.ExtendBaseWidget(r)
	return r
}

// CreateRenderer is Fyne's.
func (r *markRow) CreateRenderer() fyne.WidgetRenderer { return &markRenderer{r} }

type markRenderer struct{ r *markRow }

func (m *markRenderer) MinSize() fyne.Size { return fyne.NewSize(100, theme.TextSize()*1.75) }
func (m *markRenderer) Destroy()           {}
func (m *markRenderer) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{m.r.ground, m.r.tag, m.r.words, m.r.said}
}

// tagWidth is the column of the tags.
const tagWidth = 52

func (m *markRenderer) Layout(size fyne.Size) {
	middle := func(o *canvas.Text) float32 { return (size.Height - o.MinSize().Height) / 2 }
	m.r.ground.Move(fyne.NewPos(6, (size.Height-theme.TextSize()*1.25)/2))
	m.r.ground.Resize(fyne.NewSize(3, theme.TextSize()*1.25))
	m.r.tag.Move(fyne.NewPos(14, middle(m.r.tag)))
	m.r.words.Move(fyne.NewPos(14+tagWidth, middle(m.r.words)))
	side := theme.TextSize() * 1.1
	m.r.said.Move(fyne.NewPos(size.Width-side-6, (size.Height-side)/2))
	m.r.said.Resize(fyne.NewSquareSize(side))
}

func (m *markRenderer) Refresh() {
	m.Layout(m.r.Size())
	for _, o := range m.Objects() {
		canvas.Refresh(o)
	}
}

func (m *markList) show(id widget.ListItemID, object fyne.CanvasObject) {
	if id >= len(m.shown) {
		return
	}
	r, a := object.(*markRow), m.shown[id]
	label, _ := m.subject.Codebook.Label(a.Label)
	r.ground.FillColor = look.Colour(label.Colour)
	r.tag.Text, r.tag.Color, r.tag.TextSize = label.Tag, theme.Color(theme.ColorNamePlaceHolder), theme.CaptionTextSize()-1
	words := strings.Join(strings.Fields(a.Text()), " ")
	if a.Question {
		words = "? " + words
	}
	r.words.TextSize, r.words.Color = theme.TextSize(), theme.Color(theme.ColorNameForeground)
	room := m.list.Size().Width - tagWidth - 30
	if r.said.Hidden = !r.tell(m.subject.Talk[a.ID]); !r.said.Hidden {
		room -= theme.TextSize() * 1.3
	}
	r.words.Text = fit(words, r.words.TextSize, room)
	r.Refresh()
}
