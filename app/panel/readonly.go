package panel

import "fyne.io/fyne/v2"

// disable takes the keyboard and the pointer from everything in a tree that
// could change something.
func disable(o fyne.CanvasObject) {
	switch o := o.(type) {
	case *fyne.Container:
		for _, child := range o.Objects {
			disable(child)
		}
	case fyne.Disableable:
		o.Disable()
	}
}
