package panel

import (
	"fmt"
	"strconv"

	"bluepencil/annotate"
	"bluepencil/annotate/review"
	"bluepencil/app/adjudicator"
	"bluepencil/storage"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// Merge asks by which rule to merge, and shows what that would do. Nothing is
// merged that was not counted first.
type Merge struct {
	widget.BaseWidget
	// OnPreview is asked to count what a merge would do, in this article or in
	// all, and OnMerge to do it. OnChanged is told that something else is asked
	// for, OnLeave that the dialog is to be left.
	OnPreview, OnMerge func(all bool, m adjudicator.Merging)
	OnChanged, OnLeave func()
	// Go is the button that counts, and then merges.
	Go *GoButton

	rule, k, person, scope *widget.Select
	trim                   *widget.Check
	people                 []annotate.Person
	kItem, personItem      *widget.FormItem
	form                   *widget.Form
	state                  *widget.Label
	bar                    *widget.ProgressBar
	counts                 *fyne.Container
	counted                bool
	body                   fyne.CanvasObject
}

// strategies are the rules in the order in which they are offered.
var strategies = []review.Strategy{review.TakeUnanimous, review.TakeMajority, review.TakeUnion, review.TakePerson}

var strategyNames = []string{"what all have the same", "what the majority has", "everything that anybody has marked", "the version of one person"}

const mergeFirst = "Nothing is written before you have seen what the merge would do. What somebody has decided is never overwritten."

// NewMerge returns the form for the members of a project; article tells whether
// one is open.
func NewMerge(people []annotate.Person, article bool) *Merge {
	m := &Merge{people: people, state: said(mergeFirst, widget.MediumImportance, false), bar: widget.NewProgressBar(), counts: container.NewGridWithColumns(2)}
	changed := func(string) { m.changed() }
	m.rule = widget.NewSelect(strategyNames, changed)
	m.k = widget.NewSelect([]string{"more than half", "at least 2", "at least 3", "at least 4", "at least 5", "at least 6"}, changed)
	names := make([]string, len(people))
	for i := range people {
		names[i] = people[i].Name
	}
	m.person = widget.NewSelect(names, changed)
	m.trim = widget.NewCheck("ends that differ in punctuation and blanks alone are the same", func(bool) { m.changed() })
	scopes := []string{"all articles", "this article"}
	m.scope = widget.NewSelect(scopes[:1], changed)
	if article {
		m.scope.SetOptions(scopes)
	}
	m.Go = NewGoButton("Count what it would do", m.press)
	m.Go.OnLeave = func() { call(m.OnLeave) }
	m.compose()
	m.rule.SetSelectedIndex(0)
	m.k.SetSelectedIndex(0)
	m.scope.SetSelectedIndex(0)
	if len(people) > 0 {
		m.person.SetSelectedIndex(0)
	}
	m.changed()
	m.ExtendBaseWidget(m)
	return m
}

func (m *Merge) compose() {
	m.kItem, m.personItem = widget.NewFormItem("How many", m.k), widget.NewFormItem("Whose", m.person)
	m.form = widget.NewForm(widget.NewFormItem("Take", m.rule), m.kItem, m.personItem, widget.NewFormItem("Punctuation", m.trim), widget.NewFormItem("In", m.scope))
	m.bar.Hide()
	cancel := NewGoButton("Cancel", func() { call(m.OnLeave) })
	cancel.Importance, cancel.OnLeave = widget.MediumImportance, func() { call(m.OnLeave) }
	buttons := container.NewHBox(layout.NewSpacer(), cancel, m.Go, layout.NewSpacer())
	m.body = container.NewBorder(container.NewVBox(m.form, widget.NewSeparator(), m.state, m.bar), buttons, nil, nil, container.NewVScroll(m.counts))
}

// CreateRenderer is Fyne's.
func (m *Merge) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(m.body) }

// Focusable is where the keyboard begins.
func (m *Merge) Focusable() fyne.Focusable { return m.rule }

// Holds tells whether something with the keyboard belongs to the form.
func (m *Merge) Holds(f fyne.Focusable) bool {
	return f == m.rule || f == m.k || f == m.person || f == m.scope || f == m.trim || f == m.Go
}

