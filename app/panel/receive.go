package panel

import (
	"path/filepath"

	"bluepencil/app/courier"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// Receive lists packets with what each would bring or why it is refused, and
// what all of them together would change.
type Receive struct {
	widget.BaseWidget
	OnAdd       func() // a file is to be chosen
	OnAddFolder func()
	OnRemove    func(path string)
	// OnPassphrase is told the passphrase that the packets are to be opened with.
	OnPassphrase func(words string)
	// OnCopy is told that a copy of another project is to be made of a packet.
	OnCopy func(path string)
	// OnLeave is told that Escape was pressed.
	OnLeave func()
	// OnCancel is told that what is under way is to end.
	OnCancel func()

	receive *courier.Receive
	files   *fyne.Container
	pass    *SecretEntry
	why     *widget.Label
	changes *widget.Label
	bar     *widget.ProgressBar
	work    *fyne.Container
	copied  *widget.Button
	body    fyne.CanvasObject
}

// NewReceive returns the list.
func NewReceive(r *courier.Receive) *Receive {
	p := &Receive{receive: r, files: container.NewVBox(), why: quiet(""), changes: wrapping(), bar: widget.NewProgressBar()}
	add := widget.NewButtonWithIcon("Add a packet…", theme.ContentAddIcon(), func() { call(p.OnAdd) })
	folder := widget.NewButtonWithIcon("Add a folder of them…", theme.FolderOpenIcon(), func() { call(p.OnAddFolder) })
	p.pass = NewSecretEntry("Passphrase, where they are encrypted", func() { call(p.OnLeave) })
	open := widget.NewButton("Open with it", func() { p.passphrase() })
	p.pass.OnSubmitted = func(string) { p.passphrase() }
	p.copied = widget.NewButton("Make a copy of that project…", func() {
		if path, ok := r.Elsewhere(); ok && p.OnCopy != nil {
			p.OnCopy(path)
		}
	})
	p.why.Importance = widget.WarningImportance
	head := container.NewVBox(container.NewHBox(add, folder), container.NewBorder(nil, nil, nil, open, p.pass), p.why)
	p.work = container.NewBorder(nil, nil, nil, widget.NewButton("Cancel", func() { call(p.OnCancel) }), p.bar)
	p.work.Hide()
	split := container.NewVSplit(container.NewVScroll(p.files), container.NewBorder(container.NewHBox(p.copied), p.work, nil, nil, container.NewVScroll(p.changes)))
	split.SetOffset(0.5)
	p.body = container.NewBorder(head, nil, nil, nil, split)
	p.ExtendBaseWidget(p)
	p.Refresh()
	return p
}

// CreateRenderer is Fyne's.
func (p *Receive) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(p.body) }

// FocusPassphrase puts the keyboard where the passphrase is typed.
func (p *Receive) FocusPassphrase() {
	if c := fyne.CurrentApp().Driver().CanvasForObject(p); c != nil {
		c.Focus(p.pass)
	}
}

func (p *Receive) passphrase() {
	if p.OnPassphrase != nil {
		p.OnPassphrase(p.pass.Text)
	}
}

// Say says what is under way.
func (p *Receive) Say(words string) {
	p.changes.SetText(words)
	p.bar.SetValue(0)
	p.work.Show()
	p.body.Refresh()
}

// SetProgress says how far it is.
func (p *Receive) SetProgress(done, total int) {
	if total > 0 {
		p.bar.SetValue(float64(done) / float64(total))
	}
}

// Refresh shows the packets as they are.
func (p *Receive) Refresh() {
	p.files.RemoveAll()
	for _, f := range p.receive.Files() {
		p.files.Add(p.file(f))
	}
	if len(p.files.Objects) == 0 {
		p.files.Add(quiet("No packet yet. Add one, or drop any number of them on the window."))
	}
	p.files.Refresh()
	p.why.Hidden = !p.receive.NeedsPassphrase()
	if !p.why.Hidden {
		p.why.SetText("A packet needs its passphrase. Type it above, then Enter; one that is not encrypted is taken in by itself, without any.")
	}
	_, p.copied.Hidden = p.receive.Elsewhere()
	p.copied.Hidden = !p.copied.Hidden
	p.copied.Refresh()
	p.changes.SetText(p.receive.Changes())
	p.work.Hide()
	p.BaseWidget.Refresh()
}

func (p *Receive) file(f courier.File) fyne.CanvasObject {
	name := widget.NewLabel(filepath.Base(f.Path))
	name.TextStyle.Bold, name.Truncation = true, fyne.TextTruncateEllipsis
	words := wrapping()
	words.SetText(f.Words)
	icon := widget.NewIcon(theme.FileIcon())
	if f.Refused {
		icon.SetResource(theme.NewErrorThemedResource(theme.ErrorIcon()))
		words.Importance = widget.DangerImportance
	}
	remove := widget.NewButtonWithIcon("", theme.CancelIcon(), func() {
		if p.OnRemove != nil {
			p.OnRemove(f.Path)
		}
	})
	remove.Importance = widget.LowImportance
	return container.New(snug{}, container.NewBorder(nil, nil, icon, remove, name), words)
}
