package window

import (
	"fmt"
	"slices"
	"strings"

	"bluepencil/annotate"
	"bluepencil/annotate/tables"
	"bluepencil/app/desk"
	"bluepencil/app/panel"
	"bluepencil/app/tableview"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/widget"
)

// tabling is the tables of the project, which stay as they were left.
type tabling struct {
	view   *tableview.View
	panel  *panel.Tables
	labels []annotate.Label // that the panel offers
	people []annotate.Person
	front  bool // somebody looks at them
}

// close ends the tables of a project that is about to be closed.
func (t *tabling) close() {
	if t.view != nil {
		t.view.Close()
	}
	*t = tabling{}
}

// background runs something in the background that closing the project waits for.
func (w *Window) background(fn func()) {
	finished := w.worker
	finished.done.Add(1)
	go func() {
		defer finished.done.Done()
		fn()
	}()
}

// showTables shows the tables of the project, as they were left.
func (w *Window) showTables() {
	people, err := w.project.People()
	if err != nil {
		w.fail("The people of the project could not be read", err)
		return
	}
	w.startTables(w.desk.Codebook().Labels, people)
	t := &w.tabled
	d := dialog.NewCustomWithoutButtons("Tables", t.panel, w.win)
	t.panel.Do = panel.TableDoings{
		Open: func() { w.openTabled(d) }, Edit: w.editTable, Save: w.saveTable, Leave: d.Hide,
		ToText: func() { w.win.Canvas().Focus(t.panel.Text()) }, ToRows: w.focusTables,
	}
	t.front = true
	size := w.win.Canvas().Size()
	w.presentThen(d, fyne.NewSize(max(size.Width-60, 700), max(size.Height-60, 480)), func() {
		t.front = false
		if t.view != nil {
			t.view.Shown(false)
		}
	})
	w.focusTables()
	t.view.Shown(true)
	t.panel.Update()
}

// startTables makes what the tables are shown with, unless it is there and
// offers the labels and people that there are now.
func (w *Window) startTables(labels []annotate.Label, people []annotate.Person) {
	t := &w.tabled
	if t.view == nil {
		t.view = tableview.New(tableview.Options{Project: w.project, Person: w.desk.Person().ID, UI: w.o.UI, Go: w.background, Show: func() {
			if t.front {
				t.panel.Update()
			}
		}, Said: func() {
			if t.front {
				t.panel.Say()
			}
		}})
	}
	if t.panel == nil || !slices.EqualFunc(labels, t.labels, sameName) || !slices.Equal(people, t.people) {
		t.labels, t.people = labels, people
		t.view.SetFilter(tables.Filter{})
		t.panel = panel.NewTables(t.view, panel.FilterChoices{Labels: labels, People: people})
	}
}

// undoesTable tells whether a command takes back, or does again, what was done
// in the tables, which are in front.
func (w *Window) undoesTable(id string) bool {
	return w.tabled.front && len(w.dialogs) == 1 && (id == "undo" || id == "redo")
}

// openTabled leaves the tables for the place of the current row.
func (w *Window) openTabled(d dialog.Dialog) {
	if place, ok := w.tabled.view.Place(); ok {
		d.Hide()
		w.desk.OpenAt(place.Article, place.Annotation, place.Range)
	}
}

// editTable asks what is to be done with the markings of the chosen rows, and
// shows what that would change.
func (w *Window) editTable(delete bool) {
	view := w.tabled.view
	marks := view.Marks()
	if len(marks) == 0 || !w.desk.MayWrite() {
		return
	}
	e := panel.NewBulkEdit(w.desk.Codebook(), w.desk.Register().Entries(), view.Labels())
	d := dialog.NewCustomWithoutButtons(fmt.Sprintf("Edit %d markings", len(marks)), e, w.win)
	leave := w.planEdits(e, marks)
	e.OnDo = func(p *tables.Plan) {
		d.Hide()
		w.desk.EditMany(p.Draft)
	}
	e.OnLeave = d.Hide
	w.presentThen(d, fyne.NewSize(900, 560), func() {
		leave()
		w.focusTables()
	})
	w.win.Canvas().Focus(e.What())
	if delete {
		e.Choose(tables.DeleteAll)
	}
}

// planEdits works out what a person asks for, as long as leave was not called.
func (w *Window) planEdits(e *panel.BulkEdit, marks []tables.Mark) (leave func()) {
	asked := 0
	e.OnPlan = func(edit tables.Edit) {
		asked++
		generation := asked
		w.tabled.view.Plan(edit, marks, func(p *tables.Plan, err error) {
			if generation != asked {
				return // something else was asked for since
			}
			e.SetPlan(p, err)
			if err == nil && len(p.Changes) > 0 && edit.Change == tables.DeleteAll {
				w.win.Canvas().Focus(e.Go)
			}
		})
	}
	return func() { asked++ }
}

func (w *Window) focusTables() {
	if w.tabled.front {
		w.win.Canvas().Focus(w.tabled.panel.Focusable())
	}
}

// saveTable asks for a file for the table that is shown.
func (w *Window) saveTable() {
	view := w.tabled.view
	bom := widget.NewCheck("with a byte order mark, by which spreadsheets know UTF-8", nil)
	words := widget.NewLabel("The rows as they are filtered and sorted, with all their words and ids. A cell that begins with = + - or @ gets an apostrophe before it, so that no spreadsheet takes it for a formula.")
	words.Wrapping = fyne.TextWrapWord
	d := dialog.NewCustomConfirm("Save the table as CSV", "Choose the file…", "Cancel", container.NewVBox(words, bom), func(ok bool) {
		if !ok {
			return
		}
		name := strings.Join([]string{w.project.Name(), string(view.Kind())}, "-") + ".csv"
		w.chooseSave(name, func(path string) { w.writeTable(path, bom.Checked) })
	}, w.win)
	w.presentThen(d, fyne.NewSize(560, 240), w.focusTables)
}

func (w *Window) writeTable(path string, bom bool) {
	w.tabled.view.Write(path, tables.FileOptions{BOM: bom}, func(rows int, err error) {
		if err != nil {
			w.fail("The table could not be saved", err)
			return
		}
		w.desk.Say(desk.Info, fmt.Sprintf("Saved %d rows to %s.", rows, path))
		w.focusTables()
	})
}
