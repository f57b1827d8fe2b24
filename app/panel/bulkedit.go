package panel

import (
	"fmt"
	"strings"

	"bluepencil/annotate"
	"bluepencil/annotate/register"
	"bluepencil/annotate/tables"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"
)

// BulkEdit asks what is to be done with many markings, and shows what that
// would change before it is done.
type BulkEdit struct {
	widget.BaseWidget
	// OnPlan is told which edit to work out.
	OnPlan func(tables.Edit)
	// OnDo is told to do what is shown.
	OnDo func(*tables.Plan)
	// OnLeave is told that nothing is to be done.
	OnLeave func()

	Go *GoButton

	book    *annotate.Codebook
	entries []register.Entry
	labels  []annotate.LabelID // of what is edited
	what    *widget.Select
	detail  *fyne.Container
	said    *widget.Label
	plan    *tables.Plan
	lines   []string
	list    *Rows
	body    fyne.CanvasObject
}

// editNames are the edits, in the order of tables.Change.
var editNames = []string{"Change the label", "Set an attribute", "Link to an entry of the register", "Delete"}

// NewBulkEdit asks about markings that have certain labels.
func NewBulkEdit(book *annotate.Codebook, entries []register.Entry, labels []annotate.LabelID) *BulkEdit {
	e := &BulkEdit{book: book, entries: entries, labels: labels, detail: container.NewStack(), said: widget.NewLabel("")}
	e.said.Wrapping = fyne.TextWrapWord
	e.Go = NewGoButton("Change", func() {
		if e.plan != nil && e.OnDo != nil {
			e.OnDo(e.plan)
		}
	})
	e.Go.OnLeave = func() { call(e.OnLeave) }
	e.Go.Disable()
	e.list = NewRows(func() int { return len(e.lines) }, func(i int) string { return e.lines[i] })
	e.list.OnLeave = func() { call(e.OnLeave) }
	e.what = widget.NewSelect(editNames, func(string) { e.chooseWhat() })
	cancel := widget.NewButton("Cancel", func() { call(e.OnLeave) })
	top := container.NewVBox(container.NewGridWithColumns(2, e.what, e.detail), e.said)
	e.body = container.NewBorder(top, container.NewHBox(cancel, e.Go), nil, nil, e.list)
	e.ExtendBaseWidget(e)
	return e
}

// CreateRenderer is Fyne's.
func (e *BulkEdit) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(e.body) }

// Choose chooses what is to be done.
func (e *BulkEdit) Choose(c tables.Change) { e.what.SetSelectedIndex(int(c)) }

// What is the choice of what is to be done, for the keyboard.
func (e *BulkEdit) What() fyne.Focusable { return e.what }

func (e *BulkEdit) chooseWhat() {
	e.SetPlan(nil, nil)
	switch c := tables.Change(e.what.SelectedIndex()); c {
	case tables.ChangeLabel:
		e.askLabel()
	case tables.ChangeAttribute:
		e.askAttribute()
	case tables.ChangeEntity:
		e.askEntry()
	case tables.DeleteAll:
		e.detail.Objects = nil
		e.ask(tables.Edit{Change: tables.DeleteAll})
	}
	e.detail.Refresh()
}

func (e *BulkEdit) ask(edit tables.Edit) {
	e.SetPlan(nil, nil)
	e.said.SetText("Looking at what would change…")
	if e.OnPlan != nil {
		e.OnPlan(edit)
	}
}

func (e *BulkEdit) askLabel() {
	offered := e.book.Offered()
	var names []string
	for _, l := range offered {
		names = append(names, l.Name)
	}
	s := widget.NewSelect(names, nil)
	s.PlaceHolder = "which label?"
	s.OnChanged = func(string) { e.ask(tables.Edit{Change: tables.ChangeLabel, Label: offered[s.SelectedIndex()].ID}) }
	e.detail.Objects = []fyne.CanvasObject{s}
}

