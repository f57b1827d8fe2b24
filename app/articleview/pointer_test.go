package articleview

import (
	"testing"

	"bluepencil/annotate/text"
	"bluepencil/app/articleview/paint"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
)

func (s *stage) mouse(at fyne.Position, button desktop.MouseButton) *desktop.MouseEvent {
	e := &desktop.MouseEvent{Button: button}
	e.Position = at
	return e
}

func TestThePointerDoesNotScroll(t *testing.T) {
	s := newStage(t, 700, 500, 1, light, longArticle(100))
	s.settle()
	s.ScrollBy(333)
	scroll := s.scroll
	for _, y := range []float32{2, 498} {
		at := fyne.NewPos(200, y)
		for range 3 { // a word, then a paragraph that goes on beyond the edge
			s.MouseDown(s.mouse(at, desktop.MouseButtonPrimary))
			s.MouseUp(s.mouse(at, desktop.MouseButtonPrimary))
			if s.scroll != scroll {
				t.Fatalf("a click at %v moved the page from %v to %v", at, scroll, s.scroll)
			}
		}
		s.clicks.count = 3
	}
}

func TestHoldingThePointerPastTheEdgeScrolls(t *testing.T) {
	s := newStage(t, 700, 500, 1, light, longArticle(200))
	s.settle()
	from := s.locate(fyne.NewPos(200, 250))
	s.MouseDown(s.mouse(fyne.NewPos(200, 250), desktop.MouseButtonPrimary))
	drag := &fyne.DragEvent{}
	drag.Position = fyne.NewPos(200, 540)
	s.Dragged(drag)
	selected := s.Selection()
	for range 5 {
		(<-s.queue.jobs)()
	}
	if s.scroll == 0 || s.Selection().Len() <= selected.Len() || s.Selection().Start != from {
		t.Errorf("after holding, the page is at %v and %v is selected", s.scroll, s.Selection())
	}
	drag.Position = fyne.NewPos(200, 300)
	s.Dragged(drag) // back in the page
	s.drain()
	scroll := s.scroll
	drag.Position = fyne.NewPos(200, -40)
	s.Dragged(drag)
	late := <-s.queue.jobs
	s.MouseUp(s.mouse(fyne.NewPos(200, 300), desktop.MouseButtonPrimary))
	late()
	s.drain()
	if s.scroll != scroll {
		t.Errorf("after the button was let go the page moved from %v to %v", scroll, s.scroll)
	}
}

// drain runs what was posted by a timer that has ended.
func (s *stage) drain() {
	for len(s.queue.jobs) > 0 {
		(<-s.queue.jobs)()
	}
}

func TestDraggingKeepsTheUnitItBeganWith(t *testing.T) {
	s := newStage(t, 700, 500, 1, light, article)
	word := rangeOf(t, article, "decision")
	s.press(word.Start+2, 0)
	s.release(word.Start + 2)
	s.press(word.Start+2, 0)
	s.dragTo(rangeOf(t, article, "wait").Start + 1)
	s.wantSelected("decision could not wait")
	s.dragTo(rangeOf(t, article, "Ada").Start + 1)
	s.wantSelected("Ada Lund said the decision")
	s.release(0)
}

func TestAClickBesideTheTextTellsNoHighlight(t *testing.T) {
	s := newStage(t, 700, 500, 1, light, article)
	s.SetHighlights([]Highlight{{ID: "title", Spans: []text.Range{rangeOf(t, article, "Council votes to replace bridge")}, Colour: pink}})
	told := []string{"nothing"}
	s.OnHighlightTapped = func(ids []string, _ int) { told = ids }
	on := s.pointAt(4)
	for _, c := range []struct {
		at   fyne.Position
		want int
	}{{on, 1}, {fyne.NewPos(650, on.Y), 0}, {fyne.NewPos(5, on.Y), 0}} {
		s.clicks.count = 0
		s.MouseDown(s.mouse(c.at, desktop.MouseButtonPrimary))
		s.MouseUp(s.mouse(c.at, desktop.MouseButtonPrimary))
		if len(told) != c.want {
			t.Errorf("a click at %v told %v", c.at, told)
		}
		s.clicks = clicking{}
	}
}

