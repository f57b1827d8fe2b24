package window

import (
	"slices"
	"strings"
	"testing"

	"bluepencil/annotate"
	"bluepencil/annotate/rounds"
	"bluepencil/annotate/tables"
	"bluepencil/app/panel"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
)

// typeRune presses a key that writes a character where the keyboard is.
func typeRune(w *Window, r rune) { w.win.Canvas().Focused().TypedRune(r) }

// member adds somebody to the team and waits until the window knows.
func addMember(t *testing.T, w *Window, s screen, name string) annotate.Person {
	t.Helper()
	p, err := w.project.AddPerson(annotate.Person{Name: name})
	must(t, err)
	s.until(t, name, func() bool { return w.teamed.team.Person(p.ID).Name == name })
	return p
}

// round gives the open article to people.
func roundOf(t *testing.T, w *Window, s screen, people ...annotate.ID) rounds.Round {
	t.Helper()
	var cells []rounds.Cell
	for _, p := range people {
		cells = append(cells, rounds.Cell{Article: w.desk.Open().Article.ID, Person: p})
	}
	r, err := w.project.AddRound(w.desk.Person().ID, rounds.Round{Name: "March"}, cells)
	must(t, err)
	s.until(t, "the round", func() bool { _, ok := w.teamed.team.Round(r.ID); return ok })
	return r
}

func TestPeopleAreKeptByTheKeyboard(t *testing.T) {
	w, s := newWindow(t)
	s.until(t, "the team", func() bool { known, _ := w.teamed.team.Known(); return known })
	w.run("people")
	typeRune(w, 'a')
	test.Type(w.win.Canvas().Focused(), "Ada Lund")
	key(w, fyne.KeyReturn)
	s.until(t, "Ada", func() bool { return len(w.teamed.team.People()) == 2 })
	if ada := w.teamed.team.People()[0]; ada.Name != "Ada Lund" || ada.Initials != "AL" || ada.Handle != "ada-lund" || ada.Colour == "" {
		t.Fatalf("%+v", ada)
	}
	key(w, fyne.KeyHome)
	typeRune(w, 'r')
	s.until(t, "Ada to retire", func() bool { people := w.teamed.team.People(); return people[len(people)-1].Retired })
	w.run("undo")
	s.until(t, "Ada to come back", func() bool { return !w.teamed.team.People()[0].Retired })
	key(w, fyne.KeyEscape)
	if len(w.dialogs) != 0 || w.teamed.people != nil {
		t.Errorf("%d dialogs are left", len(w.dialogs))
	}
}

func TestAnotherPersonSitsDown(t *testing.T) {
	w, s := newWindow(t)
	ben := addMember(t, w, s, "Ben Alder")
	mine, open, before := w.desk.Person(), w.desk.Open().Article.ID, w.desk
	w.run("people")
	key(w, fyne.KeyHome)
	typeRune(w, 'm')
	key(w, fyne.KeyReturn)
	s.until(t, "Ben's desk", func() bool { return w.desk != before && w.desk.Open() != nil })
	if w.desk.Person().ID != ben.ID || w.desk.Open().Article.ID != open || len(w.desk.Open().Marks) != 0 || len(w.dialogs) != 0 {
		t.Errorf("at the desk sits %s, with %d markings", w.desk.Person().Name, len(w.desk.Open().Marks))
	}
	w.markWords(t, s, "quote", w.desk.Open().Text[:4])
	if all, err := w.project.Annotations(open, ben.ID); err != nil || len(all) != 1 {
		t.Errorf("%d markings in Ben's layer, %v", len(all), err)
	}
	path := w.project.Path()
	w.closeProject()
	w.openPath(path, nothingMore)
	s.until(t, "the project again", func() bool { return w.desk != nil && w.desk.Open() != nil })
	if w.desk.Person().ID != ben.ID {
		t.Errorf("the next time it is %s who works here", w.desk.Person().Name)
	}
	w.become(mine)
	if w.desk.Person().ID != mine.ID {
		t.Error("nobody goes back")
	}
}

