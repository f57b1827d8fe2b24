package anchor

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"bluepencil/annotate/text"
)

// mapped reads the place of a range off the map of words.
func (a *Alignment) mapped(r text.Range) Result {
	i, j := a.old.within(r)
	if i == j {
		return a.blanks(r, i)
	}
	first, last := i, j-1
	for first < j && a.to[first] == nowhere {
		first++
	}
	for last >= i && a.to[last] == nowhere {
		last--
	}
	if first == j {
		return a.replaced(r, i, j)
	}
	lo, edgeLo := a.leftEdge(i, first)
	hi, edgeHi := a.rightEdge(j, last)
	if hi <= lo || hi-lo > 3*(j-i)+8 || !a.ordered(first, last) {
		return Result{Method: Lost}
	}
	p := text.Range{Start: a.new.start(lo), End: a.new.end(hi - 1)}
	if first == i {
		p.Start = a.inside(i, r.Start)
	}
	if last == j-1 {
		p.End = a.inside(j-1, r.End)
	}
	if p = a.withBlanks(r, p); p.Empty() {
		return Result{Method: Lost}
	}
	return a.judge(r, p, region{i, j, lo, hi}, edgeLo && edgeHi)
}

// judge says how sure a place is and how it was found.
func (a *Alignment) judge(r, p text.Range, tokens region, edges bool) Result {
	support := a.support(tokens)
	words := a.old.countWords(tokens.old, tokens.oldEnd)
	exact := a.old.text[r.Start:r.End] == a.new.text[p.Start:p.End]
	if exact && a.crossesCluster(p) && !a.cutsCluster(r) {
		exact = false // a mark was added that belongs to the last letter
	}
	result := Result{Method: Unchanged, Place: Place{Range: p, Confidence: min(1, 0.5+support+0.05*float64(words)), Exact: exact}}
	if !exact {
		result.Method = Edited
		result.Range = text.SnapOutward(a.new.text, p)
		alike := a.alike(tokens)
		if !edges {
			alike *= 0.8
		}
		result.Confidence = alike * min(1, 0.5+support)
		return result
	}
	if a.kinds[tokens.old] == moved {
		result.Method = Moved
	}
	return result
}

func (a *Alignment) crossesCluster(p text.Range) bool {
	return !text.IsBoundary(a.new.text, p.Start) || !text.IsBoundary(a.new.text, p.End)
}

func (a *Alignment) cutsCluster(r text.Range) bool {
	return !text.IsBoundary(a.old.text, r.Start) || !text.IsBoundary(a.old.text, r.End)
}

// leftEdge is the first new token of a range whose first mapped token is first:
// where words before that were replaced, the replacement belongs to it. sure
// tells whether the edge is known.
func (a *Alignment) leftEdge(i, first int) (edge int, sure bool) {
	edge = int(a.to[first])
	if first == i {
		return edge, true
	}
	for edge > 0 && a.from[edge-1] == nowhere && int(a.to[first])-edge < first-i {
		edge--
	}
	bounded := edge == 0 && i == 0 || edge > 0 && i > 0 && int(a.from[edge-1]) == i-1
	return edge, bounded
}

// rightEdge is the same for the end: one past the last new token.
func (a *Alignment) rightEdge(j, last int) (edge int, sure bool) {
	edge = int(a.to[last]) + 1
	if last == j-1 {
		return edge, true
	}
	for edge < len(a.from) && a.from[edge] == nowhere && edge-int(a.to[last])-1 < j-1-last {
		edge++
	}
	bounded := edge == len(a.from) && j == len(a.to) || edge < len(a.from) && j < len(a.to) && int(a.from[edge]) == j
	return edge, bounded
}

// ordered tells whether the mapped tokens stand in the new text in their order.
func (a *Alignment) ordered(first, last int) bool {
	before := int32(nowhere)
	for _, to := range a.to[first : last+1] {
		if to == nowhere {
			continue
		}
		if to <= before {
			return false
		}
		before = to
	}
	return true
}

// inside is the place in the new text of an offset in or at the end of a
// mapped token. Where the word was changed, it keeps its distance from the end
// of the word that is the same.
func (a *Alignment) inside(at, offset int) int {
	counterpart := int(a.to[at])
	was, is := a.old.word(at), a.new.word(counterpart)
	within := min(max(offset-a.old.start(at), 0), len(was))
	start := a.new.start(counterpart)
	switch {
	case within == 0:
		return start
	case within == len(was) && addsPossessive(was, is):
		return start + within
	case within == len(was):
		return start + len(is)
	case within <= commonPrefix(was, is):
		return start + within
	case len(was)-within <= commonSuffix(was, is):
		return start + len(is) - (len(was) - within)
	}
	return text.Nearest(a.new.text, start+len(is)*within/len(was))
}

