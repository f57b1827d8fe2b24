package window

import (
	"context"
	"errors"
	"reflect"

	"bluepencil/annotate"
	"bluepencil/app/finder"
	"bluepencil/app/panel"
	"bluepencil/app/who"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"
)

// registering is what the window has open of the register.
type registering struct {
	editor           *who.Editor // nil where the register is not open
	panel            *panel.Register
	mentions, quotes *finder.Finder // of the chosen entry
	chooser          *who.Chooser   // nil where nothing is being linked
	chooserPanel     *panel.Chooser
	counting         func() // ends the count of mentions; nil where none is under way
}

// registerCommands are those of the register.
func (w *Window) registerCommands(add adder) {
	add("Annotate", "entry", "Link to the register: who or what it is…", w.hasCurrent, w.linkEntry, "@")
	add("Annotate", "unlink-entry", "Take the link to the register away", w.hasCurrent, func() { w.desk.Unlink() }, "Alt+Delete")
	add("Annotate", "register", "Register…", w.hasProject, w.toggleRegister, "Ctrl+Shift+R")
}

// typeName is what a type of entries is called.
func (w *Window) typeName(kind string) string {
	if l, ok := w.desk.Codebook().Label(annotate.LabelID(kind)); ok {
		return l.Name
	}
	return kind
}

// linkEntry asks which entry of the register the current mention names, or
// which claim the current one is.
func (w *Window) linkEntry() {
	if a, ok := w.desk.Current(); ok && w.desk.Linking() == nil && w.desk.HasClaimEntry(a.Label) {
		w.chooseClaim()
		return
	}
	if !w.desk.MayWrite() {
		return
	}
	m, ok := w.desk.Mention()
	if !ok {
		return
	}
	c := who.NewChooser(w.desk, m)
	p := panel.NewChooser(c, w.typeName)
	pop := widget.NewModalPopUp(container.New(fixedSize{fyne.NewSize(620, 440)}, container.NewPadded(p)), w.win.Canvas())
	p.OnDone = func() {
		w.who.chooser, w.who.chooserPanel = nil, nil
		pop.Hide()
		w.focusText()
	}
	w.who.chooser, w.who.chooserPanel = c, p
	if _, counted := w.desk.Uses(); !counted {
		w.countMentions()
	}
	pop.Show()
	w.win.Canvas().Focus(p.Query)
}

// stopCount ends the count that is under way.
func (r *registering) stopCount() {
	if r.counting != nil {
		r.counting()
		r.counting = nil
	}
}

// countMentions counts in the background how often entities are named. A count
// that is under way goes on.
func (w *Window) countMentions() {
	if w.who.counting != nil {
		return
	}
	ctx, cancel := context.WithCancel(context.Background())
	w.who.counting = cancel
	p, finished := w.project, w.worker
	finished.done.Add(1) // closing the project waits for it
	go func() {
		defer finished.done.Done()
		uses, err := p.EntityUses(ctx, nil)
		w.o.UI(func() {
			if ctx.Err() != nil || w.project != p {
				return
			}
			w.who.stopCount()
			if err != nil && !errors.Is(err, context.Canceled) {
				w.fail("The mentions could not be counted", err)
				return
			}
			w.desk.SetUses(uses)
		})
	}()
}

// names are the entries of the register that annotations name or lead to.
func (w *Window) names(marks []annotate.Annotation) map[annotate.ID]panel.Named {
	names := map[annotate.ID]panel.Named{}
	add := func(id annotate.ID) {
		if _, known := names[id]; known || id.IsZero() {
			return
		}
		e, _ := w.desk.Register().Entry(id)
		names[id] = panel.Named{ID: id, Name: e.Name, Type: w.typeName(e.Type), Role: who.RoleNow(&e.Entity), Wikidata: e.Wikidata}
	}
	for i := range marks {
		add(marks[i].Entity)
		for _, l := range marks[i].Links {
			if l.ToEntity {
				add(l.To)
			}
		}
	}
	return names
}

// toggleRegister opens the register beside the text, or closes it.
func (w *Window) toggleRegister() {
	if w.who.editor != nil {
		w.closeRegister()
		return
	}
	w.openRegister(annotate.ID{})
}

// openRegister opens the register at an entry; without one, at the entry that
// the current mention names.
func (w *Window) openRegister(id annotate.ID) {
	if a, ok := w.desk.Current(); ok && id.IsZero() {
		id = a.Entity
	}
	if w.who.editor == nil {
		w.closeCodebook()
		w.makeRegister()
	}
	if !id.IsZero() {
		w.who.editor.Select(id)
	}
	w.countMentions()
	w.win.Canvas().Focus(w.who.panel.Focusable())
}

func (w *Window) makeRegister() {
	w.startSearch()
	r, p := &w.who, w.project
	looked := func(show func()) finder.Options {
		return finder.Options{Index: w.search.index, Reader: w.desk.Person().ID, UI: w.o.UI, Show: func() {
			if w.project == p && r.panel != nil {
				show()
			}
		}}
	}
	r.mentions = finder.New(looked(func() { r.panel.SetMentions(r.mentions) }))
	r.quotes = finder.New(looked(func() { r.panel.SetQuotes(r.quotes) }))
	r.editor = who.NewEditor(who.Options{Desk: w.desk, Show: r.show})
	r.panel = panel.NewRegister(r.editor)
	r.panel.OnClose, r.panel.OnLeave = w.closeRegister, w.focusText
	r.panel.OnAdd, r.panel.OnMerge = w.askEntry, w.askMergeEntries
	r.panel.OnImport, r.panel.OnExport = w.askRegister, w.saveRegister
	r.panel.OnMention = func(row int) { w.openPlace(r.mentions, row) }
	r.panel.OnQuote = func(row int) { w.openPlace(r.quotes, row) }
	b := &w.right
	b.offset, b.split.Offset = b.split.Offset, editorShare
	w.arrange()
	b.split.Refresh()
	w.desk.ReadRegister()
	r.show()
}

func (w *Window) openPlace(f *finder.Finder, row int) {
	if r, ok := f.Choose(row); ok {
		w.openHit(r)
	}
}

// show brings the pane in line with its editor.
func (r *registering) show() {
	if r.panel == nil {
		return
	}
	r.panel.Refresh()
	if m := r.editor.Mentions(); !reflect.DeepEqual(m, r.mentions.Request()) {
		r.mentions.Look(m)
		r.quotes.Look(r.editor.Quotes())
	}
}

// again looks for the places of the chosen entry again, as when the search
// knows more.
func (r *registering) again() {
	if r.panel != nil {
		r.mentions.Again()
		r.quotes.Again()
	}
}

// showRegister brings everything in line with another register.
func (w *Window) showRegister() {
	w.showCurrent()
	if r := &w.who; r.chooser != nil {
		r.chooser.Again()
		r.chooserPanel.Refresh()
	}
	if w.who.editor == nil {
		return
	}
	w.who.editor.Refresh()
	if _, counted := w.desk.Uses(); !counted {
		w.countMentions()
	}
}

func (w *Window) closeRegister() {
	r := &w.who
	if r.editor == nil {
		return
	}
	w.focusText() // what is still in a field is saved
	r.mentions.Close()
	r.quotes.Close()
	r.editor, r.panel, r.mentions, r.quotes = nil, nil, nil, nil
	b := &w.right
	b.split.Offset = b.offset
	w.arrange()
	b.split.Refresh()
	w.with(w.revealCurrent)
}
