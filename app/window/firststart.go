package window

import (
	"strings"

	"bluepencil/annotate"
	"bluepencil/assets"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/dialog"
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
