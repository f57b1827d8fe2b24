package lines

import (
	"strings"
	"testing"

	"bluepencil/app/articleview/shape"
)

// checkRooms holds places against the lines and rooms above them: every marked
// byte gives its line seven pixels.
func checkRooms(t *testing.T, d *Document, marked map[int]bool) {
	t.Helper()
	y, total, outline := 0.0, 0, d.Outline()
	for i := range d.Count() {
		l := d.Line(i)
		if d.Y(i) != y || outline.Top(i) != y {
			t.Fatalf("line %d is at %v, in the outline at %v, want %v", i, d.Y(i), outline.Top(i), y)
		}
		if first, last := d.LineAtY(y), d.LineAtY(y+metrics.LineHeight+float64(d.Room(i))-1); first != i || last != i {
			t.Fatalf("the heights of line %d belong to lines %d to %d", i, first, last)
		}
		want := 0
		for offset := range marked {
			if l.Start <= offset && offset < l.End {
				want += 7
			}
		}
		if d.Measured(l.Paragraph) && d.Room(i) != want {
			t.Fatalf("line %d has a room of %d, want %d", i, d.Room(i), want)
		}
		total += d.Room(i)
		if y += metrics.LineHeight + float64(d.Room(i)); l.Last {
			y += metrics.ParagraphGap
		}
	}
	if d.Height() != y || outline.Height() != y || total != 7*len(marked) {
		t.Fatalf("the text is %v high, want %v; all rooms are %d", d.Height(), y, total)
	}
}

// TestRoomMovesWhatIsBelow gives some lines room, and looks at places on a text
// that is guessed, then measured paragraph by paragraph, then wrapped anew.
func TestRoomMovesWhatIsBelow(t *testing.T) {
	s := shape.NewShaper(faces(t))
	content := strings.Join(torture, "\n")
	d := New(content, metrics, 300)
	marked := map[int]bool{3: true, 200: true, 900: true, 901: true, len(content) - 1: true}
	d.SetRoom(func(start, end int) (room int) {
		for offset := range marked {
			if start <= offset && offset < end {
				room += 7
			}
		}
		return room
	})
	check := func() { t.Helper(); checkRooms(t, d, marked) }
	check()
	for p := range d.Paragraphs() {
		words, _ := d.Paragraph(p)
		d.SetMeasure(p, s.Measure(words, size))
		check()
	}
	for _, width := range []float64{90, 700} {
		d.Wrap(width)
		check()
	}
	d.SetRoom(nil)
	if plain, _ := measured(t, content, 700); d.Height() != plain.Height() || d.Room(3) != 0 {
		t.Errorf("without room the text is %v high, want %v", d.Height(), plain.Height())
	}
}
