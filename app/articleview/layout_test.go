package articleview

import (
	"bytes"
	"image"
	"strings"
	"testing"

	"bluepencil/annotate/text"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/software"
)

func TestScrollingPaintsOnlyNewLines(t *testing.T) {
	s := newStage(t, 700, 600, 1, light, longArticle(400))
	s.settle()
	before := s.strips.baked
	s.ScrollBy(float64(s.page.line))
	if n := s.strips.baked - before; n > 2 {
		t.Errorf("a step of one line painted %d strips", n)
	}
	pool := len(s.strips.pool)
	for range 200 {
		s.MoveCaret(ByPage, 1, false)
	}
	if len(s.strips.pool) > pool+2 {
		t.Errorf("paging made %d strips of %d", len(s.strips.pool), pool)
	}
}

func TestAHighlightRefreshesOnlyItsLines(t *testing.T) {
	s := newStage(t, 700, 600, 1, light, article)
	before := s.strips.baked
	s.PutHighlight(Highlight{ID: "a", Spans: []text.Range{rangeOf(t, article, "Lena Orth")}, Colour: pink})
	if n := s.strips.baked - before; n != 1 {
		t.Errorf("one highlight on one line painted %d strips", n)
	}
	before = s.strips.baked
	s.SetSelection(text.Range{Start: 0, End: 40})
	if n := s.strips.baked - before; n != 0 {
		t.Errorf("selecting painted %d strips", n)
	}
	s.RemoveHighlight("a")
	if n := s.strips.baked - before; n != 1 {
		t.Errorf("removing it painted %d strips", n)
	}
}

func TestTheFirstFrameNeedsNoMoreThanWhatIsSeen(t *testing.T) {
	s := newStage(t, 700, 600, 1, light, longArticle(4000))
	measured := 0
	for p := range s.doc.Paragraphs() {
		if s.doc.Measured(p) {
			measured++
		}
	}
	if measured == 0 || measured > 60 {
		t.Errorf("%d paragraphs were measured before the first frame", measured)
	}
	s.SetCaret(len(s.article) / 2)
	top := s.top().offset
	s.settle()
	if now := s.top().offset; now != top {
		t.Errorf("when the guesses became exact the page jumped from byte %d to %d", top, now)
	}
}

func TestLateResultsOfAnotherArticleAreDropped(t *testing.T) {
	s := newStage(t, 700, 600, 1, light, longArticle(2000))
	late := <-s.queue.jobs
	s.SetArticle(article)
	late()
	if s.doc.Paragraphs() != len(text.Paragraphs(article)) || !s.doc.Complete() {
		t.Error("a late result changed the article that came after it")
	}
}

func TestArrivingMeasuresDoNotMoveThePage(t *testing.T) {
	s := newStage(t, 700, 600, 1, light, longArticle(3000))
	s.ScrollTo(len(s.article) / 3)
	s.ScrollBy(13) // the screen begins within a line
	line := s.doc.Line(s.doc.LineAtY(s.scroll - s.page.top))
	place := func() float64 { return s.doc.Y(s.doc.LineAt(line.Start, false)) + s.page.top - s.scroll }
	before := place()
	s.settle()
	if after := place(); after != before {
		t.Errorf("the line at the top moved from %v to %v", before, after)
	}
}

func TestWrappingManyTimesDoesNotCreep(t *testing.T) {
	s := newStage(t, 700, 600, 1, light, longArticle(300))
	s.settle()
	s.SetCaret(len(s.article) / 2)
	s.ScrollBy(5)
	top := s.top().offset
	for i := range 60 {
		s.Resize(fyne.NewSize(float32(400+(i*37)%300), 600))
	}
	s.SetMeasure(50)
	s.SetZoom(1.3)
	s.SetZoom(1)
	s.SetMeasure(74)
	s.Resize(fyne.NewSize(700, 600))
	if now := s.top().offset; now != top {
		t.Errorf("the top was byte %d, after wrapping it is %d", top, now)
	}
	line := s.doc.Line(s.doc.LineAtY(s.scroll - s.page.top))
	if top < line.Start || top >= line.End {
		t.Errorf("byte %d is not on the line at the top, %v", top, line)
	}
}

func TestTheMeasureIsInCharacters(t *testing.T) {
	s := newStage(t, 1400, 600, 1, light, longArticle(50))
	s.SetOverview(false)
	s.SetLinkCards(false)
	for _, columns := range []int{40, 74, 100} {
		s.SetMeasure(columns)
		longest := 0
		for i := range s.doc.Count() {
			l := s.doc.Line(i)
			longest = max(longest, l.End-l.Start)
		}
		if longest < columns*9/10 || longest > columns*5/4 {
			t.Errorf("with a measure of %d the longest line has %d characters", columns, longest)
		}
		if edge := float64(s.page.left) + s.page.column/2; edge < 695 || edge > 705 {
			t.Errorf("the column's middle is at %v of 1400", edge)
		}
	}
}

