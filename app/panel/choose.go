package panel

import (
	"bluepencil/annotate/text"
	"bluepencil/app/desk"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"
)

// Choose is a list of places in a text, each with a box to tick.
type Choose struct {
	widget.BaseWidget
	// OnChanged is told how many of how many are chosen.
	OnChanged func(chosen, all int)

	places []desk.Context
	chosen []bool
	list   *widget.List
}

// NewChoose returns the list, empty.
func NewChoose() *Choose {
	c := &Choose{}
	c.list = widget.NewList(func() int { return len(c.places) }, func() fyne.CanvasObject {
		return container.NewBorder(nil, nil, widget.NewCheck("", nil), nil, newContextRow())
	}, c.show)
	c.list.OnSelected = func(id widget.ListItemID) {
		c.list.Unselect(id)
		c.tick(id, !c.chosen[id])
		c.list.RefreshItem(id)
	}
	c.ExtendBaseWidget(c)
	return c
}

// CreateRenderer is Fyne's.
func (c *Choose) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(c.list) }

func (c *Choose) show(id widget.ListItemID, object fyne.CanvasObject) {
	if id >= len(c.places) {
		return
	}
	row := object.(*fyne.Container).Objects
	row[0].(*contextRow).set(c.places[id])
	box := row[1].(*widget.Check)
	box.OnChanged = nil
	box.SetChecked(c.chosen[id])
	box.OnChanged = func(on bool) { c.tick(id, on) }
}

func (c *Choose) tick(id int, on bool) {
	c.chosen[id] = on
	c.tell()
}

func (c *Choose) tell() {
	if c.OnChanged != nil {
		c.OnChanged(len(c.Chosen()), len(c.places))
	}
}

// Set shows other places, all of them chosen.
func (c *Choose) Set(places []desk.Context) {
	c.places, c.chosen = places, make([]bool, len(places))
	for i := range c.chosen {
		c.chosen[i] = true
	}
	c.list.Refresh()
	c.list.ScrollToTop()
	c.tell()
}

// Chosen gives the places that are ticked, in order.
func (c *Choose) Chosen() []text.Range {
	var out []text.Range
	for i, on := range c.chosen {
		if on {
			out = append(out, c.places[i].Range)
		}
	}
	return out
}
