package panel

import "fyne.io/fyne/v2"

// snug stacks two things with less between them than a box leaves.
type snug struct{}

const closeBy = 10 // how much nearer they stand

func (snug) MinSize(o []fyne.CanvasObject) fyne.Size {
	a, b := o[0].MinSize(), o[1].MinSize()
	return fyne.NewSize(max(a.Width, b.Width), a.Height+b.Height-closeBy)
}

func (snug) Layout(o []fyne.CanvasObject, size fyne.Size) {
	o[0].Resize(fyne.NewSize(size.Width, o[0].MinSize().Height))
	height := o[0].MinSize().Height
	o[0].Resize(fyne.NewSize(size.Width, height))
	o[0].Move(fyne.NewPos(0, 0))
	o[1].Move(fyne.NewPos(0, height-closeBy))
	o[1].Resize(fyne.NewSize(size.Width, size.Height-height+closeBy))
}
