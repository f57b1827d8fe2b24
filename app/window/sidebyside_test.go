package window

import (
	"strings"
	"testing"

	"bluepencil/annotate"
	"bluepencil/annotate/source"
	"bluepencil/annotate/text"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
)

// nora marks the beginning of the open article as somebody else.
func nora(t *testing.T, w *Window) {
	t.Helper()
	other, err := w.project.AddPerson(annotate.Person{Name: "Nora Vik"})
	must(t, err)
	article, content := w.desk.Open().Article.ID, w.desk.Open().Text
	span, err := annotate.SpanOf(content, 0, strings.Index(content, " "))
	must(t, err)
	draft := annotate.Draft{Person: other.ID, Article: article, Action: "mark Person"}
	draft.AddAnnotation(annotate.AnnotationRef(article, other.ID, annotate.NewID()), "person", []annotate.Span{span}, annotate.Origin{By: annotate.ByHand})
	_, err = w.project.Commit(draft)
	must(t, err)
	_, err = w.project.Commit(annotate.SetStatus(other.ID, article, annotate.StatusInProgress, ""))
	must(t, err)
}

// TestSomebodyElsesMarkingsStandBesideOnesOwn shows them, reads in them, and
// goes back: nothing of it changes what is marked.
func TestSomebodyElsesMarkingsStandBesideOnesOwn(t *testing.T) {
	w, s := newWindow(t)
	nora(t, w)
	before := len(w.desk.Open().Marks)
	w.run("side-by-side")
	s.until(t, "the other side", func() bool { return w.beside.view != nil })
	other := w.beside.view
	if other.Article() != w.view.Article() || len(w.beside.what.Marks) != 1 || !strings.HasPrefix(w.beside.what.Name, "Nora Vik") {
		t.Fatalf("beside stands %q with %d markings", w.beside.what.Name, len(w.beside.what.Marks))
	}
	w.focusText()
	w.run("next-pane")
	if w.win.Canvas().Focused() != fyne.Focusable(other) {
		t.Error("F6 does not go to the other side")
	}
	other.SetSelection(textRange(other.Article(), "the"))
	other.TypedRune('1')
	w.run("delete")
	other.TypedShortcut(&fyne.ShortcutCopy{})
	if got := w.o.App.Clipboard().Content(); got != "the" {
		t.Errorf("%q was copied", got)
	}
	if len(w.desk.Open().Marks) != before || !strings.Contains(w.status.Message(), "read only") {
		t.Errorf("%d markings became %d; the status says %q", before, len(w.desk.Open().Marks), w.status.Message())
	}
	other.OnHighlightTapped([]string{w.beside.what.Marks[0].ID.String()}, 0)
	if !strings.HasPrefix(w.status.Message(), "Person: ") {
		t.Errorf("of a marking of hers the status says %q", w.status.Message())
	}
	other.TypedKey(&fyne.KeyEvent{Name: fyne.KeyEscape})
	if w.win.Canvas().Focused() != fyne.Focusable(w.view) {
		t.Error("Escape does not lead back")
	}
	w.run("zoom-in")
	w.run("colours")
	if other.Zoom() != w.view.Zoom() || w.win.Canvas().Focused() != fyne.Focusable(w.view) {
		t.Errorf("one side has zoom %v, the other %v", w.view.Zoom(), other.Zoom())
	}
	w.run("side-by-side")
	if w.beside.view != nil || w.page.Objects[0] != fyne.CanvasObject(w.view) {
		t.Error("the other side did not go")
	}
}

func textRange(s, words string) text.Range {
	at := strings.Index(s, words)
	return text.Range{Start: at, End: at + len(words)}
}

func TestAVersionStandsBesideUntilAnotherArticleIsOpened(t *testing.T) {
	w, s := newWindow(t)
	newer := "Correction: a word was wrong.\n" + w.desk.Open().Text
	doc, err := source.FromText("newer.txt", newer)
	must(t, err)
	w.desk.AddVersion(doc)
	s.until(t, "the newer version", func() bool { return w.desk.Open().Text == newer })
	w.run("side-by-side")
	s.until(t, "the other side", func() bool { return w.beside.view != nil })
	if other := w.beside.view.Article(); "Correction: a word was wrong.\n"+other != newer || len(w.beside.what.Levels) < 3 {
		t.Errorf("beside stands %q, with the levels %v", other, w.beside.what.Levels)
	}
	w.view.TypedShortcut(&desktop.CustomShortcut{KeyName: fyne.KeyEnd, Modifier: fyne.KeyModifierControl})
	w.desk.OpenArticle(w.beside.what.Article)
	s.until(t, "another article", func() bool { return w.desk.Open() != nil && w.desk.Open().Text != newer })
	if w.beside.view != nil {
		t.Error("the other side stayed")
	}
}

func TestWithNothingToShowBesideTheArticleItIsSaid(t *testing.T) {
	w, s := newWindow(t)
	w.run("side-by-side")
	s.until(t, "the answer", func() bool { return strings.Contains(w.status.Message(), "nothing to show beside") })
}
