package articleview

import (
	"image"
	"math/rand/v2"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
)

func TestACardIsOnThePageAndNotOverItsLine(t *testing.T) {
	random := rand.New(rand.NewPCG(9, 9))
	for range 2000 {
		page := image.Pt(200+random.IntN(1500), 150+random.IntN(1000))
		size := image.Pt(20+random.IntN(600), 10+random.IntN(700))
		top := random.IntN(page.Y) - 20
		line := image.Rect(0, top, page.X, top+36)
		r := placeCard(size, page, line, random.IntN(page.X))
		if !r.In(image.Rectangle{Max: page}) && !r.Empty() {
			t.Fatalf("a card of %v stands at %v of %v", size, r, page)
		}
		if r.Overlaps(line) {
			t.Fatalf("the card at %v covers its line at %v", r, line)
		}
		if room := max(line.Min.Y, page.Y-line.Max.Y) - 3*cardEdge; r.Dy() < min(size.Y, room) {
			t.Fatalf("a card of %v was cut to %v although there are %d rows", size, r, room)
		}
	}
}

func TestTheCardComesAfterARestAndGoesWithAnything(t *testing.T) {
	list := linkedHighlights(t)
	s := newStage(t, 900, 400, 1, light, article+longArticle(30))
	s.settle()
	s.SetHighlights(list)
	s.Describe = describe(list)
	s.rest("It is late")
	if !s.card.raster.Visible() {
		t.Fatal("no card came")
	}
	for name, act := range map[string]func(){
		"moving on":      func() { s.point("told the council") },
		"leaving":        s.MouseOut,
		"scrolling":      func() { s.ScrollBy(40) },
		"a key":          func() { s.TypedKey(&fyne.KeyEvent{Name: fyne.KeyF2}) },
		"a letter":       func() { s.TypedRune('z') },
		"a shortcut":     func() { s.TypedShortcut(&fyne.ShortcutCopy{}) },
		"a click":        func() { s.press(3, 0); s.release(3) },
		"another mark":   func() { s.PutHighlight(Highlight{ID: "x", Spans: list[1].Spans, Colour: pink}) },
		"switching off":  func() { s.SetHoverCard(false); s.SetHoverCard(true) },
		"the next story": func() { s.SetArticle(article + longArticle(30)); s.SetHighlights(list) },
	} {
		s.MouseOut()
		s.ScrollBy(-1000)
		s.rest("It is late")
		if !s.card.raster.Visible() {
			t.Fatalf("before %s no card came", name)
		}
		if act(); s.card.raster.Visible() {
			t.Errorf("%s leaves the card", name)
		}
		if c := s.window.Canvas(); c.Focused() != nil && c.Focused() != s.View {
			t.Errorf("%s: something else has the keyboard", name)
		}
	}
}

func (s *stage) point(words string) {
	e := &desktop.MouseEvent{}
	e.Position = s.pointAt(rangeOf(s.t, article, words).Start)
	s.MouseMoved(e)
}

func TestNoCardComesTooSoonOrUnasked(t *testing.T) {
	list := linkedHighlights(t)
	s := newStage(t, 900, 400, 1, light, article)
	s.SetHighlights(list)
	s.Describe = describe(list)
	s.point("It is late")
	s.clock.advance(restBefore - 1)
	if s.card.raster.Visible() {
		t.Error("the card came too soon")
	}
	s.point("told the council")
	s.clock.advance(2)
	if s.card.raster.Visible() {
		t.Error("the card came although the pointer had moved on")
	}
	s.rest("wait") // nothing is marked there
	if s.card.raster.Visible() {
		t.Error("a card came where nothing is marked")
	}
	s.SetHoverCard(false)
	s.rest("It is late")
	if s.card.raster.Visible() {
		t.Error("a card came although they are switched off")
	}
	if s.ShowCard() {
		t.Error("a card of no highlight was shown")
	}
	s.SetCurrent("claim")
	if !s.ShowCard() || !s.card.raster.Visible() {
		t.Error("the card of the current highlight was not shown")
	}
}
