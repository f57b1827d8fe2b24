package articleview

import (
	"fmt"
	"image"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"bluepencil/annotate/text"
	"bluepencil/app/articleview/paint"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
)

func TestCardsAreInOrderAndDoNotOverlap(t *testing.T) {
	random := rand.New(rand.NewPCG(4, 4))
	for range 300 {
		var list []linkWant
		y := 0.0
		for range random.IntN(40) {
			y += float64(random.IntN(90))
			list = append(list, linkWant{y: y, height: float64(10 + random.IntN(60))})
		}
		places := placeCards(list, 5)
		for i := range list {
			free := 0.0
			if i > 0 {
				free = places[i-1] + list[i-1].height + 5
			}
			if want := max(list[i].y, free); places[i] != want {
				t.Fatalf("card %d of a line at %v stands at %v, want %v", i, list[i].y, places[i], want)
			}
		}
	}
}

// linkedArticle is many paragraphs, each with a quote that is linked.
func linkedArticle(n int) (content string, list []Highlight) {
	content = longArticle(n)
	at := 0
	for i := range n {
		end := at + strings.IndexByte(content[at:], '\n')
		who := fmt.Sprint("who", i)
		list = append(list, Highlight{ID: who, Label: "PER", Spans: []text.Range{{Start: at, End: at + 9}}, Colour: pink},
			Highlight{ID: fmt.Sprint("quote", i), Label: "QUOTE", Style: paint.Bar, Spans: []text.Range{{Start: at + 15, End: end}}, Colour: blue,
				Links: []Link{{"speaker", "Mayor Ada Lund of Port Alder", who}, {"cue", "said", ""}, {"addressee", "the council", fmt.Sprint("who", n-1)}}})
		at = end + 1
	}
	return content, list
}

func TestCardsStandBesideWhatIsOnThePage(t *testing.T) {
	content, list := linkedArticle(80)
	s := newStage(t, 1200, 700, 1, light, content)
	s.settle()
	s.SetHighlights(list)
	for range 30 {
		s.ScrollBy(97)
		var last *linkCard
		shown := 0
		for _, one := range s.margin.pool {
			if one.used != one.raster.Visible() {
				t.Fatal("a card that is not used is shown, or the other way round")
			}
			if one.used {
				shown++
			}
		}
		cards := slices.DeleteFunc(slices.Clone(s.margin.pool), func(c *linkCard) bool { return !c.used })
		slices.SortFunc(cards, func(a, b *linkCard) int { return a.r.Min.Y - b.r.Min.Y })
		for _, one := range cards {
			if one.r.Min.X < int(float64(s.page.left)+s.page.column) || one.r.Max.X > s.page.aside.left || one.r.Dx() < 60 {
				t.Fatalf("a card stands at %v; the text ends at %v, the overview begins at %v", one.r, float64(s.page.left)+s.page.column, s.page.aside.left)
			}
			if last != nil && (one.r.Min.Y < last.r.Max.Y || one.want.y <= last.want.y) {
				t.Fatalf("the cards at %v and %v overlap, or are in another order than their lines", last.r, one.r)
			}
			last = one
		}
		if shown == 0 || shown > 700/20 {
			t.Fatalf("%d cards are shown", shown)
		}
	}
	if n := len(s.margin.pool); n > 40 {
		t.Errorf("%d cards were made for one page", n)
	}
	s.SetLinkCards(false)
	if s.margin.pool[0].raster.Visible() || s.page.aside.cardWidth != 0 {
		t.Error("cards that are switched off are shown")
	}
	s.SetLinkCards(true)
	s.Resize(fyne.NewSize(700, 700))
	if s.page.aside.cardWidth != 0 {
		t.Error("cards are shown although the text needs the room")
	}
}

func TestScrollingMovesCardsAndCurvesWithoutPainting(t *testing.T) {
	content, list := linkedArticle(80)
	s := newStage(t, 1200, 700, 1, light, content)
	s.settle()
	s.SetHighlights(list)
	s.SetCurrent("quote8")
	s.ScrollTo(s.startOf("quote8"))
	card, curve := s.margin.shown["quote8"], s.arcs.curves[0]
	before, keys, y := [2]image.Rectangle{card.r}, [2]any{card.key, curve.key}, curve.raster.Position().Y
	for range 5 {
		s.ScrollBy(13)
	}
	if card.key != keys[0] || curve.key != keys[1] {
		t.Error("a card or a curve was painted anew by scrolling")
	}
	if card.r.Min.Y != before[0].Min.Y-65 || curve.raster.Position().Y != y-65 {
		t.Errorf("after 65 pixels the card moved from %v to %v, the curve from %v to %v", before[0], card.r, y, curve.raster.Position().Y)
	}
}

