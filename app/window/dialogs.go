package window

import (
	"fmt"
	"strings"

	"bluepencil/annotate"
	"bluepencil/app/command"
	"bluepencil/app/desk"
	"bluepencil/assets"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// askName asks at the first start who is working, and then goes on.
func (w *Window) askName(then func()) {
	prefs := w.o.App.Preferences()
	if prefs.String(prefName) != "" {
		then()
		return
	}
	name, initials := widget.NewEntry(), widget.NewEntry()
	name.SetPlaceHolder("Your name")
	initials.SetPlaceHolder("Initials")
	name.OnChanged = func(s string) { initials.SetText(annotate.InitialsOf(s)) }
	words := widget.NewLabel("What you mark is kept under your name. Nothing leaves this computer.")
	words.Wrapping = fyne.TextWrapWord
	icon := canvas.NewImageFromResource(fyne.NewStaticResource("bluepencil.svg", assets.Icon()))
	icon.SetMinSize(fyne.NewSize(72, 72))
	icon.FillMode = canvas.ImageFillContain
	form := widget.NewForm(widget.NewFormItem("Name", name), widget.NewFormItem("Initials", initials))
	var d *dialog.CustomDialog
	start := widget.NewButton("Start", nil)
	start.Importance = widget.HighImportance
	begin := func() {
		if strings.TrimSpace(name.Text) == "" {
			w.win.Canvas().Focus(name)
			return
		}
		prefs.SetString(prefName, strings.TrimSpace(name.Text))
		prefs.SetString(prefInitials, strings.TrimSpace(initials.Text))
		d.Hide()
		then()
	}
	start.OnTapped = begin
	name.OnSubmitted = func(string) { begin() }
	initials.OnSubmitted = func(string) { begin() }
	body := container.NewVBox(icon, words, form, container.NewCenter(start))
	d = dialog.NewCustomWithoutButtons("Welcome to Bluepencil", body, w.win)
	d.Resize(fyne.NewSize(440, 330))
	d.Show()
	w.win.Canvas().Focus(name)
}

// welcomeRows are the keys a beginner needs.
var welcomeRows = [][2]string{
	{"1", "mark the selected words as a quote (2 claim, 3 person, 4 organisation, 5 place)"},
	{"S  C", "link the quote to its speaker or cue: select the words, then Enter"},
	{"Tab", "walk from marking to marking"},
	{"Ctrl+Z", "undo, as far back as you like"},
	{"Ctrl+Enter", "done: on to the next article"},
}

// welcome shows once how the main keys work.
func (w *Window) welcome() {
	if w.o.App.Preferences().Bool(prefWelcomed) {
		return
	}
	w.o.App.Preferences().SetBool(prefWelcomed, true)
	rows := container.New(keyTable{110})
	for _, r := range welcomeRows {
		key := widget.NewLabel(r[0])
		key.TextStyle.Bold = true
		what := widget.NewLabel(r[1])
		rows.Add(key)
		rows.Add(what)
	}
	words := widget.NewLabel("This is a sample project: three articles, partly marked. Select words with the mouse, or with Shift and the arrow keys, and press a key.")
	words.Wrapping = fyne.TextWrapWord
	more := widget.NewLabel("F1 shows all keys. Drop your own files on the window when you are ready.")
	more.Importance = widget.LowImportance
	d := dialog.NewCustom("Five keys do most of the work", "Start marking", container.NewVBox(words, rows, more), w.win)
	w.present(d, fyne.NewSize(640, 340))
}

// keyTable lays pairs out in two columns, close together.
type keyTable struct {
	keys float32 // the width of the first column
}

func (k keyTable) MinSize(o []fyne.CanvasObject) fyne.Size {
	var size fyne.Size
	for i := 0; i+1 < len(o); i += 2 {
		size.Height += o[i].MinSize().Height - 8
		size.Width = max(size.Width, k.keys+o[i+1].MinSize().Width)
	}
	return size.AddWidthHeight(0, 8)
}

func (k keyTable) Layout(o []fyne.CanvasObject, size fyne.Size) {
	y := float32(0)
	for i := 0; i+1 < len(o); i += 2 {
		h := o[i].MinSize().Height
		o[i].Move(fyne.NewPos(0, y))
		o[i].Resize(fyne.NewSize(k.keys, h))
		o[i+1].Move(fyne.NewPos(k.keys, y))
		o[i+1].Resize(fyne.NewSize(size.Width-k.keys, h))
		y += h - 8
	}
}

// labelRows are the keys of the labels, for the keys sheet.
func (w *Window) labelRows() []command.Row {
	var rows []command.Row
	if w.desk != nil {
		for _, l := range w.desk.Codebook().Labels {
			if l.Key != "" {
				rows = append(rows, command.Row{Keys: strings.ToUpper(l.Key), Title: l.Name})
			}
		}
	}
	return rows
}

// keyColumns is in how many columns the keys sheet stands.
const keyColumns = 3

func (w *Window) showKeys() {
	columns := make([]*fyne.Container, keyColumns)
	heights := make([]int, keyColumns)
	for i := range columns {
		columns[i] = container.NewVBox()
	}
	for _, g := range w.table.Sheet(w.labelRows()) {
		shortest := 0
		for i, h := range heights {
			if h < heights[shortest] {
				shortest = i
			}
		}
		heights[shortest] += len(g.Rows) + 2
		columns[shortest].Add(keyGroup(g))
	}
	row := container.NewGridWithColumns(keyColumns, columns[0], columns[1], columns[2])
	w.present(dialog.NewCustom("Keys", "Close", container.NewVScroll(row), w.win), fyne.NewSize(1180, 680))
}

func keyGroup(g command.Group) fyne.CanvasObject {
	title := widget.NewLabel(g.Title)
	title.TextStyle.Bold = true
	rows := container.New(keyTable{150})
	for _, r := range g.Rows {
		key, what := widget.NewLabel(r.Keys), widget.NewLabel(r.Title)
		key.SizeName, what.SizeName = theme.SizeNameCaptionText, theme.SizeNameCaptionText
		key.Truncation, what.Truncation = fyne.TextTruncateEllipsis, fyne.TextTruncateEllipsis
		what.Importance = widget.LowImportance
		rows.Add(key)
		rows.Add(what)
	}
	return container.NewBorder(title, nil, nil, nil, rows)
}

func (w *Window) setAside() {
	reason := widget.NewEntry()
	reason.SetPlaceHolder("no quotes in it, wrong language, duplicate, …")
	d := dialog.NewForm("Set the article aside", "Set aside", "Cancel", []*widget.FormItem{widget.NewFormItem("Why?", reason)}, func(ok bool) {
		if ok {
			w.desk.SetAside(strings.TrimSpace(reason.Text))
		}
	}, w.win)
	reason.OnSubmitted = func(string) { d.Submit() }
	w.present(d, fyne.NewSize(460, 180))
	w.win.Canvas().Focus(reason)
}

func (w *Window) showBin() {
	w.desk.ReadBin(func(bin desk.Bin, err error) {
		if err != nil {
			w.fail("The bin could not be read", err)
			return
		}
		var d *dialog.CustomDialog
		rows := container.NewVBox()
		add := func(words string, restore func()) {
			b := widget.NewButton("Restore", func() { d.Hide(); restore() })
			label := widget.NewLabel(words)
			label.Truncation = fyne.TextTruncateEllipsis
			rows.Add(container.NewBorder(nil, nil, nil, b, label))
		}
		for _, a := range bin.Articles {
			add("Article: "+a.Title, func() { w.desk.RestoreArticle(a.ID) })
		}
		for _, a := range bin.Annotations {
			label, _ := w.desk.Codebook().Label(a.Label)
			add(label.Name+": "+a.Text(), func() { w.desk.RestoreAnnotation(a) })
		}
		if len(rows.Objects) == 0 {
			rows.Add(widget.NewLabel("The bin is empty. Deleted articles, and deleted markings of the open article, wait here."))
		}
		d = dialog.NewCustom("Bin", "Close", container.NewVScroll(rows), w.win)
		w.present(d, fyne.NewSize(640, 420))
	})
}

// historyShown is how many changes the history shows.
const historyShown = 500

func (w *Window) showHistory(ofArticle bool) {
	names := map[annotate.ID]string{}
	if people, err := w.project.People(); err == nil {
		for _, p := range people {
			names[p.ID] = p.Name
		}
	}
	w.desk.ReadHistory(ofArticle, historyShown, func(list []annotate.Change, err error) {
		if err != nil {
			w.fail("The history could not be read", err)
			return
		}
		rows := widget.NewList(func() int { return len(list) }, func() fyne.CanvasObject {
			l := widget.NewLabel("")
			l.Truncation = fyne.TextTruncateEllipsis
			return l
		}, func(i widget.ListItemID, o fyne.CanvasObject) {
			c := list[i]
			o.(*widget.Label).SetText(fmt.Sprintf("%s   %s   %s", c.When().Local().Format("2 Jan 15:04:05"), names[c.Person], c.Action))
		})
		d := dialog.NewCustom("History, newest first", "Close", rows, w.win)
		w.present(d, fyne.NewSize(680, 520))
	})
}

func (w *Window) showAbout() {
	icon := canvas.NewImageFromResource(fyne.NewStaticResource("bluepencil.svg", assets.Icon()))
	icon.SetMinSize(fyne.NewSize(96, 96))
	icon.FillMode = canvas.ImageFillContain
	words := widget.NewLabel("Bluepencil " + w.o.App.Metadata().Version + "\n\nMark claims, quotes and entities in news articles.\nEverything stays in your project file.")
	words.Alignment = fyne.TextAlignCenter
	w.present(dialog.NewCustom("About", "Close", container.NewVBox(icon, words), w.win), fyne.NewSize(420, 300))
}

// showPalette finds commands by a few of their letters.
func (w *Window) showPalette() {
	input := newPaletteEntry()
	var found []*command.Command
	list := widget.NewList(func() int { return len(found) }, func() fyne.CanvasObject {
		key := widget.NewLabel("")
		key.Importance = widget.LowImportance
		return container.NewBorder(nil, nil, nil, key, widget.NewLabel(""))
	}, func(i widget.ListItemID, o fyne.CanvasObject) {
		row := o.(*fyne.Container).Objects
		row[0].(*widget.Label).SetText(found[i].Title)
		keys := ""
		if len(found[i].Keys) > 0 {
			keys = found[i].Keys[0].Label()
		}
		row[1].(*widget.Label).SetText(keys)
	})
	at := 0
	search := func(q string) {
		found, at = w.table.Search(q), 0
		list.Refresh()
		list.Select(0)
	}
	body := container.NewBorder(input, nil, nil, nil, list)
	pop := widget.NewModalPopUp(container.New(fixedSize{fyne.NewSize(520, 360)}, container.NewPadded(body)), w.win.Canvas())
	choose := func(i int) {
		pop.Hide()
		w.focusText()
		if i >= 0 && i < len(found) {
			found[i].Run()
		}
	}
	input.OnChanged = search
	input.OnSubmitted = func(string) { choose(at) }
	input.move = func(step int) {
		at = min(max(at+step, 0), len(found)-1)
		list.Select(at)
	}
	input.leave = func() { choose(-1) }
	list.OnSelected = func(i widget.ListItemID) {
		if i != at {
			choose(i)
		}
	}
	search("")
	pop.Show()
	w.win.Canvas().Focus(input)
}

// paletteEntry is the palette's line: arrows move in the list below it.
type paletteEntry struct {
	widget.Entry
	move  func(step int)
	leave func()
}

func newPaletteEntry() *paletteEntry {
	e := &paletteEntry{}
	e.ExtendBaseWidget(e)
	e.SetPlaceHolder("What do you want to do?")
	e.SetIcon(theme.SearchIcon())
	return e
}

// TypedKey is Fyne's.
func (e *paletteEntry) TypedKey(k *fyne.KeyEvent) {
	switch k.Name {
	case fyne.KeyDown:
		e.move(1)
	case fyne.KeyUp:
		e.move(-1)
	case fyne.KeyEscape:
		e.leave()
	default:
		e.Entry.TypedKey(k)
	}
}

// fixedSize gives what is in it a size.
type fixedSize struct{ size fyne.Size }

func (f fixedSize) MinSize([]fyne.CanvasObject) fyne.Size { return f.size }
func (f fixedSize) Layout(o []fyne.CanvasObject, size fyne.Size) {
	for _, one := range o {
		one.Resize(size)
		one.Move(fyne.NewPos(0, 0))
	}
}
