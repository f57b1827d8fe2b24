package articleview

import (
	"fmt"
	"strings"
	"testing"

	"bluepencil/app/articleview/paint"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
)

// besides puts a second view beside the stage's and shows a text in it.
func (s *stage) besides(content string) *View {
	b := s.Beside()
	s.window.SetContent(container.NewGridWithColumns(2, s.View, b))
	s.window.Resize(fyne.NewSize(1200, 400))
	b.SetArticle(content)
	s.t.Cleanup(b.Close)
	return b
}

func paragraphs(v *View) int { return v.doc.Paragraphs() }

// TestASecondViewMeasuresNothing opens a long article in a second view: what
// is measured is taken over, and what is not yet is measured once for both.
func TestASecondViewMeasuresNothing(t *testing.T) {
	content := longArticle(600)
	s := newStage(t, 600, 400, 1, light, content)
	b := s.besides(content)
	if s.doc.Complete() || b.cancel != nil {
		t.Fatal("the second view measures on its own, or everything was measured before")
	}
	s.settle()
	if !b.doc.Complete() || s.measures != b.measures || s.measures.made != paragraphs(s.View) {
		t.Errorf("%d paragraphs were measured %d times; the second view has all of them: %v", paragraphs(s.View), s.measures.made, b.doc.Complete())
	}
	if b.strips.cache != s.strips.cache || b.painter != s.painter || b.shaper != s.shaper {
		t.Error("strips, glyphs or words are kept twice")
	}
	for _, zoom := range []float32{2, 0.5} { // both change at once, as settings do
		s.SetZoom(zoom)
		b.SetZoom(zoom)
		for !s.doc.Complete() || !b.doc.Complete() {
			(<-s.queue.jobs)()
		}
		if s.measures != b.measures || s.measures.made != paragraphs(s.View) || len(s.shared.texts) != 1 {
			t.Errorf("at %v, %d measures of %d paragraphs are kept in %d texts", zoom, s.measures.made, paragraphs(s.View), len(s.shared.texts))
		}
	}
}

// TestASecondViewPaintsNothingThatIsPaintedAlready compares two views without
// marks: every strip of the second one is the first one's.
func TestASecondViewPaintsNothingThatIsPaintedAlready(t *testing.T) {
	content := longArticle(8)
	s := newStage(t, 600, 400, 1, light, content)
	b := s.besides(content)
	s.settle()
	s.window.Canvas().Capture()
	b.SetHighlights([]Highlight{{ID: "x", Spans: nil}})
	kept := s.strips.cache.Bytes()
	b.strips.pool = nil
	clear(b.strips.byLine)
	misses := b.strips.misses
	b.update()
	if b.strips.misses != misses || s.strips.cache.Bytes() != kept || kept == 0 {
		t.Errorf("%d strips of the second view had to be painted", b.strips.misses-misses)
	}
}

// TestWhenTheViewThatMeasuresGoesTheOtherGoesOn shows something else in the
// first view before everything is measured.
func TestWhenTheViewThatMeasuresGoesTheOtherGoesOn(t *testing.T) {
	content := longArticle(900)
	s := newStage(t, 600, 400, 1, light, content)
	b := s.besides(content)
	s.SetArticle(article)
	for !b.doc.Complete() {
		(<-s.queue.jobs)()
	}
	if b.measures.made != paragraphs(b) || b.measures == s.measures {
		t.Errorf("%d paragraphs were measured %d times", paragraphs(b), b.measures.made)
	}
	b.Close()
	s.SetArticle("Something else.")
	if n := len(s.shared.texts); n != 1 || len(s.shared.views) != 1 {
		t.Errorf("the measures of %d texts are kept for %d views", n, len(s.shared.views))
	}
}

func TestOneScrollPositionForOneText(t *testing.T) {
	content := longArticle(120)
	s := newStage(t, 600, 400, 1, light, content)
	b := s.besides(content)
	s.settle()
	p := Join(s.View, b, nil)
	level := func(when string) {
		t.Helper()
		if s.scroll != b.scroll {
			t.Errorf("%s one is at %v, the other at %v", when, s.scroll, b.scroll)
		}
	}
	s.ScrollBy(1500)
	level("after scrolling the left one")
	b.ScrollBy(777)
	level("after scrolling the right one")
	s.SetCaret(rangeOf(t, content, "Paragraph 110 ").Start)
	level("after moving the caret")
	s.SetSpacing(paint.Wide)
	b.SetSpacing(paint.Wide)
	level("after other spacing")
	s.window.Resize(fyne.NewSize(900, 300))
	level("in a smaller window")
	p.Part()
	b.ScrollBy(-300)
	if s.scroll == b.scroll {
		t.Error("they still go together after parting")
	}
}

// TestVersionsStayLevelWhereTheyMatch scrolls through two versions, of which
// the second one has a paragraph more, one less, and longer ones.
func TestVersionsStayLevelWhereTheyMatch(t *testing.T) {
	var old, new strings.Builder
	var levels []Level
	for i := range 90 {
		if i != 30 { // taken out of the newer one
			levels = append(levels, Level{old.Len(), new.Len()})
		}
		said := fmt.Sprintf("Paragraph %d of the story of the harbour bridge in Alder, which the council wants to replace.\n", i)
		old.WriteString(said)
		if i == 30 {
			continue
		}
		if i%7 == 0 {
			said = "Correction: " + strings.Repeat("much longer than before, ", i) + said
		}
		new.WriteString(said)
		if i == 10 {
			new.WriteString("A paragraph that is new.\n")
		}
	}
	s := newStage(t, 600, 400, 1, light, old.String())
	b := s.besides(new.String())
	for !s.doc.Complete() || !b.doc.Complete() {
		(<-s.queue.jobs)()
	}
	Join(s.View, b, levels)
	for _, l := range levels[:75] { // the last page of each ends where its text does
		s.scroll = s.doc.Y(s.doc.LineAt(l.Left, false)) + s.page.top
		s.update()
		if want := b.doc.Y(b.doc.LineAt(l.Right, false)) + b.page.top; b.scroll != want {
			t.Fatalf("byte %d of the left one is on top, the right one is at %v instead of %v", l.Left, b.scroll, want)
		}
	}
	for range 200 { // both ends are reached, and the views do not push each other away
		b.ScrollBy(500)
	}
	right := b.scroll
	b.update()
	if right != b.height()-float64(b.page.height) || b.scroll != right {
		t.Errorf("the right one ends at %v of %v", b.scroll, b.height())
	}
	if s.height()-float64(s.page.height)-s.scroll > float64(s.page.height) {
		t.Errorf("the left one stays behind at %v of %v", s.scroll, s.height())
	}
}