func TestALinkInTheMarginLightsAndOpensItsEnds(t *testing.T) {
	content, list := linkedArticle(80)
	s := newStage(t, 1200, 700, 1, light, content)
	s.settle()
	s.SetHighlights(list)
	var told []string
	s.OnHighlightTapped = func(ids []string, _ int) { told = ids }
	s.ScrollBy(300)
	card := s.margin.shown["quote6"]
	on := func(link int) fyne.Position {
		row := (float32(card.want.rows(link)) + 0.5) * linkPitchEm * s.linkType()
		return fyne.NewPos(float32(card.r.Min.X)+30, float32(card.r.Min.Y)+s.linkType()*linkPadEm+row)
	}
	e := &desktop.MouseEvent{Button: desktop.MouseButtonPrimary}
	for link, want := range [][]string{{"quote6", "who6"}, {"quote6"}, {"quote6", "who79"}} {
		e.Position = on(link)
		s.MouseMoved(e)
		if got := s.marks.show.glowing; !slices.Equal(got, want) {
			t.Errorf("over link %d %v are lit, want %v", link, got, want)
		}
	}
	if s.Cursor() != desktop.PointerCursor {
		t.Error("the pointer does not say that a card can be clicked")
	}
	scroll, caret := s.scroll, s.Caret()
	e.Position = on(0)
	s.MouseDown(e)
	s.MouseUp(e)
	if !slices.Equal(told, []string{"quote6"}) || s.scroll != scroll || s.Caret() != caret {
		t.Errorf("a click told %v and moved the page from %v to %v, the caret to %d", told, scroll, s.scroll, s.Caret())
	}
	e.Position = on(2)
	s.MouseDown(e)
	s.MouseUp(e)
	if first, last := s.visible(); s.doc.LineAt(s.startOf("who79"), false) < first || s.doc.LineAt(s.startOf("who79"), false) > last {
		t.Error("the end that is off the page was not gone to")
	}
	s.MouseOut()
	if s.marks.show.glowing != nil || s.Cursor() != desktop.TextCursor {
		t.Error("something stays lit after the pointer left")
	}
}

func TestCurvesLeadToTheEdgeWhereTheirEndIsOffThePage(t *testing.T) {
	content, list := linkedArticle(80)
	s := newStage(t, 1200, 700, 1, light, content)
	s.settle()
	s.SetHighlights(list)
	s.SetCurrent("quote3")
	arcs := s.currentArcs()
	if len(arcs) != 2 {
		t.Fatalf("%d curves for two links to highlights", len(arcs))
	}
	if a := arcs[0]; a.to.Y > 700 || a.to.Y < 0 || a.from.Y != a.to.Y {
		t.Errorf("on one line the curve goes from %v to %v", a.from, a.to)
	}
	if a := arcs[1]; a.to.Y != 698 {
		t.Errorf("towards the end below the page the curve goes to %v", a.to)
	}
	s.ScrollBy(s.height())
	if arcs = s.currentArcs(); len(arcs) != 1 || arcs[0].from.Y != 2 {
		t.Errorf("from a highlight above the page to one on it lead %+v", arcs)
	}
	s.SetCurrent("who3")
	if len(s.currentArcs()) != 0 || s.arcs.curves[0].raster.Visible() {
		t.Error("a highlight without links has curves")
	}
}

func TestTheOverviewMapsOffsetsAndBack(t *testing.T) {
	content, list := linkedArticle(120)
	for _, scale := range []float32{1, 2} {
		s := newStage(t, 1000, 600, scale, light, content)
		s.settle()
		s.SetHighlights(list)
		p := s.planOf()
		for offset := 0; offset < len(content); offset += 37 {
			x, y := p.at(offset)
			if x < 0 || x > float64(p.width) || y < 0 || y > float64(p.height) {
				t.Fatalf("offset %d stands at %v, %v of %d by %d", offset, x, y, p.width, p.height)
			}
			line := s.doc.LineAt(offset, false)
			if back := s.doc.LineAt(p.offsetAt(y+p.lineHeight()/2), false); back != line {
				t.Fatalf("offset %d on line %d comes back on line %d", offset, line, back)
			}
		}
	}
}

