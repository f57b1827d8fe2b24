package text

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
)

// FaultKind says what is wrong with a quotation mark.
type FaultKind int

// The faults of quotation marks.
const (
	NeverClosed FaultKind = iota // it opens, and nothing closes it
	NeverOpened                  // it closes what nothing opened
	Mismatched                   // a mark of another kind closes it
)

// MarkFault is a quotation mark without its other half. Of mismatched ones,
// Mark is the opening one and Other the one at the end.
type MarkFault struct {
	Kind  FaultKind
	Mark  Range
	Other Range
}

// span is where the mark stands.
func (m *mark) span() Range { return Range{m.at, m.end()} }

// blame reports marks that have no other half. Of single ones only those that
// cannot be apostrophes count.
func (t *tracker) blame(stray []mark) {
	for _, m := range stray {
		switch {
		case m.family == single:
			t.blameSingle(m)
		case m.opens:
			t.faults = append(t.faults, MarkFault{Kind: NeverClosed, Mark: m.span()})
		default:
			t.faults = append(t.faults, MarkFault{Kind: NeverOpened, Mark: m.span()})
		}
	}
}

func (t *tracker) giveUpSingle() {
	if t.alone.size > 0 {
		t.blameSingle(t.alone)
	}
	t.alone = mark{}
}

func (t *tracker) blameSingle(m mark) {
	if m.opens && (m.r == '‚' || m.r == '‘' && !clipped(t.text[m.end():])) {
		t.singles = append(t.singles, MarkFault{Kind: NeverClosed, Mark: m.span()})
	}
}

// clipped tells whether a text begins with what is left of a word whose
// beginning an apostrophe stands for, often printed as an opening mark.
func clipped(text string) bool {
	end := strings.IndexFunc(text, func(r rune) bool { return !unicode.IsLetter(r) })
	if end < 0 {
		end = len(text)
	}
	word := strings.ToLower(text[:min(end, 8)])
	return slices.Contains([]string{"em", "til", "tis", "twas", "cause", "bout", "n", "round", "cos", "s"}, word)
}

// sorted lists the faults in order.
func (t *tracker) sorted() []MarkFault {
	if t.quoting {
		t.faults = append(t.faults, t.singles...)
	}
	slices.SortFunc(t.faults, func(a, b MarkFault) int { return cmp.Compare(a.Mark.Start, b.Mark.Start) })
	return t.faults
}

// matchOthers pairs an opening mark with the next mark that is left over
// where that closes in another way, as in „so".
func (pr *pairing) matchOthers(t *tracker) {
	t.quoting = t.quoting || slices.ContainsFunc(pr.found, func(p pair) bool { return p.family == single })
	if len(pr.stray) == 0 {
		return
	}
	left := slices.Clone(pr.stray)
	if n := pr.outermostOpen(); n >= 0 {
		left = append(left, pr.open[n])
	}
	left = slices.DeleteFunc(left, func(m mark) bool { return m.family == single })
	slices.SortFunc(left, func(a, b mark) int { return cmp.Compare(a.at, b.at) })
	matched := map[int]bool{}
	for n := 0; n+1 < len(left); n++ {
		a, b := left[n], left[n+1]
		if !a.opens || b.opens || a.family == b.family {
			continue
		}
		matched[a.at], matched[b.at] = true, true
		pr.found = append(pr.found, pair{Range{a.at, b.end()}, a.family})
		t.faults = append(t.faults, MarkFault{Mismatched, a.span(), b.span()})
		n++
	}
	pr.drop(func(m mark) bool { return matched[m.at] })
}

// drop takes marks off what has no other half.
func (pr *pairing) drop(is func(mark) bool) {
	pr.stray, pr.open = slices.DeleteFunc(pr.stray, is), slices.DeleteFunc(pr.open, is)
}

// opensAgain tells whether a paragraph's first mark stands there because the
// quotation goes on: it opens something, or it is a closing guillemet, as
// French newspapers print it, which is then taken for an opening one.
func (pr *pairing) opensAgain(first, carried mark) bool {
	at := slices.IndexFunc(pr.stray, func(m mark) bool { return m.at == first.at })
	if at < 0 || pr.stray[at].opens {
		return at < 0
	}
	if first.family != guillemet {
		return false
	}
	pr.drop(func(m mark) bool { return m.at == first.at })
	first.opens, first.r = true, carried.r
	if closer, ok := pr.takeCloser(carried); ok {
		pr.found = append(pr.found, pair{Range{first.at, closer.end()}, guillemet})
	} else {
		pr.open = append([]mark{first}, pr.open...)
	}
	return true
}

// takeCloser takes the first mark that closes what is open, where it comes
// before anything else of its family.
func (pr *pairing) takeCloser(open mark) (mark, bool) {
	n := slices.IndexFunc(pr.stray, func(m mark) bool {
		return !m.opens && m.family == open.family && closes(open.r, m.r)
	})
	if n < 0 {
		return mark{}, false
	}
	m := pr.stray[n]
	before := func(at int, f family) bool { return f == m.family && at < m.at }
	if slices.ContainsFunc(pr.found, func(p pair) bool { return before(p.Start, p.family) }) ||
		slices.ContainsFunc(pr.open, func(o mark) bool { return before(o.at, o.family) }) {
		return mark{}, false
	}
	pr.drop(func(o mark) bool { return o.at == m.at })
	return m, true
}