func TestAHugeParagraphDoesNotBlock(t *testing.T) {
	content := strings.ReplaceAll(longArticle(2000), "\n", " ")
	s := newStage(t, 700, 600, 1, light, content)
	s.SetCaret(len(content) / 2)
	s.MoveCaret(ByLine, 1, false)
	if s.doc.Measured(0) {
		t.Error("a paragraph of 270 KB was measured before the first frame")
	}
	s.golden("guessed")
	s.settle()
	if !s.doc.Measured(0) || s.Caret() == 0 {
		t.Error("the paragraph is not measured in the background")
	}
}

func TestPagesAreBakedAhead(t *testing.T) {
	s := newStage(t, 700, 600, 1, light, longArticle(400))
	d := &driver{s.View, s.queue, map[*strip]uint64{}, map[*sheet]any{}}
	s.settle()
	d.frame()
	s.ScrollBy(float64(s.page.line)) // towards the end: the next page is wanted
	pages := func(directions ...float64) {
		t.Helper()
		for _, direction := range directions {
			d.frame()
			s.strips.baker.Wait()
			baked, misses := s.strips.baked, s.strips.misses
			s.ScrollBy(direction * float64(s.page.height))
			if s.strips.baked-baked < 10 || s.strips.misses != misses {
				t.Errorf("%v page: of %d strips %d were not painted ahead", direction, s.strips.baked-baked, s.strips.misses-misses)
			}
		}
	}
	pages(1, 1, 1, 1, -1, -1, -1, 1)
	s.ScrollTo(len(s.article) / 2) // after a jump both ways are possible
	pages(-1, -1, 1, 1, 1)
	s.ScrollTo(len(s.article) / 3)
	pages(1, 1, -1, -1)
}

func TestWhatIsBakedAheadIsWhatWouldBePainted(t *testing.T) {
	content := longArticle(200)
	s := newStage(t, 700, 600, 1, light, content)
	s.settle()
	s.SetHighlights(makeHighlights(content, 300, 60))
	s.ScrollBy(10)
	s.ScrollBy(float64(s.page.height))
	s.strips.baker.Wait()
	for _, one := range s.strips.pool {
		if one.line < 0 {
			continue
		}
		ahead := s.bake(one, one.content.Width, one.content.Height).(*image.RGBA)
		if now := s.painter.Paint(&one.content); !bytes.Equal(ahead.Pix, now.Pix) {
			t.Errorf("the strip of line %d is stale", one.line)
		}
	}
}

func TestTheDriverMayAskForAnotherSize(t *testing.T) {
	s := newStage(t, 700, 600, 1, light, article)
	one := s.strips.pool[0]
	for _, size := range []image.Point{{one.content.Width + 1, one.content.Height}, {one.content.Width, one.content.Height}, {1, 1}} {
		if got := s.bake(one, size.X, size.Y).Bounds().Size(); got != size {
			t.Errorf("asked for %v, got %v", size, got)
		}
	}
}

func TestAnotherPaletteRepaintsAndAnotherScaleMeasures(t *testing.T) {
	s := newStage(t, 700, 600, 1, light, article)
	before := s.strips.baked
	s.SetPalette(dark)
	visible := 0
	for _, one := range s.strips.pool {
		if one.line >= 0 {
			visible++
		}
	}
	if n := s.strips.baked - before; n != visible {
		t.Errorf("of %d strips %d were painted in the new colours", visible, n)
	}
	size := s.page.size
	s.window.Canvas().(software.WindowlessCanvas).SetScale(1.5)
	s.Refresh()
	if s.page.scale != 1.5 || s.page.size != size*1.5 {
		t.Errorf("at scale 1.5 the page has scale %v and text of %v pixels", s.page.scale, s.page.size)
	}
}

func TestRightToLeftParagraphsStandAtTheRight(t *testing.T) {
	content := "שלום עולם\nabc"
	s := newStage(t, 700, 600, 1, light, content)
	shaped, _ := s.lineOf(0)
	if right := s.lineLeft(shaped) + shaped.Width; right != s.page.left+float32(s.page.column) {
		t.Errorf("the line ends at %v, the column at %v", right, s.page.left+float32(s.page.column))
	}
	s.focused = true
	s.SetCaret(0)
	if x := s.cursor.Position().X; x < 500 {
		t.Errorf("at the text's start the caret stands at %v", x)
	}
	s.MoveCaret(ByGrapheme, 1, false)
	before := s.cursor.Position().X
	s.MoveCaret(ByGrapheme, 1, false)
	if s.cursor.Position().X >= before {
		t.Error("forward in right-to-left text is not to the left")
	}
	s.SetSelection(text.Range{Start: 0, End: len(content)})
	if left, end := s.selection[0].Position().X, s.units(float64(s.lineLeft(shaped))); left >= end {
		t.Errorf("a selection that goes on begins at %v, the line at %v", left, end)
	}
}
