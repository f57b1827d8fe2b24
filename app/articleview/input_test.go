package articleview

import (
	"fmt"
	"strings"
	"testing"

	"bluepencil/annotate/text"
	"bluepencil/app/articleview/paint"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
)

func TestDraggingSelectsGraphemes(t *testing.T) {
	s := newStage(t, 700, 500, 1, light, article)
	r := rangeOf(t, article, "“It is late,”")
	s.press(r.Start, 0)
	s.dragTo(r.End)
	s.release(r.End)
	s.wantSelected("“It is late,”")
}

func TestClicksSelectWordAndParagraph(t *testing.T) {
	s := newStage(t, 700, 500, 1, light, article)
	at := rangeOf(t, article, "bridge is to").Start + 2
	s.press(at, 0)
	s.release(at)
	s.wantSelected("")
	s.press(at, 0)
	s.wantSelected("bridge")
	s.release(at)
	s.press(at, 0)
	s.wantSelected(article[text.ParagraphAt(article, at).Start:text.ParagraphAt(article, at).End])
	s.release(at)
	far := rangeOf(t, article, "council").Start
	s.press(far, 0)
	s.release(far)
	s.press(at, fyne.KeyModifierShift)
	if r := s.Selection(); r.Start != far || r.End != at {
		t.Errorf("shift-click selected %v", r)
	}
}

func TestKeysMoveTheCaretAndShiftSelects(t *testing.T) {
	s := newStage(t, 700, 500, 1, light, article)
	key := func(name fyne.KeyName) { s.TypedKey(&fyne.KeyEvent{Name: name}) }
	shift := func(fn func()) {
		s.KeyDown(&fyne.KeyEvent{Name: desktop.KeyShiftLeft})
		fn()
		s.KeyUp(&fyne.KeyEvent{Name: desktop.KeyShiftLeft})
	}
	control := func(name fyne.KeyName, more fyne.KeyModifier) {
		s.TypedShortcut(&desktop.CustomShortcut{KeyName: name, Modifier: fyne.KeyModifierControl | more})
	}
	control(fyne.KeyRight, 0)
	control(fyne.KeyRight, fyne.KeyModifierShift)
	s.wantSelected(" votes")
	key(fyne.KeyLeft) // drops the selection and stands at its start
	if s.Caret() != len("Council") {
		t.Errorf("the caret stands at %d", s.Caret())
	}
	key(fyne.KeyEnd)
	key(fyne.KeyHome)
	shift(func() { key(fyne.KeyEnd) })
	s.wantSelected("Council votes to replace bridge")
	key(fyne.KeyRight)
	key(fyne.KeyDown)
	if l := s.doc.LineAt(s.Caret(), false); l != 1 {
		t.Errorf("one line down the caret is on line %d", l)
	}
	control(fyne.KeyEnd, 0)
	if s.Caret() != len(article) {
		t.Errorf("at the text's end the caret stands at %d of %d", s.Caret(), len(article))
	}
	s.SetCaret(rangeOf(t, article, "Mayor").Start)
	s.MoveCaret(BySentence, 1, true)
	s.wantSelected("Mayor Ada Lund said the decision could not wait. ")
	s.SetCaret(rangeOf(t, article, "Mayor").Start)
	s.MoveCaret(ByQuote, 1, false)
	s.MoveCaret(ByQuote, 1, true)
	s.wantSelected("“It is late,”")
	s.TypedShortcut(&fyne.ShortcutSelectAll{})
	s.wantSelected(article)
}

func TestShiftSelectsWithEveryStep(t *testing.T) {
	s := newStage(t, 700, 500, 1, light, article)
	for _, c := range []struct {
		key      fyne.KeyName
		held     fyne.KeyModifier
		from, to string // the caret before these words
	}{
		{fyne.KeyRight, fyne.KeyModifierControl, "Mayor", " Ada Lund"},
		{fyne.KeyLeft, fyne.KeyModifierControl, " Ada Lund", "Mayor"},
		{fyne.KeyDown, fyne.KeyModifierAlt, "Mayor", "“It is late,”"},
		{fyne.KeyUp, fyne.KeyModifierAlt, "“It is late,”", "Mayor"},
		{fyne.KeyPageDown, fyne.KeyModifierAlt, "“It is late,”", " she told"},
		{fyne.KeyPageUp, fyne.KeyModifierAlt, " she told", "“It is late,”"},
		{fyne.KeyUp, fyne.KeyModifierControl, "“It is late,”", "Mayor"},
	} {
		from, to := rangeOf(t, article, c.from).Start, rangeOf(t, article, c.to).Start
		s.SetCaret(from)
		s.TypedShortcut(&desktop.CustomShortcut{KeyName: c.key, Modifier: c.held | fyne.KeyModifierShift})
		if got, want := s.Selection(), (text.Range{Start: from, End: to}).Ordered(); got != want || s.Caret() != to {
			t.Errorf("%s from %q selects %q, the caret at %d", c.key, c.from, article[got.Start:got.End], s.Caret())
		}
	}
	s.SetHighlights([]Highlight{{ID: "a", Spans: []text.Range{rangeOf(t, article, "Mayor"), rangeOf(t, article, "told the")}}})
	s.SetCaret(rangeOf(t, article, "Mayor").Start)
	s.MoveCaret(ByHighlight, 1, true)
	s.wantSelected("Mayor")
	s.MoveCaret(ByHighlight, 1, false)
	if s.Caret() != rangeOf(t, article, "told the").Start {
		t.Errorf("the next border is at %d", s.Caret())
	}
	s.MoveCaret(ByHighlight, -1, true)
	if got := s.Selection(); got.Start != rangeOf(t, article, "Mayor").End {
		t.Errorf("back to the border before selects %v", got)
	}
}

