package window

import (
	"bytes"
	"context"
	"fmt"
	"path/filepath"
	"strings"

	"bluepencil/annotate"
	"bluepencil/annotate/format"
	"bluepencil/annotate/register"
	"bluepencil/app/desk"
	"bluepencil/app/panel"
	"bluepencil/app/who"
	"bluepencil/storage"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/widget"
)

// askEntry asks for a new entry of the register.
func (w *Window) askEntry() {
	e := w.who.editor
	kinds := e.Types()
	names := make([]string, len(kinds))
	for i, kind := range kinds {
		names[i] = e.TypeName(kind)
	}
	kind := widget.NewSelect(names, nil)
	kind.SetSelectedIndex(0)
	w.askWords("Add an entry", "Add", "name", fyne.NewSize(460, 220), func(name string) {
		chosen := ""
		if at := kind.SelectedIndex(); at >= 0 {
			chosen = kinds[at]
		}
		e.Add(name, chosen)
	}, kind)
}

// askMergeEntries asks which entry the chosen one is the same as, and says how
// many mentions that affects.
func (w *Window) askMergeEntries() {
	e := w.who.editor
	entry, ok := e.Selected()
	targets := e.Targets("")
	if !ok || len(targets) == 0 {
		w.desk.Say(desk.Info, "There is no other entry to merge it with.")
		return
	}
	at, effect := 0, told("")
	rows := panel.NewRows(func() int { return len(targets) }, func(i int) string {
		return strings.Join([]string{targets[i].Name, e.TypeName(targets[i].Type), who.RoleNow(&targets[i].Entity)}, "   ")
	})
	rows.OnSelected = func(i widget.ListItemID) {
		at = i
		effect.SetText(e.MergeEffect(targets[at]))
	}
	query := panel.NewPaletteEntry("Look for the other entry…")
	merge := func() {
		if at < len(targets) {
			e.Merge(targets[at].ID)
		}
	}
	w.ask("Merge "+entry.Name+" with", "Merge", container.NewBorder(query, effect, nil, nil, rows), fyne.NewSize(600, 460), merge)
	asked := w.dialogs[len(w.dialogs)-1]
	query.OnChanged = func(words string) {
		targets = e.Targets(words)
		effect.SetText("")
		rows.UnselectAll()
		rows.Refresh()
		rows.Select(0)
	}
	query.OnMove = func(step int) { rows.Select(min(max(at+step, 0), len(targets)-1)) }
	query.OnLeave, rows.OnLeave = asked.Hide, asked.Hide
	query.OnSubmitted = func(string) {
		asked.Hide()
		merge()
	}
	rows.Select(0)
	w.win.Canvas().Focus(query)
}

// askRegister asks for a table, CSV or JSON, and takes it in.
func (w *Window) askRegister() {
	if w.desk.MayWrite() {
		w.chooseFile(w.takeTable, ".csv", ".json")
	}
}

// takeTable takes a table into the register and says row by row what became of it.
func (w *Window) takeTable(path string) {
	w.long("Reading the table…", func(context.Context, *storage.Project) func() {
		var rows []annotate.Entity
		var faults []error
		raw, err := readSmall(path)
		if err == nil {
			rows, faults, err = register.Read(raw)
		}
		return func() {
			if err != nil {
				w.fail("The table "+filepath.Base(path)+" could not be read", err)
				return
			}
			w.desk.TakeTable(rows, func(taken register.Taken, err error) {
				if err != nil {
					w.fail("The table "+filepath.Base(path)+" could not be taken in", err)
					return
				}
				report := container.NewVScroll(told(who.Report(taken, faults)))
				w.present(dialog.NewCustom("Taken in from "+filepath.Base(path), "Close", report, w.win), fyne.NewSize(620, 460))
			})
		}
	})
}

// saveRegister writes the register to a file: JSON where its name says so, else CSV.
func (w *Window) saveRegister() { w.chooseSave("register.csv", w.writeRegister) }

func (w *Window) writeRegister(path string) {
	w.long("Writing the register…", func(_ context.Context, p *storage.Project) func() {
		entities, err := p.Entities()
		if err == nil {
			var out bytes.Buffer
			write := register.WriteCSV
			if strings.EqualFold(filepath.Ext(path), ".json") {
				write = register.WriteJSON
			}
			if err = write(&out, entities); err == nil {
				err = format.WriteFile(path, out.Bytes())
			}
		}
		return func() {
			if err != nil {
				w.fail("The register could not be written", err)
				return
			}
			w.desk.Say(desk.Info, fmt.Sprintf("Wrote %d entries to %s", len(entities), path))
		}
	})
}
