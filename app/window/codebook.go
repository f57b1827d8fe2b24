package window

import (
	"context"
	"errors"
	"reflect"
	"strings"

	"bluepencil/annotate"
	"bluepencil/app/panel"
	"bluepencil/app/scheme"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/dialog"
)

// besideText is what stands on the right of the text: the inspector, with the
// guideline, the checks or the threads below it where a person wants to see them, or the
// codebook's editor.
type besideText struct {
	box       *fyne.Container
	split     *container.Split // text and box
	offset    float64          // of the split, while the editor is open
	guideline *panel.Guideline
	reading   bool // the guideline is shown
	checks    checking
	talk      talking

	editor   *scheme.Editor // nil where the codebook is not being edited
	panel    *panel.Codebook
	shown    *annotate.Codebook // what the editor shows
	counted  *annotate.Mapping  // the merges with which it was counted what labels are used by
	stopping func()             // ends the count; may be nil
}

// editorShare is how much of the width the text keeps beside the editor.
const editorShare = 0.4

// arrange puts what is wanted beside the text.
func (w *Window) arrange() {
	b := &w.right
	switch {
	case w.who.panel != nil:
		b.box.Objects = []fyne.CanvasObject{w.who.panel}
	case b.panel != nil:
		b.box.Objects = []fyne.CanvasObject{b.panel}
	case w.compares():
		b.box.Objects = []fyne.CanvasObject{w.judging.panel}
	case b.checks.shown && b.checks.panel != nil:
		split := container.NewVSplit(w.inspector, b.checks.panel)
		split.Offset = inspectorShare
		b.box.Objects = []fyne.CanvasObject{split}
	case b.talk.shown && b.talk.panel != nil:
		split := container.NewVSplit(w.inspector, b.talk.panel)
		split.Offset = inspectorShare
		b.box.Objects = []fyne.CanvasObject{split}
	case b.reading:
		split := container.NewVSplit(w.inspector, b.guideline)
		split.Offset = 0.55
		b.box.Objects = []fyne.CanvasObject{split}
	default:
		b.box.Objects = []fyne.CanvasObject{w.inspector}
	}
	b.box.Refresh()
}

// toggleGuideline shows or hides the guideline beside the text.
func (w *Window) toggleGuideline() {
	w.right.reading = !w.right.reading
	if w.right.reading {
		w.hideChecks()
		w.hideTalk()
	}
	w.showGuideline()
	w.arrange()
}

// showGuideline shows what is written about the current annotation's label.
func (w *Window) showGuideline() {
	if w.desk == nil || !w.right.reading {
		return
	}
	a, _ := w.desk.Current()
	w.right.guideline.Set(w.desk.Codebook(), a.Label)
}

// toggleCodebook opens the editor of the codebook, or closes it.
func (w *Window) toggleCodebook() {
	if w.right.editor != nil {
		w.closeCodebook()
		return
	}
	w.closeRegister()
	b := &w.right
	show := func() {
		if b.panel != nil {
			b.panel.Refresh()
		}
	}
	b.editor = scheme.New(scheme.Options{Desk: w.desk, Holder: w.commandWithKey, Show: show})
	if a, ok := w.desk.Current(); ok {
		b.editor.Select(a.Label)
	}
	p := panel.NewCodebook(b.editor)
	b.panel, b.shown = p, w.desk.SavedCodebook()
	p.OnClose, p.OnLeave = w.closeCodebook, w.focusText
	p.OnAdd, p.OnMerge, p.OnSplit, p.OnRetire = w.askLabel, w.askMerge, w.askSplit, w.askRetire
	p.OnImport, p.OnExport = w.askCodebook, w.saveCodebook
	p.OnQuestion, p.OnRole, p.OnGeneral = w.editQuestion, w.editRole, w.editGeneral
	b.offset, b.split.Offset = b.split.Offset, editorShare
	w.arrange()
	b.split.Refresh()
	p.Reveal()
	w.countUsage()
	w.revealCurrent()
	w.win.Canvas().Focus(p.Focusable())
}

func (w *Window) closeCodebook() {
	b := &w.right
	if b.editor == nil {
		return
	}
	w.focusText() // what is still in a field is saved
	if w.desk != nil {
		b.editor.StopTrying()
	}
	b.stopCount()
	b.editor, b.panel, b.shown, b.counted = nil, nil, nil, nil
	b.split.Offset = b.offset
	w.arrange()
	b.split.Refresh()
	w.with(w.revealCurrent)
}

// commandWithKey names the command that a plain key belongs to.
func (w *Window) commandWithKey(key string) (string, bool) {
	for _, c := range w.table.All() {
		for _, k := range c.Keys {
			if k.Plain() && strings.EqualFold(k.Key, key) {
				return c.Title, true
			}
		}
	}
	return "", false
}

// showCodebook brings everything in line with another codebook.
func (w *Window) showCodebook() {
	w.showMarkings()
	w.showGuideline()
	b := &w.right
	if b.editor == nil || b.shown == w.desk.SavedCodebook() {
		return // what is only tried out is for the text to show
	}
	b.shown = w.desk.SavedCodebook()
	b.editor.Refresh()
	if !reflect.DeepEqual(b.counted, w.desk.SavedCodebook().Mapping()) {
		w.countUsage()
	}
}

func (b *besideText) stopCount() {
	if b.stopping != nil {
		b.stopping()
		b.stopping = nil
	}
}

// countUsage counts in the background what labels are used by.
func (w *Window) countUsage() {
	b := &w.right
	b.stopCount()
	b.counted = w.desk.SavedCodebook().Mapping()
	ctx, cancel := context.WithCancel(context.Background())
	b.stopping = cancel
	p, editor, finished := w.project, b.editor, w.worker
	finished.done.Add(1) // closing the project waits for it
	go func() {
		defer finished.done.Done()
		usage, err := p.Usage(ctx, func(n int) {
			w.o.UI(func() {
				if ctx.Err() == nil {
					editor.Counting(n)
				}
			})
		})
		w.o.UI(func() {
			switch {
			case ctx.Err() != nil || errors.Is(err, context.Canceled):
			case err != nil:
				w.fail("It could not be counted what the labels are used by", err)
			case w.right.editor == editor:
				editor.SetUsage(usage)
			}
		})
	}()
}

// editQuestion edits a question, or asks for a new one.
func (w *Window) editQuestion(id annotate.AttributeID) {
	if id == "" {
		w.askQuestion()
		return
	}
	a, _ := w.right.editor.Book().Attribute(id)
	w.present(dialog.NewCustom("Question: "+a.Name, "Close", panel.NewQuestion(w.right.editor, id), w.win), fyne.NewSize(640, 560))
}

// editRole edits a link, or asks for a new one.
func (w *Window) editRole(id annotate.RoleID) {
	if id == "" {
		w.askRole()
		return
	}
	r, _ := w.right.editor.Book().Role(id)
	w.present(dialog.NewCustom("Link: "+r.Name, "Close", panel.NewRole(w.right.editor, id), w.win), fyne.NewSize(680, 560))
}

// editGeneral edits what belongs to no label.
func (w *Window) editGeneral() {
	w.present(dialog.NewCustom("The codebook as a whole", "Close", panel.NewGeneral(w.right.editor), w.win), fyne.NewSize(680, 600))
}
