package window

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"bluepencil/annotate"
	"bluepencil/annotate/text"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"
)

const quay = "Tomas Reyle, a harbour spokesman, closed the quay. “It is shut,” tomas Reyle said.\n" +
	"Asked again, reyle shrugged. “It stays shut,” he said.\n"

// quayWindow is a window with an article about one man with four spellings.
func quayWindow(t *testing.T) (*Window, screen) {
	w, s := newWindow(t)
	path := filepath.Join(t.TempDir(), "quay.txt")
	must(t, os.WriteFile(path, []byte(quay), 0o644))
	w.importPaths([]string{path})
	s.until(t, "the article", func() bool {
		return w.desk.Open() != nil && w.desk.Open().Article.Content.SourceName == "quay.txt" && w.cancel == nil
	})
	for len(w.dialogs) > 0 {
		w.dialogs[0].Hide()
	}
	return w, s
}

// press marks words with a label's key.
func press(t *testing.T, w *Window, s screen, key rune, words string) annotate.ID {
	t.Helper()
	at := strings.Index(w.desk.Open().Text, words)
	w.view.SetSelection(text.Range{Start: at, End: at + len(words)})
	before := len(w.desk.Open().Marks)
	w.view.TypedRune(key)
	s.until(t, "the marking of "+words, func() bool { return saved(w) && len(w.desk.Open().Marks) == before+1 })
	a, _ := w.desk.Current()
	return a.ID
}

// names tells which entry an annotation names.
func (w *Window) namedBy(id annotate.ID) string {
	for _, a := range w.desk.Open().Marks {
		if a.ID == id {
			return w.desk.EntryName(a.Entity)
		}
	}
	return ""
}

// TestOneManIsLinkedWithTwoKeysASpelling: the key that opens the chooser, and
// Enter; the register then shows his mentions and all he says.
func TestOneManIsLinkedWithTwoKeysASpelling(t *testing.T) {
	w, s := quayWindow(t)
	type spelling struct {
		key   rune
		words string
	}
	var ids []annotate.ID
	for _, m := range []spelling{{'3', "Tomas Reyle"}, {'3', "reyle"}, {'6', "he said"}} {
		id := press(t, w, s, m.key, m.words)
		ids = append(ids, id)
		w.view.TypedRune('@')
		if w.who.chooserPanel == nil || w.win.Canvas().Focused() != fyne.Focusable(w.who.chooserPanel.Query) {
			t.Fatal("the chooser is not open")
		}
		w.who.chooserPanel.Query.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
		s.until(t, "the link of "+m.words, func() bool { return w.namedBy(id) == "Tomas Reyle" && saved(w) })
	}
	quote := press(t, w, s, '1', "“It stays shut,”")
	w.view.TypedRune('s')
	w.desk.SetCurrent(ids[2])
	s.until(t, "the speaker", func() bool { return saved(w) && len(w.desk.Links()[quote]) == 1 })
	w.run("register")
	w.who.editor.Select(w.desk.Register().Entries()[0].ID)
	for _, e := range w.desk.Register().Entries() {
		if e.Name == "Tomas Reyle" {
			w.who.editor.Select(e.ID)
		}
	}
	s.until(t, "his mentions and quotes", func() bool { return len(w.who.mentions.Rows()) == 3 && len(w.who.quotes.Rows()) == 1 })
	if said := w.who.quotes.Rows()[0].Context.Words; said != "“It stays shut,”" {
		t.Errorf("he says %q", said)
	}
	s.until(t, "the count", func() bool { _, ok := w.desk.Uses(); return ok })
	w.desk.SetCurrent(annotate.ID{})
	w.who.panel.OnMention(1)
	s.until(t, "the jump", func() bool { a, ok := w.desk.Current(); return ok && a.ID == ids[1] })
	w.desk.SetCurrent(ids[0])
	w.focusText()
	w.view.TypedShortcut(&desktop.CustomShortcut{KeyName: fyne.KeyDelete, Modifier: fyne.KeyModifierAlt})
	s.until(t, "no link", func() bool { return w.namedBy(ids[0]) == "" && saved(w) })
	s.until(t, "one mention less", func() bool { return len(w.who.mentions.Rows()) == 2 })
	w.run("undo")
	s.until(t, "the link again", func() bool { return w.namedBy(ids[0]) == "Tomas Reyle" })
	w.run("register")
	if w.who.panel != nil || w.right.box.Objects[0] != fyne.CanvasObject(w.inspector) {
		t.Error("the register is still there")
	}
}

