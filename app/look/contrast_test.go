package look

import (
	"fmt"
	"image"
	"image/color"
	"math/rand/v2"
	"testing"

	"bluepencil/app/articleview"
	"bluepencil/app/articleview/paint"
	"bluepencil/app/articleview/shape"
	"bluepencil/assets"

	"fyne.io/fyne/v2/theme"
	"golang.org/x/image/font/gofont/goregular"
)

func pages() map[string]articleview.Palette {
	return map[string]articleview.Palette{"light": Page(theme.VariantLight), "dark": Page(theme.VariantDark)}
}

// everyMarking is how the labels of all codebooks look in both colours, and
// labels in colours that somebody may have chosen.
func everyMarking(t *testing.T) map[string]Marking {
	t.Helper()
	list := map[string]Marking{}
	for _, name := range assets.CodebookNames {
		cb, err := assets.Codebook(name)
		if err != nil {
			t.Fatal(err)
		}
		for _, colours := range []Colours{FromCodebook, ForAllEyes} {
			for id, m := range Markings(cb.Labels, colours) {
				list[fmt.Sprintf("%s %s %s", name, id, colours)] = m
			}
		}
	}
	random := rand.New(rand.NewPCG(7, 11))
	for i := range 300 {
		c := color.NRGBA{uint8(random.UintN(256)), uint8(random.UintN(256)), uint8(random.UintN(256)), 255}
		if i < 8 { // the corners: black, white, and the purest colours
			c = color.NRGBA{uint8(i & 1 * 255), uint8(i >> 1 & 1 * 255), uint8(i >> 2 & 1 * 255), 255}
		}
		list[fmt.Sprintf("chosen %v", c)] = Marking{Style: paint.Style(i % 3), Pattern: paint.Pattern(random.IntN(paint.Patterns)), Colour: c}
	}
	return list
}

// stripOf is a line without words, large enough that every part of a pattern is
// somewhere.
func stripOf(p articleview.Palette, fragments ...paint.Fragment) *paint.Strip {
	for i := range fragments {
		fragments[i].To = 60
	}
	return &paint.Strip{Width: 60, Height: paint.MetricsOf(16, paint.Normal).Height, Size: 16, Margin: 40, Line: &shape.Line{}, Fragments: fragments,
		Ink: p.Ink, Muted: p.Muted, Frame: p.Frame, Hit: p.Hit, Dark: p.Dark}
}

// behind is what one pixel of an image looks like on a ground.
func behind(img *image.RGBA, x, y int, ground color.NRGBA) color.NRGBA {
	c := img.RGBAAt(x, y)
	over := func(front, back uint8) uint8 { return front + uint8(uint32(back)*uint32(255-c.A)/255) }
	return color.NRGBA{over(c.R, ground.R), over(c.G, ground.G), over(c.B, ground.B), 255}
}

// least is the least contrast of a colour with what is painted in the rows of
// the words, which begin at the margin.
func least(img *image.RGBA, ink, ground color.NRGBA) float64 {
	contrast := 21.0
	for y := 10; y < 28; y++ {
		for x := 40; x < 60; x++ {
			contrast = min(contrast, Contrast(ink, behind(img, x, y, ground)))
		}
	}
	return contrast
}

// TestWordsCanBeReadOnEveryGround paints what may lie behind words: a label
// alone and while it is not saved, in piles with quotes in quotes, where people
// differ, and with what find found on top; on the page and where the words are
// selected. WCAG 2 asks for 4.5.
func TestWordsCanBeReadOnEveryGround(t *testing.T) {
	painter := newPainter(t)
	for theme, p := range pages() {
		for name, m := range everyMarking(t) {
			one := paint.Fragment{Style: m.Style, Pattern: m.Pattern, Colour: m.Colour}
			tint, bar, pending := one, one, one
			tint.Style, tint.Row, bar.Style, pending.Pending = paint.Tint, -1, paint.Bar, true
			if pending.Style == paint.Tint {
				pending.Row = -1
			}
			for pile, fragments := range map[string][]paint.Fragment{"alone": {tint}, "quote": {bar}, "not saved": {pending}, "in a quote": {bar, tint}, "in a quote in quotes": {bar, bar, bar, bar, tint}} {
				for _, ground := range []color.NRGBA{p.Page, p.Selection} {
					s := stripOf(p, fragments...)
					if c := least(paint.Sample(s), p.Ink, ground); c < 4.5 {
						t.Errorf("%s, %s, %s on %v: contrast %.2f", theme, name, pile, ground, c)
					}
					s.Disputed = []paint.Fragment{{From: 0, To: 60}}
					if c := least(painter.Paint(s), p.Ink, ground); c < 4.5 {
						t.Errorf("%s, %s, %s, disputed, on %v: contrast %.2f", theme, name, pile, ground, c)
					}
					s.Hits = []paint.Fragment{{From: 0, To: 60}}
					if c := least(painter.Paint(s), p.Ink, ground); c < 4.5 {
						t.Errorf("%s, %s, %s, found, on %v: contrast %.2f", theme, name, pile, ground, c)
					}
				}
			}
		}
	}
}