// askAttribute asks for an attribute of any of the labels, and then for its
// value.
func (e *BulkEdit) askAttribute() {
	var offered []annotate.Attribute
	var names []string
	seen := map[annotate.AttributeID]bool{}
	for _, label := range e.labels {
		for _, id := range e.book.AttributeIDs(label) {
			if at, ok := e.book.Attribute(id); ok && !at.Retired && !seen[id] {
				seen[id] = true
				offered, names = append(offered, at), append(names, at.Name)
			}
		}
	}
	if len(offered) == 0 {
		e.detail.Objects = []fyne.CanvasObject{widget.NewLabel("Nothing is asked about these.")}
		return
	}
	value := container.NewStack()
	s := widget.NewSelect(names, nil)
	s.PlaceHolder = "which?"
	s.OnChanged = func(string) {
		at := offered[s.SelectedIndex()]
		e.SetPlan(nil, nil)
		value.Objects = []fyne.CanvasObject{fieldFor(at, nil, func(v annotate.AttributeValue) {
			e.ask(tables.Edit{Change: tables.ChangeAttribute, Attribute: at.ID, Value: v})
		})}
		value.Refresh()
	}
	e.detail.Objects = []fyne.CanvasObject{container.NewGridWithColumns(2, s, value)}
}

// entriesOffered is how many entries of the register a line offers.
const entriesOffered = 200

// askEntry asks for an entry by the beginning of any word of its name.
func (e *BulkEdit) askEntry() {
	var offered []register.Entry
	s := widget.NewSelect(nil, nil)
	look := func(words string) {
		offered = offered[:0]
		names := []string{"no entry"}
		for _, entry := range e.entries {
			if len(offered) < entriesOffered && strings.Contains(strings.ToLower(entry.Name), strings.ToLower(strings.TrimSpace(words))) {
				offered = append(offered, entry)
				names = append(names, entry.Name+" ("+e.book.LabelName(annotate.LabelID(entry.Type))+")")
			}
		}
		s.ClearSelected()
		s.PlaceHolder = fmt.Sprintf("which of %d?", len(offered))
		s.SetOptions(names)
	}
	look("")
	s.OnChanged = func(string) {
		if at := s.SelectedIndex(); at >= 0 {
			e.ask(tables.Edit{Change: tables.ChangeEntity, Entity: pick(offered, at-1, register.Entry{}).ID})
		}
	}
	words := widget.NewEntry()
	words.SetPlaceHolder("part of the name")
	words.OnChanged = look
	e.detail.Objects = []fyne.CanvasObject{container.NewGridWithColumns(2, words, s)}
}

// linesShown is how many lines a plan shows of what changes, and of what does
// not.
const linesShown = 2000

// SetPlan shows what an edit would do, or why it cannot be done; nil and no
// error mean that nothing was worked out yet.
func (e *BulkEdit) SetPlan(p *tables.Plan, err error) {
	e.plan, e.lines = p, nil
	e.Go.Disable()
	e.Go.SetText("Change")
	switch {
	case err != nil:
		e.said.SetText(sentence(err.Error()))
	case p == nil:
		e.said.SetText("")
	default:
		e.said.SetText(planWords(p))
		e.lines = planLines(p)
		if len(p.Changes) > 0 {
			e.Go.SetText(fmt.Sprintf("Change %d", len(p.Changes)))
			e.Go.Enable()
		}
	}
	e.list.Refresh()
}

func planWords(p *tables.Plan) string {
	words := fmt.Sprintf("%d markings change, in one step of undo.", len(p.Changes))
	if n := len(p.Left); n > 0 {
		words += fmt.Sprintf(" %d are left alone; they stand at the end, with the reason.", n)
	}
	return words
}

func planLines(p *tables.Plan) (lines []string) {
	add := func(list []tables.Planned, write func(tables.Planned) string) {
		for i, one := range list {
			if i == linesShown {
				lines = append(lines, fmt.Sprintf("… and %d more", len(list)-i))
				return
			}
			lines = append(lines, write(one))
		}
	}
	add(p.Changes, func(one tables.Planned) string {
		return fmt.Sprintf("%s:   %s   (%s)", one.What, strings.Join(strings.Fields(one.Words), " "), one.Article.Title)
	})
	add(p.Left, func(one tables.Planned) string {
		words := one.Article.Title
		if one.Words != "" {
			words = fmt.Sprintf("%s (%s)", strings.Join(strings.Fields(one.Words), " "), words)
		}
		return "left alone: " + words + ": " + one.Reason
	})
	return lines
}
