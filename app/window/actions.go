package window

import (
	"unicode/utf8"

	"bluepencil/annotate"
	"bluepencil/app/command"
	"bluepencil/app/desk"
	"bluepencil/app/look"
	"bluepencil/storage"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"
)

// commands is the one table of what can be done.
func (w *Window) commands() []*command.Command {
	var list []*command.Command
	add := func(menu, id, title string, ready func() bool, run func(), keys ...string) *command.Command {
		c := &command.Command{ID: id, Title: title, Menu: menu, Keys: command.Keys(keys...), Run: run, Ready: ready}
		list = append(list, c)
		return c
	}
	w.fileCommands(add)
	w.editCommands(add)
	w.annotateCommands(add)
	w.reviewCommands(add)
	w.viewCommands(add)
	w.adjudicationCommands(add)
	w.agreementCommands(add)
	w.talkCommands(add)
	w.teamCommands(add)
	w.packetCommands(add)
	add("Help", "keys", "Keys", nil, w.showKeys, "F1")
	add("Help", "print-keys", "Print the keys…", nil, w.printKeys)
	add("Help", "rebind", "Change the keys…", nil, w.showRebind)
	add("Help", "palette", "Find a command", nil, w.showPalette, "Ctrl+K")
	add("Help", "about", "About Bluepencil", nil, w.showAbout)
	return list
}

// adder adds a command to the table.
type adder func(menu, id, title string, ready func() bool, run func(), keys ...string) *command.Command

func (w *Window) hasProject() bool { return w.desk != nil }
func (w *Window) hasArticle() bool { return w.desk != nil && w.desk.Open() != nil }
func (w *Window) hasCurrent() bool {
	if w.desk == nil {
		return false
	}
	_, ok := w.desk.Current()
	return ok
}

func (w *Window) fileCommands(add adder) {
	add("File", "new-project", "New project…", nil, func() {
		w.chooseSave("My project"+storage.Extension, func(path string) { w.createPath(withExtension(path), nothingMore) })
	}, "Ctrl+Shift+N")
	add("File", "open-project", "Open project…", nil, func() {
		w.chooseFile(func(path string) { w.openPath(path, nothingMore) }, storage.Extension)
	}, "Ctrl+Shift+P")
	add("File", "open-files", "Open article…", w.hasProject, func() { w.chooseFile(func(path string) { w.importPaths([]string{path}) }) }, "Ctrl+O")
	add("File", "open-encoded", "Open article in another encoding…", w.hasProject, func() { w.chooseFile(w.previewFile) })
	add("File", "open-version", "Open a newer version of the article…", w.hasArticle, func() { w.chooseFile(w.addVersion) })
	add("File", "open-updates", "Open a folder with newer versions…", w.hasProject, func() { w.chooseFolder(w.takeUpdates) })
	add("File", "open-folder", "Open folder of articles…", w.hasProject, func() { w.chooseFolder(func(path string) { w.importPaths([]string{path}) }) }, "Ctrl+Shift+O")
	add("File", "watch", "Watch a folder for new articles…", w.hasProject, func() { w.chooseFolder(w.watchFolder) })
	add("File", "watch-end", "Stop watching the folder", func() bool { return w.watch.folder != "" }, w.forgetWatching)
	add("File", "paste", "Paste text as article…", w.hasProject, w.pasteArticle, "Ctrl+Shift+V")
	add("File", "export", "Export…", w.hasProject, w.chooseExport, "Ctrl+E")
	add("File", "card", "About the article…", w.hasArticle, w.showCard, "Ctrl+I")
	add("File", "backups", "Backups…", w.hasProject, w.showBackups)
	add("File", "save-copy", "Save a copy of the project…", w.hasProject, w.saveCopy)
	add("File", "check", "Check the project", w.hasProject, w.checkProject)
	add("File", "delete-article", "Delete article", w.hasArticle, func() { w.desk.DeleteArticle() })
	add("File", "purge", "Erase the article for good…", w.hasArticle, w.askPurge)
	add("File", "bin", "Bin…", w.hasProject, w.showBin)
	add("File", "sample", "Open the sample project", nil, func() { w.openSample(nothingMore) })
	add("File", "quit", "Quit", nil, w.quit, "Ctrl+Q")
}

