package panel

import (
	"fmt"
	"slices"
	"strings"

	"bluepencil/app/desk"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"
)

// Quotes is the list of an article's quotes: it filters, sorts and jumps.
type Quotes struct {
	widget.BaseWidget
	// OnChosen is told which quote is to be shown.
	OnChosen func(desk.QuoteRow)

	all, shown []desk.QuoteRow
	query      desk.QuoteQuery
	words      *SearchEntry
	list       *Rows
	count      *widget.Label
	body       fyne.CanvasObject
}

// NewQuotes returns the list of some rows. leave is called for Escape.
func NewQuotes(rows []desk.QuoteRow, leave func()) *Quotes {
	q := &Quotes{all: rows, count: widget.NewLabel("")}
	q.list = NewRows(func() int { return len(q.shown) }, func(i int) string { return quoteLine(&q.shown[i]) })
	q.list.OnLeave = leave
	q.list.OnSelected = func(i widget.ListItemID) {
		if q.OnChosen != nil {
			q.OnChosen(q.shown[i])
		}
	}
	q.words = NewSearchEntry("Filter by words…")
	q.words.OnChanged = func(words string) { q.query.Words = words; q.look() }
	q.words.OnLeave = func() {
		if c := fyne.CurrentApp().Driver().CanvasForObject(q.list); c != nil {
			c.Focus(q.list)
		}
	}
	lacking := widget.NewCheck("only what lacks something", func(on bool) { q.query.Lacking = on; q.look() })
	orders := widget.NewSelect([]string{"by place", "by speaker", "by type"}, nil)
	orders.SetSelectedIndex(0)
	orders.OnChanged = func(string) { q.query.Order = desk.QuoteOrder(orders.SelectedIndex()); q.look() }
	kinds := q.filter("any type", func(r desk.QuoteRow) []string { return []string{r.Type} }, &q.query.Type)
	speakers := q.filter("any speaker", func(r desk.QuoteRow) []string { return r.Speakers }, &q.query.Speaker)
	choices := container.NewHBox(kinds, speakers, orders, lacking)
	q.body = container.NewBorder(container.NewVBox(q.words, choices), q.count, nil, nil, q.list)
	q.ExtendBaseWidget(q)
	q.look()
	return q
}

// CreateRenderer is Fyne's.
func (q *Quotes) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(q.body) }

// Focusable is the list, for the keyboard.
func (q *Quotes) Focusable() fyne.Focusable { return q.list }

// filter is a choice of one of the values that the rows have, or of any.
func (q *Quotes) filter(anything string, of func(desk.QuoteRow) []string, into *string) *widget.Select {
	var values []string
	for _, r := range q.all {
		for _, v := range of(r) {
			if v != "" && !slices.Contains(values, v) {
				values = append(values, v)
			}
		}
	}
	slices.Sort(values)
	s := widget.NewSelect(append([]string{anything}, values...), nil)
	s.SetSelectedIndex(0)
	s.OnChanged = func(value string) {
		if *into = value; s.SelectedIndex() == 0 {
			*into = ""
		}
		q.look()
	}
	return s
}

func (q *Quotes) look() {
	q.shown = q.query.Choose(q.all)
	q.count.SetText(fmt.Sprintf("%d of %d quotes", len(q.shown), len(q.all)))
	q.list.UnselectAll()
	q.list.Refresh()
}

// quoteLine says who said it, how, and what is missing.
func quoteLine(r *desk.QuoteRow) string {
	parts := []string{r.Words}
	if r.Speaker != "" {
		parts[0] = r.Speaker + ": " + r.Words
	}
	for _, more := range []string{r.Type, r.Cue} {
		if more != "" {
			parts = append(parts, more)
		}
	}
	if r.Lacks != "" {
		parts = append(parts, "lacks "+r.Lacks)
	}
	return strings.Join(parts, "  ·  ")
}
