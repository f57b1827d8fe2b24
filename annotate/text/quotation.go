package text

// Quotation is what quotation marks hold together, through as many paragraphs
// as it runs.
type Quotation struct {
	Pieces []Range // one a paragraph, marks included; never empty
	Use    Use
}

// farthest is over how many paragraphs in which nothing else is quoted a
// quotation may go on.
const farthest = 4

// Quotations lists the quoted stretches of a text, outermost only, and the
// marks that lack their other half, both in order. A quotation goes on in the
// next paragraph where that begins with an opening mark again, as news copy
// does, or in one that holds the closing mark, as books do. Apostrophes,
// minutes and inches are no marks. It takes time and memory in proportion to
// the text.
func Quotations(text string) ([]Quotation, []MarkFault) {
	t := tracker{text: text}
	for start, more := 0, true; more; {
		end, size := terminator(text, start)
		if p := trimBlanks(text, Range{start, end}); !p.Empty() {
			t.paragraph(p)
		}
		start, more = end+size, size > 0
	}
	t.giveUp()
	t.giveUpSingle()
	return t.list, t.sorted()
}

// tracker goes through a text paragraph by paragraph.
type tracker struct {
	text    string
	list    []Quotation
	faults  []MarkFault
	singles []MarkFault // of single marks: faults only where such marks quote at all
	quoting bool        // single marks do quote in this text
	carried mark        // what opened the last quotation of the list, while that is open; else of size 0
	alone   mark        // a single mark that was left open in the paragraph before; else of size 0
	between []Range     // the paragraphs since then, while none says whether it goes on
}

func (t *tracker) paragraph(p Range) {
	pr := pairMarks(t.text, p)
	pr.matchOthers(t)
	again, floor := false, p.Start
	if t.carried.size > 0 {
		again, floor = t.goOn(p, &pr)
	}
	found := pr.ranges()
	outer := pr.outermostOpen()
	if outer >= 0 {
		found = append(found, Range{pr.open[outer].at, p.End})
	}
	for _, q := range outermost(found) {
		switch {
		case again && q.Start == p.Start:
			t.extend(q)
		case q.Start >= floor:
			t.list = append(t.list, Quotation{[]Range{q}, useOf(t.text, p, q)})
		}
	}
	t.leaveOpen(p, &pr, outer)
	t.blame(pr.stray)
}

// goOn finds out whether the quotation that is open goes on in the paragraph:
// again, where an opening mark at its beginning says so; up to floor, where it
// is closed there.
func (t *tracker) goOn(p Range, pr *pairing) (again bool, floor int) {
	if first, _ := markAt(t.text, p, p.Start); first.family == t.carried.family && first.size > 0 && pr.opensAgain(first, t.carried) {
		t.settle()
		return true, p.Start
	}
	if closer, ok := pr.takeCloser(t.carried); ok {
		for _, b := range t.between {
			t.extend(b)
		}
		t.extend(Range{p.Start, closer.end()})
		t.settle()
		return false, closer.end()
	}
	if t.between = append(t.between, p); len(t.between) > farthest || len(pr.found) > 0 || pr.outermostOpen() >= 0 {
		t.giveUp()
	}
	return false, p.Start
}

// extend adds a piece to the quotation that is open.
func (t *tracker) extend(piece Range) {
	last := &t.list[len(t.list)-1]
	last.Pieces = append(last.Pieces, piece)
	last.Use = Speech
}

func (t *tracker) settle() { t.carried, t.between = mark{}, nil }

// giveUp leaves the quotation that is open as it is: nothing closes it.
func (t *tracker) giveUp() {
	if t.carried.size > 0 {
		t.faults = append(t.faults, MarkFault{Kind: NeverClosed, Mark: t.carried.span()})
	}
	t.settle()
}

// leaveOpen carries the outermost open mark into the next paragraph; those
// within it were never closed.
func (t *tracker) leaveOpen(p Range, pr *pairing, outer int) {
	if first, _ := markAt(t.text, p, p.Start); t.alone.size > 0 && first.r == t.alone.r {
		t.alone = mark{}
	}
	t.giveUpSingle()
	for n, m := range pr.open {
		switch {
		case n == outer:
			t.carried = m
		case m.family == single && outer < 0:
			t.giveUpSingle()
			t.alone = m
		default:
			pr.leave(m)
		}
	}
}