func TestDownAndUpKeepTheColumn(t *testing.T) {
	s := newStage(t, 500, 500, 1, light, article)
	start := rangeOf(t, article, "told the council").Start
	s.SetCaret(start)
	for range 4 {
		s.MoveCaret(ByLine, 1, false)
	}
	for range 4 {
		s.MoveCaret(ByLine, -1, false)
	}
	if s.Caret() != start {
		t.Errorf("four lines down and up again ended at %d, began at %d", s.Caret(), start)
	}
}

func TestAClickTellsTheHighlightsThere(t *testing.T) {
	s := newStage(t, 700, 500, 1, light, article)
	quote := rangeOf(t, article, "“but it is not too late to do this properly.”")
	word := rangeOf(t, article, "properly")
	s.SetHighlights([]Highlight{
		{ID: "quote", Spans: []text.Range{quote}, Style: paint.Bar, Colour: blue},
		{ID: "word", Spans: []text.Range{word}, Colour: pink},
	})
	var told []string
	s.OnHighlightTapped = func(ids []string, _ int) { told = ids }
	s.press(word.Start+2, 0)
	s.release(word.Start + 2)
	if fmt.Sprint(told) != "[word quote]" {
		t.Errorf("told %v, want the innermost first", told)
	}
	s.press(5, 0)
	s.release(5)
	if len(told) != 0 {
		t.Errorf("beside all highlights it told %v", told)
	}
}

func TestUnusedKeysArePassedOn(t *testing.T) {
	s := newStage(t, 700, 500, 1, light, article)
	var got []string
	s.OnKey = func(e *fyne.KeyEvent) { got = append(got, string(e.Name)) }
	s.OnRune = func(r rune) { got = append(got, string(r)) }
	s.OnShortcut = func(sc fyne.Shortcut) { got = append(got, sc.ShortcutName()) }
	s.TypedKey(&fyne.KeyEvent{Name: fyne.KeyTab})
	s.TypedRune('1')
	s.TypedShortcut(&desktop.CustomShortcut{KeyName: fyne.KeyK, Modifier: fyne.KeyModifierControl})
	if len(got) != 3 || !s.AcceptsTab() {
		t.Errorf("passed on %v", got)
	}
}

// A line of a script without blanks can be selected up to its last character,
// and the caret is shown there.
func TestTheEndOfALineWithoutBlanksCanBePointedAt(t *testing.T) {
	s := newStage(t, 400, 500, 1, light, strings.Repeat("漢字", 60))
	l := s.doc.Line(0)
	far := s.pointAt(l.Start)
	far.X = 399 - barWidth - 4
	s.press(l.Start, 0)
	drag := &fyne.DragEvent{}
	drag.Position = far
	s.Dragged(drag)
	s.MouseUp(s.mouse(far, desktop.MouseButtonPrimary))
	if got := s.Selection(); got.Start != l.Start || got.End != l.End || l.Last {
		t.Errorf("selected %v of the line %+v", got, l)
	}
	s.focused = true
	s.clicks.count = 3
	s.MouseDown(s.mouse(far, desktop.MouseButtonPrimary))
	if s.Caret() != l.End || s.cursor.Position().Y > far.Y || s.cursor.Position().X < 200 {
		t.Errorf("the caret is at %d, shown at %v; the line ends at %d", s.Caret(), s.cursor.Position(), l.End)
	}
	s.MoveCaret(ByLine, 1, false)
	if next := s.doc.Line(1); s.Caret() != next.End {
		t.Errorf("a line further down the caret is at %d, the line's end is %d", s.Caret(), next.End)
	}
}

func TestEveryOffsetCanBePointedAt(t *testing.T) {
	content := "Mixed: e\u0301 and 👨‍👩‍👧 and a\tb\r\n\r\nThen שלום 123 and on, \u00ad soft.\u2028Next line ends."
	s := newStage(t, 400, 500, 1, light, content)
	for offset := 0; offset < len(content); offset = text.NextGrapheme(content, offset) {
		if strings.HasPrefix(content[offset:], "\r\n") || strings.HasPrefix(content[offset:], "\u2028") || strings.HasPrefix(content[offset:], "\u00ad") || strings.HasSuffix(content[:offset], "\u00ad") {
			continue // nothing stands there to point at
		}
		if offset >= strings.Index(content, "שלום") && offset <= strings.Index(content, " and on") {
			continue // at the border of two directions one place means two offsets
		}
		if got := s.locate(s.pointAt(offset)); got != offset {
			t.Errorf("pointing at %d (%q) gives %d", offset, content[offset:min(offset+4, len(content))], got)
		}
	}
}
