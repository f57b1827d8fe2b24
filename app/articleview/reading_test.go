package articleview

import (
	"testing"

	"bluepencil/app/articleview/paint"
	"bluepencil/app/articleview/shape"

	"fyne.io/fyne/v2/theme"
	"golang.org/x/image/font/gofont/goregular"
)

// TestTheFirstVisibleLineStays changes how the article is set, one after the
// other, and back again.
func TestTheFirstVisibleLineStays(t *testing.T) {
	other, err := shape.NewFaces(theme.DefaultTextFont().Content(), goregular.TTF)
	if err != nil {
		t.Fatal(err)
	}
	changes := map[string]func(*stage){
		"tight":       func(s *stage) { s.SetSpacing(paint.Tight) },
		"wide":        func(s *stage) { s.SetSpacing(paint.Wide) },
		"narrow":      func(s *stage) { s.SetMeasure(40) },
		"whole width": func(s *stage) { s.SetMeasure(WholeWidth) },
		"half size":   func(s *stage) { s.SetZoom(MinZoom) },
		"three times": func(s *stage) { s.SetZoom(MaxZoom) },
		"other fonts": func(s *stage) { s.SetFaces(other) },
	}
	for name, change := range changes {
		t.Run(name, func(t *testing.T) {
			s := newStage(t, 640, 400, 1, light, longArticle(80))
			s.settle()
			s.ScrollBy(2000)
			before := s.doc.Line(s.doc.LineAtY(s.scroll - s.page.top)).Start
			change(s)
			s.settle()
			l := s.doc.Line(s.doc.LineAtY(s.scroll - s.page.top))
			if before < l.Start || before >= l.End {
				t.Errorf("the line on top has bytes %d to %d, byte %d was there before", l.Start, l.End, before)
			}
		})
	}
}

func TestSpacingMovesLinesAndNothingElse(t *testing.T) {
	s := newStage(t, 640, 400, 1, light, longArticle(5))
	s.settle()
	lines, height := s.doc.Count(), s.doc.Y(1)-s.doc.Y(0)
	s.SetSpacing(paint.Wide)
	if s.doc.Count() != lines {
		t.Errorf("%d lines became %d", lines, s.doc.Count())
	}
	if got := s.doc.Y(1) - s.doc.Y(0); got <= height || got != float64(paint.MetricsOf(16, paint.Wide).Line) {
		t.Errorf("the second line is %v pixels below the first, before it was %v", got, height)
	}
}

func TestTheWholeWidthIsTaken(t *testing.T) {
	s := newStage(t, 1600, 400, 1, light, longArticle(5))
	narrow := s.page.column
	s.SetMeasure(WholeWidth)
	if s.page.column <= narrow || float64(s.page.left)*2+s.page.column < 1590 {
		t.Errorf("of 1600 pixels the column takes %v", s.page.column)
	}
	if last := s.page.stripLeft + s.page.stripWidth; last > s.page.width {
		t.Errorf("the strips end at %d", last)
	}
}

func TestZoomGoesInRoundSteps(t *testing.T) {
	zoom := float32(MinZoom)
	var seen []float32
	for range 20 {
		seen = append(seen, zoom)
		next := NextZoom(zoom, 1)
		if next == zoom {
			break
		}
		if back := NextZoom(next, -1); back != zoom {
			t.Errorf("from %v up to %v and down to %v", zoom, next, back)
		}
		zoom = next
	}
	if zoom != MaxZoom || len(seen) != 13 {
		t.Errorf("the steps are %v", seen)
	}
	if NextZoom(MinZoom, -1) != MinZoom || NextZoom(1.03, 1) != 1.1 || NextZoom(1.03, -1) != 1 {
		t.Error("sizes between the steps do not come to the next one")
	}
}
