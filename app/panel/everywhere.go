package panel

import (
	"bluepencil/annotate"
	"bluepencil/app/finder"
	"bluepencil/storage/search"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// Everywhere is the search through the whole project: the query, filters, and
// the hits in context.
type Everywhere struct {
	widget.BaseWidget
	// OnLook is told what to look for, at every key.
	OnLook func(search.Request)
	// OnOpen is told which hit a person chose.
	OnOpen func(row int)
	// OnLeave is told that the search is to be left.
	OnLeave func()

	Query   *PaletteEntry
	request search.Request
	said    *widget.Label
	list    *widget.List
	rows    []finder.Row
	at      int
	silent  bool
	body    fyne.CanvasObject
}

// FilterChoices are what the filters offer.
type FilterChoices struct {
	Labels []annotate.Label
	People []annotate.Person
}

// NewEverywhere returns the search with nothing looked for.
func NewEverywhere(choices FilterChoices) *Everywhere {
	e := &Everywhere{said: widget.NewLabel(""), at: -1}
	e.said.Importance = widget.LowImportance
	e.said.Truncation = fyne.TextTruncateEllipsis
	e.Query = NewPaletteEntry("Search texts, document fields, markings and notes…")
	e.Query.OnChanged = func(q string) { e.request.Query = q; e.look() }
	e.Query.OnSubmitted = func(string) { e.open(max(e.at, 0)) }
	e.Query.OnMove = func(step int) { e.list.Select(min(max(e.at+step, 0), len(e.rows)-1)) }
	e.Query.OnLeave = func() { e.OnLeave() }
	e.list = widget.NewList(func() int { return len(e.rows) }, newHitRow, e.show)
	e.list.OnSelected = func(i widget.ListItemID) {
		clicked := i == e.at
		e.at = i
		if clicked && !e.silent {
			e.open(i)
		}
	}
	e.body = container.NewBorder(container.NewVBox(e.Query, e.filters(choices), e.said), nil, nil, nil, e.list)
	e.ExtendBaseWidget(e)
	return e
}

// CreateRenderer is Fyne's.
func (e *Everywhere) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(e.body) }

func (e *Everywhere) look() {
	if e.OnLook != nil && !e.silent {
		e.OnLook(e.request)
	}
}

func (e *Everywhere) open(row int) {
	if e.OnOpen != nil && row < len(e.rows) {
		e.OnOpen(row)
	}
}

// anything stands for a filter that lets all pass.
const anything = "any"

// filters are the choices beside the query.
func (e *Everywhere) filters(choices FilterChoices) fyne.CanvasObject {
	labels, people, statuses := []string{}, []string{}, []string{}
	for _, l := range choices.Labels {
		labels = append(labels, l.Name)
	}
	for _, p := range choices.People {
		people = append(people, p.Name)
	}
	for _, s := range annotate.Statuses {
		statuses = append(statuses, statusNames[s])
	}
	places := []search.Field{search.InText, search.InMeta, search.InNotes, search.InAnnotations}
	outlet, from, to := widget.NewEntry(), widget.NewEntry(), widget.NewEntry()
	outlet.SetPlaceHolder("outlet")
	from.SetPlaceHolder("from 2026-01")
	to.SetPlaceHolder("to 2026-12")
	outlet.OnChanged = func(s string) { e.request.Outlet = s; e.look() }
	from.OnChanged = func(s string) { e.request.From = s; e.look() }
	to.OnChanged = func(s string) { e.request.To = s; e.look() }
	return container.NewGridWithColumns(7,
		e.filter("in", []string{"texts", "fields", "notes", "markings"}, func(i int) { e.request.In = pick(places, i, 0) }),
		e.filter("label", labels, func(i int) {
			e.request.Labels = one(choices.Labels, i, func(l annotate.Label) annotate.LabelID { return l.ID })
		}),
		e.filter("status", statuses, func(i int) {
			e.request.Statuses = one(annotate.Statuses, i, func(s annotate.Status) annotate.Status { return s })
		}),
		e.filter("person", people, func(i int) {
			e.request.People = one(choices.People, i, func(p annotate.Person) annotate.ID { return p.ID })
		}),
		outlet, from, to)
}

// filter is a choice of one of the names, or of any.
func (e *Everywhere) filter(what string, names []string, choose func(i int)) *widget.Select {
	s := widget.NewSelect(append([]string{what + ": " + anything}, names...), nil)
	s.SetSelectedIndex(0)
	s.OnChanged = func(string) {
		choose(s.SelectedIndex() - 1)
		e.look()
	}
	return s
}

func pick[T any](list []T, i int, none T) T {
	if i < 0 {
		return none
	}
	return list[i]
}

func one[T, U any](list []T, i int, of func(T) U) []U {
	if i < 0 {
		return nil
	}
	return []U{of(list[i])}
}

// Set shows what was found, and what there is to say about it.
func (e *Everywhere) Set(rows []finder.Row, words string, at int) {
	e.silent = true
	defer func() { e.silent = false }()
	e.rows, e.at = rows, at
	e.said.SetText(words)
	e.list.UnselectAll()
	e.list.Refresh()
	if at >= 0 {
		e.list.Select(at)
	} else {
		e.list.ScrollToTop()
	}
}

func newHitRow() fyne.CanvasObject {
	title, where := widget.NewLabel(""), widget.NewLabel("")
	title.SizeName, where.SizeName = theme.SizeNameCaptionText, theme.SizeNameCaptionText
	title.Truncation, where.Truncation = fyne.TextTruncateEllipsis, fyne.TextTruncateEllipsis
	title.Importance, where.Importance = widget.LowImportance, widget.LowImportance
	return container.New(hitLayout{}, title, where, newContextRow())
}

func (e *Everywhere) show(i widget.ListItemID, o fyne.CanvasObject) {
	if i >= len(e.rows) {
		return
	}
	row := o.(*fyne.Container).Objects
	title := e.rows[i].Title
	if i > 0 && e.rows[i-1].Article == e.rows[i].Article {
		title = "" // it stands above already
	}
	row[0].(*widget.Label).SetText(title)
	row[1].(*widget.Label).SetText(e.rows[i].Where)
	row[2].(*contextRow).set(e.rows[i].Context)
}

// hitLayout puts the article's title and the place in it before the words.
type hitLayout struct{}

func (hitLayout) MinSize(o []fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(400, o[2].MinSize().Height)
}

func (hitLayout) Layout(o []fyne.CanvasObject, size fyne.Size) {
	title, where := size.Width*0.24, float32(80)
	x := float32(0)
	for i, width := range []float32{title, where, size.Width - title - where} {
		height := o[i].MinSize().Height
		if i == 2 {
			height = size.Height
		}
		o[i].Move(fyne.NewPos(x, (size.Height-height)/2))
		o[i].Resize(fyne.NewSize(width, height))
		x += width
	}
}
