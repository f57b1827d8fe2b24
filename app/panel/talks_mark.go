package panel

import (
	"fmt"

	"bluepencil/annotate"
	"bluepencil/app/talks"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// ThreadWords says how many threads there are about something; "" where there
// is none.
func ThreadWords(c talks.Count) string {
	if c.All == 0 {
		return ""
	}
	if c.Open == 0 {
		return countOf(c.All, "thread") + ", resolved"
	}
	return fmt.Sprintf("%s, %d open", countOf(c.All, "thread"), c.Open)
}

// tell shows a balloon where something is said about an annotation: a full one
// where something is open, an empty one where all of it is resolved. It tells
// whether there is one.
func (r *markRow) tell(c talks.Count) bool {
	icon := talkIcon
	if c.Open == 0 {
		icon = talkedIcon
	}
	r.said.SetResource(theme.NewThemedResource(icon))
	return c.All > 0
}

// talk leads from an annotation to what is said about it.
func (i *Inspector) talk(a annotate.Annotation) fyne.CanvasObject {
	words, icon := ThreadWords(i.subject.Talk[a.ID]), talkIcon
	if words == "" {
		words = "Comment on it"
	}
	if i.subject.Talk[a.ID].Open == 0 {
		icon = talkedIcon
	}
	b := widget.NewButtonWithIcon(words, theme.NewThemedResource(icon), func() { call(i.OnTalk) })
	b.Alignment, b.Importance = widget.ButtonAlignLeading, widget.LowImportance
	return b
}

// Balloons of speech: something is open here, and something is said here.
var (
	talkIcon   = fyne.NewStaticResource("talk.svg", []byte(`<svg xmlns="http://www.w3.org/2000/svg" width="24" height="24" viewBox="0 0 24 24"><path fill="#000000" d="M4 3h16a2 2 0 0 1 2 2v10a2 2 0 0 1-2 2h-8l-6 5v-5H4a2 2 0 0 1-2-2V5a2 2 0 0 1 2-2z"/></svg>`))
	talkedIcon = fyne.NewStaticResource("talked.svg", []byte(`<svg xmlns="http://www.w3.org/2000/svg" width="24" height="24" viewBox="0 0 24 24"><path fill="#000000" d="M4 3h16a2 2 0 0 1 2 2v10a2 2 0 0 1-2 2h-8l-6 5v-5H4a2 2 0 0 1-2-2V5a2 2 0 0 1 2-2zm0 2v10h4v3l4-3h8V5z"/></svg>`))
)