// asked is what is asked for.
func (m *Merge) asked() (all bool, merging adjudicator.Merging) {
	rule := review.Rule{Strategy: strategies[max(m.rule.SelectedIndex(), 0)], Trim: m.trim.Checked}
	switch rule.Strategy {
	case review.TakeMajority:
		if at := m.k.SelectedIndex(); at > 0 {
			rule.K = at + 1
		}
	case review.TakePerson:
		if at := m.person.SelectedIndex(); at >= 0 {
			rule.Person = m.people[at].ID
		}
	}
	return m.scope.SelectedIndex() == 0, adjudicator.Merging{Rule: rule}
}

// changed forgets what was counted: something else is asked for.
func (m *Merge) changed() {
	if m.form == nil {
		return
	}
	strategy := strategies[max(m.rule.SelectedIndex(), 0)]
	show(m.k, strategy == review.TakeMajority)
	show(m.person, strategy == review.TakePerson)
	m.counted = false
	m.Go.SetText("Count what it would do")
	m.bar.Hide()
	m.state.SetText(mergeFirst)
	m.counts.RemoveAll()
	call(m.OnChanged)
}

// show shows a field of the form, or says that it is not asked for.
func show(s *widget.Select, on bool) {
	if on {
		s.Enable()
	} else {
		s.Disable()
	}
}

func (m *Merge) press() {
	all, merging := m.asked()
	switch {
	case m.counted && m.OnMerge != nil:
		m.OnMerge(all, merging)
	case !m.counted && m.OnPreview != nil:
		m.OnPreview(all, merging)
	}
}

// Counting shows how far the count has come; total is 0 where that is not known.
func (m *Merge) Counting(done, total int) {
	m.state.SetText("Counting…")
	m.bar.Show()
	if total > 0 {
		m.bar.Max = float64(total)
		m.bar.SetValue(float64(done))
		m.state.SetText(fmt.Sprintf("Counting, %d of %d articles…", done, total))
	}
}

// Counted shows what the merge would do, and lets it be done.
func (m *Merge) Counted(found *storage.ReviewMerge) {
	m.bar.Hide()
	m.counts.RemoveAll()
	m.state.SetText(adjudicator.ComparedInWords(found))
	m.rows("How far people agree", adjudicator.StateCounts(found))
	m.rows("What the merge would do", adjudicator.EffectCounts(found))
	m.counts.Refresh()
	if found.Merged+found.Removed+found.Added == 0 {
		m.state.SetText("There is nothing for this rule to settle: no article has what it takes. People submit with “Done”.")
		return
	}
	m.counted = true
	m.Go.SetText("Merge")
}

// Failed says why nothing could be counted.
func (m *Merge) Failed(err error) {
	m.bar.Hide()
	m.state.SetText("It could not be counted: " + err.Error())
}

func (m *Merge) rows(title string, list []adjudicator.Count) {
	head := widget.NewLabel(title)
	head.TextStyle.Bold = true
	rows := container.New(countRows{})
	for _, c := range list {
		n, what := canvas.NewText(strconv.Itoa(c.N), theme.Color(theme.ColorNameForeground)), widget.NewLabel(c.Name)
		n.TextStyle.Bold, n.TextSize = c.N > 0, theme.CaptionTextSize()
		what.SizeName, what.Wrapping = theme.SizeNameCaptionText, fyne.TextWrapWord
		if c.N == 0 {
			what.Importance = widget.LowImportance
		}
		rows.Add(n)
		rows.Add(what)
	}
	m.counts.Add(container.NewBorder(head, nil, nil, nil, rows))
}

// countRows lays numbers and what they count out, close together.
type countRows struct{}

// countColumn is the column of the numbers.
const countColumn = 56

func (countRows) MinSize(o []fyne.CanvasObject) fyne.Size {
	size := fyne.NewSize(200, 8)
	for i := 1; i < len(o); i += 2 {
		size.Height += o[i].MinSize().Height - 10
	}
	return size
}

func (countRows) Layout(o []fyne.CanvasObject, size fyne.Size) {
	y := float32(0)
	for i := 0; i+1 < len(o); i += 2 {
		o[i+1].Resize(fyne.NewSize(size.Width-countColumn, o[i+1].MinSize().Height)) // wraps at its width
		high := o[i+1].MinSize().Height
		o[i+1].Resize(fyne.NewSize(size.Width-countColumn, high))
		o[i+1].Move(fyne.NewPos(countColumn, y))
		n := o[i].MinSize()
		o[i].Resize(n)
		o[i].Move(fyne.NewPos(countColumn-n.Width-2, y+theme.InnerPadding()))
		y += high - 10
	}
}
