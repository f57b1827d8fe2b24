package lines

import "sort"

// Outline is where every line of a layout begins, as it was when it was taken.
// It is read-only, so that other goroutines can work with it.
type Outline struct {
	starts []int     // of lines, in bytes
	tops   []float64 // of lines, in pixels
	end    int       // of the text
	height float64
}

// Outline copies where the lines are, guessed ones included.
func (d *Document) Outline() *Outline {
	n := d.Count()
	o := &Outline{starts: make([]int, 0, n), tops: make([]float64, 0, n), end: len(d.text), height: d.Height()}
	for p := range d.paragraphs {
		for i := range d.counts.get(p) {
			top := float64(len(o.starts))*d.metrics.LineHeight + float64(p)*d.metrics.ParagraphGap + d.rooms.before(p, i)
			o.tops, o.starts = append(o.tops, top), append(o.starts, d.begins(p, i))
		}
	}
	return o
}

// Len is the number of lines.
func (o *Outline) Len() int { return len(o.starts) }

// Height is the height of everything, in pixels.
func (o *Outline) Height() float64 { return o.height }

// Top is the upper edge of a line, in pixels.
func (o *Outline) Top(line int) float64 { return o.tops[line] }

// Range is the bytes of a line, with what separates it from the next one.
func (o *Outline) Range(line int) (start, end int) {
	if line+1 < len(o.starts) {
		return o.starts[line], o.starts[line+1]
	}
	return o.starts[line], o.end
}

// LineAt is the line an offset is on.
func (o *Outline) LineAt(offset int) int {
	return max(sort.SearchInts(o.starts, offset+1)-1, 0)
}

// LineAtY is the line at a height, the nearest one outside of the text.
func (o *Outline) LineAtY(y float64) int {
	return max(sort.Search(len(o.tops), func(i int) bool { return o.tops[i] > y })-1, 0)
}
