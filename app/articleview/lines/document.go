// Package lines lays measured paragraphs out in lines and knows what lies
// where: lines by offset and by height, highlights by range, carets by place. It is plain data without a screen.
//
// Lengths are pixels; offsets are bytes of the article's text.
package lines

import (
	"sort"

	"bluepencil/annotate/text"
	"bluepencil/app/articleview/shape"
)

// Metrics are the fixed measures of a layout, in pixels.
type Metrics struct {
	LineHeight   float64
	ParagraphGap float64 // after every paragraph
	MeanAdvance  float64 // of a byte, to guess paragraphs not measured yet
}

// Document is a text laid out at one width. Paragraphs that are not measured
// yet are guessed, so that it can be shown before it is known. It belongs to
// one goroutine.
type Document struct {
	text       string
	paragraphs []text.Paragraph
	measures   []shape.Measure
	measured   []bool
	ends       [][]uint32 // line ends of wrapped paragraphs, in bytes from their start
	counts     fenwick    // lines by paragraph
	metrics    Metrics
	rooms      rooms
	width      float64
	open       int // paragraphs not measured
}

// New lays a text out by guess. Nothing of it is measured.
func New(article string, m Metrics, width float64) *Document {
	d := &Document{text: article, paragraphs: text.Paragraphs(article), metrics: m, width: width}
	n := len(d.paragraphs)
	d.measures, d.measured, d.ends, d.open = make([]shape.Measure, n), make([]bool, n), make([][]uint32, n), n
	d.rebuild()
	return d
}

// Text is the article.
func (d *Document) Text() string { return d.text }

// Metrics are the layout's fixed measures.
func (d *Document) Metrics() Metrics { return d.metrics }

// Paragraphs is the number of paragraphs.
func (d *Document) Paragraphs() int { return len(d.paragraphs) }

// Paragraph is the text of a paragraph without its terminator, and where it starts.
func (d *Document) Paragraph(p int) (content string, start int) {
	r := d.paragraphs[p].Range
	return d.text[r.Start:r.End], r.Start
}

// Measured tells whether a paragraph is measured.
func (d *Document) Measured(p int) bool { return d.measured[p] }

// Complete tells whether every paragraph is measured.
func (d *Document) Complete() bool { return d.open == 0 }

// SetMeasure replaces a paragraph's guess by its measure.
func (d *Document) SetMeasure(p int, m shape.Measure) {
	if !d.measured[p] {
		d.measured[p] = true
		d.open--
	}
	d.measures[p] = m
	d.ends[p] = wrap(m.Breaks, float32(d.width), d.ends[p][:0])
	d.counts.set(p, len(d.ends[p]))
	d.layRoom(p)
}

// Wrap lays the document out at another width, from the measures it has.
func (d *Document) Wrap(width float64) {
	d.width = width
	for p := range d.paragraphs {
		if d.measured[p] {
			d.ends[p] = wrap(d.measures[p].Breaks, float32(width), d.ends[p][:0])
		}
	}
	d.rebuild()
}

// SetLineHeight changes how far one line is from the next, in pixels.
func (d *Document) SetLineHeight(pixels float64) { d.metrics.LineHeight = pixels }

// Width is the width the document is laid out at.
func (d *Document) Width() float64 { return d.width }

func (d *Document) rebuild() {
	counts := make([]int, len(d.paragraphs))
	for p := range counts {
		if d.measured[p] {
			counts[p] = len(d.ends[p])
		} else {
			counts[p] = d.guess(p)
		}
	}
	d.counts = newFenwick(counts)
	d.layRooms()
}

func (d *Document) guess(p int) int {
	return 1 + int(float64(d.paragraphs[p].Len())*d.metrics.MeanAdvance/max(d.width, 1))
}

