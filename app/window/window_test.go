package window

import (
	"context"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"bluepencil/annotate/source"
	"bluepencil/app/command"
	"bluepencil/storage"
	"bluepencil/storage/intake"
	"bluepencil/storage/outgoing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"
)

var update = flag.Bool("update", false, "write docs/keys.md anew")

// screen runs what is posted to the screen's goroutine: the test's.
type screen chan func()

func (s screen) post(fn func()) { s <- fn }

// newWindow is a window in the test driver with the sample project open.
func newWindow(t *testing.T) (*Window, screen) {
	t.Helper()
	a := test.NewTempApp(t)
	a.Preferences().SetString(prefName, "Mina Berg")
	a.Preferences().SetString(prefTheme, "light")
	a.Preferences().SetBool(prefWelcomed, true)
	s := make(screen, 4096)
	w, err := New(Options{App: a, Home: t.TempDir(), UI: s.post, Now: time.Now})
	if err != nil {
		t.Fatal(err)
	}
	w.Start("", nil)
	s.until(t, "the first article", func() bool { return w.desk != nil && w.desk.Open() != nil })
	t.Cleanup(func() { w.Close() })
	return w, s
}

// until runs what is posted until something is so.
func (s screen) until(t *testing.T, what string, is func() bool) {
	t.Helper()
	deadline := time.After(30 * time.Second)
	for !is() {
		select {
		case fn := <-s:
			fn()
		case <-deadline:
			t.Fatalf("waited in vain for %s", what)
		}
	}
}

func TestTheSampleProjectOpensPartlyMarked(t *testing.T) {
	w, _ := newWindow(t)
	if w.desk.Len() < 2 || len(w.desk.Open().Marks) < 5 {
		t.Errorf("%d articles, %d markings", w.desk.Len(), len(w.desk.Open().Marks))
	}
	if !strings.Contains(w.win.Title(), "Sample — Bluepencil") {
		t.Errorf("the title is %q", w.win.Title())
	}
}

func TestKeysReachTheDeskThroughTheText(t *testing.T) {
	w, s := newWindow(t)
	before := len(w.desk.Open().Marks)
	at := strings.Index(w.desk.Open().Text, "Mirjam Falk")
	w.view.SetCaret(at)
	w.view.TypedShortcut(&desktop.CustomShortcut{KeyName: fyne.KeyRight, Modifier: fyne.KeyModifierControl | fyne.KeyModifierShift})
	w.view.TypedRune('3')
	saved := func() bool { words, ok := w.desk.Saved(); return ok && strings.HasPrefix(words, "saved") }
	s.until(t, "the marking to be saved", saved)
	a, ok := w.desk.Current()
	if !ok || a.Label != "person" || a.Text() != "Mirjam" || len(w.desk.Open().Marks) != before+1 {
		t.Fatalf("current is %+v", a)
	}
	w.view.TypedRune('r')
	w.view.TypedRune('4')
	s.until(t, "the label to change", func() bool { a, _ := w.desk.Current(); return a.Label == "organisation" && saved() })
	w.view.TypedKey(&fyne.KeyEvent{Name: fyne.KeyDelete})
	s.until(t, "the marking to go", func() bool { return len(w.desk.Open().Marks) == before })
	for range 3 {
		w.run("undo")
	}
	s.until(t, "three steps back", func() bool {
		return len(w.desk.Open().Marks) == before && w.desk.UndoName() != "mark Person" && w.desk.RedoName() == "mark Person"
	})
}

func TestTypingInTheSearchNeverMarks(t *testing.T) {
	w, s := newWindow(t)
	before := len(w.desk.Open().Marks)
	w.win.Canvas().Focus(w.articles.Search)
	test.Type(w.articles.Search, "1234 river")
	s.until(t, "the list to narrow", func() bool { return w.desk.Len() == 0 })
	w.articles.Search.SetText("river")
	s.until(t, "the river", func() bool { return w.desk.Len() == 1 })
	if len(w.desk.Open().Marks) != before {
		t.Error("typing in the search marked something")
	}
}

