package window

import (
	"slices"

	"bluepencil/app/articleview/shape"
	"bluepencil/app/faces"
	"bluepencil/app/panel"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/widget"
)

// faceList is the dialog in which faces are chosen for writing systems.
type faceList struct {
	w        *Window
	writings []faces.Writing
	inText   int // so many of them, the first ones, are the article's
	at       int
	offers   []faces.Offer // the first one leaves it to the program
	asked    int           // numbers the questions to the shelf
	chosen   bool          // a person chooses, not the program

	list     *panel.Rows
	title    *widget.Label
	families *panel.Rows
	specimen *panel.Specimen
}

// showFaces lists the writing systems, the article's first, with the face of
// each, to choose others.
func (w *Window) showFaces() *faceList {
	f := &faceList{w: w, title: widget.NewLabel(""), specimen: panel.NewSpecimen(w.palette().Ink)}
	f.title.TextStyle.Bold = true
	known := faces.Known()
	for _, writing := range faces.SurveyOf(w.view.Article(), w.facing.lang, w.o.Locale).Writings() {
		if slices.Contains(known, writing) {
			f.writings = append(f.writings, writing)
		}
	}
	f.inText = len(f.writings)
	for _, writing := range known {
		if !slices.Contains(f.writings, writing) {
			f.writings = append(f.writings, writing)
		}
	}
	f.list = panel.NewRows(func() int { return len(f.writings) }, f.row)
	f.list.OnSelected = f.choose
	f.families = panel.NewRows(func() int { return len(f.offers) }, func(i int) string { return f.offers[i].Name })
	f.families.OnSelected = f.take
	right := container.NewBorder(f.title, f.specimen, nil, nil, f.families)
	body := container.NewHSplit(f.list, right)
	body.Offset = 0.5
	d := dialog.NewCustom("Faces for scripts", "Close", body, w.win)
	f.list.OnLeave, f.families.OnLeave = d.Hide, d.Hide
	w.present(d, fyne.NewSize(760, 540))
	w.facing.changed = f.list.Refresh
	f.list.Select(0)
	w.win.Canvas().Focus(f.list)
	return f
}

// row says which face a writing system has.
func (f *faceList) row(i int) string {
	shelf, writing := f.w.facing.shelf, f.writings[i]
	words := shelf.InUse(writing)
	switch family := shelf.Chosen()[writing]; {
	case words == "" && family != "":
		words = family
	case words == "" && i < f.inText:
		words = "no face"
	case words == "":
		words = "automatic"
	}
	return writing.Name() + ": " + words
}

// choose shows the families that a writing system can have.
func (f *faceList) choose(i widget.ListItemID) {
	f.at, f.offers, f.chosen = i, []faces.Offer{{Name: "automatic"}}, false
	f.asked++
	asked, writing, shelf := f.asked, f.writings[i], f.w.facing.shelf
	f.title.SetText(writing.Name())
	f.specimen.Set(nil, "")
	f.families.UnselectAll()
	f.families.Refresh()
	go func() {
		offers, _ := shelf.Offers(writing) // a list that cannot be had is told of when the article asks for it
		f.w.o.UI(func() {
			if f.asked == asked {
				f.offer(offers)
			}
		})
	}()
}

// offer lists families, with the one that is chosen marked.
func (f *faceList) offer(offers []faces.Offer) {
	f.offers = append(f.offers, offers...)
	now := f.w.facing.shelf.Chosen()[f.writings[f.at]]
	at := max(slices.IndexFunc(f.offers, func(o faces.Offer) bool { return o.Family == now }), 0)
	f.families.Refresh()
	f.families.Select(at)
	f.chosen = true
}

// take makes a family the writing system's face, and shows it.
func (f *faceList) take(i widget.ListItemID) {
	writing, family := f.writings[f.at], f.offers[i].Family
	if f.chosen && family != f.w.facing.shelf.Chosen()[writing] {
		f.w.chooseFace(writing, family)
	}
	f.asked++
	asked, shelf := f.asked, f.w.facing.shelf
	go func() {
		shown, err := shelf.Preview(writing, family)
		f.w.o.UI(func() {
			if f.asked == asked && err == nil {
				f.show(shown, writing)
			}
		})
	}()
}

func (f *faceList) show(shown *shape.Faces, writing faces.Writing) {
	f.specimen.Set(shown, writing.Sample())
	f.list.Refresh()
}