func TestARoundIsPreviewedAndThenMade(t *testing.T) {
	w, s := newWindow(t)
	addMember(t, w, s, "Ben Alder")
	w.run("rounds")
	typeRune(w, 'n')
	made, err := w.project.Rounds()
	must(t, err)
	form := w.win.Canvas().Focused().(*panel.PlainEntry)
	test.Type(form, "March")
	key(w, fyne.KeyReturn)
	if again, _ := w.project.Rounds(); len(made)+len(again) != 0 {
		t.Fatal("something was written before the preview was there")
	}
	s.until(t, "the preview, and Enter to make the round", func() bool {
		if len(w.dialogs) == 2 {
			key(w, fyne.KeyReturn)
		}
		all := w.teamed.team.Rounds()
		return len(all) == 1 && all[0].Counted
	})
	r := w.teamed.team.Rounds()[0]
	if r.Rule == nil || r.Given() != 2*w.desk.Len() || r.Name != "March" {
		t.Fatalf("%+v gives out %d", r.Rule, r.Given())
	}
	typeRune(w, 'o')
	s.until(t, "it to be open", func() bool { return w.teamed.team.Rounds()[0].Open })
	typeRune(w, 'c')
	s.until(t, "it to be closed", func() bool { return w.teamed.team.Rounds()[0].Closed })
	for range 3 {
		w.run("undo")
	}
	s.until(t, "all of it to be taken back", func() bool { return len(w.teamed.team.Rounds()) == 0 })
}

func TestTheMatrixIsFilledByArrowsAndSpace(t *testing.T) {
	w, s := newWindow(t)
	ben, me := addMember(t, w, s, "Ben Alder"), w.desk.Person()
	me.Lead = true
	w.teamed.team.EditPerson(me, nil)
	s.until(t, "the lead", func() bool { lead, _ := w.teamed.team.Leads(); return lead })
	r := roundOf(t, w, s)
	given := func() int {
		list, err := w.project.Progress(t.Context(), r.ID)
		must(t, err)
		if i := slices.IndexFunc(list, func(p rounds.Progress) bool { return p.Person == ben.ID }); i >= 0 {
			return list[i].Assigned
		}
		return 0
	}
	w.run("rounds")
	key(w, fyne.KeyReturn)
	s.until(t, "the matrix", func() bool { return strings.HasSuffix(w.teamed.matrix.Words(), "Ben Alder: not given out") })
	key(w, fyne.KeySpace)
	s.until(t, "the first cell", func() bool { return strings.HasSuffix(w.teamed.matrix.Words(), "Ben Alder: new") && given() == 1 })
	key(w, fyne.KeyDown)
	key(w, fyne.KeySpace)
	s.until(t, "the second cell", func() bool { return given() == 2 })
	w.run("undo")
	s.until(t, "the second cell to be taken back", func() bool { return given() == 1 })
	if n := len(w.dialogs); n != 2 {
		t.Fatalf("%d dialogs", n)
	}
	key(w, fyne.KeyHome)
	typeRune(w, 'h')
	s.until(t, "who did what", func() bool { return len(w.dialogs) == 3 })
	key(w, fyne.KeyEscape)
	key(w, fyne.KeyReturn)
	s.until(t, "the article", func() bool { return len(w.dialogs) == 0 && w.desk.At() == 0 })
}

func TestTheListIsNarrowedToOnesOwn(t *testing.T) {
	w, s := newWindow(t)
	all := w.desk.Len()
	w.run("only-mine")
	if !strings.Contains(w.status.Message(), "no round yet") {
		t.Errorf("it says %q", w.status.Message())
	}
	roundOf(t, w, s, w.desk.Person().ID)
	w.run("only-mine")
	s.until(t, "one's own", func() bool { return w.desk.Len() == 1 })
	w.run("only-mine")
	s.until(t, "everything", func() bool { return w.desk.Len() == all })
}

