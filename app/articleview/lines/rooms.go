package lines

// rooms is what lines have below them beside what every line has, in whole
// pixels, for what is shown between the lines.
type rooms struct {
	of   func(start, end int) int // nil where no line has any
	sums fenwick                  // by paragraph
	upTo [][]int32                // by paragraph and line, the sum with the line's own; nil where no line has any
}

// SetRoom gives lines room below them, in whole pixels: of is asked for ranges
// of bytes, first for whole paragraphs, and only where it gives one room for
// the lines in it. It must give the same again until this is called again. With
// nil no line has any.
func (d *Document) SetRoom(of func(start, end int) int) {
	d.rooms = rooms{of: of}
	d.layRooms()
}

// Room is what a line has below it beside what every line has, in pixels.
func (d *Document) Room(line int) int {
	if d.rooms.of == nil || line < 0 || line >= d.Count() {
		return 0
	}
	p, before := d.counts.find(line)
	n := line - before
	return d.rooms.above(p, n+1) - d.rooms.above(p, n)
}

// layRooms asks anew for the room of all lines.
func (d *Document) layRooms() {
	r := &d.rooms
	if r.of == nil {
		return
	}
	r.sums, r.upTo = newFenwick(make([]int, len(d.paragraphs))), make([][]int32, len(d.paragraphs))
	for p := range d.paragraphs {
		d.layRoom(p)
	}
}

// layRoom asks anew for the room of a paragraph's lines.
func (d *Document) layRoom(p int) {
	r, whole := &d.rooms, d.paragraphs[p].Range
	if r.of == nil {
		return
	}
	r.upTo[p] = nil
	sum, count := 0, d.counts.get(p)
	if r.of(whole.Start, whole.End) > 0 {
		r.upTo[p] = make([]int32, count)
		for n := range count {
			sum += r.of(d.begins(p, n), d.begins(p, n+1))
			r.upTo[p][n] = int32(sum)
		}
	}
	r.sums.set(p, sum)
}

// begins is where a line of a paragraph begins, and the one after the last
// where the paragraph ends. Of a guessed one it may be within a character.
func (d *Document) begins(p, n int) int {
	r, count := d.paragraphs[p].Range, d.counts.get(p)
	switch {
	case n == 0:
		return r.Start
	case n == count:
		return r.End
	case d.measured[p]:
		return r.Start + int(d.ends[p][n-1])
	}
	return r.Start + r.Len()*n/count
}

// above is the room of a paragraph's first lines together.
func (r *rooms) above(p, lines int) int {
	if lines == 0 || r.upTo[p] == nil {
		return 0
	}
	return int(r.upTo[p][lines-1])
}

// before is the room of all lines before one of a paragraph.
func (r *rooms) before(p, lines int) float64 {
	if r.of == nil {
		return 0
	}
	sum := r.sums.sum(p)
	if p < len(r.upTo) {
		sum += r.above(p, lines)
	}
	return float64(sum)
}