func (w *Window) editCommands(add adder) {
	add("Edit", "undo", "Undo", w.hasProject, func() { w.undoOr(func(e entry) { e.Undo() }, w.undoStep) }, "Ctrl+Z")
	add("Edit", "redo", "Redo", w.hasProject, func() { w.undoOr(func(e entry) { e.Redo() }, w.desk.Redo) }, "Ctrl+Shift+Z", "Ctrl+Y")
	add("Edit", "copy", "Copy selected text", w.hasArticle, w.copySelection)
	add("Edit", "history-article", "History of the article…", w.hasArticle, func() { w.showHistory(true) })
	add("Edit", "history", "History of the project…", w.hasProject, func() { w.showHistory(false) }, "Ctrl+H")
}

// entry is a line or box a person types in; its own undo goes first.
type entry interface {
	Undo()
	Redo()
}

func (w *Window) undoOr(own func(entry), all func()) {
	if e, ok := w.win.Canvas().Focused().(entry); ok {
		own(e)
		return
	}
	all()
}

func (w *Window) annotateCommands(add adder) {
	then := func(do func()) func() { return func() { do(); w.revealCurrent() } }
	add("Annotate", "next", "Next annotation", w.hasArticle, then(func() { w.desk.Walk(1) }), "Tab")
	add("Annotate", "previous", "Previous annotation", w.hasArticle, then(func() { w.desk.Walk(-1) }), "Shift+Tab")
	add("Annotate", "next-here", "Next annotation at the caret", w.hasArticle, func() { w.desk.NextHere() }, "o")
	add("Annotate", "speaker", "Link the speaker, or who claims it", w.hasCurrent, func() { w.desk.StartLinkKey("S") }, "s")
	add("Annotate", "cue", "Link the cue", w.hasCurrent, func() { w.desk.StartLinkKey("C") }, "c")
	add("Annotate", "finish-link", "Link to what is chosen, or accept the proposed card", w.confirms, w.confirm, "Return")
	add("Annotate", "cancel", "Give up linking or the proposed card, or let go of the annotation", w.hasArticle, w.letGo, "Escape")
	add("Annotate", "add-piece", "Add the selection as a further piece", w.hasCurrent, func() { w.desk.AddPiece() }, "+")
	add("Annotate", "elsewhere", "Mark the same words elsewhere…", w.hasCurrent, w.markElsewhere, "a")
	add("Annotate", "relabel", "Change the label (then its key)", w.hasCurrent, w.startRelabel, "r")
	add("Annotate", "note", "Write a note", w.hasCurrent, w.editNote, "n")
	add("Annotate", "question", "Question flag", w.hasCurrent, func() { w.desk.ToggleQuestion() }, "?")
	add("Annotate", "parts", "Mark the parts of the article", w.hasArticle, func() { w.desk.MarkParts() })
	w.registerCommands(add)
	add("Annotate", "codebook", "Codebook…", w.hasProject, w.toggleCodebook, "Ctrl+Shift+K")
	add("Annotate", "delete", "Delete annotation", w.hasCurrent, func() { w.desk.Delete() }, "Delete", "BackSpace")
	w.claimCommands(add)
	w.cardCommands(add)
	w.shapeCommands(add)
	w.boundaryCommands(add)
}

func (w *Window) reviewCommands(add adder) {
	add("Review", "done", "Done: submit, and the next article", w.hasArticle, func() {
		if !w.sendsComment() {
			w.desk.Done()
		}
	}, "Ctrl+Return")
	w.checkCommands(add)
	add("Review", "set-aside", "Set the article aside…", w.hasArticle, w.setAside, "Ctrl+B")
	add("Review", "take-up", "Take the article up again", w.hasArticle, func() { w.desk.TakeUp() })
	add("Review", "versions", "Versions of the article…", w.hasArticle, w.showVersions, "Ctrl+M")
	add("Review", "families", "Copies and versions of one story…", w.hasProject, w.showFamilies)
	add("Review", "tables", "Tables…", w.hasProject, w.showTables, "Ctrl+T")
	add("Review", "next-article", "Next article", w.hasProject, func() { w.desk.OpenNext(1) }, "Ctrl+PageDown")
	add("Review", "previous-article", "Previous article", w.hasProject, func() { w.desk.OpenNext(-1) }, "Ctrl+PageUp")
	add("Review", "back", "Back", w.hasProject, func() { w.desk.Back() }, "Alt+Left")
	add("Review", "forward", "Forward", w.hasProject, func() { w.desk.Forward() }, "Alt+Right")
}

