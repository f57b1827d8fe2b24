package window

import (
	"slices"

	"bluepencil/app/desk"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"
)

// chooseTwoPeople asks whose markings to show on either side, both to be read
// only but for one's own on the left. While something stands beside the
// article, it is taken away.
func (w *Window) chooseTwoPeople() {
	if w.beside.view != nil {
		w.leaveSides()
		return
	}
	w.desk.ReadSides(func(list []desk.Side, err error) {
		switch {
		case err != nil:
			w.fail("Whose markings can be shown could not be read", err)
		case len(list) < 2:
			w.desk.Say(desk.Info, "Nobody else has marked anything in this article that you may see.")
		default:
			w.askTwoPeople(list)
		}
	})
}

func (w *Window) askTwoPeople(list []desk.Side) {
	names := make([]string, len(list))
	for i, s := range list {
		names[i] = s.Name
	}
	left, right := widget.NewSelect(names, nil), widget.NewSelect(names, nil)
	at := max(slices.IndexFunc(list, func(s desk.Side) bool { return s.Person == w.desk.Open().Owner.ID }), 0)
	if at == 0 && len(list) > 2 {
		at = 1 // two others: oneself and another one is what F7 shows
	}
	left.SetSelectedIndex(at)
	right.SetSelectedIndex((at + 1) % len(list))
	body := container.NewVBox(widget.NewForm(widget.NewFormItem("On the left", left), widget.NewFormItem("On the right", right)))
	w.ask("Whose markings side by side?", "Show", body, fyne.NewSize(460, 200), func() {
		w.showTwoPeople(list[left.SelectedIndex()], list[right.SelectedIndex()])
	})
}

// showTwoPeople shows a layer in the open article and another one beside it.
func (w *Window) showTwoPeople(left, right desk.Side) {
	if left.Person == right.Person {
		w.desk.Say(desk.Warning, "Both sides would show the markings of "+left.Owner.Name+". Choose two people.")
		return
	}
	if w.desk.Open().Owner.ID != left.Person {
		w.desk.ShowLayer(left.Owner)
	}
	w.desk.ReadBeside(right.Companion, func(b desk.Beside, err error) {
		if err != nil {
			w.fail("What was to be shown beside the article could not be read", err)
			return
		}
		w.showBeside(b)
		w.beside.chosen = true
	})
}

// leaveSides takes away what stands beside the article; where two people were
// chosen, one's own markings are shown again.
func (w *Window) leaveSides() {
	chosen := w.beside.chosen
	w.endSideBySide()
	if chosen {
		w.desk.OwnLayer()
	}
}

// nameSides says whose markings the left side shows.
func (w *Window) nameSides() {
	if w.beside.head == nil || w.desk == nil {
		return
	}
	words := "Yours: " + w.desk.Person().Name
	if owner, foreign := w.desk.Foreign(); foreign {
		words = owner.Name + " — to read only"
	}
	w.beside.head.SetText(words)
}
