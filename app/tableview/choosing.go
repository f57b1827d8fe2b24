package tableview

import (
	"errors"
	"maps"
	"os"
	"slices"

	"bluepencil/annotate"
	"bluepencil/annotate/tables"
)

// At is the row the keyboard is on, or -1.
func (v *View) At() int { return v.at }

// Row is the row the keyboard is on, or nil.
func (v *View) Row() *tables.Row {
	if v.at < 0 || v.at >= len(v.table.Rows) {
		return nil
	}
	return v.table.Rows[v.at]
}

// Go makes a row the current one. Extending chooses all rows from where the
// keyboard was when that began, and no others.
func (v *View) Go(row int, extend bool) {
	n := len(v.table.Rows)
	if n == 0 {
		return
	}
	v.at = min(max(row, 0), n-1)
	if !extend {
		v.from = v.at
		return
	}
	v.chosen = map[annotate.ID]bool{}
	for i := min(v.from, v.at); i <= max(v.from, v.at); i++ {
		v.choose(v.table.Rows[i], true)
	}
}

// Toggle chooses a row, or lets go of it.
func (v *View) Toggle(row int) {
	if row < 0 || row >= len(v.table.Rows) {
		return
	}
	r := v.table.Rows[row]
	v.choose(r, !v.chosen[r.ID])
}

// ToggleAll chooses all rows, or lets go of them where all are chosen.
func (v *View) ToggleAll() {
	all := len(v.chosen) < len(v.table.Rows)
	v.chosen = map[annotate.ID]bool{}
	for _, r := range v.table.Rows {
		v.choose(r, all)
	}
}

func (v *View) choose(r *tables.Row, on bool) {
	switch {
	case len(v.collected.MarksOf(r)) == 0: // there is nothing to edit
	case on:
		v.chosen[r.ID] = true
	default:
		delete(v.chosen, r.ID)
	}
}

// Chosen tells whether a row is chosen.
func (v *View) Chosen(row int) bool {
	return row >= 0 && row < len(v.table.Rows) && v.chosen[v.table.Rows[row].ID]
}

// Marks lists the annotations of the chosen rows, or of the current one where
// none is chosen.
func (v *View) Marks() (marks []tables.Mark) {
	if v.collected == nil {
		return nil
	}
	for i, r := range v.table.Rows {
		if v.chosen[r.ID] || len(v.chosen) == 0 && i == v.at {
			marks = append(marks, v.collected.MarksOf(r)...)
		}
	}
	return marks
}

// Labels lists the labels of what Marks gives, each once.
func (v *View) Labels() []annotate.LabelID {
	if v.collected == nil {
		return nil
	}
	seen := map[annotate.LabelID]bool{}
	for i, r := range v.table.Rows {
		if v.chosen[r.ID] || len(v.chosen) == 0 && i == v.at {
			for _, label := range v.collected.LabelsOf(r) {
				seen[label] = true
			}
		}
	}
	return slices.Sorted(maps.Keys(seen))
}

// Plan works out in the background what an edit of annotations would do.
func (v *View) Plan(e tables.Edit, marks []tables.Mark, then func(*tables.Plan, error)) {
	v.o.Go(func() {
		plan, err := v.o.Project.PlanEdit(v.ctx, v.o.Person, e, marks)
		v.o.UI(func() {
			if v.ctx.Err() == nil {
				then(plan, err)
			}
		})
	})
}

// Write writes the table that is shown to a file, in the background: under
// another name first, so that a file that was there stays whole where it fails.
func (v *View) Write(path string, o tables.FileOptions, then func(rows int, err error)) {
	t := v.table
	v.o.Go(func() {
		err := v.write(path, t, o)
		v.o.UI(func() {
			if v.ctx.Err() == nil {
				then(len(t.Rows), err)
			}
		})
	})
}

func (v *View) write(path string, t *tables.Table, o tables.FileOptions) (err error) {
	draft := path + ".part"
	file, err := os.Create(draft)
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, os.Remove(draft))
		}
	}()
	err = errors.Join(v.writeRows(file, t, o), file.Close())
	if err != nil {
		return err
	}
	return os.Rename(draft, path)
}

func (v *View) writeRows(file *os.File, t *tables.Table, o tables.FileOptions) error {
	w, err := tables.NewWriter(file, t.Kind, o)
	if err != nil {
		return err
	}
	for _, r := range t.Rows {
		if err := errors.Join(v.ctx.Err(), w.Write(r, v.o.Project.WholeWords)); err != nil {
			return err
		}
	}
	return errors.Join(w.Close(), file.Sync())
}
