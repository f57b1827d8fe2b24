package window

import (
	"context"
	"errors"
	"maps"

	"bluepencil/annotate"
	"bluepencil/app/desk"
	"bluepencil/app/panel"
	"bluepencil/app/talks"
	"bluepencil/storage"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/dialog"
)

// talking is what is said in the project that is open.
type talking struct {
	talks  *talks.Talks
	panel  *panel.Talks
	shown  bool
	offset float64                     // of the split of text and pane, before it was shown
	counts map[annotate.ID]talks.Count // that the inspector shows
}

// talkCommands are the commands about threads.
func (w *Window) talkCommands(add adder) {
	add("Team", "talk", "Talk about the article", w.hasArticle, w.toggleTalk, "F10")
	add("Team", "comment", "Comment on the annotation, or on the article", w.hasArticle, w.writeComment, "Ctrl+Alt+M")
	add("Team", "resolve", "Resolve the thread, or reopen it", w.hasThread, func() { w.right.talk.talks.Resolve() })
	add("Team", "questions", "Open questions…", w.hasProject, w.showQuestions, "Ctrl+Shift+J")
}

func (w *Window) hasThread() bool {
	if !w.hasArticle() || !w.right.talk.shown {
		return false
	}
	_, ok := w.right.talk.talks.Chosen()
	return ok
}

// startTalk begins to listen to what is said in a project.
func (w *Window) startTalk() {
	p, d, finished := w.project, w.desk, w.worker
	t := talks.New(talks.Options{Project: p, Desk: d, UI: w.o.UI, Show: w.showTalk, Now: w.o.Now, Work: func(job func()) {
		finished.done.Add(1) // closing the project waits for it
		go func() {
			defer finished.done.Done()
			job()
		}()
	}})
	pane := panel.NewTalks(t)
	pane.OnClose, pane.OnLeave = w.toggleTalk, w.focusText
	pane.OnKey = func(e *fyne.KeyEvent) { w.do(chordOf(e.Name, w.view.ShiftHeld())) }
	w.right.talk.talks, w.right.talk.panel = t, pane
	w.arrange()
}

// endTalk ends the listening to a project that is about to be closed.
func (w *Window) endTalk() {
	b := &w.right.talk
	b.talks.Close()
	b.talks, b.panel, b.counts = nil, nil, nil
	w.arrange()
}

// talkAgain brings the threads in line with what changed on the desk.
func (w *Window) talkAgain(what desk.What) {
	t := w.right.talk.talks
	if t == nil {
		return
	}
	switch what {
	case desk.ArticleOpened, desk.LayerShown, desk.CodebookChanged:
		t.Changed()
	case desk.MarksChanged, desk.CurrentChanged:
		t.CurrentChanged()
	}
}

// showTalk brings everything in line with what is said.
func (w *Window) showTalk() {
	b := &w.right.talk
	if b.talks == nil || w.desk == nil {
		return
	}
	if b.shown {
		b.panel.Refresh()
	}
	if counts := b.talks.Counts(); !maps.Equal(counts, b.counts) {
		b.counts = counts
		w.showCurrent()
	}
}

// toggleTalk shows the pane of the threads, with the keyboard in it, or hides it.
func (w *Window) toggleTalk() {
	if w.right.talk.shown && w.right.panel == nil {
		w.hideTalk()
		w.arrange()
		w.right.split.Refresh()
		w.focusText()
		return
	}
	if w.desk != nil {
		w.openTalk()
		w.win.Canvas().Focus(w.right.talk.panel.Focusable())
	}
}

func (w *Window) openTalk() {
	w.closeCodebook()
	w.closeRegister()
	w.hideChecks()
	b := &w.right
	if !b.talk.shown {
		b.talk.shown, b.reading, b.talk.offset = true, false, b.split.Offset
		b.split.Offset = min(b.split.Offset, textShare)
	}
	b.talk.talks.CurrentChanged()
	b.talk.panel.Refresh()
	w.arrange()
	b.split.Refresh()
}

// hideTalk lets the pane go; what stands in its place is for the caller.
func (w *Window) hideTalk() {
	b := &w.right
	if b.talk.shown {
		b.talk.shown = false
		b.split.Offset = b.talk.offset
	}
}

// writeComment opens the pane with the keyboard where something is written.
func (w *Window) writeComment() {
	w.openTalk()
	w.right.talk.panel.FocusWriting()
}

// talkOnCurrent shows what is said about the current annotation, or begins to
// say something where nothing is.
func (w *Window) talkOnCurrent() {
	a, _ := w.desk.Current()
	w.openTalk()
	if w.right.talk.talks.Counts()[a.ID].All == 0 {
		w.right.talk.panel.FocusWriting()
		return
	}
	w.win.Canvas().Focus(w.right.talk.panel.Focusable())
}

// sendsComment sends what is being written about the article, where the
// keyboard is there: the key that sends is another command's in the text.
func (w *Window) sendsComment() bool {
	b := &w.right.talk
	if !b.shown || b.panel == nil || !b.panel.Writes() {
		return false
	}
	b.panel.SendWritten()
	return true
}

// showQuestions lists what is open in the whole project.
func (w *Window) showQuestions() {
	me := w.desk.Person().ID
	w.long("Looking what is open…", func(ctx context.Context, p *storage.Project) func() {
		found, err := talks.ReadQuestions(ctx, p, me)
		return func() {
			switch {
			case errors.Is(err, context.Canceled):
				w.desk.Say(desk.Info, "The search for open questions was cancelled.")
			case err != nil:
				w.fail("What is open could not be read", err)
			default:
				w.listQuestions(found)
			}
		}
	})
}

func (w *Window) listQuestions(found *talks.Questions) {
	list := panel.NewQuestions(found)
	d := dialog.NewCustom("Open questions", "Close", list, w.win)
	list.OnLeave = d.Hide
	list.OnOpen = func(q talks.Question) {
		d.Hide()
		w.openQuestion(q)
	}
	w.present(d, fyne.NewSize(1080, 620))
	w.win.Canvas().Focus(list.Focusable())
}

// openQuestion goes to the place of what is open, and to the thread.
func (w *Window) openQuestion(q talks.Question) {
	mark := q.Mark
	if q.Layer != w.desk.Person().ID {
		mark = annotate.ID{} // in somebody else's layer
	}
	w.desk.OpenAt(q.Article, mark, q.Range)
	if !q.Thread.IsZero() {
		w.openTalk()
		w.right.talk.talks.ChooseOnceRead(q.Thread)
	}
}