func newPainter(t *testing.T) *paint.Painter {
	t.Helper()
	faces, err := shape.NewFaces(goregular.TTF)
	if err != nil {
		t.Fatal(err)
	}
	return paint.NewPainter(faces)
}

// TestLinesAndBarsAreSeen holds what is drawn beside the words against the
// page. WCAG 2 asks for 3 of what is no text; tags are written in the same
// colours, and of text it asks for 4.5.
func TestLinesAndBarsAreSeen(t *testing.T) {
	for theme, p := range pages() {
		for name, m := range everyMarking(t) {
			line := paint.Sample(stripOf(p, paint.Fragment{Style: paint.Underline, Pattern: m.Pattern, Colour: m.Colour}))
			if c := strongest(line, image.Rect(0, 28, 60, 39), p.Page); c < 4.5 {
				t.Errorf("%s, %s: the line has a contrast of %.2f", theme, name, c)
			}
			s := stripOf(p, paint.Fragment{Style: paint.Bar, Pattern: m.Pattern, Colour: m.Colour})
			s.Fragments[0].From = 45 // so that the bar stands beside the ground
			if c := strongest(paint.Sample(s), image.Rect(20, 0, 40, 39), p.Page); c < 3 {
				t.Errorf("%s, %s: the bar has a contrast of %.2f", theme, name, c)
			}
		}
	}
}

// strongest is the highest contrast of a pixel with the page.
func strongest(img *image.RGBA, within image.Rectangle, page color.NRGBA) (contrast float64) {
	for y := within.Min.Y; y < within.Max.Y; y++ {
		for x := within.Min.X; x < within.Max.X; x++ {
			contrast = max(contrast, Contrast(behind(img, x, y, page), page))
		}
	}
	return contrast
}

// TestTagsCanBeRead looks for the ink of tags where they are written: above the
// words, and on the tab of the current highlight.
func TestTagsCanBeRead(t *testing.T) {
	painter := newPainter(t)
	const size = 96 // so large that some pixels are ink alone
	for theme, p := range pages() {
		for name, m := range everyMarking(t) {
			f := paint.Fragment{From: 20, To: 380, Style: paint.Underline, Colour: m.Colour, Tag: "HHH", Starts: true}
			s := &paint.Strip{Width: 400, Height: paint.MetricsOf(size, paint.Normal).Height, Size: size, Line: &shape.Line{}, Frame: p.Frame, Ink: p.Ink, Dark: p.Dark, Fragments: []paint.Fragment{f}}
			above := image.Rect(20, 0, 200, 55)
			if c := strongest(painter.Paint(s), above, p.Page); c < 4.5 {
				t.Errorf("%s, %s: the tag has a contrast of %.2f", theme, name, c)
			}
			s.Fragments[0].Current = true
			tab := painter.Paint(s)
			if c := strongest(tab, above, behind(tab, 20, 52, p.Page)); c < 4.5 {
				t.Errorf("%s, %s: the tag of the current one has a contrast of %.2f", theme, name, c)
			}
		}
	}
}

func TestInkOnAnyColourCanBeRead(t *testing.T) {
	for name, m := range everyMarking(t) {
		if c := Contrast(InkOn(m.Colour), m.Colour); c < 4.5 {
			t.Errorf("%s: the ink on it has a contrast of %.2f", name, c)
		}
	}
}

// TestTracksAreSeen holds the bars of tracks and the names beside them against
// the page, and the hatching of what people differ about. Names are written in
// the colours of bars, but no pixel of so small a letter is wholly covered.
func TestTracksAreSeen(t *testing.T) {
	painter := newPainter(t)
	for theme, p := range pages() {
		for name, m := range everyMarking(t) {
			for share := paint.WholeRow; share <= paint.LowerTwice; share++ {
				s := stripOf(p)
				s.Tracks = []paint.Track{{Name: "NV", Colour: m.Colour, Bars: []paint.TrackBar{{From: 40, To: 60, Colour: m.Colour, Pattern: m.Pattern, Share: share}}}}
				img := painter.Paint(s)
				if c := strongest(img, image.Rect(40, 30, 60, 39), p.Page); c < 4.5 {
					t.Errorf("%s, %s, share %d: the bar has a contrast of %.2f", theme, name, share, c)
				}
				if c := strongest(img, image.Rect(0, 30, 36, 39), p.Page); c < 3.5 {
					t.Errorf("%s, %s: the name has a contrast of %.2f", theme, name, c)
				}
			}
		}
		s := stripOf(p)
		s.Disputed = []paint.Fragment{{From: 40, To: 60}}
		if c := strongest(painter.Paint(s), image.Rect(40, 8, 60, 30), p.Page); c < 1.8 {
			t.Errorf("%s: the hatching has a contrast of %.2f", theme, c)
		}
	}
}
