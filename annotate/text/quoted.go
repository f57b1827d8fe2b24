package text

import (
	"slices"
	"sort"
)

// deepest is how many quotations may lie within one another; marks that would
// open deeper ones are left without their other half.
const deepest = 16

// Quoted lists the quoted stretches of the paragraph at the offset, in order,
// marks included, outermost only. A double mark that is never closed quotes up
// to the end of the paragraph, as news copy does when a quote goes on in the
// next one; a single one that is never closed was an apostrophe, and a closing
// mark that closes nothing is passed over.
func Quoted(text string, offset int) []Range {
	p := ParagraphAt(text, offset)
	return stretchesOf(text, p)
}

func stretchesOf(text string, p Range) []Range {
	pr := pairMarks(text, p)
	return pr.stretches(text, p)
}

// pair is a stretch from an opening mark to its closing one.
type pair struct {
	Range
	family family
}

// pairing is what became of the quotation marks of a paragraph.
type pairing struct {
	found []pair // nested ones too
	open  []mark // not closed at the paragraph's end, outermost first
	stray []mark // the others without their other half: they either open or close
}

// pairMarks matches the quotation marks of a paragraph.
func pairMarks(text string, p Range) pairing {
	var pr pairing
	marks := quotationMarks(text, p)
	rest := closersAfter(marks)
	for i, m := range marks {
		n := -1
		if m.closes && !m.doubtful {
			n = opened(pr.open, m)
		}
		switch {
		case n >= 0:
			pr.close(text, n, m)
		case m.opens:
			pr.admit(m, rest[i])
		case !m.doubtful && !m.number:
			pr.stray = append(pr.stray, m)
		}
	}
	return pr
}

// close ends the open quotation n; those within it were never closed.
func (pr *pairing) close(text string, n int, m mark) {
	if r := (Range{pr.open[n].at, m.end()}); !elision(text, r, m) {
		pr.found = append(pr.found, pair{r, m.family})
	}
	pr.leave(pr.open[n+1:]...)
	pr.open = pr.open[:n]
}

// leave gives up on opening marks.
func (pr *pairing) leave(openers ...mark) {
	for _, m := range openers {
		m.closes = false
		pr.stray = append(pr.stray, m)
	}
}

// stretches lists what is quoted, outermost only.
func (pr *pairing) stretches(text string, p Range) []Range {
	found := pr.ranges()
	if n := pr.outermostOpen(); n >= 0 {
		found = append(found, trimBlanks(text, Range{pr.open[n].at, p.End}))
	}
	return outermost(found)
}

func (pr *pairing) ranges() []Range {
	list := make([]Range, 0, len(pr.found)+1)
	for _, f := range pr.found {
		list = append(list, f.Range)
	}
	return list
}

// outermostOpen is the index of the first open mark that is no single one, or -1.
func (pr *pairing) outermostOpen() int {
	return slices.IndexFunc(pr.open, func(m mark) bool { return m.family != single })
}

// elision tells of the single marks of rock 'n' roll, which quote nothing.
func elision(text string, r Range, closer mark) bool {
	return closer.family == single && r.Len() == 2*closer.size+1 && text[r.End-closer.size-1] == 'n'
}

// opened is the index of the innermost open quotation the mark closes, or -1.
func opened(open []mark, m mark) int {
	for n := len(open) - 1; n >= 0; n-- {
		if open[n].family == m.family && closes(open[n].r, m.r) {
			return n
		}
	}
	return -1
}

// admit opens a quotation. Where one of the same kind is open and not enough
// marks follow to close both, one of the two was never closed: in guillemets
// the inner one («Газета «Правда» writes its last mark once), else the outer.
func (pr *pairing) admit(m mark, rest [families]int) {
	same, first := 0, 0
	for n := len(pr.open) - 1; n >= 0; n-- {
		if pr.open[n].family == m.family {
			same, first = same+1, n
		}
	}
	if same > 0 && rest[m.family] <= same {
		if m.family == guillemet {
			return
		}
		pr.leave(pr.open[first:]...)
		pr.open = pr.open[:first]
	}
	if len(pr.open) == deepest {
		pr.leave(m)
		return
	}
	pr.open = append(pr.open, m)
}

// closersAfter counts, for each mark, the marks of each family after it that
// could close.
func closersAfter(marks []mark) [][families]int {
	counts := make([][families]int, len(marks))
	var after [families]int
	for i := len(marks) - 1; i >= 0; i-- {
		counts[i] = after
		if marks[i].closes {
			after[marks[i].family]++
		}
	}
	return counts
}

// outermost sorts ranges and drops those within another.
func outermost(list []Range) []Range {
	sort.Slice(list, func(i, j int) bool {
		return list[i].Start < list[j].Start || list[i].Start == list[j].Start && list[i].End > list[j].End
	})
	kept := list[:0]
	for _, r := range list {
		if len(kept) == 0 || r.Start >= kept[len(kept)-1].End {
			kept = append(kept, r)
		}
	}
	return kept
}

// QuotedAt is the quoted stretch the offset is in, or at the end of.
func QuotedAt(text string, offset int) (Range, bool) {
	var at Range
	for _, q := range Quoted(text, offset) {
		if q.Contains(offset) || q.End == offset {
			at = q
		}
	}
	return at, !at.Empty()
}

// NextQuoted is the first quoted stretch that starts after the offset, in its
// paragraph or a later one.
func NextQuoted(text string, offset int) (Range, bool) {
	offset = min(max(offset, 0), len(text))
	p := ParagraphAt(text, offset)
	for {
		for _, q := range stretchesOf(text, p) {
			if q.Start > offset {
				return q, true
			}
		}
		size := terminatorAt(text, p.End)
		if size == 0 {
			return Range{}, false
		}
		p.Start = p.End + size
		p.End, _ = terminator(text, p.Start)
	}
}

// PreviousQuoted is the last quoted stretch that starts before the offset.
func PreviousQuoted(text string, offset int) (Range, bool) {
	offset = min(max(offset, 0), len(text))
	p := ParagraphAt(text, offset)
	for {
		list := stretchesOf(text, p)
		for i := len(list) - 1; i >= 0; i-- {
			if list[i].Start < offset {
				return list[i], true
			}
		}
		if p.Start == 0 {
			return Range{}, false
		}
		p.End = paragraphEnd(text, p.Start)
		p.Start = paragraphStart(text, p.End)
	}
}
