package window

import (
	"errors"
	"fmt"

	"bluepencil/app/desk"
	"bluepencil/storage"
	"bluepencil/storage/kv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"
)

// offerRescue tells that a project's file is damaged, what its backups would
// give, and offers that.
func (w *Window) offerRescue(path string, damage error, then func()) {
	o := w.storageOptions()
	w.hint.SetText("Looking for the newest good state…")
	go func() {
		newest, err := storage.RestoreNewest(path, o)
		w.o.UI(func() {
			w.hint.SetText(noProject)
			switch {
			case err == nil:
				w.askRescue(path, damage, fmt.Sprintf("The newest good state in the backups is from %s, with %d actions. Later ones are taken from the damaged file where they can still be read.",
					newest.LastAction.Local().Format("2 January 2006 15:04"), newest.Actions), then)
			case errors.Is(err, storage.ErrNoBackup):
				w.askRescue(path, damage, "There is no backup. What can still be read of the damaged file's own history is brought back.", then)
			default:
				w.fail("The project could not be opened, and its backups could not be read", errors.Join(damage, err))
			}
		})
	}()
}

func (w *Window) askRescue(path string, damage error, offer string, then func()) {
	words := widget.NewLabel(fmt.Sprintf("%s\n\n%s The damaged file is kept beside the project.", damage, offer))
	words.Wrapping = fyne.TextWrapWord
	w.ask("The project is damaged", "Bring it back", container.NewVScroll(words), fyne.NewSize(620, 320), func() { w.rescue(path, then) })
}

// rescue brings the newest good state back and opens it.
func (w *Window) rescue(path string, then func()) {
	var rescued storage.Rescued
	w.load(path, "The project could not be brought back", func(o storage.Options) (*storage.Project, error) {
		var err error
		if rescued, err = storage.Rescue(path, o); err != nil {
			return nil, err
		}
		return storage.Open(path, o)
	}, func() {
		w.desk.Say(desk.Info, "The project is back: "+rescued.String()+". The damaged file is kept as "+rescued.Damaged)
		then()
	})
}

// unsaved tells that an action could not be written, and offers to save what
// there is at another place. It is told once until something is saved again.
func (w *Window) unsaved() {
	err := w.desk.Failed()
	broken := errors.Is(err, kv.ErrWrite) || errors.Is(err, kv.ErrMoved) || errors.Is(err, kv.ErrDamaged)
	if err == nil || !broken || w.warned {
		w.warned = w.warned && err != nil
		return
	}
	w.warned = true
	words := widget.NewLabel(fmt.Sprintf("The last action was not saved and is gone from the screen again. All before it is safe.\n\n%v\n\n%s", err, storage.Advice(err)))
	words.Wrapping = fyne.TextWrapWord
	w.ask("Not saved", "Save a copy…", container.NewVScroll(words), fyne.NewSize(600, 320), w.saveCopy)
}
