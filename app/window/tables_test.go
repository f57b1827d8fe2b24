package window

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"bluepencil/annotate"
	"bluepencil/annotate/tables"
	"bluepencil/app/panel"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
)

// openTables opens the tables of the sample project.
func openTables(t *testing.T) (*Window, screen) {
	t.Helper()
	w, s := newWindow(t)
	w.run("tables")
	s.until(t, "the quotes", func() bool { return len(w.tabled.view.Table().Rows) > 0 })
	return w, s
}

// key presses a key where the keyboard is.
func key(w *Window, name fyne.KeyName) {
	w.win.Canvas().Focused().TypedKey(&fyne.KeyEvent{Name: name})
}

func TestTablesAreWalkedByTheKeyboard(t *testing.T) {
	w, s := openTables(t)
	view := w.tabled.view
	key(w, fyne.KeyDown)
	if view.At() != 1 {
		t.Fatalf("the keyboard is on row %d", view.At())
	}
	for _, k := range []tables.Kind{tables.Claims, tables.Names, tables.Strings, tables.Balance, tables.Quotes} {
		key(w, fyne.KeyRight)
		if view.Kind() != k {
			t.Fatalf("it shows %s, not %s", view.Kind(), k)
		}
		s.until(t, string(k), func() bool { return len(view.Table().Rows) > 0 || k == tables.Strings })
	}
	w.win.Canvas().Focused().TypedRune('4')
	s.until(t, "the rows by their words", func() bool {
		column, _ := view.Sorted()
		rows := view.Table().Rows
		return column == "words" && len(rows) > 1 && strings.ToLower(rows[0].Words) <= strings.ToLower(rows[1].Words)
	})
	w.win.Canvas().Focused().TypedRune('/')
	word := strings.Fields(view.Table().Rows[0].Words)[0]
	test.Type(w.win.Canvas().Focused(), word)
	s.until(t, "fewer rows", func() bool {
		rows := view.Table().Rows
		return view.Filter().Text == word && len(rows) > 0 && strings.Contains(strings.ToLower(rows[0].Words), strings.ToLower(word))
	})
	place, ok := view.Place()
	w.focusTables()
	key(w, fyne.KeyReturn)
	s.until(t, "the place", func() bool { return w.desk.Open() != nil && w.desk.Open().Article.ID == place.Article })
	if a, _ := w.desk.Current(); !ok || a.ID != place.Annotation || len(w.dialogs) != 0 {
		t.Errorf("the current one is %v, and it was to be %v; %d dialogs", a.ID, place.Annotation, len(w.dialogs))
	}
	w.run("tables")
	if view.Filter().Text != word || w.tabled.view != view {
		t.Error("the tables are not as they were left")
	}
}

func TestChosenRowsAreEditedInOneStep(t *testing.T) {
	w, s := openTables(t)
	view := w.tabled.view
	all := len(view.Table().Rows)
	key(w, fyne.KeySpace)
	key(w, fyne.KeyDown)
	key(w, fyne.KeySpace)
	if n := len(view.Marks()); n != 2 {
		t.Fatalf("%d markings are chosen", n)
	}
	key(w, fyne.KeyDelete)
	if len(w.dialogs) != 2 {
		t.Fatalf("%d dialogs ask", len(w.dialogs))
	}
	before := w.desk.UndoName()
	s.until(t, "the plan", func() bool { _, is := w.win.Canvas().Focused().(*panel.GoButton); return is })
	key(w, fyne.KeyReturn)
	s.until(t, "the rows to go", func() bool { return len(view.Table().Rows) == all-2 })
	s.until(t, "it to be named", func() bool { return w.desk.UndoName() == "delete 2 markings" })
	w.focusTables()
	w.run("delete-article") // no command but these goes through the tables
	w.run("undo")
	s.until(t, "the rows to come back", func() bool { return len(view.Table().Rows) == all && w.desk.UndoName() == before })
	if w.desk.Open() == nil || w.desk.RedoName() != "delete 2 markings" {
		t.Errorf("what can be done again is %q", w.desk.RedoName())
	}
}

func TestATableIsSaved(t *testing.T) {
	w, s := openTables(t)
	path := filepath.Join(t.TempDir(), "quotes.csv")
	w.writeTable(path, true)
	s.until(t, "the file", func() bool { return strings.Contains(w.status.Message(), "Saved") })
	raw, err := os.ReadFile(path)
	must(t, err)
	if !strings.HasPrefix(string(raw), "\ufeffarticle,published,") || strings.Count(string(raw), "\r\n") <= len(w.tabled.view.Table().Rows) {
		t.Errorf("%.200s", raw)
	}
	w.writeTable(filepath.Join(t.TempDir(), "no", "such", "folder.csv"), false)
	s.until(t, "the failure to be told", func() bool { return len(w.dialogs) > 1 })
}

func TestATableSurvivesTheClosingOfItsProject(t *testing.T) {
	w, s := openTables(t)
	w.dialogs[0].Hide()
	w.letProjectGo()
	if w.tabled.view != nil {
		t.Error("the tables outlive their project")
	}
	w.openSample(nothingMore)
	s.until(t, "the project again", func() bool { return w.desk != nil && w.desk.Open() != nil })
	w.run("tables")
	s.until(t, "its quotes", func() bool { return len(w.tabled.view.Table().Rows) > 0 })
	if a := w.tabled.view.Row(); a == nil || a.Label != annotate.LabelID("quote") {
		t.Errorf("%+v", a)
	}
}

func TestOneValueOfAColumnIsAskedFor(t *testing.T) {
	w, s := openTables(t)
	view := w.tabled.view
	all := len(view.Table().Rows)
	choices := view.Choices()["type"]
	if len(choices) == 0 {
		t.Fatal("no type can be asked for")
	}
	f := view.Filter()
	f.Values = map[string]string{"type": choices[0]}
	view.SetFilter(f)
	s.until(t, "the rows of one type", func() bool {
		rows := view.Table().Rows
		return len(rows) > 0 && len(rows) <= all && view.Table().Columns[4].Cell(rows[0]) == choices[0] && len(view.Choices()["type"]) == len(choices)
	})
	w.tabled.panel.Update()
	key(w, fyne.KeyRight)
	if view.Filter().Values != nil {
		t.Error("another table is asked for the value of a column it does not have")
	}
}
