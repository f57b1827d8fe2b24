package window

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"bluepencil/annotate"
	"bluepencil/app/measure"
	"bluepencil/storage/intake"

	"fyne.io/fyne/v2"
)

// threePeople has the first articles of the sample submitted by three people,
// who agree on most of it; whoever looks is one of them. One article only one
// person has finished.
func threePeople(t *testing.T, w *Window, articles int) {
	t.Helper()
	me := w.desk.Person().ID
	team := []annotate.ID{me}
	for _, name := range []string{"Jo Vane", "Nora Vik"} {
		p, err := w.project.AddPerson(annotate.Person{Name: name})
		must(t, err)
		team = append(team, p.ID)
	}
	dir, err := t.TempDir(), error(nil)
	var paths []string
	for i := range articles - 2 {
		path := filepath.Join(dir, fmt.Sprintf("harbour-%d.txt", i))
		must(t, os.WriteFile(path, []byte(fmt.Sprintf("Harbour vote, part %d\n\n%s", i, strings.Repeat("Mayor Ada Lund told the council that the bridge cannot wait, and Reyle of the harbour said he would not pay for it. ", 6+i))), 0o644))
		paths = append(paths, path)
	}
	_, err = intake.Files(context.Background(), w.project, me, paths, intake.Options{})
	must(t, err)
	ids, err := w.project.ArticleIDs(annotate.ID{}, articles+1)
	must(t, err)
	for i, article := range ids {
		words, err := w.project.Text(article)
		must(t, err)
		for k, person := range team {
			if i == len(ids)-1 && k > 0 {
				continue
			}
			for n, at := 0, 0; n < 12 && at+60 < len(words); n++ {
				at += 3 + strings.Index(words[at+3:], " ")
				start, end := at+1, at+1+strings.Index(words[at+20:], " ")+19
				label := []annotate.LabelID{"quote", "claim", "person"}[n%3]
				switch {
				case (n+k+i)%5 == 0 && k > 0:
					at = end
					continue // missed
				case (n+i)%4 == 0 && k == 1:
					start += 1 + strings.Index(words[start:], " ")
				case n%6 == 2 && k == 2:
					label = "organisation"
				}
				at = end
				span, err := annotate.SpanOf(words, start, max(end, start+1))
				if err != nil {
					continue
				}
				id := annotate.NewID()
				_, err = w.project.Commit(annotate.Mark(person, article, id, label, []annotate.Span{span}, annotate.Origin{By: annotate.ByHand}))
				must(t, err)
			}
			_, err := w.project.SubmitLayer(article, person)
			must(t, err)
		}
	}
}

// openAgreement opens the page of agreement.
func openAgreement(t *testing.T, articles int) (*Window, screen) {
	t.Helper()
	w, s := newWindow(t)
	threePeople(t, w, articles)
	w.run("agreement")
	s.until(t, "the measures", func() bool { return w.agreed.view.Report() != nil && !w.agreed.view.Measuring() })
	return w, s
}

