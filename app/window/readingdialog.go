package window

import (
	"strings"

	"bluepencil/annotate/text"
	"bluepencil/app/articleview"
	"bluepencil/app/articleview/paint"
	"bluepencil/app/faces"
	"bluepencil/app/look"
	"bluepencil/app/panel"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/dialog"
)

// sampleText is what the preview shows, and sampleWords what is marked in it,
// with one label after the other.
const sampleText = "Mayor Ada Lund said on Monday that the harbour bridge in Alder could not wait. “It is late,” she told the council, “but not too late.” " +
	"The board of the port expects it to cost 212 million crowns.\n"

func sampleWords() []string {
	return []string{"“It is late,”", "The board of the port expects it to cost 212 million crowns", "Mayor Ada Lund", "the council", "Alder", "The board of the port", "told", "Monday", "212 million crowns"}
}

// showReading shows how articles are set, with a sample that follows at once;
// so does the article behind.
func (w *Window) showReading() {
	preview := articleview.New(articleview.Options{Faces: w.facing.answer.Faces, UI: w.o.UI, Palette: w.palette(), Size: 16})
	again := func() {
		preview.SetFaces(w.facing.answer.Faces)
		w.setAs(preview, w.reading())
		preview.SetHighlights(w.sampleMarks())
	}
	settings := panel.NewSettings(w.readingSettings(again))
	preview.SetArticle(sampleText)
	again()
	d := dialog.NewCustom("Reading", "Close", container.NewBorder(settings, nil, nil, nil, preview), w.win)
	settings.OnLeave = d.Hide
	w.facing.changed = again // fonts may follow from the background
	w.present(d, fyne.NewSize(760, 560))
	w.win.Canvas().Focus(settings.First())
}

// sampleMarks marks words of the sample with the labels of the codebook.
func (w *Window) sampleMarks() (list []articleview.Highlight) {
	if w.desk == nil {
		return nil
	}
	words := sampleWords()
	for i, l := range w.desk.Codebook().Labels {
		if i >= len(words) {
			break
		}
		at := strings.Index(sampleText, words[i])
		m := w.marking(l.ID)
		list = append(list, articleview.Highlight{ID: string(l.ID), Spans: []text.Range{{Start: at, End: at + len(words[i])}}, Style: m.Style, Pattern: m.Pattern, Colour: m.Colour, Tag: l.Tag})
	}
	return list
}

// readingSettings are the settings of the dialog; then is called after each
// change.
func (w *Window) readingSettings(then func()) []panel.Setting {
	list := []panel.Setting{
		w.zoomSetting(then),
		setting(w, "Line spacing", spacings(), func(r *reading) *paint.Spacing { return &r.spacing }, then),
		setting(w, "Lines", measures(), func(r *reading) *int { return &r.measure }, then),
	}
	list = append(list, setting(w, "Letters", styles(), func(r *reading) *faces.Style { return &r.style }, then))
	return append(list, setting(w, "Colours", colourings(), func(r *reading) *look.Colours { return &r.colours }, then))
}

// setting is a part of how articles are set, with the values it may have.
func setting[T comparable](w *Window, name string, values []named[T], part func(*reading) *T, then func()) panel.Setting {
	s := panel.Setting{Name: name}
	for _, v := range values {
		s.Choices = append(s.Choices, v.name)
	}
	s.Chosen = func() int { r := w.reading(); return indexOf(values, *part(&r)) }
	s.Choose = func(n int) {
		r := w.reading()
		*part(&r) = values[n].value
		w.read(r)
		then()
	}
	return s
}

// zoomSetting goes smaller and larger; none of its choices stays in force but
// the size of the text as it was made.
func (w *Window) zoomSetting(then func()) panel.Setting {
	return panel.Setting{Name: "Size", Choices: []string{"smaller", "100 %", "larger"},
		Chosen: func() int {
			if w.reading().zoom == 1 {
				return 1
			}
			return -1
		},
		Choose: func(n int) {
			if n == 1 {
				w.zoom(1)
			} else {
				w.zoomBy(n - 1)
			}
			then()
		}}
}
