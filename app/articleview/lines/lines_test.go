package lines

import (
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"sync"
	"testing"

	"bluepencil/annotate/text"
	"bluepencil/app/articleview/shape"
	"bluepencil/app/articleview/shape/shapetest"
)

func faces(t testing.TB) *shape.Faces {
	t.Helper()
	f, err := shape.NewFaces(shapetest.Fonts()...)
	if err != nil {
		t.Fatal(err)
	}
	return f
}

const size = 16

var metrics = Metrics{LineHeight: 34, ParagraphGap: 9, MeanAdvance: 8}

// measured lays a text out with every paragraph measured.
func measured(t testing.TB, content string, width float64) (*Document, *shape.Shaper) {
	t.Helper()
	s := shape.NewShaper(faces(t))
	d := New(content, metrics, width)
	for p := range d.Paragraphs() {
		words, _ := d.Paragraph(p)
		d.SetMeasure(p, s.Measure(words, size))
	}
	return d, s
}

var torture = []string{
	"", "\n", "one", "one\ntwo\n", "a\r\nb\rc\u2028d\u2029e", "\t tab\tand tab", "e\u0301tude and 👨‍👩‍👧 family \U0001d4aa",
	strings.Repeat("long ", 300), strings.Repeat("x", 900), "short " + strings.Repeat("unbreakable", 40) + " end",
	"Soft\u00adhyphen and no\u00a0break", "שלום עולם 123 abc", "日本語の文章はスペースなしで続いていくものである。" + strings.Repeat("漢字", 60),
	strings.Repeat(" ", 400), "trailing blanks      ",
}

// TestLinesPartitionTheText: lines follow each other without gap or overlap,
// and everything but terminators is on a line.
func TestLinesPartitionTheText(t *testing.T) {
	for _, content := range torture {
		for _, width := range []float64{1, 60, 300, 5000} {
			d, _ := measured(t, content, width)
			checkPartition(t, d, content)
		}
	}
}

func checkPartition(t *testing.T, d *Document, content string) {
	t.Helper()
	last := -1
	end := 0
	for i := range d.Count() {
		l := d.Line(i)
		content, start := d.Paragraph(l.Paragraph)
		switch {
		case l.Paragraph != last && (l.Paragraph != last+1 || l.Start != start || !l.First):
			t.Fatalf("line %d does not begin paragraph %d: %+v", i, l.Paragraph, l)
		case l.Paragraph == last && (l.Start != end || l.First):
			t.Fatalf("line %d does not follow the one before: %+v after %d", i, l, end)
		}
		if l.Last && l.End != start+len(content) {
			t.Fatalf("line %d is the last one and ends at %d of %d", i, l.End, start+len(content))
		}
		if l.End < l.Start || l.Start == l.End && len(content) > 0 {
			t.Fatalf("line %d is empty: %+v", i, l)
		}
		last, end = l.Paragraph, l.End
	}
	if last != d.Paragraphs()-1 {
		t.Fatalf("the last line is of paragraph %d of %d", last, d.Paragraphs())
	}
}

func FuzzWrap(f *testing.F) {
	for _, content := range torture {
		f.Add(content, 120.0)
	}
	random := rand.New(rand.NewPCG(6, 6))
	for range 30 {
		f.Add(shapetest.Text(random, 60), 150.0)
	}
	f.Fuzz(func(t *testing.T, content string, width float64) {
		if len(content) > 4000 || strings.ToValidUTF8(content, "") != content || !(width > 0 && width < 1e5) {
			t.Skip()
		}
		d, s := measured(t, content, width)
		checkPartition(t, d, content)
		checkLines(t, d, s)
		for offset := 0; offset <= len(content); offset++ {
			l := d.Line(d.LineAt(offset, false))
			if offset < l.Start {
				t.Fatalf("offset %d is put on a line that begins at %d", offset, l.Start)
			}
		}
	})
}

// TestLinesFit: no line is wider than the page, but for a single grapheme.
func TestLinesFit(t *testing.T) {
	for _, content := range torture {
		const width = 150
		d, s := measured(t, content, width)
		for i := range d.Count() {
			l := d.Line(i)
			words, base := d.Paragraph(l.Paragraph)
			line := s.Line(words, base, l.Start, l.End, size)
			ink := s.Line(words, base, l.Start, l.Start+len(strings.TrimRight(content[l.Start:l.End], " \t")), size).Width
			if ink > width+0.5 && text.NextGrapheme(content, l.Start) != l.End && line.Start != line.End && !strings.Contains(content[l.Start:l.End], "\u00a0") {
				t.Errorf("%q is %.1f wide", content[l.Start:l.End], ink)
			}
		}
	}
}