func TestShortcutsRestUnderADialog(t *testing.T) {
	w, _ := newWindow(t)
	before := w.desk.UndoName()
	w.showKeys()
	w.run("delete-article")
	w.view.TypedRune('1')
	if w.desk.Open() == nil || w.desk.UndoName() != before {
		t.Error("a command ran under a dialog")
	}
	w.typedAnywhere(&fyne.KeyEvent{Name: fyne.KeyEscape})
	if w.win.Canvas().Overlays().Top() != nil {
		t.Error("Escape did not close the dialog")
	}
}

func TestDroppedFilesAreImportedAndReported(t *testing.T) {
	w, s := newWindow(t)
	dir := t.TempDir()
	good := filepath.Join(dir, "good.txt")
	must(t, os.WriteFile(good, []byte("A good article\nwith two lines.\n"), 0o644))
	must(t, os.WriteFile(filepath.Join(dir, "picture.png"), []byte("\x89PNG\r\n\x1a\n"), 0o644))
	w.importPaths([]string{good, filepath.Join(dir, "picture.png"), filepath.Join(dir, "missing.txt")})
	s.until(t, "the import", func() bool { return w.desk.Open() != nil && w.desk.Open().Article.Content.SourceName == "good.txt" })
	if len(w.dialogs) != 1 {
		t.Errorf("%d dialogs show the report", len(w.dialogs))
	}
	w.dialogs[0].Hide()
	w.importPaths([]string{good})
	s.until(t, "the duplicate to be told", func() bool { return strings.Contains(w.status.Message(), "already there") })
}

func TestThemesAndZoom(t *testing.T) {
	w, _ := newWindow(t)
	w.setTheme("dark")
	if !w.palette().Dark {
		t.Error("the page stayed light")
	}
	w.run("zoom-in")
	if w.view.Zoom() <= 1 {
		t.Error("the text did not grow")
	}
}