// wrap breaks a measured paragraph greedily. A stretch that fits no line is
// broken at emergencies, and stands out where there are none.
func wrap(breaks []shape.Breakpoint, width float32, ends []uint32) []uint32 {
	var start float32      // advance at the line's start
	last, rescue := -1, -1 // the last legal break that fits, and the last emergency
	for i := 0; i < len(breaks); i++ {
		b := breaks[i]
		if b.Ink-start <= width {
			if b.Emergency() {
				rescue = i
			} else {
				last, rescue = i, -1
			}
			continue
		}
		use := last
		if use < 0 {
			use = rescue
		}
		if use < 0 {
			use = i // nothing fits: this stretch stands out
		}
		if use == len(breaks)-1 {
			break
		}
		ends = append(ends, uint32(breaks[use].Offset()))
		start = breaks[use].Advance
		i, last, rescue = use, -1, -1
	}
	return append(ends, uint32(breaks[len(breaks)-1].Offset()))
}

// Count is the number of lines, guessed ones included.
func (d *Document) Count() int { return d.counts.total() }

// Line is a line of the layout.
type Line struct {
	Paragraph   int
	Start, End  int  // bytes of the article; blanks at the end belong to it
	First, Last bool // of its paragraph
}

// Line is the line with the index. One of a guessed paragraph is cut evenly.
func (d *Document) Line(i int) Line {
	i = min(max(i, 0), d.Count()-1)
	p, before := d.counts.find(i)
	r, n := d.paragraphs[p].Range, i-before
	count := d.counts.get(p)
	l := Line{Paragraph: p, Start: r.Start, End: r.End, First: n == 0, Last: n == count-1}
	if d.measured[p] {
		if n > 0 {
			l.Start = r.Start + int(d.ends[p][n-1])
		}
		l.End = r.Start + int(d.ends[p][n])
		return l
	}
	l.Start = text.SnapOutward(d.text, text.Range{Start: r.Start + r.Len()*n/count, End: r.End}).Start
	if !l.Last {
		l.End = text.SnapOutward(d.text, text.Range{Start: r.Start + r.Len()*(n+1)/count, End: r.End}).Start
	}
	return l
}

// paragraphAt is the paragraph an offset is in; its terminator belongs to it.
func (d *Document) paragraphAt(offset int) int {
	return max(sort.Search(len(d.paragraphs), func(p int) bool { return d.paragraphs[p].Start > offset })-1, 0)
}

// LineAt is the index of the line an offset is on. At a soft line end it is
// the line that begins there, or the one that ends there with before set.
func (d *Document) LineAt(offset int, before bool) int {
	p := d.paragraphAt(offset)
	first := d.counts.sum(p)
	count := d.counts.get(p)
	n := sort.Search(count, func(n int) bool {
		end := d.Line(first + n).End
		return end > offset || before && end == offset
	})
	return first + min(n, count-1)
}

// ParagraphLine is the index of a paragraph's first line.
func (d *Document) ParagraphLine(p int) int { return d.counts.sum(p) }

// Y is the upper edge of a line.
func (d *Document) Y(line int) float64 {
	line = min(max(line, 0), d.Count())
	p, first := len(d.paragraphs), line
	if line < d.Count() {
		p, first = d.counts.find(line)
	}
	return float64(line)*d.metrics.LineHeight + float64(p)*d.metrics.ParagraphGap + d.rooms.before(p, line-first)
}

// Height is the height of everything.
func (d *Document) Height() float64 {
	return float64(d.Count())*d.metrics.LineHeight + float64(len(d.paragraphs))*d.metrics.ParagraphGap + d.rooms.before(len(d.paragraphs), 0)
}

// LineAtY is the index of the line at a height, the nearest one outside of the text.
func (d *Document) LineAtY(y float64) int {
	n := d.Count()
	return max(sort.Search(n, func(i int) bool { return d.Y(i) > y })-1, 0)
}

// Unmeasured lists the paragraphs on a range of lines that are not measured yet.
func (d *Document) Unmeasured(from, to int) []int {
	if d.Complete() || d.Count() == 0 {
		return nil
	}
	var list []int
	first := d.Line(from).Paragraph
	last := d.Line(to).Paragraph
	for p := first; p <= last; p++ {
		if !d.measured[p] {
			list = append(list, p)
		}
	}
	return list
}
