package window

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"bluepencil/annotate"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
)

// typist types in the text of a window.
type typist struct {
	t *testing.T
	*Window
	screen
}

// rune presses a key that writes a character: the driver tells of both.
func (y typist) rune(r rune) {
	y.view.TypedKey(&fyne.KeyEvent{Name: fyne.KeyName(strings.ToUpper(string(r)))})
	y.view.TypedRune(r)
	y.saved()
}

func (y typist) key(name fyne.KeyName) { y.view.TypedKey(&fyne.KeyEvent{Name: name}); y.saved() }
func (y typist) held(m fyne.KeyModifier, name fyne.KeyName) {
	y.view.TypedShortcut(&desktop.CustomShortcut{KeyName: name, Modifier: m})
	y.saved()
}

// saved waits until nothing is under way.
func (y typist) saved() {
	y.t.Helper()
	y.until(y.t, "everything to be saved", func() bool { words, _ := y.desk.Saved(); return words != "saving…" })
}

func (y typist) put(words string) {
	y.t.Helper()
	at := strings.Index(y.desk.Open().Text, words)
	if at < 0 {
		y.t.Fatalf("the article has no %q", words)
	}
	y.view.SetCaret(at)
}

func (y typist) current() string {
	a, _ := y.desk.Current()
	return string(a.Label) + ": " + a.Text()
}

// newTypist opens an article of its own.
func newTypist(t *testing.T) typist {
	w, s := newWindow(t)
	w.addPasted("Talks at the harbour", "“The harbour is late,” Reyle told the council. Nora Vik did not agree.")
	s.until(t, "the article", func() bool { return strings.HasPrefix(w.desk.Open().Text, "“The harbour") })
	return typist{t, w, s}
}

// TestAnArticleIsMarkedWithoutAMouse shapes, splits and joins by keys alone.
func TestAnArticleIsMarkedWithoutAMouse(t *testing.T) {
	y := newTypist(t)
	const ctrl, alt, shift = fyne.KeyModifierControl, fyne.KeyModifierAlt, fyne.KeyModifierShift
	want := func(words string) {
		t.Helper()
		if got := y.current(); got != words {
			t.Errorf("current is %q, want %q", got, words)
		}
	}
	before := y.desk.UndoName()
	y.put("arbour is")
	y.held(ctrl|shift, fyne.KeyRight)
	y.rune('f') // the selection becomes the whole word
	y.held(ctrl|shift, fyne.KeyRight)
	y.held(ctrl|shift, fyne.KeyRight)
	y.rune('1')
	want("quote: harbour is late")
	y.held(ctrl|alt|shift, fyne.KeyUp)
	want("quote: The harbour is late")
	y.rune('q')
	want("quote: “The harbour is late,”")
	y.rune('q')
	y.rune('.')
	want("quote: The harbour is late")
	y.held(ctrl|alt, fyne.KeyPageDown)
	want("quote: The harbour is late,” Reyle told the council.")
	y.rune('g')
	want("quote: “The harbour is late,” Reyle told the council.")
	y.put("Reyle")
	y.rune('/')
	want("quote: “The harbour is late,”")
	y.rune('j')
	want("quote: “The harbour is late,” Reyle told the council.")
	y.put("Reyle")
	y.rune('3')
	want("person: Reyle")
	y.rune('o')
	want("quote: “The harbour is late,” Reyle told the council.")
	y.rune('o')
	want("person: Reyle")
	if got := y.status.Message(); got != "1 of 2 here: Person." {
		t.Errorf("it says %q", got)
	}
	y.rune('r')
	y.rune('6')
	want("source: Reyle")
	y.key(fyne.KeyDelete)
	const steps = 12
	for range steps {
		y.run("undo")
	}
	y.until(t, "all steps back", func() bool { return y.desk.UndoName() == before && len(y.desk.Open().Marks) == 0 })
}

