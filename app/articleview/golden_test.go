package articleview

import (
	"fmt"
	"image/color"
	"testing"

	"bluepencil/annotate/text"
	"bluepencil/app/articleview/golden"
	"bluepencil/app/articleview/paint"

	"fyne.io/fyne/v2"
)

// golden holds what the window shows against an image in testdata.
func (s *stage) golden(name string) {
	s.t.Helper()
	golden.Compare(s.t, name, s.window.Canvas().Capture())
}

func sampleHighlights(t *testing.T) []Highlight {
	return []Highlight{
		{ID: "quote", Spans: []text.Range{rangeOf(t, article, "“It is late,”"), rangeOf(t, article, "“but it is not too late to do this properly.”")}, Style: paint.Bar, Colour: blue, Tag: "QUOTE"},
		{ID: "lund", Spans: []text.Range{rangeOf(t, article, "Mayor Ada Lund")}, Colour: pink, Tag: "PER"},
		{ID: "claim", Spans: []text.Range{rangeOf(t, article, "The new bridge is to cost 212 million crowns")}, Style: paint.Underline, Colour: orange, Tag: "CLAIM"},
		{ID: "amount", Spans: []text.Range{rangeOf(t, article, "212 million crowns")}, Colour: green, Tag: "AMT"},
		{ID: "cue", Spans: []text.Range{rangeOf(t, article, "told the council")}, Style: paint.Underline, Pattern: paint.Dotted, Colour: orange, Tag: "CUE"},
	}
}

// picture is what a golden image shows.
type picture struct {
	scale   float32
	palette Palette
	content string
	prepare func(*stage)
}

func pictures(t *testing.T) map[string]picture {
	return map[string]picture{
		"plain": {1, light, article, func(s *stage) {}},
		"empty": {1, light, "", func(s *stage) {}},
		"notice": {1, light, "", func(s *stage) {
			s.options.Empty = "Choose an article on the left, or import some: File, Import articles."
			s.Refresh()
		}},
		"emoji": {2, light, "Voters 👍 and 😀, a rocket 🚀, a heart ❤️ and a family 👨‍👩‍👧 in one line.\nCafe\u0301 naïve, ﬁne, “quoted” — 12 °C.", func(s *stage) { s.SetSelection(text.Range{Start: 7, End: 11}) }},
		"patterns": {1, light, article, func(s *stage) {
			list := sampleHighlights(t)
			for i := range list {
				list[i].Pattern = paint.Pattern(i)
			}
			s.SetHighlights(list)
		}},
		"narrow": {1, light, article, func(s *stage) {
			s.SetHighlights(sampleHighlights(t))
			s.SetCurrent("claim")
			s.Resize(fyne.NewSize(260, 400))
		}},
		"focused": {1, light, article, func(s *stage) {
			s.FocusGained()
			s.SetCaret(rangeOf(t, article, "Lund").Start)
		}},
		"marked":    {1, light, article, func(s *stage) { s.SetHighlights(sampleHighlights(t)) }},
		"dark":      {1, dark, article, func(s *stage) { s.SetHighlights(sampleHighlights(t)) }},
		"two-times": {2, light, article, func(s *stage) { s.SetHighlights(sampleHighlights(t)) }},
		"current":   {1, light, article, func(s *stage) { s.SetHighlights(sampleHighlights(t)); s.SetCurrent("quote") }},
		"zoomed":    {1, light, article, func(s *stage) { s.SetHighlights(sampleHighlights(t)); s.SetZoom(1.5) }},
		"selected": {1, light, article, func(s *stage) {
			s.SetHighlights(sampleHighlights(t))
			s.SetSelection(text.Range{Start: 10, End: rangeOf(t, article, "late,”").End})
		}},
		"overlaps": {1, light, article, func(s *stage) {
			var list []Highlight
			r := rangeOf(t, article, "decision could not wait")
			for i, c := range []color.NRGBA{pink, green, blue, orange, pink, green} {
				list = append(list, Highlight{ID: fmt.Sprint(i), Spans: []text.Range{{Start: r.Start + 2*i, End: r.End + 9*i}}, Colour: c, Tag: fmt.Sprint("T", i)})
			}
			s.SetHighlights(list)
		}},
		"pending": {1, light, article, func(s *stage) {
			list := sampleHighlights(t)
			for i := range list {
				list[i].Pending = true
			}
			s.SetHighlights(list)
		}},
		"tight": {1, light, article, func(s *stage) { s.SetSpacing(paint.Tight); crowd(t, s) }},
		"wide":  {1, light, article, func(s *stage) { s.SetSpacing(paint.Wide); crowd(t, s) }},
		"found": {1, light, article, func(s *stage) {
			s.SetFindHits([]text.Range{rangeOf(t, article, "late,"), rangeOf(t, article, "late to")})
		}},
		"scrolled": {1, light, longArticle(60), func(s *stage) { s.settle(); s.ScrollBy(333) }},
	}
}

// TestGoldenPair shows one article twice, marked by two people.
func TestGoldenPair(t *testing.T) {
	content := article + longArticle(6)
	s := newStage(t, 900, 300, 1, light, content)
	b := s.besides(content)
	s.window.Resize(fyne.NewSize(900, 300))
	list := sampleHighlights(t)
	s.SetHighlights(list)
	b.SetHighlights(list[1:3])
	b.SetCurrent("claim")
	Join(s.View, b, nil)
	b.ScrollBy(60)
	s.golden("pair")
}

// crowd marks words in more ways than there are rows for, above others that are
// marked too.
func crowd(t *testing.T, s *stage) {
	list := sampleHighlights(t)
	r := rangeOf(t, article, "late to do this properly")
	for i, c := range []color.NRGBA{pink, green, blue, orange, pink} {
		list = append(list, Highlight{ID: fmt.Sprint(i), Spans: []text.Range{{Start: r.Start + 3*i, End: r.End}}, Colour: c, Tag: fmt.Sprint("T", i)})
	}
	s.SetHighlights(list)
}

func TestGoldenImages(t *testing.T) {
	for name, c := range pictures(t) {
		t.Run(name, func(t *testing.T) {
			s := newStage(t, 640, 400, c.scale, c.palette, c.content)
			c.prepare(s)
			s.golden(name)
		})
	}
}