// TestEveryCommandHasAPlace sees that the table, the menu and the manual say
// the same, and that labels and commands never share a key.
func TestEveryCommandHasAPlace(t *testing.T) {
	w, _ := newWindow(t)
	items := 0
	var count func(menu *fyne.Menu)
	count = func(menu *fyne.Menu) {
		for _, item := range menu.Items {
			if item.ChildMenu == nil {
				items++
			} else {
				count(item.ChildMenu)
			}
		}
	}
	for _, menu := range w.menu().Items {
		count(menu)
	}
	if items != len(w.table.All()) {
		t.Errorf("%d commands, %d menu items", len(w.table.All()), items)
	}
	for _, l := range w.desk.Codebook().Labels {
		for _, c := range w.table.All() {
			for _, k := range c.Keys {
				if k.Plain() && k.Key == l.Key {
					t.Errorf("%s is the key of the label %s and of “%s”", l.Key, l.Name, c.Title)
				}
			}
		}
	}
	path := filepath.Join("..", "..", "docs", "keys.md")
	sheet := command.Markdown(w.table.Sheet(w.labelRows(), paneKeys()...))
	if *update {
		must(t, os.WriteFile(path, []byte(sheet), 0o644))
	}
	written, err := os.ReadFile(path)
	must(t, err)
	if string(written) != sheet {
		t.Error("docs/keys.md differs from the table of commands; make golden writes it anew")
	}
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func TestExportFromTheWindow(t *testing.T) {
	w, s := newWindow(t)
	path := filepath.Join(t.TempDir(), "out.jsonl")
	w.export(path, outgoing.Options{All: true})
	s.until(t, "the export", func() bool { return strings.Contains(w.status.Message(), "Exported") })
	raw, err := os.ReadFile(path)
	must(t, err)
	if n := strings.Count(string(raw), "\n"); n != w.desk.Len() {
		t.Errorf("%d lines for %d articles", n, w.desk.Len())
	}
	if _, err := os.Stat(filepath.Join(filepath.Dir(path), "project.json")); err != nil {
		t.Error(err)
	}
	w.export(filepath.Join(t.TempDir(), "no", "such", "folder", "out.jsonl"), outgoing.Options{All: true})
	s.until(t, "the failure to be told", func() bool { return len(w.dialogs) > 0 })
}

func TestPastedTextBecomesAnArticle(t *testing.T) {
	w, s := newWindow(t)
	w.addPasted("A pasted title", "Some pasted words.\nAnd more of them.\n")
	s.until(t, "the pasted article", func() bool { return w.desk.Open() != nil && w.desk.Open().Article.Title() == "A pasted title" })
	if got := w.desk.Open().Text; got != "Some pasted words.\nAnd more of them.\n" {
		t.Errorf("its text is %q", got)
	}
}

func TestEveryDialogOpensAndCloses(t *testing.T) {
	w, s := newWindow(t)
	open := func(name string, show func()) {
		before := len(w.dialogs)
		show()
		s.until(t, name, func() bool { return len(w.dialogs) > before })
		w.typedAnywhere(&fyne.KeyEvent{Name: fyne.KeyEscape})
		if len(w.dialogs) != before {
			t.Errorf("%s did not close", name)
		}
	}
	open("the bin", w.showBin)
	open("the history", func() { w.showHistory(false) })
	open("the article's history", func() { w.showHistory(true) })
	open("the export", w.chooseExport)
	open("setting aside", w.setAside)
	open("pasting", w.pasteArticle)
	open("about", w.showAbout)
	open("the article's card", w.showCard)
	w.run("next")
	open("marking elsewhere", w.markElsewhere)
	w.showPalette()
	if w.win.Canvas().Overlays().Top() == nil {
		t.Error("the palette did not open")
	}
}

func TestASecondWindowOnTheSameProjectIsRefused(t *testing.T) {
	w, s := newWindow(t)
	path := w.project.Path()
	w.openPath(path, nothingMore)
	s.until(t, "the refusal", func() bool { return len(w.dialogs) > 0 })
	if len(w.dialogs) != 1 || w.project == nil || w.project.Path() != path {
		t.Errorf("%d dialogs, project %v", len(w.dialogs), w.project)
	}
}

func TestWordsOfTheArticleAreFound(t *testing.T) {
	w, s := newWindow(t)
	w.run("find")
	test.Type(w.find.Words, "BRIDGE")
	s.until(t, "the hits", func() bool { f := w.desk.Finding(); return f != nil && f.Words == "BRIDGE" && len(f.Hits) > 1 })
	first := w.view.Selection()
	if got := strings.ToLower(w.view.Article()[first.Start:first.End]); got != "bridge" {
		t.Errorf("%q is selected", got)
	}
	w.find.Words.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	if w.view.Selection() == first {
		t.Error("Enter did not go to the next place")
	}
	w.run("find-previous")
	if w.view.Selection() != first {
		t.Error("Shift+F3 did not go back")
	}
	w.find.Words.TypedKey(&fyne.KeyEvent{Name: fyne.KeyEscape})
	if w.desk.Finding() != nil || w.find.Visible() {
		t.Error("Escape did not end the search")
	}
}

func TestKeysAreChosenAndClashesRefused(t *testing.T) {
	w, _ := newWindow(t)
	keys := w.table.Find("bin")
	w.showRebind()
	w.catchKey(keys, func() {})
	press := func(k string) {
		w.win.Canvas().Focused().TypedRune([]rune(k)[0])
	}
	press("1") // a label's
	press("n") // the note's
	if len(keys.Keys) != 0 {
		t.Fatalf("the bin got %v", keys.Keys)
	}
	w.run("export") // its shortcut was pressed: taken as the key, and refused
	if len(w.dialogs) != 2 {
		t.Fatalf("%d dialogs", len(w.dialogs))
	}
	w.win.Canvas().Focused().(fyne.Shortcutable).TypedShortcut(&desktop.CustomShortcut{KeyName: fyne.KeyJ, Modifier: fyne.KeyModifierControl})
	if len(keys.Keys) != 1 || keys.Keys[0].String() != "Ctrl+J" {
		t.Fatalf("the bin has %v", keys.Keys)
	}
	again, err := New(w.o)
	must(t, err)
	if again.table.Holder(command.Keys("Ctrl+J")[0]).ID != "bin" {
		t.Error("the key is forgotten at the next start")
	}
}

func TestColumnsAreMappedBeforeATableIsTakenIn(t *testing.T) {
	w, s := newWindow(t)
	path := filepath.Join(t.TempDir(), "stories.csv")
	must(t, os.WriteFile(path, []byte("kopf;inhalt\nFerry back;The ferry sails again.\nBridge shut;The bridge is shut.\n"), 0o644))
	w.importPaths([]string{path})
	s.until(t, "the preview", func() bool { return len(w.dialogs) == 1 })
	w.dialogs[0].Hide()
	before := w.desk.Len()
	w.takeIn([]string{path}, intake.Options{Columns: map[string]string{"inhalt": "text", "kopf": "headline"}})
	s.until(t, "the articles", func() bool { return w.desk.Len() == before+2 && w.desk.Open().Article.Title() == "Ferry back" })
	if got := w.desk.Open().Text; got != "Ferry back\n\nThe ferry sails again." {
		t.Errorf("the text is %q", got)
	}
	w.run("parts")
	s.until(t, "the headline to be marked", func() bool { return len(w.desk.Open().Marks) == 1 && w.desk.Open().Marks[0].Label == "headline" })
}

func TestAnArticleIsReadAgainInAnotherEncoding(t *testing.T) {
	w, s := newWindow(t)
	doc, err := source.Read([]byte("The caf\xe9 na\xefve r\xe9sum\xe9 by the harbour is open again.\n"), "cafe.txt", source.Options{Encoding: "windows-1251"})
	must(t, err)
	w.long("", func(_ context.Context, p *storage.Project) func() {
		report, err := intake.Document(p, w.desk.Person().ID, doc)
		return func() { w.imported(report, err) }
	})
	s.until(t, "the article", func() bool { return w.desk.Open() != nil && w.desk.Open().Article.Content.SourceName == "cafe.txt" })
	w.readAgain(w.desk.Open().Article, "windows-1252")
	s.until(t, "the right letters", func() bool { return strings.Contains(w.desk.Open().Text, "café naïve résumé") })
	w.readAgain(w.desk.Open().Article, "utf-8")
	s.until(t, "the refusal", func() bool { return len(w.dialogs) > 0 })
}

func TestAFileIsANewerVersionOfTheArticle(t *testing.T) {
	w, s := newWindow(t)
	path := filepath.Join(t.TempDir(), "newer.txt")
	must(t, os.WriteFile(path, []byte("Correction. "+w.desk.Open().Text), 0o644))
	before, rows := w.desk.Open().Article.ID, w.desk.Len()
	marked := len(w.desk.Open().Marks)
	w.addVersion(path)
	s.until(t, "the newer version", func() bool { return w.desk.Open().Article.Replaces == before && w.desk.Len() == rows })
	w.run("versions")
	s.until(t, "the versions", func() bool { return len(w.dialogs) == 1 })
	w.dialogs[0].Hide()
	w.desk.CarryOver(func() {})
	s.until(t, "the markings", func() bool { return len(w.desk.Open().Marks) == marked })
}

func TestTheWholeProjectIsSearched(t *testing.T) {
	w, s := newWindow(t)
	w.run("everywhere")
	test.Type(w.search.panel.Query, "river levels")
	s.until(t, "the hits", func() bool {
		return len(w.search.finder.Rows()) > 1 && w.search.finder.Request().Query == "river levels"
	})
	w.search.panel.Query.OnSubmitted("")
	s.until(t, "the article of the hit", func() bool { return strings.Contains(strings.ToLower(w.desk.Open().Article.Title()), "river") })
	first := w.view.Selection()
	w.run("hit-next")
	s.until(t, "the next hit", func() bool { return w.search.finder.At() == 1 })
	if len(w.dialogs) != 0 || first.Empty() {
		t.Errorf("%d dialogs, selected %v", len(w.dialogs), first)
	}
}