func TestAgreementIsReadByTheKeyboard(t *testing.T) {
	w, s := openAgreement(t, 3)
	view := w.agreed.view
	for range 3 {
		key(w, fyne.KeyRight)
	}
	if _, column := view.At(); column != 3 {
		t.Fatalf("the keyboard is on column %d", column)
	}
	w.win.Canvas().Focused().TypedRune('4')
	if column, descending := view.Sorted(); column != 3 || !descending {
		t.Fatalf("sorted by column %d, downwards %v", column, descending)
	}
	w.win.Canvas().Focused().TypedRune(']')
	if view.Part() != measure.People {
		t.Fatalf("it shows part %d", view.Part())
	}
	w.win.Canvas().Focused().TypedRune('v')
	w.win.Canvas().Focused().TypedRune('l')
	if m := view.Matrix(); m.Worth != measure.Exact || m.Label == "" {
		t.Fatalf("of people it shows %+v", m)
	}
	w.win.Canvas().Focused().TypedRune('[')
	row := slices.IndexFunc(view.Table().Lines, func(l measure.Line) bool { return l.Cells[0].Text == "Quote" })
	view.Go(row, 3)
	key(w, fyne.KeyReturn)
	s.until(t, "the cases", func() bool { return view.Cases() != nil && len(view.Table().Lines) > 0 })
	key(w, fyne.KeyBackspace)
	if view.Cases() != nil {
		t.Fatal("Backspace did not go back")
	}
	key(w, fyne.KeyReturn)
	s.until(t, "the cases again", func() bool { return len(view.Table().Lines) > 0 })
	article, _, r, ok := view.Place()
	if !ok {
		t.Fatal("a case has no place")
	}
	key(w, fyne.KeyReturn)
	s.until(t, "the article", func() bool {
		return len(w.dialogs) == 0 && w.desk.Open().Article.ID == article && (w.desk.Target() == r || w.view.Selection() == r || w.desk.Caret() == r.Start)
	})
	w.run("agreement")
	if view.Cases() == nil || w.agreed.view != view {
		t.Error("the page is not as it was left")
	}
	key(w, fyne.KeyEscape)
	key(w, fyne.KeyEscape)
	if len(w.dialogs) != 0 {
		t.Error("Escape did not close the page")
	}
}

func TestAgreementIsAskedOfSomePeopleAndLabels(t *testing.T) {
	w, s := openAgreement(t, 2)
	view := w.agreed.view
	measured := func() bool { return !view.Measuring() }
	w.chooseLabels()
	w.win.Canvas().Focused().TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn}) // all of them are ticked
	if f := view.Filter(); f.Labels != nil {
		t.Errorf("all labels are some: %v", f.Labels)
	}
	names, ticked := []string{"one", "other"}, []bool{true, true}
	w.tickOff("Which?", names, ticked, func() {})
	w.dialogs[len(w.dialogs)-1].Hide()
	f := view.Filter()
	f.Labels, f.People = []annotate.LabelID{"quote"}, []annotate.ID{view.Team().People[0].ID, view.Team().People[1].ID}
	view.SetFilter(f)
	s.until(t, "two people and one label", measured)
	if r := view.Report(); len(r.Labels) != 1 || len(r.Layers) != 2 {
		t.Errorf("%d labels of %v", len(r.Labels), r.Layers)
	}
	w.choosePeople()
	key(w, fyne.KeyEscape)
	if len(w.dialogs) != 1 {
		t.Errorf("%d dialogs", len(w.dialogs))
	}
}

func TestAgreementIsSaved(t *testing.T) {
	w, s := openAgreement(t, 2)
	for kind, words := range map[string]string{"html": "<!doctype html>", "csv": "row,label", "json": "\"labels\""} {
		path := filepath.Join(t.TempDir(), "agreement."+kind)
		w.writeAgreement(path, kind, w.agreed.view.Report())
		s.until(t, kind, func() bool { return strings.Contains(w.status.Message(), path) })
		raw, err := os.ReadFile(path)
		must(t, err)
		if !strings.Contains(string(raw), words) {
			t.Errorf("%s: %.200s", kind, raw)
		}
	}
	w.writeAgreement(filepath.Join(t.TempDir(), "no", "such", "folder.csv"), "csv", w.agreed.view.Report())
	s.until(t, "the failure to be told", func() bool { return len(w.dialogs) > 1 })
}

func TestAgreementWithoutASecondPerson(t *testing.T) {
	w, s := newWindow(t)
	w.run("agreement")
	s.until(t, "the measures", func() bool { return w.agreed.view.Report() != nil })
	if words := w.agreed.view.Words(); !strings.Contains(words, "needs a second annotator") {
		t.Error(words)
	}
	w.dialogs[0].Hide()
	w.letProjectGo()
	if w.agreed.view != nil {
		t.Error("the page outlives its project")
	}
}
