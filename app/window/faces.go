package window

import (
	"encoding/json"
	"fmt"
	"runtime"

	"bluepencil/app/articleview/shape"
	"bluepencil/app/desk"
	"bluepencil/app/faces"

	"fyne.io/fyne/v2/theme"
)

// facing is the fonts the open article is shown with.
type facing struct {
	shelf  *faces.Shelf
	text   string // the article's, and
	lang   string // its language
	asked  int    // numbers the questions for fonts; a late answer to an older one is dropped
	answer faces.Answer
	boxes  bool // characters were drawn as boxes
	told   bool // and a person was told so

	changed func() // brings the dialog of faces in line; may be nil
}

// startFaces takes the fonts that come with the program, as a person wants
// them.
func (w *Window) startFaces() (*shape.Faces, error) {
	bundled, err := faces.NewBundled(theme.DefaultTextFont().Content(), theme.DefaultEmojiFont().Content(), theme.DefaultSymbolFont().Content())
	if err != nil {
		return nil, err
	}
	list := w.o.Fonts
	if list == nil {
		list = func() ([]faces.Installed, error) { return nil, nil }
	}
	preferences := w.o.App.Preferences()
	var chosen map[faces.Writing]string
	if raw := preferences.String(prefFaces); raw != "" {
		_ = json.Unmarshal([]byte(raw), &chosen) // what cannot be read is chosen anew
	}
	style := faces.Style(preferences.StringWithFallback(prefStyle, string(faces.Sans)))
	w.facing.shelf = faces.NewShelf(bundled, list, style, chosen)
	w.facing.answer, err = w.facing.shelf.Ready(faces.Survey{})
	return w.facing.answer.Faces, err
}

// surveyedAtOnce is up to how many bytes an article is looked through for its
// characters before it is shown: a few milliseconds.
const surveyedAtOnce = 1 << 20

// face chooses the fonts of an article that is about to be shown. Those that
// are not loaded follow from the background.
func (w *Window) face(text, lang string) {
	f := &w.facing
	f.text, f.lang, f.boxes, f.told = text, lang, false, false
	f.asked++
	if len(text) > surveyedAtOnce {
		f.answer.Final = false
		w.findFaces()
		return
	}
	answer, err := f.shelf.Ready(faces.SurveyOf(text, lang, w.o.Locale))
	w.takeFaces(answer, err)
	if !answer.Final {
		w.findFaces()
	}
}

// reface chooses the fonts of the open article anew.
func (w *Window) reface() {
	if w.hasArticle() {
		w.face(w.facing.text, w.facing.lang)
		return
	}
	answer, err := w.facing.shelf.Ready(faces.Survey{})
	w.takeFaces(answer, err)
}

// findFaces looks for the open article's fonts in the background.
func (w *Window) findFaces() {
	f := &w.facing
	asked, shelf, text, lang, locale := f.asked, f.shelf, f.text, f.lang, w.o.Locale
	go func() {
		answer, err := shelf.Find(faces.SurveyOf(text, lang, locale))
		w.o.UI(func() {
			if w.facing.asked == asked && !w.closed {
				w.takeFaces(answer, err)
			}
		})
	}()
}

// takeFaces shows the article with other fonts.
func (w *Window) takeFaces(answer faces.Answer, err error) {
	if err != nil {
		w.with(func() { w.desk.Say(desk.Warning, fmt.Sprintf("Some fonts cannot be used: %v", err)) })
	}
	if answer.Faces == nil {
		return
	}
	w.facing.answer = answer
	for _, v := range w.views() {
		v.SetFaces(answer.Faces)
	}
	w.tellMissing()
	if w.facing.changed != nil && len(w.dialogs) > 0 {
		w.facing.changed()
	}
}

// sawBoxes notes that characters on the screen have no face.
func (w *Window) sawBoxes([]rune) {
	w.facing.boxes = true
	w.tellMissing()
}

// tellMissing says, once an article, what no face has and where to get one, as
// soon as something of it is on the screen and no font is looked for any more.
func (w *Window) tellMissing() {
	f := &w.facing
	words := faces.Sentence(f.answer.Missing, runtime.GOOS)
	if f.told || !f.boxes || !f.answer.Final || words == "" {
		return
	}
	f.told = true
	w.with(func() { w.desk.Say(desk.Warning, words) })
}

// chooseFace makes a family the face of a writing system, "" for what the
// program takes, and keeps that.
func (w *Window) chooseFace(writing faces.Writing, family string) {
	w.facing.shelf.Choose(writing, family)
	raw, err := json.Marshal(w.facing.shelf.Chosen())
	if err != nil {
		w.fail("The face was not kept", err)
		return
	}
	w.o.App.Preferences().SetString(prefFaces, string(raw))
	w.reface()
}

// setStyle shows articles in letters of another shape, and keeps that.
func (w *Window) setStyle(style faces.Style) {
	w.facing.shelf.SetStyle(style)
	w.o.App.Preferences().SetString(prefStyle, string(style))
	w.reface()
}