func TestTheLastLetterOfAHighlightBelongsToIt(t *testing.T) {
	s := newStage(t, 700, 500, 1, light, article)
	word := rangeOf(t, article, "properly")
	s.SetHighlights([]Highlight{{ID: "word", Spans: []text.Range{word}, Style: paint.Underline, Colour: pink}})
	var told []string
	s.OnHighlightTapped = func(ids []string, _ int) { told = ids }
	// The right half of the last letter: the nearest caret stands behind it.
	end := s.pointAt(word.End)
	at := fyne.NewPos(end.X-2, end.Y)
	s.MouseDown(s.mouse(at, desktop.MouseButtonPrimary))
	s.MouseUp(s.mouse(at, desktop.MouseButtonPrimary))
	if s.Caret() != word.End || len(told) != 1 {
		t.Errorf("the caret is at %d of %v, told %v", s.Caret(), word, told)
	}
}

func TestTheContextMenuIsAboutWhatWasClicked(t *testing.T) {
	s := newStage(t, 700, 500, 1, light, article)
	quote := rangeOf(t, article, "“It is late,”")
	s.SetSelection(quote)
	var at int
	var place fyne.Position
	s.OnContextMenu = func(p fyne.Position, offset int) { place, at = p, offset }
	click := func(offset int) {
		e := &fyne.PointEvent{Position: s.pointAt(offset), AbsolutePosition: fyne.NewPos(3, 4)}
		s.MouseDown(s.mouse(e.Position, desktop.MouseButtonSecondary))
		s.TappedSecondary(e)
	}
	click(quote.Start + 5)
	if at != quote.Start+5 || place != fyne.NewPos(3, 4) || s.Selection() != quote {
		t.Errorf("inside the selection: offset %d, place %v, selected %v", at, place, s.Selection())
	}
	click(2)
	if at != 2 || s.Caret() != 2 || !s.Selection().Empty() {
		t.Errorf("outside of it: offset %d, caret %d, selected %v", at, s.Caret(), s.Selection())
	}
}

func TestTheScrollbarCanBeDraggedAndClicked(t *testing.T) {
	s := newStage(t, 700, 500, 1, light, longArticle(100))
	s.settle()
	bar := float32(695)
	s.MouseDown(s.mouse(fyne.NewPos(bar, 5), desktop.MouseButtonPrimary))
	drag := &fyne.DragEvent{}
	drag.Position = fyne.NewPos(bar, 600)
	s.Dragged(drag)
	s.DragEnd()
	if s.scroll != s.height()-500 {
		t.Errorf("dragged to the end, the page is at %v of %v", s.scroll, s.height()-500)
	}
	s.MouseDown(s.mouse(fyne.NewPos(bar, 250), desktop.MouseButtonPrimary))
	s.MouseUp(s.mouse(fyne.NewPos(bar, 250), desktop.MouseButtonPrimary))
	if middle := (s.height() - 500) / 2; s.scroll < middle-40 || s.scroll > middle+40 {
		t.Errorf("clicked in the middle, the page is at %v, want %v", s.scroll, middle)
	}
	if !s.Selection().Empty() || s.Caret() != 0 {
		t.Errorf("the scrollbar moved the caret to %d", s.Caret())
	}
}

func TestTheWheelScrolls(t *testing.T) {
	s := newStage(t, 700, 500, 2, light, longArticle(100))
	e := &fyne.ScrollEvent{}
	e.Scrolled.DY = -25
	s.Scrolled(e)
	if s.scroll != 50 {
		t.Errorf("25 units on a screen of two pixels a unit moved the page by %v", s.scroll)
	}
	e.Scrolled.DY = 1000
	s.Scrolled(e)
	if s.scroll != 0 {
		t.Errorf("the page is at %v above its start", s.scroll)
	}
}
