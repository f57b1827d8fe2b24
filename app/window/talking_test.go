package window

import (
	"strings"
	"testing"

	"bluepencil/annotate"
	"bluepencil/annotate/talk"
	"bluepencil/app/talks"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"
)

// newTalk is a window with an article that nobody has said anything about, and
// with a second member.
func newTalk(t *testing.T) (*Window, screen, annotate.Person) {
	t.Helper()
	w, s := newWindow(t)
	ben, err := w.project.AddPerson(annotate.Person{Name: "Ben Orth"})
	must(t, err)
	w.openText(t, s, faulty)
	s.until(t, "the people to be read", func() bool { return w.right.talk.talks.Person(ben.ID).Handle != "" })
	return w, s, ben
}

// sendBy types something where the keyboard is, and sends it by Ctrl+Enter.
func (w *Window) sendBy(t *testing.T, s screen, words string, key fyne.KeyName) {
	t.Helper()
	before := w.right.talk.talks.Total()
	field, ok := w.win.Canvas().Focused().(interface {
		fyne.Focusable
		fyne.Shortcutable
	})
	if !ok {
		t.Fatalf("the keyboard is on %T", w.win.Canvas().Focused())
	}
	test.Type(field, words)
	field.TypedShortcut(&desktop.CustomShortcut{KeyName: key, Modifier: fyne.KeyModifierControl})
	s.until(t, "what was said", func() bool {
		return w.right.talk.talks.Draft() == "" && saved(w) && (before != w.right.talk.talks.Total() || before.All > 0)
	})
}

func TestAThreadIsLedByTheKeyboardAlone(t *testing.T) {
	w, s, ben := newTalk(t)
	w.mark(t, s, "person", "Ada Lund")
	w.desk.Walk(1)
	w.view.TypedKey(&fyne.KeyEvent{Name: fyne.KeyF10})
	pane := w.right.talk.panel
	if !w.right.talk.shown || w.win.Canvas().Focused() != pane.Focusable() {
		t.Fatal("F10 did not lead into the threads")
	}
	press := func(name fyne.KeyName) { w.win.Canvas().Focused().TypedKey(&fyne.KeyEvent{Name: name}) }
	press(fyne.KeyReturn)
	test.Type(w.win.Canvas().Focused(), "Is she the mayor, @b")
	press(fyne.KeyReturn) // takes the handle
	w.sendBy(t, s, "do you know?", fyne.KeyReturn)
	tt := w.right.talk.talks
	s.until(t, "the thread", func() bool { _, ok := tt.Chosen(); return ok })
	one, _ := tt.Chosen()
	if one.Text != "Is she the mayor, @ben-orth do you know?" || !one.Calls(ben.ID) || one.About.Kind != annotate.KindAnnotation {
		t.Errorf("said was %q about %+v", one.Text, one.About)
	}
	a, _ := w.desk.Current()
	if card, _ := w.describe(a.ID.String()); card.Facts[len(card.Facts)-1].Value != "1 thread, 1 open" {
		t.Errorf("its card says %+v", card.Facts)
	}
	if w.win.Canvas().Focused() != pane.Focusable() {
		t.Error("after sending, the keyboard is not on the threads")
	}
	w.win.Canvas().Focused().TypedRune('r')
	s.until(t, "it to be resolved", func() bool { return tt.Total() == talks.Count{All: 1} })
	w.run("undo")
	s.until(t, "it to be open again", func() bool { return tt.Total() == talks.Count{All: 1, Open: 1} })
	press(fyne.KeyDelete)
	s.until(t, "it to be deleted", func() bool { return tt.Total() == talks.Count{} })
	w.run("undo")
	s.until(t, "it to be back", func() bool { return tt.Total().All == 1 })
	press(fyne.KeyEscape)
	if w.win.Canvas().Focused() != fyne.Focusable(w.view) {
		t.Error("Escape did not lead back to the text")
	}
	w.run("talk")
	if w.right.talk.shown {
		t.Error("F10 again did not close the pane")
	}
}

// TestTheKeyThatSendsIsNotTheOneThatSubmits: the menu gets Ctrl+Enter first.
func TestTheKeyThatSendsIsNotTheOneThatSubmits(t *testing.T) {
	w, s, _ := newTalk(t)
	article := w.desk.Open().Article.ID
	w.run("comment")
	test.Type(w.win.Canvas().Focused(), "A word.")
	w.run("done")
	s.until(t, "the word", func() bool { return w.right.talk.talks.Total().All == 1 && saved(w) })
	if w.desk.Open().Article.ID != article || w.desk.Open().Layer.Status == annotate.StatusSubmitted {
		t.Error("sending a comment submitted the article")
	}
}

func TestOpenQuestionsLeadToTheirPlaces(t *testing.T) {
	w, s, ben := newTalk(t)
	article := w.desk.Open().Article.ID
	c, err := w.project.Say(talk.Comment{Article: article, Author: ben.ID, About: talk.AboutArticle(), Text: "Is it late?"})
	must(t, err)
	w.desk.OpenRow(0)
	s.until(t, "another article", func() bool { return w.desk.Open().Article.ID != article })
	w.run("questions")
	s.until(t, "the list", func() bool { return len(w.dialogs) == 1 })
	w.dialogs[0].Hide()
	found, err := talks.ReadQuestions(t.Context(), w.project, w.desk.Person().ID)
	must(t, err)
	found.List(talks.ThreadsAlone)
	if len(found.Rows()) != 1 || !strings.Contains(found.Rows()[0].Words, "late") {
		t.Fatalf("open are %+v", found.Rows())
	}
	w.openQuestion(found.Rows()[0])
	s.until(t, "the thread", func() bool {
		one, ok := w.right.talk.talks.Chosen()
		return ok && one.ID == c.ID && w.desk.Open().Article.ID == article && w.right.talk.shown
	})
}

func TestChecksThreadsAndGuidelineShareTheirPlace(t *testing.T) {
	w, _ := newWindow(t)
	before := w.right.split.Offset
	for range 2 {
		for _, id := range []string{"talk", "checks", "guideline", "talk", "guideline", "checks", "checks"} {
			w.run(id)
			shown := 0
			for _, on := range []bool{w.right.talk.shown, w.right.checks.shown, w.right.reading} {
				if on {
					shown++
				}
			}
			if shown > 1 {
				t.Fatalf("after %s there are %d", id, shown)
			}
		}
		if w.right.split.Offset != before {
			t.Errorf("the text has %v of the width, had %v", w.right.split.Offset, before)
		}
	}
}