func (w *Window) viewCommands(add adder) {
	add("View", "zoom-in", "Larger text", nil, func() { w.zoomBy(1) }, "Ctrl++", "Ctrl+=")
	add("View", "zoom-out", "Smaller text", nil, func() { w.zoomBy(-1) }, "Ctrl+-")
	add("View", "zoom-reset", "Normal text size", nil, func() { w.zoom(1) }, "Ctrl+0")
	add("View", "theme", "Next theme: system, light, dark", nil, w.nextTheme)
	w.readingCommands(add)
	add("View", "side-by-side", "Side by side: another person's markings, or another version", w.hasArticle, w.toggleSideBySide, "F7")
	add("View", "two-people", "Side by side: two people's markings…", w.hasArticle, w.chooseTwoPeople, "Shift+F7")
	for _, mode := range []look.Mode{look.System, look.Light, look.Dark} {
		add("View", "theme-"+string(mode), "Theme: "+string(mode), nil, func() { w.setTheme(mode) })
	}
	add("View", "faces", "Faces for scripts…", nil, func() { w.showFaces() })
	add("View", "find", "Find in the article", w.hasArticle, w.startFind, "Ctrl+F")
	add("View", "find-next", "Next place found", w.hasArticle, func() { w.desk.FindStep(1) }, "F3")
	add("View", "find-previous", "Place found before", w.hasArticle, func() { w.desk.FindStep(-1) }, "Shift+F3")
	add("View", "everywhere", "Search the whole project…", w.hasProject, w.searchEverywhere, "Ctrl+Shift+F")
	add("View", "hit-next", "Next hit of the search", w.hasProject, func() { w.stepHit(1) }, "F4")
	add("View", "hit-previous", "Hit of the search before", w.hasProject, func() { w.stepHit(-1) }, "Shift+F4")
	add("View", "search", "Search the list of articles", w.hasProject, func() { w.win.Canvas().Focus(w.articles.Search) }, "Ctrl+L")
	add("View", "show-layer", "Show the layer of…", w.hasArticle, w.chooseLayer, "Ctrl+Shift+L")
	add("View", "next-pane", "Next pane", nil, func() { w.nextPane(1) }, "F6")
	add("View", "previous-pane", "Previous pane", nil, func() { w.nextPane(-1) }, "Shift+F6")
	add("View", "guideline", "Guideline beside the text", w.hasProject, w.toggleGuideline, "F2")
	step := func(id, title string, do func()) { add("View", id, title, w.hasArticle, do) }
	step("select-sentence", "Select the sentence", w.selectSentence)
	step("select-quoted", "Select the quoted words", w.selectQuoted)
	w.caretCommands(add)
	w.seeingCommands(add)
}

// menu is the main menu, made from the table.
func (w *Window) menu() *fyne.MainMenu {
	main := fyne.NewMainMenu()
	for _, name := range w.table.Menus() {
		menu := fyne.NewMenu(name)
		parts := map[string]*fyne.Menu{"": menu}
		for _, c := range w.table.All() {
			if c.Menu != name {
				continue
			}
			if parts[c.Part] == nil {
				parts[c.Part] = fyne.NewMenu(c.Part)
				within := fyne.NewMenuItem(c.Part, nil)
				within.ChildMenu = parts[c.Part]
				menu.Items = append(menu.Items, within)
			}
			parts[c.Part].Items = append(parts[c.Part].Items, w.menuItem(c))
		}
		main.Items = append(main.Items, menu)
	}
	return main
}

// menuItem is a command's item. Fyne gives its shortcut to it before anything
// else; further shortcuts come through the text.
func (w *Window) menuItem(c *command.Command) *fyne.MenuItem {
	item := fyne.NewMenuItem(c.Title, func() { w.run(c.ID) })
	item.IsQuit = c.ID == "quit"
	if len(c.Keys) > 0 {
		item.Shortcut = shortcutOf(c.Keys[0])
	}
	return item
}

