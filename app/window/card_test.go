package window

import (
	"strings"
	"testing"

	"bluepencil/annotate"
	"bluepencil/annotate/source"
	"bluepencil/storage/intake"

	"fyne.io/fyne/v2"
)

// add puts an article into the project and opens it.
func add(t *testing.T, w *Window, s screen, content string) {
	t.Helper()
	doc, err := source.FromText("pasted.txt", content)
	must(t, err)
	report, err := intake.Document(w.project, w.desk.Person().ID, doc)
	must(t, err)
	w.desk.OpenArticle(report.Added[0])
	s.until(t, "the article", func() bool { return w.desk.Open().Article.ID == report.Added[0] })
}

func TestEnterTakesWhatTheTextStates(t *testing.T) {
	w, s := newWindow(t)
	add(t, w, s, "Ferry back\nBy Nora Vik\nPORT ALDER, March 4, 2026 (AP) — The ferry sails again after a month in the dock, the harbour said on Tuesday.\n")
	w.run("card")
	take := w.card.form.TakeAll
	s.until(t, "the values of the text", func() bool { return take.Visible() && w.win.Canvas().Focused() == fyne.Focusable(take) })
	take.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	s.until(t, "them to be taken", func() bool { return w.desk.Open().Article.Meta[annotate.MetaByline] == "Nora Vik" && !take.Visible() })
	if !strings.Contains(w.facts.Text, "Nora Vik") || w.desk.Open().Article.Meta[annotate.MetaWire] != "AP" {
		t.Errorf("the facts are %q, the fields %v", w.facts.Text, w.desk.Open().Article.Meta)
	}
	title := annotate.DocumentField{ID: annotate.MetaTitle, Name: "Headline", Type: annotate.TypeText}
	must(t, w.setField(title, "Ferry sails again"))
	s.until(t, "the new title", func() bool { return w.headline.Text == "Ferry sails again" })
	if err := w.setField(annotate.DocumentField{ID: annotate.MetaPublished, Name: "Published", Type: annotate.TypeDate}, "soon"); err == nil || !strings.Contains(w.status.Message(), "YYYY") {
		t.Errorf("a date that is none: %v, %q", err, w.status.Message())
	}
	w.card.form.OnLeave()
	w.run("undo")
	w.run("undo")
	s.until(t, "both steps back", func() bool {
		return w.headline.Text == "Ferry back" && w.desk.Open().Article.Meta[annotate.MetaByline] == ""
	})
}
