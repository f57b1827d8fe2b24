package text

import "sort"

// openQuote is a quotation whose closing mark has not been found yet.
type openQuote struct {
	at     int
	mark   rune
	family family
}

// Quoted lists the quoted stretches of the paragraph at the offset, in order,
// marks included, outermost only. A double mark that is never closed quotes up
// to the end of the paragraph, as news copy does when a quote goes on in the
// next one; a single one that is never closed was an apostrophe, and a closing
// mark that closes nothing is passed over.
func Quoted(text string, offset int) []Range {
	return outermost(pairMarks(text, ParagraphAt(text, offset)))
}

// pairMarks matches the quotation marks of a paragraph.
func pairMarks(text string, p Range) []Range {
	var found []Range
	var open []openQuote
	marks := quotationMarks(text, p)
	rest := closersAfter(marks)
	for i, m := range marks {
		if n := opened(open, m); m.closes && n >= 0 && !m.possessive {
			if r := (Range{open[n].at, m.at + m.size}); !elision(text, r, m) {
				found = append(found, r)
			}
			open = open[:n]
			continue
		}
		if m.opens {
			open = admit(open, m, rest[i])
		}
	}
	for _, o := range open {
		if o.family != single {
			found = append(found, trimBlanks(text, Range{o.at, p.End}))
			break
		}
	}
	return found
}

// elision tells of the single marks of rock 'n' roll, which quote nothing.
func elision(text string, r Range, closer mark) bool {
	return closer.family == single && r.Len() == 2*closer.size+1 && text[r.End-closer.size-1] == 'n'
}

// opened is the index of the innermost open quotation the mark closes, or -1.
func opened(open []openQuote, m mark) int {
	for n := len(open) - 1; n >= 0; n-- {
		if open[n].family == m.family && closes(open[n].mark, m.r) {
			return n
		}
	}
	return -1
}

// admit opens a quotation. Where one of the same kind is open and not enough
// marks follow to close both, one of the two was never closed: in guillemets
// the inner one («Газета «Правда» writes its last mark once), else the outer.
func admit(open []openQuote, m mark, rest [families]int) []openQuote {
	same, first := 0, 0
	for n := len(open) - 1; n >= 0; n-- {
		if open[n].family == m.family {
			same, first = same+1, n
		}
	}
	if same > 0 && rest[m.family] <= same {
		if m.family == guillemet {
			return open
		}
		open = open[:first]
	}
	return append(open, openQuote{m.at, m.r, m.family})
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
		for _, q := range outermost(pairMarks(text, p)) {
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
		list := outermost(pairMarks(text, p))
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
