package lines

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"bluepencil/annotate/text"
	"bluepencil/app/articleview/shape"
	"bluepencil/app/articleview/shape/shapetest"
)

// TestLinesOfEveryScript holds the laws of lines to random texts of all
// scripts, mixed and pure, at random widths.
func TestLinesOfEveryScript(t *testing.T) {
	random := rand.New(rand.NewPCG(4, 4))
	for range 300 {
		content := shapetest.Text(random, 1+random.IntN(150)) + "\n" + shapetest.Text(random, random.IntN(30))
		width := 20 + random.Float64()*600
		d, s := measured(t, content, width)
		checkPartition(t, d, content)
		checkLines(t, d, s)
	}
}

// checkLines holds every line of a document to the laws.
func checkLines(t *testing.T, d *Document, s *shape.Shaper) {
	t.Helper()
	for i := range d.Count() {
		l := d.Line(i)
		words, base := d.Paragraph(l.Paragraph)
		if !text.IsBoundary(words, l.Start-base) {
			t.Fatalf("line %d begins inside of a grapheme: %+q", i, words)
		}
		line := s.Line(words, base, l.Start, l.End, size)
		checkCells(t, &line)
		checkPlaces(t, &line, !l.Last)
		checkExtents(t, &line)
		checkClicks(t, &line, !l.Last)
	}
}

// near tells whether two places are the same but for rounding.
func near(a, b float32) bool { return max(a-b, b-a) < 0.02 }

// cells are those of a line from left to right.
func cells(l *shape.Line) []shape.Caret {
	list := slices.Clone(l.Carets[:len(l.Carets)-1])
	slices.SortStableFunc(list, func(a, b shape.Caret) int {
		switch {
		case a.From+a.To < b.From+b.To:
			return -1
		case a.From+a.To > b.From+b.To:
			return 1
		}
		return 0
	})
	return list
}

// checkCells: the graphemes stand side by side and fill the line, whatever
// the order they are read in.
func checkCells(t *testing.T, l *shape.Line) {
	t.Helper()
	x := float32(0)
	for _, c := range cells(l) {
		if c.To < c.From || !near(c.From, x) {
			t.Fatalf("a grapheme from %v to %v where %v is reached, in a line of %v", c.From, c.To, x, l.Width)
		}
		x = c.To
	}
	if !near(x, l.Width) {
		t.Fatalf("the graphemes fill %v of %v", x, l.Width)
	}
}

// checkPlaces: the place of an offset is that offset again. Boundaries share a
// place only where a grapheme without a width is between two of them.
func checkPlaces(t *testing.T, l *shape.Line, goesOn bool) {
	t.Helper()
	narrow := slices.ContainsFunc(l.Carets[:len(l.Carets)-1], func(c shape.Caret) bool { return c.To == c.From })
	for i, c := range l.Carets {
		if goesOn && i == len(l.Carets)-1 && i > 0 {
			continue // is the next line's start
		}
		got := OffsetAt(l, XOf(l, c.Offset), goesOn)
		if got != c.Offset && (!narrow || XOf(l, got) != c.X) {
			t.Fatalf("offset %d stands at %v, where %d is found: %+v", c.Offset, c.X, got, l.Carets)
		}
	}
	if first, last := l.Carets[0].X, l.Carets[len(l.Carets)-1].X; l.RTL && (!near(first, l.Width) || last != 0) || !l.RTL && (first != 0 || !near(last, l.Width)) {
		t.Fatalf("the line's ends are at %v and %v of %v", first, last, l.Width)
	}
}

// checkExtents: a range covers its graphemes and nothing else, and one that
// follows it nothing of that.
func checkExtents(t *testing.T, l *shape.Line) {
	t.Helper()
	n := len(l.Carets) - 1
	for _, cut := range [][3]int{{0, n / 2, n}, {n / 3, n / 2, 2 * n / 3}, {n / 4, n/4 + 1, n}} {
		from, middle, to := l.Carets[cut[0]], l.Carets[min(cut[1], n)], l.Carets[cut[2]]
		before, after := Extents(l, from.Offset, middle.Offset), Extents(l, middle.Offset, to.Offset)
		for _, a := range before {
			for _, b := range after {
				if min(a.To, b.To)-max(a.From, b.From) > 0.02 {
					t.Fatalf("%v and %v overlap", before, after)
				}
			}
		}
		var want, got float32
		for _, c := range l.Carets[cut[0]:max(min(cut[1], n), cut[0])] {
			want += c.To - c.From
			middle := (c.From + c.To) / 2
			if !slices.ContainsFunc(before, func(e Extent) bool { return e.From <= middle && middle <= e.To }) {
				t.Fatalf("%v does not cover %+v", before, c)
			}
		}
		for _, e := range before {
			got += e.To - e.From
		}
		if max(got-want, want-got) > 0.02*float32(n+1) {
			t.Fatalf("%v covers %v, its graphemes are %v wide", before, got, want)
		}
	}
}

// checkClicks: a click on a grapheme goes to the side of it that is nearer.
func checkClicks(t *testing.T, l *shape.Line, goesOn bool) {
	t.Helper()
	for i, c := range l.Carets[:len(l.Carets)-1] {
		if c.To-c.From < 0.1 {
			continue
		}
		end := l.Carets[i+1].Offset
		if goesOn && i == len(l.Carets)-2 {
			end = c.Offset
		}
		left, right := c.Offset, end
		if c.RTL {
			left, right = right, left
		}
		if got := OffsetAt(l, c.From+(c.To-c.From)*0.3, goesOn); got != left {
			t.Fatalf("left of the middle of %+v: %d, want %d", c, got, left)
		}
		if got := OffsetAt(l, c.From+(c.To-c.From)*0.7, goesOn); got != right {
			t.Fatalf("right of the middle of %+v: %d, want %d", c, got, right)
		}
	}
}

// Thai and the like, without a blank for lines, is broken where it may be and
// not only where nothing else fits.
func TestTextWithoutBlanksFillsItsLines(t *testing.T) {
	for _, content := range []string{strings.Repeat("วันนี้ภาษาไทย", 40), strings.Repeat("漢字かな", 60), strings.Repeat("မြန်မာ", 60)} {
		d, s := measured(t, content, 300)
		for i := range d.Count() - 1 {
			l := d.Line(i)
			if line := s.Line(content, 0, l.Start, l.End, size); line.Width > 300.5 || line.Width < 200 {
				t.Errorf("%.12q: line %d is %v wide", content, i, line.Width)
			}
		}
	}
}