// TestMeasureAgreesWithTheLine: what was measured up to a break is what the
// line up to there is wide.
func TestMeasureAgreesWithTheLine(t *testing.T) {
	s := shape.NewShaper(faces(t))
	for _, content := range torture {
		for _, p := range text.Paragraphs(content) {
			words := content[p.Start:p.End]
			m := s.Measure(words, size)
			for _, b := range m.Breaks {
				measured := max(b.Advance, b.Ink) // which has the hyphen at a soft one
				if l := s.Line(words, 0, 0, b.Offset(), size); l.Width-measured > 0.51 || measured-l.Width > 0.51 {
					t.Errorf("%.40q up to %d: measured %.2f, drawn %.2f", words, b.Offset(), measured, l.Width)
				}
			}
		}
	}
}

func TestWrappingAnewIsWrappingAtOnce(t *testing.T) {
	content := strings.Join(torture, "\n")
	d, _ := measured(t, content, 500)
	for _, width := range []float64{90, 700, 250} {
		d.Wrap(width)
		fresh, _ := measured(t, content, width)
		if d.Count() != fresh.Count() || d.Height() != fresh.Height() {
			t.Fatalf("width %v: %d lines, wrapped at once %d", width, d.Count(), fresh.Count())
		}
		for i := range d.Count() {
			if d.Line(i) != fresh.Line(i) {
				t.Fatalf("width %v: line %d is %+v, wrapped at once %+v", width, i, d.Line(i), fresh.Line(i))
			}
		}
	}
}

func TestPlaces(t *testing.T) {
	content := strings.Join(torture, "\n")
	d, _ := measured(t, content, 200)
	for i := range d.Count() {
		if got := d.LineAtY(d.Y(i) + 1); got != i {
			t.Fatalf("line %d stands at %v, where line %d is found", i, d.Y(i), got)
		}
		l := d.Line(i)
		if got := d.LineAt(l.Start, false); got != i && l.Start != l.End {
			t.Fatalf("line %d begins at %d, which is found on line %d", i, l.Start, got)
		}
		if !l.Last {
			if got := d.LineAt(l.End, true); got != i {
				t.Fatalf("the end of line %d is found on line %d", i, got)
			}
		}
	}
}

func TestCaretsAndOffsetsAreInverse(t *testing.T) {
	s := shape.NewShaper(faces(t))
	for _, content := range []string{"plain words here", "e\u0301tude 👨‍👩‍👧 fi ffl", "tab\tstop"} {
		l := s.Line(content, 0, 0, len(content), size)
		for offset := 0; offset < len(content); offset = text.NextGrapheme(content, offset) {
			if got := OffsetAt(&l, XOf(&l, offset), false); got != offset {
				t.Errorf("%q: %d comes back as %d", content, offset, got)
			}
		}
		var previous float32 = -1
		for _, c := range l.Carets {
			if c.X < previous {
				t.Errorf("%q: the caret runs back at %d", content, c.Offset)
			}
			previous = c.X
		}
	}
}

func TestAClickLandsOnTheNearerSide(t *testing.T) {
	s := shape.NewShaper(faces(t))
	l := s.Line("mm", 0, 0, 2, size)
	m := l.Carets[1].X
	for x, want := range map[float32]int{0: 0, m * 0.4: 0, m * 0.6: 1, m * 1.4: 1, m * 1.6: 2, m * 9: 2, -5: 0} {
		if got := OffsetAt(&l, x, false); got != want {
			t.Errorf("at %.1f of %.1f: %d, want %d", x, m, got, want)
		}
	}
}

func TestARangeAcrossDirectionsHasSeveralExtents(t *testing.T) {
	s := shape.NewShaper(faces(t))
	content := "abc שלום def"
	l := s.Line(content, 0, 0, len(content), size)
	whole := Extents(&l, 0, len(content))
	if len(whole) != 1 || whole[0].From != 0 || whole[0].To != l.Width {
		t.Errorf("the whole line covers %v of %v", whole, l.Width)
	}
	if part := Extents(&l, 2, strings.Index(content, "ום")); len(part) != 2 {
		t.Errorf("from Latin into the middle of Hebrew: %v, want two stretches", part)
	}
}

func randomSpans(random *rand.Rand, n, length int) []Span {
	list := make([]Span, n)
	for i := range list {
		start := random.IntN(length)
		list[i] = Span{start, start + 1 + random.IntN(length/4), int32(i)}
	}
	return list
}

