package anchor

import (
	"cmp"
	"slices"

	"bluepencil/annotate/text"
)

// QuoteKind says what became of a quotation.
type QuoteKind string

// The kinds of change of a quotation. One that was moved and reworded counts
// as reworded.
const (
	QuoteSame     QuoteKind = "same"
	QuoteMoved    QuoteKind = "moved"
	QuoteReworded QuoteKind = "reworded"
	QuoteAdded    QuoteKind = "added"
	QuoteRemoved  QuoteKind = "removed"
)

// QuoteChange is a quotation of the old text, with its marks, and what it is
// in the new one. Old is empty for an added one, New for a removed one.
type QuoteChange struct {
	Kind       QuoteKind
	Old, New   text.Range
	Similarity float64 // of the words, from 0 to 1; 1 for the same words
}

// sameQuote is how alike two quotations must be to be one that was reworded.
const sameQuote = 0.5

// Quotes compares the quotations of the two texts: those of the old text in
// their order, then those that were added.
func (a *Alignment) Quotes() []QuoteChange {
	was, is := quoted(a.old.text), quoted(a.new.text)
	changes := make([]QuoteChange, len(was))
	taken := make([]bool, len(is))
	for i, place := range a.Anchor(was) {
		changes[i] = QuoteChange{Kind: QuoteRemoved, Old: was[i]}
		if n, ok := overlapping(is, place.Range); ok && !taken[n] {
			if alike := a.quotesAlike(was[i], is[n]); alike >= sameQuote {
				taken[n] = true
				changes[i] = a.change(was[i], is[n], place.Method, alike)
			}
		}
	}
	a.pairRest(changes, is, taken)
	for n, r := range is {
		if !taken[n] {
			changes = append(changes, QuoteChange{Kind: QuoteAdded, New: r})
		}
	}
	return changes
}

// quoted lists the outermost quotations of a text.
func quoted(whole string) []text.Range {
	var list []text.Range
	for _, p := range text.Paragraphs(whole) {
		list = append(list, text.Quoted(whole, p.Start)...)
	}
	return list
}

// overlapping is the quotation that shares most bytes with a place.
func overlapping(list []text.Range, place text.Range) (n int, ok bool) {
	at, _ := slices.BinarySearchFunc(list, place.Start, func(r text.Range, start int) int { return cmp.Compare(r.End-1, start) })
	most := 0
	for i := at; i < len(list) && list[i].Start < place.End; i++ {
		if shared := min(list[i].End, place.End) - max(list[i].Start, place.Start); shared > most {
			n, most = i, shared
		}
	}
	return n, most > 0
}

func (a *Alignment) change(was, is text.Range, how Method, alike float64) QuoteChange {
	c := QuoteChange{Kind: QuoteReworded, Old: was, New: is, Similarity: alike}
	if a.old.text[was.Start:was.End] == a.new.text[is.Start:is.End] {
		c.Kind, c.Similarity = QuoteSame, 1
		if how != Unchanged {
			c.Kind = QuoteMoved
		}
	}
	return c
}

// quotesAlike is how many words two quotations share in their order.
func (a *Alignment) quotesAlike(was, is text.Range) float64 {
	i, j := a.old.within(was)
	at, end := a.new.within(is)
	return a.wordsAlike(i, j, gap{at, end})
}

// pairRest finds, for the quotations that seem to be removed, the one among
// those that seem to be added that is most alike.
func (a *Alignment) pairRest(changes []QuoteChange, is []text.Range, taken []bool) {
	const triedAtMost = 200 // quotations, or a long text of nothing else would take its square
	tried := 0
	for i := range changes {
		if changes[i].Kind != QuoteRemoved || tried == triedAtMost {
			continue
		}
		tried++
		found, most, looked := -1, sameQuote, 0
		for n := range is {
			if taken[n] || looked == triedAtMost {
				continue
			}
			looked++
			if alike := a.quotesAlike(changes[i].Old, is[n]); alike >= most && (found < 0 || alike > most) {
				found, most = n, alike
			}
		}
		if found >= 0 {
			taken[found] = true
			changes[i] = a.change(changes[i].Old, is[found], Moved, most)
		}
	}
}
