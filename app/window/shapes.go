package window

import (
	"bluepencil/app/articleview"
	"bluepencil/app/desk"
)

// shapeCommands are what gives annotations, or the selection, other ends.
func (w *Window) shapeCommands(add adder) {
	shape := func(id, title string, ready func() bool, run func(), key string) {
		add("Annotate", id, title, ready, run, key).Part = "Split, join, widen"
	}
	shape("split", "Split at the caret", w.hasCurrent, func() { w.desk.Split() }, "/")
	shape("join-next", "Join with the next of the same label", w.hasCurrent, func() { w.desk.Join(1) }, "j")
	shape("join-previous", "Join with the one before of the same label", w.hasCurrent, func() { w.desk.Join(-1) }, "Alt+J")
	shape("snap-words", "Widen to whole words", w.hasArticle, func() { w.desk.SnapToWords() }, "f")
	shape("snap-sentence", "Widen to the whole sentence", w.hasArticle, func() { w.desk.SnapToSentences() }, "g")
	shape("quotation-marks", "Quotation marks: take in, or leave out", w.hasArticle, func() { w.desk.ToggleQuotationMarks() }, "q")
	shape("punctuation", "Punctuation at the ends: take in, or leave out", w.hasArticle, func() { w.desk.TogglePunctuation() }, ".")
}

// boundaryCommands move one end of the current annotation.
func (w *Window) boundaryCommands(add adder) {
	for _, unit := range []struct {
		by          desk.Unit
		id, words   string
		left, right string
	}{
		{desk.ByCharacter, "", "one character", "Left", "Right"},
		{desk.ByWord, "word-", "one word", "Up", "Down"},
		{desk.BySentence, "sentence-", "one sentence", "PageUp", "PageDown"},
	} {
		boundary := func(id, title string, end bool, direction int, key string) {
			add("Annotate", id, title, w.hasCurrent, func() { w.desk.MoveBoundary(end, direction, unit.by) }, key).Part = "Move an end"
		}
		boundary("end-"+unit.id+"right", "End: "+unit.words+" right", true, 1, "Ctrl+Alt+"+unit.right)
		boundary("end-"+unit.id+"left", "End: "+unit.words+" left", true, -1, "Ctrl+Alt+"+unit.left)
		boundary("start-"+unit.id+"right", "Start: "+unit.words+" right", false, 1, "Ctrl+Alt+Shift+"+unit.right)
		boundary("start-"+unit.id+"left", "Start: "+unit.words+" left", false, -1, "Ctrl+Alt+Shift+"+unit.left)
	}
}

// caretCommands move the caret by what is marked, which other keys of the text
// do not know.
func (w *Window) caretCommands(add adder) {
	move := func(id, title string, direction int, extend bool, key string) {
		add("View", id, title, w.hasArticle, func() { w.view.MoveCaret(articleview.ByHighlight, direction, extend) }, key).Part = "Caret"
	}
	move("border-next", "To the next border of an annotation", 1, false, "Alt+End")
	move("border-previous", "To the border of an annotation before", -1, false, "Alt+Home")
	move("select-border-next", "Select to the next border of an annotation", 1, true, "Alt+Shift+End")
	move("select-border-previous", "Select to the border of an annotation before", -1, true, "Alt+Shift+Home")
}