func TestIndexFindsWhatLookingAtAllFinds(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 1))
	for range 60 {
		spans := randomSpans(random, 1+random.IntN(200), 1000)
		x := NewIndex(spans)
		for range 20 {
			if random.IntN(2) == 0 {
				s := randomSpans(random, 1, 1000)[0]
				s.ID = int32(1000 + len(spans))
				spans = append(spans, s)
				x.Add(s)
			} else {
				id := spans[random.IntN(len(spans))].ID
				spans = slices.DeleteFunc(spans, func(s Span) bool { return s.ID == id })
				x.Remove(id)
				if len(spans) == 0 {
					break
				}
			}
			start := random.IntN(1000)
			end := start + 1 + random.IntN(100)
			var want []Span
			for _, s := range spans {
				if s.Start < end && s.End > start {
					want = append(want, s)
				}
			}
			slices.SortFunc(want, compareSpans)
			if got := x.Touching(start, end, nil); !slices.Equal(got, want) {
				t.Fatalf("[%d,%d): found %v, want %v", start, end, got, want)
			}
		}
	}
}

func TestMeasuringInTheBackgroundIsMeasuring(t *testing.T) {
	content := news(200 << 10)
	d := New(content, metrics, 500)
	list := make([]int, d.Paragraphs())
	for i := range list {
		list[i] = i
	}
	var mu sync.Mutex
	got := map[int]shape.Measure{}
	MeasureAll(context.Background(), faces(t), size, func(p int) string { s, _ := d.Paragraph(p); return s }, list, func(results []Result) {
		mu.Lock()
		defer mu.Unlock()
		for _, r := range results {
			got[r.Paragraph] = r.Measure
		}
	})
	if len(got) != d.Paragraphs() {
		t.Fatalf("%d of %d paragraphs", len(got), d.Paragraphs())
	}
	s := shape.NewShaper(faces(t))
	for p, m := range got {
		words, _ := d.Paragraph(p)
		if want := s.Measure(words, size); !slices.Equal(m.Breaks, want.Breaks) {
			t.Fatalf("paragraph %d was measured differently", p)
		}
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	MeasureAll(ctx, faces(t), size, func(p int) string { s, _ := d.Paragraph(p); return s }, list, func([]Result) { t.Error("a result after the cancel") })
}

// news makes a text of words in paragraphs of about an article's length.
func news(bytes int) string {
	random := rand.New(rand.NewPCG(7, 7))
	words := strings.Fields("the council of Port Alder said on Tuesday that river levels had fallen again while ministers in the capital denied having known about repairs to bridges which cost more than 212 million crowns according to officials who asked not to be named")
	var b strings.Builder
	for b.Len() < bytes {
		for range 30 + random.IntN(60) {
			b.WriteString(words[random.IntN(len(words))])
			if random.IntN(40) == 0 {
				fmt.Fprint(&b, random.IntN(10000))
			}
			b.WriteByte(' ')
		}
		b.WriteString("end.\n")
	}
	return b.String()[:bytes]
}

func BenchmarkMeasure1MB(b *testing.B) {
	content := news(1 << 20)
	d := New(content, metrics, 600)
	list := make([]int, d.Paragraphs())
	for i := range list {
		list[i] = i
	}
	f := faces(b)
	b.SetBytes(int64(len(content)))
	for b.Loop() {
		MeasureAll(context.Background(), f, size, func(p int) string { s, _ := d.Paragraph(p); return s }, list, func([]Result) {})
	}
}

func BenchmarkWrap1MB(b *testing.B) {
	d, _ := measured(b, news(1<<20), 600)
	width := 600.0
	b.ResetTimer()
	for b.Loop() {
		width = 1200 - width + 1
		d.Wrap(width)
	}
}

func BenchmarkLine114(b *testing.B) {
	s := shape.NewShaper(faces(b))
	line := news(114)
	for b.Loop() {
		s.Line(line, 0, 0, len(line), size)
	}
}

func BenchmarkIndex10000(b *testing.B) {
	spans := randomSpans(rand.New(rand.NewPCG(3, 3)), 10000, 1<<20)
	for i := range spans {
		spans[i].End = spans[i].Start + 90
	}
	x := NewIndex(spans)
	b.Run("query a line", func(b *testing.B) {
		var found []Span
		for b.Loop() {
			found = x.Touching(500_000, 500_100, found[:0])
		}
	})
	b.Run("add and remove", func(b *testing.B) {
		for b.Loop() {
			x.Add(Span{400_000, 400_050, 99999})
			x.Remove(99999)
		}
	})
}