func TestTheOverviewShowsEveryKindOfPlace(t *testing.T) {
	content := longArticle(120)
	s := newStage(t, 1000, 600, 1, light, content)
	s.settle()
	r := rangeOf(t, content, "Paragraph 60 says")
	plain, _ := s.planOf().bake()
	differs := func(what string, bar bool) {
		s.settle()
		picture, ticks := s.planOf().bake()
		top, rows := int((s.doc.Y(s.doc.LineAt(r.Start, false))+s.page.top)*s.mapScale()), 0
		for y := range picture.Rect.Dy() {
			if string(picture.Pix[y*picture.Stride:(y+1)*picture.Stride]) != string(plain.Pix[y*plain.Stride:(y+1)*plain.Stride]) {
				rows++
				if y < top-1 || y > top+6 {
					t.Errorf("%s at row %d shows at row %d", what, top, y)
				}
			}
		}
		inked := slices.ContainsFunc(ticks.Pix, func(v uint8) bool { return v != 0 })
		if rows == 0 || inked != bar {
			t.Errorf("%s takes %d rows of the overview; on the scrollbar: %v", what, rows, inked)
		}
	}
	for style := range paint.Style(3) {
		s.SetHighlights([]Highlight{{ID: "a", Style: style, Spans: []text.Range{r}, Colour: blue}})
		differs(fmt.Sprint("style ", style), false)
	}
	s.SetHighlights(nil)
	s.SetFindHits([]text.Range{r})
	differs("a hit", true)
	s.SetFindHits(nil)
	s.SetPlaces([]Place{{r, Disagreement}})
	differs("a disagreement", true)
}

func TestTheOverviewIsClickedAndDragged(t *testing.T) {
	s := newStage(t, 1000, 600, 1, light, longArticle(300))
	s.settle()
	at := fyne.NewPos(s.units(float64(s.page.aside.mapLeft+5)), 300)
	s.MouseDown(s.mouse(at, desktop.MouseButtonPrimary))
	if want := 300/s.mapScale() - 300; s.scroll < want-1 || s.scroll > want+1 {
		t.Errorf("a click in the middle went to %v, want %v", s.scroll, want)
	}
	drag := &fyne.DragEvent{}
	drag.Position = fyne.NewPos(at.X, 310)
	before := s.scroll
	s.Dragged(drag)
	if moved, want := s.scroll-before, 10/s.mapScale(); moved < want-1 || moved > want+1 {
		t.Errorf("ten units further the page moved by %v, want %v", moved, want)
	}
	drag.Position.Y = 5000
	s.Dragged(drag)
	s.DragEnd()
	if s.scroll != s.height()-600 || s.Caret() != 0 || !s.Selection().Empty() {
		t.Errorf("dragged beyond the end, the page is at %v, the caret at %d", s.scroll, s.Caret())
	}
}

// TestChangesWhileTheOverviewIsPaintedWaitForIt sees that work never piles up.
func TestChangesWhileTheOverviewIsPaintedWaitForIt(t *testing.T) {
	content, list := linkedArticle(120)
	s := newStage(t, 1000, 600, 1, light, content)
	s.settle()
	for i := range 50 {
		s.SetHighlights(list[:i+1])
	}
	s.overview.work.Wait()
	if n := len(s.queue.jobs); n != 1 {
		t.Errorf("%d jobs wait after fifty changes", n)
	}
	s.settle()
	if want, _ := s.planOf().bake(); string(s.overview.picture.Pix) != string(want.Pix) {
		t.Error("the overview does not show the last change")
	}
	if limit := 2 * 4 * mapUnits * 600; len(s.overview.picture.Pix)+len(s.overview.ticks.Pix) > limit {
		t.Errorf("the pictures take %d bytes, more than %d", len(s.overview.picture.Pix)+len(s.overview.ticks.Pix), limit)
	}
	made := s.overview.made
	s.SetCurrent("who3")
	s.ScrollBy(500)
	if s.overview.baking || s.overview.made != made {
		t.Error("scrolling or another current highlight has the overview painted anew")
	}
}