// TestTheChooserLooksThroughTheRegisterAndTicks: typing finds an entry, Alt+A
// decides about the alias, Delete in the empty line unlinks.
func TestTheChooserLooksThroughTheRegisterAndTicks(t *testing.T) {
	w, s := quayWindow(t)
	w.run("register")
	w.who.editor.Add("Vera Lindt", "person")
	s.until(t, "the entry", func() bool { _, ok := w.who.editor.Selected(); return ok && saved(w) })
	w.run("register")
	id := press(t, w, s, '3', "Tomas Reyle")
	w.view.TypedRune('@')
	p := w.who.chooserPanel
	test.Type(p.Query, "lindt")
	if offered, on := w.who.chooser.OffersAlias(); !offered || !on {
		t.Fatalf("an alias is offered: %v, %v", offered, on)
	}
	p.Query.TypedShortcut(&desktop.CustomShortcut{KeyName: fyne.KeyA, Modifier: fyne.KeyModifierAlt})
	if _, on := w.who.chooser.OffersAlias(); on {
		t.Error("Alt+A did not untick the alias")
	}
	p.Query.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	s.until(t, "the link", func() bool { return w.namedBy(id) == "Vera Lindt" && saved(w) })
	if e, _ := w.desk.Register().Entry(w.desk.Open().Marks[0].Entity); len(e.Aliases) != 0 {
		t.Errorf("it is also called %v", e.Aliases)
	}
	w.view.TypedRune('@')
	w.who.chooserPanel.Query.TypedKey(&fyne.KeyEvent{Name: fyne.KeyDelete})
	s.until(t, "no link", func() bool { return w.namedBy(id) == "" && saved(w) })
	w.view.TypedRune('@')
	w.who.chooserPanel.Query.TypedKey(&fyne.KeyEvent{Name: fyne.KeyEscape})
	if w.who.chooser != nil || w.win.Canvas().Overlays().Top() != nil {
		t.Error("Escape did not leave the chooser")
	}
}

// TestTheRegisterGoesOutAndComesIn through files, with a report row by row.
func TestTheRegisterGoesOutAndComesIn(t *testing.T) {
	w, s := newWindow(t)
	dir := t.TempDir()
	table := filepath.Join(dir, "table.csv")
	must(t, os.WriteFile(table, []byte("name,type,wikidata\nTomas Reyle,person,Q42\nVera Orth,person,42\n,person,\n"), 0o644))
	before := len(w.desk.Register().Entries())
	w.run("register")
	w.takeTable(table)
	s.until(t, "the report", func() bool { return len(w.dialogs) == 1 })
	w.dialogs[0].Hide()
	s.until(t, "the entry", func() bool { return len(w.desk.Register().Entries()) == before+1 })
	for _, name := range []string{"out.csv", "out.json"} {
		path := filepath.Join(dir, name)
		w.writeRegister(path)
		s.until(t, "the file", func() bool { return w.cancel == nil })
		if raw, err := os.ReadFile(path); err != nil || !strings.Contains(string(raw), "Tomas Reyle") || strings.HasPrefix(string(raw), "[") != (name == "out.json") {
			t.Errorf("%s: %v\n%s", name, err, raw)
		}
	}
	w.run("undo")
	s.until(t, "the entry to go", func() bool { return len(w.desk.Register().Entries()) == before })
}

// TestEntriesAreMergedInTheDialogThatSaysWhatItAffects.
func TestEntriesAreMergedInTheDialogThatSaysWhatItAffects(t *testing.T) {
	w, s := newWindow(t)
	before := len(w.desk.Register().Entries())
	w.run("register")
	for n, name := range []string{"Tomas Reyle", "T. Reyle"} {
		w.who.editor.Add(name, "person")
		s.until(t, "the entry", func() bool { return len(w.desk.Register().Entries()) == before+n+1 })
	}
	w.askMergeEntries()
	test.Type(w.win.Canvas().Focused(), "tomas")
	w.win.Canvas().Focused().TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	s.until(t, "the merge", func() bool { return len(w.desk.Register().Entries()) == before+1 })
	if e, _ := w.who.editor.Selected(); e.Name != "Tomas Reyle" || len(e.Members) != 2 {
		t.Errorf("merged, the entry is %+v", e)
	}
	w.run("undo")
	s.until(t, "both", func() bool { return len(w.desk.Register().Entries()) == before+2 })
}