// run does a command, unless a dialog is in front of everything.
func (w *Window) run(id string) {
	if c := w.table.Find(id); w.catcher != nil && c != nil && len(c.Keys) > 0 {
		w.catcher(c.Keys[0])
		return
	}
	if w.win.Canvas().Overlays().Top() != nil && id != "quit" && !w.undoesTable(id) && !w.undoesTeam(id) {
		return
	}
	if c := w.table.Find(id); c != nil && c.Enabled() && !w.readsOnly(c) && !w.lockedByComparing(c) {
		c.Run()
	}
}

// typedKey does what a key is for. One that writes a character comes again as
// that character, and must not do its work twice.
func (w *Window) typedKey(name fyne.KeyName) {
	if utf8.RuneCountInString(string(name)) > 1 {
		w.do(chordOf(name, w.view.ShiftHeld()))
	}
}

func (w *Window) typedRune(r rune) {
	if w.win.Canvas().Overlays().Top() != nil || w.desk == nil {
		return
	}
	for _, l := range w.desk.Codebook().Offered() {
		if l.Key == string(r) {
			if w.compares() {
				w.desk.Say(desk.Info, comparingOnly)
				return
			}
			w.label(l.ID)
			return
		}
	}
	w.do(command.Chord{Key: string(r)})
}

func (w *Window) typedShortcut(s fyne.Shortcut) {
	if _, ok := s.(*fyne.ShortcutCopy); ok {
		w.copySelection()
		return
	}
	if _, ok := s.(*fyne.ShortcutPaste); ok {
		w.run("paste")
		return
	}
	if c, ok := chordOfShortcut(s); ok {
		w.do(c)
	}
}

func (w *Window) do(c command.Chord) {
	if w.win.Canvas().Overlays().Top() == nil && !w.lockedByComparing(w.table.Holder(c)) {
		w.table.Do(c)
	}
}

// label marks what is chosen, or changes the current annotation's label when
// that was asked for.
func (w *Window) label(id annotate.LabelID) {
	if w.relabel {
		w.relabel = false
		w.desk.Relabel(id)
		return
	}
	w.desk.Mark(id)
}

func (w *Window) startRelabel() {
	if !w.desk.MayWrite() {
		return
	}
	w.relabel = true
	w.desk.Say(desk.Info, "Press the key of the new label. Esc gives up.")
}

func (w *Window) letGo() {
	if w.relabel {
		w.relabel = false
		w.desk.Say(desk.Info, "The label stays.")
		return
	}
	switch {
	case w.desk.CancelLink(), w.desk.DropCard():
	case w.dims():
		w.showEverything()
	case w.desk.OwnLayer():
	default:
		w.desk.SetCurrent(annotate.ID{})
	}
}

func (w *Window) editNote() {
	if !w.desk.MayWrite() {
		return
	}
	if f := w.inspector.FocusNote(); f != nil {
		w.win.Canvas().Focus(f)
	}
}

func (w *Window) copySelection() {
	if r := w.view.Selection(); !r.Empty() {
		w.o.App.Clipboard().SetContent(w.view.Article()[r.Start:r.End])
	}
}

// nextPane moves the keyboard from pane to pane.
func (w *Window) nextPane(step int) {
	panes := []fyne.Focusable{w.articles.Search, w.articles.Focusable(), w.view}
	if w.beside.view != nil {
		panes = append(panes, w.beside.view)
	}
	if w.who.panel != nil {
		panes = append(panes, w.who.panel.Focusable())
	} else if w.right.panel != nil {
		panes = append(panes, w.right.panel.Focusable())
	} else if w.compares() {
		panes = append(panes, w.judging.panel.Focusable())
	} else if field := w.inspector.Focusable(); field != nil {
		panes = append(panes, field)
	}
	if w.right.panel == nil && w.right.checks.shown && !w.compares() {
		panes = append(panes, w.right.checks.panel.Focusable())
	}
	if w.right.panel == nil && w.right.talk.shown {
		panes = append(panes, w.right.talk.panel.Focusable())
	}
	at := 0
	for i, p := range panes {
		if w.win.Canvas().Focused() == p {
			at = i + step
		}
	}
	w.win.Canvas().Focus(panes[(at+len(panes))%len(panes)])
}

var _ entry = (*widget.Entry)(nil)
