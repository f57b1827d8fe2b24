package window

import (
	"image/color"

	"bluepencil/annotate/rounds"
	"bluepencil/app/articleview"
	"bluepencil/app/command"
	"bluepencil/app/desk"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// sideBySide is what stands beside the open article.
type sideBySide struct {
	head   *widget.Label // says whose markings the left side shows
	chosen bool          // both sides were chosen; see chooseTwoPeople

	view *articleview.View // nil where nothing does
	pair *articleview.Pair
	what desk.Beside
	done bool // the person was done with the article when it was shown
}

// toggleSideBySide shows something beside the article, or takes it away: what
// there is to show, or a choice where there is more than one.
func (w *Window) toggleSideBySide() {
	if w.beside.view != nil {
		w.leaveSides()
		return
	}
	w.desk.ReadCompanions(func(list []desk.Companion, err error) {
		switch {
		case err != nil:
			w.fail("What can be shown beside the article could not be read", err)
		case len(list) == 0:
			w.desk.Say(desk.Info, "There is nothing to show beside the article: nobody else has marked it, or theirs are hidden until you submit, and it has no other version.")
		case len(list) == 1:
			w.readBeside(list[0])
		default:
			w.chooseBeside(list)
		}
	})
}

func (w *Window) chooseBeside(list []desk.Companion) {
	var d *dialog.CustomDialog
	words := make([]string, len(list))
	for i, c := range list {
		words[i] = c.Name
	}
	rows := widget.NewList(func() int { return len(list) }, func() fyne.CanvasObject { return widget.NewLabel("") },
		func(i widget.ListItemID, o fyne.CanvasObject) { o.(*widget.Label).SetText(words[i]) })
	rows.OnSelected = func(i widget.ListItemID) {
		d.Hide()
		w.readBeside(list[i])
	}
	d = dialog.NewCustom("Show beside the article", "Cancel", rows, w.win)
	w.present(d, fyne.NewSize(520, 360))
	w.win.Canvas().Focus(rows)
}

func (w *Window) readBeside(c desk.Companion) {
	w.desk.ReadBeside(c, func(b desk.Beside, err error) {
		if err != nil {
			w.fail("What was to be shown beside the article could not be read", err)
			return
		}
		w.showBeside(b)
	})
}

// showBeside puts a second view to the right of the article, for reading only.
func (w *Window) showBeside(b desk.Beside) {
	w.endSideBySide()
	v := w.view.Beside()
	w.beside = sideBySide{view: v, what: b, done: w.isDone()}
	w.wireBeside(v)
	leave := w.tool(theme.CancelIcon(), "side-by-side")
	level := canvas.NewRectangle(color.Transparent) // so that both sides begin at one height
	level.SetMinSize(leave.MinSize())
	own, head := sideHeader("", level)
	other, _ := sideHeader(b.Name+" — to read only", leave)
	w.beside.head = head
	w.nameSides()
	both := container.NewHSplit(container.NewBorder(own, nil, nil, nil, w.view), container.NewBorder(other, nil, nil, nil, v))
	w.page.Objects[0] = both
	w.page.Refresh()
	v.SetArticle(b.Text)
	w.showBesideMarks()
	var levels []articleview.Level
	for _, l := range b.Levels {
		levels = append(levels, articleview.Level{Left: l.Open, Right: l.Other})
	}
	w.beside.pair = articleview.Join(w.view, v, levels)
	w.focusText()
}

// sideHeader says whose markings a side shows; said is what says it.
func sideHeader(words string, tool fyne.CanvasObject) (header fyne.CanvasObject, said *widget.Label) {
	said = widget.NewLabel(words)
	said.SizeName = theme.SizeNameCaptionText
	said.Truncation = fyne.TextTruncateEllipsis
	return container.NewVBox(container.NewBorder(nil, nil, nil, tool, said), widget.NewSeparator()), said
}

// showBesideMarks shows what is marked in the view to the right.
func (w *Window) showBesideMarks() {
	if w.beside.view == nil {
		return
	}
	marks := w.beside.what.Marks
	list := make([]articleview.Highlight, 0, len(marks))
	for i := range marks {
		list = append(list, w.highlight(&marks[i], false))
	}
	w.beside.view.SetHighlights(list)
}

// endSideBySide takes away what stands beside the article.
func (w *Window) endSideBySide() {
	v := w.beside.view
	if v == nil {
		return
	}
	w.beside.pair.Part()
	w.beside = sideBySide{}
	v.Close()
	w.page.Objects[0] = w.view
	w.page.Refresh()
	w.focusText()
}

// isDone tells whether the person is done with the open article.
func (w *Window) isDone() bool { return w.hasArticle() && rounds.Done(w.desk.Open().Layer.Status) }

// hideBeside takes somebody else's markings away when the person, who was done
// with the article, works on it again: they may be hidden now.
func (w *Window) hideBeside() {
	if w.beside.view != nil && !w.beside.what.Version && w.beside.done && !w.isDone() {
		w.endSideBySide()
	}
}

const toReadOnly = "This side is to read only. F6 or Esc go back to your own."

// readsOnly tells, and says so, that a command would change markings while the
// keyboard is in the view that is to be read only.
func (w *Window) readsOnly(c *command.Command) bool {
	if w.beside.view == nil || c.Menu != "Annotate" || w.win.Canvas().Focused() != fyne.Focusable(w.beside.view) {
		return false
	}
	w.desk.Say(desk.Info, toReadOnly)
	return true
}

// wireBeside connects the view to the right: it shows, copies and leads back,
// and nothing that is typed there changes anything.
func (w *Window) wireBeside(v *articleview.View) {
	v.OnHighlightTapped = func(ids []string, _ int) {
		id := ""
		if len(ids) > 0 {
			id = ids[0]
		}
		v.SetCurrent(id)
		words := w.desk.MarkInWords(id, w.beside.what.Marks)
		v.SetSpoken(words)
		if words != "" {
			w.desk.Say(desk.Info, words)
		}
	}
	v.OnRune = func(rune) { w.desk.Say(desk.Info, toReadOnly) }
	v.OnKey = func(e *fyne.KeyEvent) {
		switch {
		case e.Name == fyne.KeyEscape:
			w.focusText()
		case len(e.Name) > 1 && e.Name[0] == 'F': // F1 to F12: they change no marking
			w.do(chordOf(e.Name, v.ShiftHeld()))
		}
	}
	v.OnShortcut = func(s fyne.Shortcut) {
		switch s.(type) {
		case *fyne.ShortcutCopy:
			if r := v.Selection(); !r.Empty() {
				w.o.App.Clipboard().SetContent(v.Article()[r.Start:r.End])
			}
		case *fyne.ShortcutPaste, *fyne.ShortcutCut:
		default:
			w.typedShortcut(s)
		}
	}
}
