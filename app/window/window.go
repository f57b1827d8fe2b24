package window

import (
	"fmt"
	"sync"
	"time"

	"bluepencil/annotate"
	"bluepencil/annotate/text"
	"bluepencil/app/articleview"
	"bluepencil/app/command"
	"bluepencil/app/desk"
	"bluepencil/app/faces"
	"bluepencil/app/panel"
	"bluepencil/storage"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// Options are what the window is made with.
type Options struct {
	App  fyne.App
	Home string       // the folder for projects that nobody chose a place for
	UI   func(func()) // runs a function on the screen's goroutine
	Now  func() time.Time
	// Fonts lists the fonts of the system, Locale is its language, such as
	// "zh-TW"; without them there are the fonts that come with the program.
	Fonts  func() ([]faces.Installed, error)
	Locale string
	// Encoding is that of the files to import; empty means to find it out.
	Encoding string
	// Closed is told when the project is closed and the window is about to go;
	// it may be nil.
	Closed func()
}

// Window is the main window with the project that is open in it.
type Window struct {
	o   Options
	win fyne.Window

	project *storage.Project
	desk    *desk.Desk
	worker  *worker
	table   *command.Table
	cancel  func()         // of the import or export under way
	loading bool           // a project is being opened
	quiet   func()         // ends the check in the background; may be nil
	warned  bool           // it was told that nothing can be saved
	closing sync.WaitGroup // projects that are being closed
	watch   watching
	facing  facing
	closed  bool                // the window is about to go
	catcher func(command.Chord) // gets the next shortcut in place of its command
	crashes []string            // reports of runs that broke, to tell of

	view      *articleview.View
	zoomed    *widget.Button // says how large the text is
	markings  markings
	articles  *panel.Articles
	inspector *panel.Inspector
	labels    *panel.Labels
	status    *panel.Status
	headline  *widget.Label
	facts     *widget.Label
	page      *fyne.Container // the article, or two side by side, with the hint in front
	beside    sideBySide
	find      *panel.Find
	banner    *panel.Banner
	returned  *panel.Notice // why the open article came back
	card      articleCard
	choice    *panel.ClaimChoice // that was shown last
	search    searching
	tabled    tabling
	agreed    agreeing
	teamed    teaming
	right     besideText
	who       registering
	judging   adjudicating
	receives  receiving
	afterLong func()          // to be done once the long work under way is over; may be nil
	hint      *widget.Label   // in place of an article where none is open
	dialogs   []dialog.Dialog // in front of everything, the last one foremost
	relabel   bool            // the next label key changes the current annotation's label
}

// New makes the window, with nothing open in it.
func New(o Options) (*Window, error) {
	w := &Window{o: o, win: o.App.NewWindow("Bluepencil")}
	first, err := w.startFaces()
	if err != nil {
		return nil, fmt.Errorf("the fonts that come with the program: %w", err)
	}
	w.applyTheme()
	w.view = articleview.New(articleview.Options{Faces: first, UI: o.UI, Palette: w.palette(), Size: 16})
	w.applySeeing()
	w.articles, w.inspector, w.labels, w.status = panel.NewArticles(), panel.NewInspector(), panel.NewLabels(), panel.NewStatus()
	if w.table, err = command.NewTable(w.commands()...); err != nil {
		return nil, err
	}
	badKeys := w.applyBindings()
	w.compose()
	w.applyReading()
	w.wire()
	for _, err := range badKeys {
		w.status.Say(desk.Message{Text: err.Error(), Tone: desk.Warning})
	}
	return w, nil
}

// Win is the window itself, for the program's main function.
func (w *Window) Win() fyne.Window { return w.win }

func (w *Window) compose() {
	w.headline, w.facts = widget.NewLabel(""), widget.NewLabel("")
	w.headline.TextStyle.Bold = true
	w.find = panel.NewFind()
	w.banner = panel.NewBanner("Back to your own")
	w.returned = panel.NewNotice("Who did what…")
	w.hint = widget.NewLabel(noProject)
	w.hint.Alignment, w.hint.Importance = fyne.TextAlignCenter, widget.LowImportance
	w.headline.Truncation, w.facts.Truncation = fyne.TextTruncateEllipsis, fyne.TextTruncateEllipsis
	w.facts.SizeName = theme.SizeNameCaptionText
	w.facts.Importance = widget.LowImportance
	smaller := w.tool(theme.ZoomOutIcon(), "zoom-out")
	w.zoomed = w.tool(nil, "zoom-reset")
	larger := w.tool(theme.ZoomInIcon(), "zoom-in")
	shade := w.tool(theme.ColorPaletteIcon(), "theme")
	header := container.NewBorder(nil, nil, nil, container.NewHBox(smaller, w.zoomed, larger, shade), container.New(headerLayout{}, w.headline, w.facts))
	w.page = container.NewStack(w.view, container.NewCenter(w.hint))
	middle := container.NewBorder(container.NewVBox(header, widget.NewSeparator(), w.banner, w.returned, w.find), nil, nil, nil, w.page)
	w.right.box, w.right.guideline = container.NewStack(w.inspector), panel.NewGuideline()
	w.right.guideline.OnClose = w.toggleGuideline
	right := container.NewHSplit(middle, w.right.box)
	right.Offset = 0.74
	w.right.split = right
	all := container.NewHSplit(w.articles, right)
	all.Offset = 0.19
	bottom := container.NewVBox(widget.NewSeparator(), w.labels, widget.NewSeparator(), w.status)
	w.win.SetContent(container.New(articleview.SpeakOver(w.view), container.NewBorder(nil, bottom, nil, nil, all), articleview.NewSpeaker(w.view)))
	w.win.SetMainMenu(w.menu())
	w.win.Resize(fyne.NewSize(1280, 800))
	w.win.SetMaster()
}

func (w *Window) tool(icon fyne.Resource, id string) *widget.Button {
	b := widget.NewButtonWithIcon("", icon, func() { w.run(id) })
	b.Importance = widget.LowImportance
	return b
}

// What stands in place of an article where none is open.
const (
	noProject = "No project is open.\n\nCtrl+Shift+P opens one,\nCtrl+Shift+N makes a new one."
	noArticle = "No article is open.\n\nDrop files or a folder on the window,\nor press Ctrl+O to open an article."
)

// headerLayout puts the facts close below the headline.
type headerLayout struct{}

func (headerLayout) MinSize(o []fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(100, o[0].MinSize().Height+o[1].MinSize().Height-12)
}

func (headerLayout) Layout(o []fyne.CanvasObject, size fyne.Size) {
	head := o[0].MinSize().Height
	o[0].Move(fyne.NewPos(4, 0))
	o[0].Resize(fyne.NewSize(size.Width-4, head))
	o[1].Move(fyne.NewPos(4, head-12))
	o[1].Resize(fyne.NewSize(size.Width-4, o[1].MinSize().Height))
}

// wire connects the panes with the desk.
func (w *Window) wire() {
	w.view.OnSelectionChanged = func(r text.Range) { w.with(func() { w.desk.SetSelection(r) }) }
	w.view.OnCaretMoved = func(offset int) { w.with(func() { w.desk.SetCaret(offset) }) }
	w.view.OnHighlightTapped = w.tapped
	w.view.OnRune = w.typedRune
	w.view.OnKeyFirst = w.cardKey
	w.view.OnKey = func(e *fyne.KeyEvent) { w.typedKey(e.Name) }
	w.view.OnShortcut = w.typedShortcut
	w.view.OnMissing = w.sawBoxes
	w.win.Canvas().SetOnTypedKey(w.typedAnywhere)
	w.articles.OnQuery = func(q string) { w.with(func() { w.desk.SetQuery(q) }) }
	w.articles.OnStatus = func(s annotate.Status) { w.with(func() { w.desk.SetStatus(s) }) }
	w.articles.OnOpen = func(row int) { w.with(func() { w.desk.OpenRow(row) }) }
	w.articles.OnMine = func(on bool, round annotate.ID) { w.with(func() { w.desk.SetAssigned(on, round) }) }
	w.articles.OnMineLeave = w.focusText
	w.returned.OnMore = func() { w.with(w.showOwnDeeds) }
	w.find.OnFind = func(words string, o text.FindOptions) { w.with(func() { w.desk.Find(words, o) }) }
	w.find.OnStep = func(step int) { w.with(func() { w.desk.FindStep(step) }) }
	w.find.OnClose = w.endFind
	w.banner.OnEnd = func() { w.with(func() { w.desk.OwnLayer() }); w.focusText() }
	w.articles.Search.OnLeave = w.focusText
	w.inspector.OnAttribute = func(id annotate.AttributeID, v annotate.AttributeValue) { w.desk.SetAttribute(id, v) }
	w.inspector.OnLeave = w.focusText
	w.inspector.OnTalk = w.talkOnCurrent
	w.inspector.OnClaimEntry = func() { w.run("claim-entry") }
	w.inspector.OnAlike = func() { w.run("claims-alike") }
	w.inspector.OnCopyReview = func() { w.run("copy-review") }
	w.inspector.OnNote = func(note string) { w.desk.SetNote(note) }
	w.inspector.OnQuestion = func() { w.desk.ToggleQuestion() }
	w.inspector.OnStartLink = func(role annotate.RoleID) { w.desk.StartLink(role); w.focusText() }
	w.inspector.OnRemoveLink = func(id annotate.ID) { w.desk.RemoveLink(id) }
	w.inspector.OnRelabel = func(id annotate.LabelID) { w.desk.Relabel(id) }
	w.inspector.OnDelete = func() { w.desk.Delete(); w.focusText() }
	w.inspector.OnJump = func(id annotate.ID) { w.desk.Jump(id); w.revealCurrent(); w.focusText() }
	w.inspector.OnLinkEntry = w.linkEntry
	w.inspector.OnUnlinkEntry = func() { w.desk.Unlink(); w.focusText() }
	w.inspector.OnOpenEntry = w.openRegister
	w.inspector.OnCopy = func(words string) { w.o.App.Clipboard().SetContent(words); w.desk.Say(desk.Info, "Copied: "+words) }
	w.labels.OnLabel = func(id annotate.LabelID) { w.label(id); w.focusText() }
	w.status.OnChecks = w.toggleChecks
	w.status.OnUndo = func() { w.run("undo") }
	w.status.OnCancel = func() {
		if w.cancel != nil {
			w.cancel()
		}
	}
	w.win.SetOnDropped(func(_ fyne.Position, uris []fyne.URI) {
		var paths []string
		for _, u := range uris {
			paths = append(paths, u.Path())
		}
		w.importPaths(paths)
	})
	w.win.SetCloseIntercept(w.quit)
}

// with does something with the desk, if a project is open.
func (w *Window) with(do func()) {
	if w.desk != nil {
		do()
	}
}

func (w *Window) focusText() { w.win.Canvas().Focus(w.view) }

// quit closes the project and then the window, which answers meanwhile.
func (w *Window) quit() {
	if w.closed {
		return
	}
	w.startClosing()
	w.status.Say(desk.Message{Text: "Closing the project…"})
	go func() {
		w.closing.Wait()
		w.o.UI(func() {
			if w.o.Closed != nil {
				w.o.Closed()
			}
			w.win.Close()
		})
	}()
}

// startClosing begins to close: what is under way ends, and the project goes.
func (w *Window) startClosing() {
	w.closed = true
	if w.cancel != nil {
		w.cancel()
	}
	w.endSideBySide()
	w.view.Close()
	w.letProjectGo()
}

// Close waits for everything under way and closes the project.
func (w *Window) Close() {
	w.startClosing()
	w.closing.Wait()
}
