package paint

import (
	"image"
	"image/color"
	"strings"
	"testing"
)

// inked lists the columns of a row in which anything is drawn.
func inked(img *image.RGBA, y int) (list []int) {
	for x := range img.Rect.Dx() {
		if img.RGBAAt(x, y).A > 0 {
			list = append(list, x)
		}
	}
	return list
}

func TestAGroundCoversItsTextAndNothingElse(t *testing.T) {
	e := newEasel(t)
	s := e.strip(sentence, 16)
	s.Line.Glyphs = nil // only the decoration
	f := e.over(s, sentence, "the council", Fragment{Row: -1, Colour: pink})
	s.Fragments = []Fragment{f}
	img := e.painter.Paint(s)
	c := newCanvas(s)
	for y := range s.Height {
		columns := inked(img, y)
		inside := float32(y) >= c.top && float32(y) < c.bottom
		switch {
		case inside && (len(columns) == 0 || columns[0] != int(f.From+0.5) || columns[len(columns)-1] != int(f.To+0.5)-1):
			t.Fatalf("row %d of the ground covers %v, want %v to %v", y, columns, f.From, f.To)
		case !inside && len(columns) > 0:
			t.Fatalf("row %d beyond the ground is drawn at %v", y, columns)
		}
	}
}

func TestBarsOfTwoLinesJoin(t *testing.T) {
	e := newEasel(t)
	for _, size := range []float32{11, 16, 19.25, 32, 47.5} {
		s := e.strip(sentence, size)
		s.Line.Glyphs = nil
		s.Fragments = []Fragment{{From: s.Left, To: s.Left, Style: Bar, Colour: blue}}
		img := e.painter.Paint(s)
		m := MetricsOf(size, Normal)
		for y := range s.Height {
			if drawn := len(inked(img, y)) > 0; drawn != (y >= m.Overlap && y < m.Overlap+m.Line) {
				t.Fatalf("at %v pixels an em the bar is drawn in row %d: %v; lines are %d high and begin at %d", size, y, drawn, m.Line, m.Overlap)
			}
		}
	}
}

func TestEveryRowFitsInTheStrip(t *testing.T) {
	e := newEasel(t)
	for _, size := range []float32{8, 12, 16, 24, 33, 64} {
		s := e.strip(sentence, size)
		s.Line.Glyphs = nil
		above, thickness := 0, 0
		for row := range Rows {
			s.Fragments = []Fragment{{From: s.Left, To: s.Left + 50, Style: Underline, Colour: blue, Row: row}}
			img := e.painter.Paint(s)
			top, n := 0, 0
			for y := range s.Height {
				if len(inked(img, y)) > 0 {
					top, n = y-n, n+1
				}
			}
			if row > 0 && (n != thickness || top <= above) {
				t.Errorf("at %v pixels an em row %d is %d high and begins at %d; the one above is %d high and ends at %d", size, row, n, top, thickness, above)
			}
			above, thickness = top+n, n
		}
	}
}

func TestTheFrameIsOpenWhereTheTextGoesOn(t *testing.T) {
	e := newEasel(t)
	for _, open := range []struct{ left, right bool }{{false, false}, {true, false}, {false, true}, {true, true}} {
		s := e.strip(sentence, 16)
		s.Line.Glyphs = nil
		f := e.over(s, sentence, "council", Fragment{Style: Underline, Row: Rows, Colour: blue, Current: true, OpenLeft: open.left, OpenRight: open.right})
		f.Starts = false
		s.Fragments = []Fragment{f}
		img := e.painter.Paint(s)
		columns := inked(img, int(s.Size*(BaselineEm-0.3)))
		if want := b2i(!open.left) + b2i(!open.right); len(columns) != want {
			t.Errorf("open at %v: the frame's sides are at %v", open, columns)
		}
	}
}

func b2i(b bool) int {
	if b {
		return 1
	}
	return 0
}

func TestTagsDoNotStandOverOtherWords(t *testing.T) {
	e := newEasel(t)
	s := e.strip(sentence, 16)
	s.Line.Glyphs = nil
	whole := e.over(s, sentence, "council: “The", Fragment{Style: Underline, Row: Rows, Colour: blue, Tag: "FIRSTTAG"})
	inner := e.over(s, sentence, "co", Fragment{Style: Underline, Row: Rows, Colour: pink, Tag: "LONGTAG"})
	s.Fragments = []Fragment{whole}
	alone := e.painter.Paint(s)
	s.Fragments = []Fragment{whole, inner}
	both := e.painter.Paint(s)
	top := int(newCanvas(s).top)
	for y := range top {
		if len(inked(both, y)) != len(inked(alone, y)) {
			t.Fatalf("the tag of two letters is drawn although there is no room for it")
		}
	}
}

func TestTheCurrentTagIsAlwaysSeen(t *testing.T) {
	e := newEasel(t)
	s := e.strip(sentence, 16)
	first := e.over(s, sentence, "told the", Fragment{Style: Underline, Row: 0, Colour: blue, Tag: "FIRST"})
	second := e.over(s, sentence, "to", Fragment{Style: Underline, Row: 1, Colour: pink, Tag: "CURRENT", Current: true})
	s.Fragments = []Fragment{first, second}
	img := e.painter.Paint(s)
	tab := color.RGBA{s.Frame.R, s.Frame.G, s.Frame.B, 255}
	if got := img.RGBAAt(int(second.From), int(newCanvas(s).top)-2); got != tab {
		t.Errorf("above the current highlight is %v, not its tab", got)
	}
}

func TestNothingIsDrawnBeyondTheStrip(t *testing.T) {
	e := newEasel(t)
	s := e.strip(sentence, 16)
	s.Width, s.Height = 20, 9 // far too small
	s.Hidden = 3
	for style := range Style(3) {
		s.Fragments = append(s.Fragments, Fragment{From: -50, To: 4000, Style: style, Pattern: Pattern(style), Row: int(style) - 1, Colour: blue, Tag: "TAG", Starts: true, Current: true})
	}
	if img := e.painter.Paint(s); img.Rect.Dx() != 20 || img.Rect.Dy() != 9 {
		t.Errorf("the image is %v", img.Rect)
	}
}

func TestAnEmptyLineIsPainted(t *testing.T) {
	e := newEasel(t)
	s := e.strip("", 16)
	s.Line = nil
	if img := e.painter.Paint(s); len(inked(img, 20)) > 0 {
		t.Error("a strip without a line has ink")
	}
}

func BenchmarkPaint(b *testing.B) {
	e := newEasel(b)
	words := strings.Repeat("It is not worth expecting that talks will lead to a result. ", 3)[:114]
	plain := e.strip(words, 16)
	marked := *plain
	for i := range 5 {
		from := marked.Left + float32(i)*130
		marked.Fragments = append(marked.Fragments, Fragment{From: from, To: from + 90, Style: Style(i % 3), Row: i%3 - 1, Colour: blue, Tag: "PER", Starts: true})
	}
	twice := e.strip(words, 32)
	for name, s := range map[string]*Strip{"plain-114": plain, "marked-114": &marked, "plain-114-2x": twice} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				e.painter.Paint(s)
			}
		})
	}
}
