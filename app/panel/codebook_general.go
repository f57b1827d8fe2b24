package panel

import (
	"slices"
	"strings"

	"bluepencil/annotate"
	"bluepencil/app/scheme"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// General edits what belongs to no label: the codebook's name and guideline,
// the rules for all labels, and the fields of the article's card.
type General struct {
	widget.BaseWidget
	editor *scheme.Editor
	rows   *fyne.Container
	fault  *widget.Label
	body   fyne.CanvasObject
}

// NewGeneral returns the form.
func NewGeneral(e *scheme.Editor) *General {
	g := &General{editor: e, rows: container.NewVBox()}
	g.fault, g.body = formOf(g.rows)
	g.ExtendBaseWidget(g)
	g.show()
	return g
}

// CreateRenderer is Fyne's.
func (g *General) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(g.body) }

func (g *General) edit(make func(annotate.Editor) (annotate.Draft, error)) {
	g.editor.Edit(make)
	g.show()
}

func (g *General) show() {
	book := g.editor.Book()
	g.rows.RemoveAll()
	g.fault.SetText(g.editor.Fault())
	name := newCommitEntry(false, func(s string) {
		g.edit(func(e annotate.Editor) (annotate.Draft, error) { return e.SetName(s) })
	})
	name.set(book.Name)
	var guideline, rules *commitEntry
	write := func(string) {
		g.edit(func(e annotate.Editor) (annotate.Draft, error) {
			clauses, err := e.Book.ParseClauses("", rules.Text)
			if err != nil {
				return annotate.Draft{}, err
			}
			return e.SetGuideline(strings.TrimSpace(guideline.Text), clauses)
		})
	}
	guideline, rules = newCommitEntry(true, write), newCommitEntry(true, write)
	guideline.SetMinRowsVisible(4)
	rules.SetMinRowsVisible(6)
	guideline.set(book.Guideline)
	rules.set(annotate.ClauseLines(book.Clauses))
	g.rows.Add(titled("Name", false, name))
	g.rows.Add(titled("Guideline", false, guideline))
	g.rows.Add(titled("Rules for all labels", false, rules))
	g.rows.Add(titled("Fields of the article's card", false, g.fields(book)))
}

// fields lists the fields of the article's card, and adds one.
func (g *General) fields(book *annotate.Codebook) fyne.CanvasObject {
	rows := container.NewVBox()
	for _, f := range book.Document {
		change := func(change func(*annotate.DocumentField)) {
			g.edit(func(e annotate.Editor) (annotate.Draft, error) {
				at := slices.IndexFunc(e.Book.Document, func(o annotate.DocumentField) bool { return o.ID == f.ID })
				field := e.Book.Document[max(at, 0)]
				change(&field)
				return e.ChangeField(field)
			})
		}
		name := newCommitEntry(false, func(s string) { change(func(x *annotate.DocumentField) { x.Name = s }) })
		name.set(f.Name)
		kind := widget.NewLabel(typeWords[f.Type])
		kind.SizeName, kind.Importance = theme.SizeNameCaptionText, widget.LowImportance
		needed := ticked("required", f.Required, func(on bool) { change(func(x *annotate.DocumentField) { x.Required = on }) })
		retired := ticked("retired", f.Retired, func(on bool) { change(func(x *annotate.DocumentField) { x.Retired = on }) })
		rows.Add(container.NewBorder(nil, nil, nil, container.NewHBox(kind, needed, retired), name))
	}
	add := newCommitEntry(false, func(s string) {
		g.edit(func(e annotate.Editor) (annotate.Draft, error) {
			return e.AddField(annotate.DocumentField{Name: s, Type: annotate.TypeText})
		})
	})
	add.SetPlaceHolder("Another field, then Enter")
	rows.Add(add)
	return rows
}
