package window

import (
	"fmt"
	"os"

	"bluepencil/app/courier"
	"bluepencil/app/desk"
	"bluepencil/storage"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/widget"
)

// Start shows the window's first state: the project and articles named on the
// command line, or the project used last, or, at the first start, the sample.
func (w *Window) Start(project string, articles []string) {
	takeIn := func() {
		if len(articles) > 0 {
			w.importPaths(articles)
		}
	}
	w.askName(func() {
		w.showCrashes()
		switch {
		case project != "":
			w.openOrCreate(project, takeIn)
		case w.recent() != "":
			w.openPath(w.recent(), takeIn)
		case len(articles) > 0 && courier.IsPacket(articles[0]):
			w.receivePackets(articles) // a project is made of the first, and no sample
		default:
			w.openSample(func() { w.welcome(); takeIn() })
		}
	})
}

func (w *Window) recent() string {
	path := w.o.App.Preferences().String(prefRecent)
	if _, err := os.Stat(path); err != nil {
		return ""
	}
	return path
}

func (w *Window) storageOptions() storage.Options {
	return storage.Options{CompactOnClose: true, Program: "Bluepencil", User: w.o.App.Preferences().String(prefName), Now: w.o.Now,
		Notice: func(err error) { w.o.UI(func() { w.with(func() { w.desk.Say(desk.Warning, err.Error()) }) }) }}
}

// closeProject closes the project that is open and waits until that is done.
func (w *Window) closeProject() {
	w.letProjectGo()
	w.closing.Wait()
}

// letProjectGo closes the project that is open in the background: the last
// backup of a large one takes a while.
func (w *Window) letProjectGo() {
	if w.project == nil {
		return
	}
	p, worker := w.project, w.worker
	w.standUp()
	if w.quiet != nil {
		w.quiet()
		w.quiet = nil
	}
	w.stopWatching()
	w.project, w.desk, w.worker = nil, nil, nil
	w.closing.Go(func() {
		worker.close()
		if err := p.Close(); err != nil {
			w.o.UI(func() { w.fail("The project could not be closed", err) })
		}
	})
}

// standUp leaves the desk with everything that belongs to who sat there.
func (w *Window) standUp() {
	w.endComparing()
	w.closeCodebook()
	w.closeRegister()
	w.who.stopCount()
	w.desk.Leave()
	w.search.close()
	w.endChecks()
	w.endTalk()
	w.tabled.close()
	w.agreed.close()
	w.teamed.close()
}

// fail shows an error in a dialog: what happened, why, and what to do.
func (w *Window) fail(what string, err error) {
	shown := fmt.Errorf("%s.\n\n%w", what, err)
	if advice := storage.Advice(err); advice != "" {
		shown = fmt.Errorf("%w\n\n%s", shown, advice)
	}
	w.present(dialog.NewError(shown, w.win), fyne.NewSize(520, 240))
}

// TellOfCrashes tells, once the window is there, that an earlier run broke and
// where that is written down.
func (w *Window) TellOfCrashes(reports []string) { w.crashes = reports }

func (w *Window) showCrashes() {
	if len(w.crashes) == 0 {
		return
	}
	latest := w.crashes[len(w.crashes)-1]
	w.crashes = nil
	words := widget.NewLabel("Bluepencil ended unexpectedly. Everything that was shown as saved is in your project.\n\n" +
		"What happened is written down in this file. It stays on this computer; if you report the fault, send it along:\n\n" + latest)
	words.Wrapping = fyne.TextWrapBreak
	copyPath := widget.NewButton("Copy the file's name", func() { w.o.App.Clipboard().SetContent(latest) })
	w.present(dialog.NewCustom("The last time", "Go on", container.NewBorder(nil, container.NewHBox(copyPath), nil, nil, words), w.win), fyne.NewSize(560, 300))
}