// addsPossessive tells of Lund that became Lund's: the name is still the name.
func addsPossessive(was, is string) bool {
	more, ok := strings.CutPrefix(is, was)
	return ok && (strings.HasPrefix(more, "'") || strings.HasPrefix(more, "’"))
}

// withBlanks adds the blanks at the ends of the old range where the same ones
// stand in the new text.
func (a *Alignment) withBlanks(r, p text.Range) text.Range {
	words := a.old.text[r.Start:r.End]
	core := strings.TrimLeftFunc(words, unicode.IsSpace)
	if lead := words[:len(words)-len(core)]; strings.HasSuffix(a.new.text[:p.Start], lead) {
		p.Start -= len(lead)
	}
	if trail := core[len(strings.TrimRightFunc(core, unicode.IsSpace)):]; strings.HasPrefix(a.new.text[p.End:], trail) {
		p.End += len(trail)
	}
	return p
}

// blanks places a range that has no word or mark in it: it stays where both
// its neighbours stay.
func (a *Alignment) blanks(r text.Range, next int) Result {
	start, end, found := 0, len(a.new.text), true
	oldStart := 0
	if next > 0 {
		found = a.to[next-1] != nowhere
		if found {
			start, oldStart = a.new.end(int(a.to[next-1])), a.old.end(next-1)
		}
	}
	if next < len(a.to) {
		found = found && a.to[next] != nowhere
		if found {
			end = a.new.start(int(a.to[next]))
		}
	}
	p := text.Range{Start: start + r.Start - oldStart, End: start + r.End - oldStart}
	if !found || start > end || p.End > end || a.new.text[p.Start:p.End] != a.old.text[r.Start:r.End] {
		return Result{Method: Lost}
	}
	return Result{Method: Unchanged, Place: Place{p, 1, true}}
}

// replaced places a range none of whose words is left: what stands between
// its neighbours, if that is not much more than there was.
func (a *Alignment) replaced(r text.Range, i, j int) Result {
	lo, hi := 0, len(a.from)
	if i > 0 {
		lo = int(a.to[i-1]) + 1
	}
	if j < len(a.to) {
		hi = int(a.to[j])
	}
	neighbours := (i == 0 || a.to[i-1] != nowhere) && (j == len(a.to) || a.to[j] != nowhere)
	if !neighbours || lo >= hi || hi-lo > 2*(j-i)+2 {
		return Result{Method: Lost}
	}
	p := text.SnapOutward(a.new.text, text.Range{Start: a.new.start(lo), End: a.new.end(hi - 1)})
	alike := Similarity(a.old.text[r.Start:r.End], a.new.text[p.Start:p.End])
	return Result{Method: Edited, Place: Place{p, 0.3 + 0.3*alike, false}}
}

// contextWords is how many words on each side of a range speak for a place.
const contextWords = 8

// support is the share of the words around a range, from 0 to 1, that stand
// around its place too.
func (a *Alignment) support(r region) float64 {
	const reach = 3 * contextWords
	all, there := 0, 0
	look := func(at int) {
		if !a.old.words[at] {
			return
		}
		all++
		if to := int(a.to[at]); to != nowhere && to >= r.new-reach && to < r.newEnd+reach {
			there++
		}
	}
	for at := r.old - 1; at >= 0 && all < contextWords; at-- {
		look(at)
	}
	before := all
	for at := r.oldEnd; at < len(a.to) && all < before+contextWords; at++ {
		look(at)
	}
	if all == 0 {
		return 1
	}
	return float64(there) / float64(all)
}

// alike is how much of the words of a range is in its place too, from 0 to 1,
// by the length of the words in code points.
func (a *Alignment) alike(r region) float64 {
	total, same := 0.0, 0.0
	for at := r.old; at < r.oldEnd; at++ {
		size := float64(utf8.RuneCountInString(a.old.word(at)))
		total += size
		to := int(a.to[at])
		if to < r.new || to >= r.newEnd {
			continue
		}
		if a.kinds[at] == similar {
			size *= Similarity(a.old.word(at), a.new.word(to))
		}
		same += size
	}
	for at := r.new; at < r.newEnd; at++ {
		size := float64(utf8.RuneCountInString(a.new.word(at)))
		total += size
		from := int(a.from[at])
		if from < r.old || from >= r.oldEnd {
			continue
		}
		if a.kinds[from] == similar {
			size *= Similarity(a.old.word(from), a.new.word(at))
		}
		same += size
	}
	return same / max(total, 1)
}
