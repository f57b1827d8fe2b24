package panel

import (
	"bluepencil/annotate"
	"bluepencil/annotate/text"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// Named is an entry of the register as the inspector shows it.
type Named struct {
	ID       annotate.ID
	Name     string // "" where it lies in the bin
	Type     string // as the codebook calls it
	Role     string // what it is now
	Wikidata string
}

// entry shows which entry of the register an annotation names, with what can be
// done about it.
func (i *Inspector) entry(n *Named) fyne.CanvasObject {
	if n == nil {
		b := widget.NewButton("Link to the register  [@]", func() { call(i.OnLinkEntry) })
		b.Importance, b.Alignment = widget.LowImportance, widget.ButtonAlignLeading
		return titled("Entry", false, b)
	}
	name := n.Name
	if name == "" {
		name = "an entry that lies in the bin"
	}
	open := widget.NewButton(text.Shorten(name, 40), func() {
		if i.OnOpenEntry != nil {
			i.OnOpenEntry(n.ID)
		}
	})
	open.Alignment = widget.ButtonAlignLeading
	change := widget.NewButtonWithIcon("", theme.DocumentCreateIcon(), func() { call(i.OnLinkEntry) })
	unlink := widget.NewButtonWithIcon("", theme.CancelIcon(), func() { call(i.OnUnlinkEntry) })
	change.Importance, unlink.Importance = widget.LowImportance, widget.LowImportance
	box := container.NewVBox(container.NewBorder(nil, nil, nil, container.NewHBox(change, unlink), open))
	if words := joined(" · ", n.Role, n.Type); words != "" {
		what := widget.NewLabel(words)
		what.SizeName, what.Importance, what.Wrapping = theme.SizeNameCaptionText, widget.LowImportance, fyne.TextWrapWord
		box.Add(what)
	}
	if n.Wikidata != "" {
		id := widget.NewLabel(n.Wikidata)
		id.Selectable = true
		copyID := widget.NewButtonWithIcon("", theme.ContentCopyIcon(), func() {
			if i.OnCopy != nil {
				i.OnCopy(n.Wikidata)
			}
		})
		copyID.Importance = widget.LowImportance
		box.Add(container.NewBorder(nil, nil, widget.NewLabel("Wikidata"), copyID, id))
	}
	return titled("Entry", false, box)
}
