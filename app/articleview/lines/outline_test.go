package lines

import (
	"strings"
	"testing"

	"bluepencil/app/articleview/shape"
)

// TestTheOutlineSaysWhatTheDocumentSays compares the two on a text of which a
// part is measured and a part guessed.
func TestTheOutlineSaysWhatTheDocumentSays(t *testing.T) {
	s := shape.NewShaper(faces(t))
	article := strings.Repeat("Some words of a paragraph that takes more than one line, and an é.\n\nA short one.\n", 12)
	d := New(article, metrics, 160)
	for p := range d.Paragraphs() / 2 {
		words, _ := d.Paragraph(p)
		d.SetMeasure(p, s.Measure(words, size))
	}
	o := d.Outline()
	if o.Len() != d.Count() || o.Height() != d.Height() {
		t.Fatalf("%d lines of %v pixels, want %d of %v", o.Len(), o.Height(), d.Count(), d.Height())
	}
	for i := range d.Count() {
		l := d.Line(i)
		start, end := o.Range(i)
		if o.Top(i) != d.Y(i) || start > l.Start || start < l.Start-3 || end < l.End-3 {
			t.Errorf("line %d is %d to %d at %v, want %+v at %v", i, start, end, o.Top(i), l, d.Y(i))
		}
		if d.Measured(l.Paragraph) && start != l.Start {
			t.Errorf("measured line %d begins at %d, want %d", i, start, l.Start)
		}
		if got := o.LineAtY(d.Y(i) + 1); got != i {
			t.Errorf("one pixel into line %d is line %d", i, got)
		}
	}
	for offset := range len(article) {
		if line := o.LineAt(offset); d.Measured(d.Line(line).Paragraph) && line != d.LineAt(offset, false) {
			t.Errorf("offset %d is on line %d, want %d", offset, line, d.LineAt(offset, false))
		}
	}
	was := o.Top(o.Len() - 1)
	d.Wrap(40)
	if o.Top(o.Len()-1) != was {
		t.Error("the outline changed with the document")
	}
}

func TestTheOutlineOfNothingHasALine(t *testing.T) {
	o := New("", Metrics{LineHeight: 10, MeanAdvance: 5}, 100).Outline()
	if o.Len() != 1 || o.LineAt(0) != 0 || o.LineAtY(-4) != 0 {
		t.Errorf("%d lines", o.Len())
	}
}
