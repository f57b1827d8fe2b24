package panel

import (
	"bluepencil/annotate"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"
)

// History is what was done, the newest first, of one person or of everybody.
type History struct {
	widget.BaseWidget
	// OnPerson is told whose changes are asked for; zero for everybody.
	OnPerson func(annotate.ID)
	// OnLeave is told that it is to be left.
	OnLeave func()

	people []annotate.Person
	lines  []string
	choice *choiceField
	rows   *Rows
	words  *widget.Label
	body   fyne.CanvasObject
}

// NewHistory returns it, empty, with the people who may be asked for and who of
// them is.
func NewHistory(people []annotate.Person, chosen annotate.ID) *History {
	h := &History{people: people, words: quietWords("")}
	names, at := []string{"Everybody"}, 0
	for i, p := range people {
		names = append(names, p.Name)
		if p.ID == chosen {
			at = i + 1
		}
	}
	h.choice = newChoiceField(distinct(names))
	h.choice.SetSelectedIndex(at)
	h.choice.leave = func() { call(h.OnLeave) }
	h.choice.OnChanged = func(string) {
		var person annotate.ID
		if at := h.choice.SelectedIndex() - 1; at >= 0 {
			person = h.people[at].ID
		}
		if h.OnPerson != nil {
			h.OnPerson(person)
		}
	}
	h.rows = NewRows(func() int { return len(h.lines) }, func(row int) string { return h.lines[row] })
	h.rows.OnLeave = func() { call(h.OnLeave) }
	h.body = container.NewBorder(container.NewBorder(nil, nil, widget.NewLabel("Done by"), nil, h.choice), h.words, nil, nil, h.rows)
	h.ExtendBaseWidget(h)
	return h
}

// CreateRenderer is Fyne's.
func (h *History) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(h.body) }

// Focusable is the list.
func (h *History) Focusable() fyne.Focusable { return h.rows }

// Set shows lines, with words about them.
func (h *History) Set(lines []string, words string) {
	h.lines = lines
	h.words.SetText(words)
	h.rows.Refresh()
	h.rows.ScrollToTop()
}
