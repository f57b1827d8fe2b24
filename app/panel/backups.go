package panel

import (
	"fmt"

	"bluepencil/storage"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"
)

// Backups is the list of a project's backups, the newest first.
type Backups struct {
	widget.BaseWidget
	// OnRestore is told to make a project of a backup, as it was then.
	OnRestore func(storage.Backup)

	body fyne.CanvasObject
}

// NewBackups lists backups, which are given from oldest to newest.
func NewBackups(list []storage.Backup) *Backups {
	b := &Backups{}
	if len(list) == 0 {
		b.body = emptyWord("There is no backup yet. The first one is made when something has changed.")
	} else {
		b.body = widget.NewList(func() int { return len(list) }, newBackupRow, func(i widget.ListItemID, o fyne.CanvasObject) {
			b.show(list[len(list)-1-i], o)
		})
	}
	b.ExtendBaseWidget(b)
	return b
}

// CreateRenderer is Fyne's.
func (b *Backups) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(b.body) }

func newBackupRow() fyne.CanvasObject {
	words := widget.NewLabel("")
	words.Truncation = fyne.TextTruncateEllipsis
	return container.NewBorder(nil, nil, nil, widget.NewButton("Restore as…", nil), words)
}

func (b *Backups) show(one storage.Backup, o fyne.CanvasObject) {
	row := o.(*fyne.Container).Objects
	words := fmt.Sprintf("%s   %s   actions %d to %d   %.1f MB", one.Made.Local().Format("Mon 2 Jan 2006 15:04"), one.Kind, one.From+1, one.To, float64(one.Size)/1e6)
	if !one.Verified {
		words += "   not verified"
	}
	row[0].(*widget.Label).SetText(words)
	row[1].(*widget.Button).OnTapped = func() {
		if b.OnRestore != nil {
			b.OnRestore(one)
		}
	}
}