func TestTheCaretGoesByBordersOfAnnotations(t *testing.T) {
	y := newTypist(t)
	for _, words := range []string{"Reyle", "Vik"} {
		y.put(words)
		y.rune('3')
	}
	y.put("“The")
	selected := func() string { s := y.view.Selection(); return y.view.Article()[s.Start:s.End] }
	y.held(fyne.KeyModifierAlt, fyne.KeyEnd)
	y.held(fyne.KeyModifierAlt|fyne.KeyModifierShift, fyne.KeyEnd)
	if got := selected(); got != "Reyle" {
		t.Errorf("selected %q", got)
	}
	y.held(fyne.KeyModifierAlt|fyne.KeyModifierShift, fyne.KeyEnd)
	if got := selected(); got != "Reyle told the council. Nora " {
		t.Errorf("selected %q", got)
	}
	y.held(fyne.KeyModifierAlt, fyne.KeyHome)
	if got := y.view.Article()[y.view.Caret():]; !strings.HasPrefix(got, " told") {
		t.Errorf("the caret stands before %q", got)
	}
	y.put("agree")
	y.held(fyne.KeyModifierAlt, fyne.KeyEnd)
	if got := y.view.Article()[y.view.Caret():]; got != "agree." {
		t.Errorf("without a border the caret went before %q", got)
	}
}

func TestAnothersLayerIsReadOnly(t *testing.T) {
	y := newTypist(t)
	y.put("Reyle")
	y.rune('3')
	y.run("show-layer")
	y.until(t, "the answer", func() bool { return strings.Contains(y.status.Message(), "Nobody else") })
	nora, err := y.project.AddPerson(annotate.Person{Name: "Nora Vik"})
	must(t, err)
	article := y.desk.Open().Article.ID
	span, err := annotate.SpanOf(y.desk.Open().Text, 0, len("“The harbour is late,”"))
	must(t, err)
	_, err = y.project.Commit(annotate.Mark(nora.ID, article, annotate.NewID(), "quote", []annotate.Span{span}, annotate.Origin{By: annotate.ByImport}))
	must(t, err)

	y.run("show-layer")
	y.until(t, "the choice", func() bool { return len(y.dialogs) == 1 })
	y.win.Canvas().Focused().TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	y.until(t, "her layer", func() bool { _, foreign := y.desk.Foreign(); return foreign })
	if len(y.dialogs) != 0 || !y.banner.Visible() || y.banner.Words() != "Layer of Nora Vik – read-only" {
		t.Errorf("%d dialogs; the banner says %q", len(y.dialogs), y.banner.Words())
	}
	y.run("next")
	if got := y.current(); got != "quote: “The harbour is late,”" {
		t.Errorf("current is %q", got)
	}
	for _, id := range []string{"split", "relabel", "delete", "note", "snap-words", "quotation-marks", "elsewhere", "set-aside", "done", "undo", "end-right"} {
		y.with(func() { y.desk.Say(0, "") })
		y.run(id)
		if got := y.status.Message(); !strings.Contains(got, "layer of Nora Vik") || len(y.dialogs) != 0 {
			t.Errorf("%s: it says %q, %d dialogs", id, got, len(y.dialogs))
		}
	}
	y.rune('2')
	hers, err := y.project.Annotations(article, nora.ID)
	must(t, err)
	if len(hers) != 1 || len(hers[0].Spans) != 1 || hers[0].Spans[0] != span {
		t.Errorf("her layer became %+v", hers)
	}
	y.key(fyne.KeyEscape)
	y.until(t, "the own layer", func() bool { _, foreign := y.desk.Foreign(); return !foreign })
	if y.banner.Visible() || len(y.desk.Open().Marks) != 1 {
		t.Errorf("the banner says %q, %d markings", y.banner.Words(), len(y.desk.Open().Marks))
	}
}

func TestTheKeysArePrintedAsTheyAreSet(t *testing.T) {
	w, _ := newWindow(t)
	must(t, w.table.Rebind("split", nil))
	must(t, w.table.Rebind("bin", w.table.Own("split")))
	path := filepath.Join(t.TempDir(), "keys.html")
	must(t, w.savePrintedKeys(path))
	raw, err := os.ReadFile(path)
	must(t, err)
	for _, row := range []string{"<td>/</td><td>Bin…</td>", "<td>1</td><td>Quote</td>", "<td>Alt+End</td>", "<td>Left, Right</td>"} {
		if !strings.Contains(string(raw), row) {
			t.Errorf("the page lacks %s", row)
		}
	}
	if strings.Contains(string(raw), "Split at the caret") {
		t.Error("a command that lost its key is on the page")
	}
	if err := w.savePrintedKeys(filepath.Join(path, "no", "folder")); err == nil {
		t.Error("a page that cannot be written is no error")
	}
}