func TestAReturnedArticleSaysWhyInItsHead(t *testing.T) {
	w, s := newWindow(t)
	article, me := w.desk.Open().Article.ID, w.desk.Person()
	w.run("return-article")
	s.until(t, "it to be said that nobody is done", func() bool { return strings.Contains(w.status.Message(), "is done with this article") })
	_, err := w.project.SubmitLayer(article, me.ID)
	must(t, err)
	w.run("return-article")
	s.until(t, "the question", func() bool { return len(w.dialogs) == 1 })
	key(w, fyne.KeyReturn)
	if len(w.dialogs) != 1 {
		t.Fatal("it was returned without a reason")
	}
	test.Type(w.win.Canvas().Focused(), "no speaker")
	key(w, fyne.KeyReturn)
	s.until(t, "the reason", func() bool {
		return w.returned.Visible() && strings.HasSuffix(w.returned.Words(), "to you: no speaker")
	})
	s.until(t, "the list", func() bool { return w.desk.Counts()[annotate.StatusReturned] == 1 })
	w.run("deeds")
	s.until(t, "who did what", func() bool { return len(w.dialogs) == 1 })
	w.dialogs[0].Hide()
	w.run("done")
	s.until(t, "it to be submitted again", func() bool { return w.desk.Open().Article.ID != article })
	w.desk.OpenArticle(article)
	s.until(t, "the article", func() bool { return w.desk.Open().Article.ID == article })
	if w.returned.Visible() {
		t.Error("it says still that it came back")
	}
}

// TestABlindWindowShowsNothingOfOthers: neither in the search nor in the
// tables, nor side by side, before one has submitted; all of it afterwards.
func TestABlindWindowShowsNothingOfOthers(t *testing.T) {
	w, s := newWindow(t)
	add(t, w, s, "Bridge\n\n“The bridge is late,” Reyle said.\n")
	ben := addMember(t, w, s, "Ben Alder")
	article, me := w.desk.Open().Article.ID, w.desk.Person()
	text := w.desk.Open().Text
	at := strings.Index(text, "“The")
	span, err := annotate.SpanOf(text, at, at+len("“The bridge is late,”"))
	must(t, err)
	_, err = w.project.Commit(annotate.Mark(ben.ID, article, annotate.NewID(), "quote", []annotate.Span{span}, annotate.Origin{By: annotate.ByHand}))
	must(t, err)
	_, err = w.project.SubmitLayer(article, ben.ID)
	must(t, err)
	roundOf(t, w, s, me.ID, ben.ID)
	shown := func() (found, tabled bool) {
		t.Helper()
		w.run("everywhere")
		w.search.panel.Query.SetText("label:quote person:ben-alder")
		s.until(t, "the search", func() bool { return w.search.finder.Words() == "Nothing was found." || len(w.search.finder.Rows()) > 0 })
		found = len(w.search.finder.Rows()) > 0
		w.dialogs[0].Hide()
		w.search.close()
		w.run("tables")
		s.until(t, "the quotes", func() bool { return len(w.tabled.view.Table().Rows) > 0 })
		for _, r := range w.tabled.view.Table().Rows {
			tabled = tabled || r.Layer.Person == ben.ID
		}
		if w.tabled.view.Kind() != tables.Quotes {
			t.Fatal("other tables are shown")
		}
		w.dialogs[0].Hide()
		w.tabled.close()
		return found, tabled
	}
	if found, tabled := shown(); found || tabled {
		t.Errorf("before submitting: found %v, tabled %v", found, tabled)
	}
	w.run("side-by-side")
	s.until(t, "it to be said that nothing is shown", func() bool { return strings.Contains(w.status.Message(), "hidden until you submit") })
	_, err = w.project.SubmitLayer(article, me.ID)
	must(t, err)
	w.desk.Refresh()
	s.until(t, "one's own submission", func() bool { return w.desk.Open().Layer.Status == annotate.StatusSubmitted })
	if found, tabled := shown(); !found || !tabled {
		t.Errorf("after submitting: found %v, tabled %v", found, tabled)
	}
	w.run("side-by-side")
	s.until(t, "Ben's markings", func() bool { return w.beside.view != nil && len(w.beside.what.Marks) == 1 })
	w.run("take-up")
	s.until(t, "them to go while one works on it again", func() bool { return w.beside.view == nil })
}

func TestTheHistoryIsAskedForByPerson(t *testing.T) {
	w, s := newWindow(t)
	ben := addMember(t, w, s, "Ben Alder")
	_, err := w.project.SubmitLayer(w.desk.Open().Article.ID, ben.ID)
	must(t, err)
	w.run("people")
	key(w, fyne.KeyHome)
	typeRune(w, 'h')
	list := w.win.Canvas().Focused().(*panel.Rows)
	s.until(t, "what Ben did", func() bool { return list.Length() == 2 }) // he came, and he submitted
	key(w, fyne.KeyEscape)
	if len(w.dialogs) != 1 {
		t.Errorf("%d dialogs", len(w.dialogs))
	}
}
