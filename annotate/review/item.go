package review

import (
	"cmp"
	"slices"
	"strings"
	"unicode"

	"bluepencil/annotate"
	"bluepencil/annotate/text"
)

// versionsOf gathers the marks of a unit by label and extent.
func versionsOf(marks []Mark, whole string, trim bool) []Version {
	type sorted struct {
		Mark
		extent []annotate.Span // what is compared
	}
	list := make([]sorted, len(marks))
	for i, m := range marks {
		list[i] = sorted{m, m.Spans}
		if trim {
			list[i].extent = trimmed(m.Spans, whole)
		}
	}
	slices.SortFunc(list, func(a, b sorted) int {
		return cmp.Or(slices.CompareFunc(a.extent, b.extent, compareSpans), cmp.Compare(a.Label, b.Label), a.Person.Compare(b.Person), a.ID.Compare(b.ID))
	})
	var versions []Version
	for i, m := range list {
		if i == 0 || m.Label != list[i-1].Label || slices.CompareFunc(m.extent, list[i-1].extent, compareSpans) != 0 {
			versions = append(versions, Version{Label: m.Label, Spans: m.Spans, extent: m.extent})
		}
		v := &versions[len(versions)-1]
		v.Marks = append(v.Marks, m.Mark)
	}
	if trim {
		for i := range versions {
			versions[i].Spans = commonest(versions[i].Marks)
		}
	}
	return versions
}

// trimmed leaves out the punctuation and blanks at the edges of each span; one
// of nothing else stays.
func trimmed(spans []annotate.Span, whole string) []annotate.Span {
	out := make([]annotate.Span, len(spans))
	for i, s := range spans {
		out[i] = s
		r := text.Range{Start: s.Start, End: s.End}
		for more := true; more; {
			words := whole[r.Start:r.End]
			end := r.Start + len(strings.TrimRightFunc(words, unicode.IsSpace))
			start := r.End - len(strings.TrimLeftFunc(words, unicode.IsSpace))
			if start < end {
				r = text.Range{Start: start, End: end}
			}
			r, more = text.TrimPunctuation(whole, r)
		}
		if cut, err := annotate.SpanOf(whole, r.Start, r.End); err == nil {
			out[i] = cut
		}
	}
	return out
}

// commonest is the extent that most marks of a version have as it was marked;
// of several the shortest.
func commonest(marks []Mark) []annotate.Span {
	var best []annotate.Span
	most := 0
	for i := range marks {
		n := 0
		for j := range marks {
			if slices.Equal(marks[i].Spans, marks[j].Spans) {
				n++
			}
		}
		if n > most || n == most && cmp.Or(cmp.Compare(length(marks[i].Spans), length(best)), slices.CompareFunc(marks[i].Spans, best, compareSpans)) < 0 {
			best, most = marks[i].Spans, n
		}
	}
	return best
}

func length(spans []annotate.Span) int {
	n := 0
	for _, s := range spans {
		n += s.End - s.Start
	}
	return n
}

// mostLinedUp bounds how many versions of one unit are lined up with each
// other: it takes the square of their number. In a larger unit every version
// is an item of its own.
const mostLinedUp = 400

// itemsOf lines versions up: those that are most alike first, by the share of
// text they have in common and by their label, as long as nobody comes twice
// into one item. It goes by places and labels alone, so that the same markings
// give the same items whoever made them.
func itemsOf(versions []Version) [][]Version {
	sets := newSets(len(versions))
	people := make([][]annotate.ID, len(versions)) // of the set whose root it is
	for i := range versions {
		people[i] = (&Item{Versions: versions[i : i+1]}).People()
	}
	if len(versions) <= mostLinedUp {
		for _, p := range pairsOf(versions) {
			if a, b := sets.root(p.a), sets.root(p.b); a != b && disjoint(people[a], people[b]) {
				sets.join(b, a)
				people[a] = append(people[a], people[b]...)
			}
		}
	}
	at := map[int]int{}
	var items [][]Version
	for i := range versions {
		n, ok := at[sets.root(i)]
		if !ok {
			n = len(items)
			at[sets.root(i)] = n
			items = append(items, nil)
		}
		items[n] = append(items[n], versions[i])
	}
	for _, item := range items {
		slices.SortStableFunc(item, func(a, b Version) int { return b.Votes() - a.Votes() })
	}
	return items
}

// likeness is how alike two versions are.
type likeness struct {
	a, b  int
	score float64
}

// sameLabel is what the same label counts beside the share of common text.
const sameLabel = 0.5

func pairsOf(versions []Version) []likeness {
	var pairs []likeness
	for a := range versions {
		for b := a + 1; b < len(versions); b++ {
			common := overlap(versions[a].Spans, versions[b].Spans)
			if common == 0 {
				continue
			}
			score := float64(common) / float64(length(versions[a].Spans)+length(versions[b].Spans)-common)
			if versions[a].Label == versions[b].Label {
				score += sameLabel
			}
			pairs = append(pairs, likeness{a, b, score})
		}
	}
	slices.SortStableFunc(pairs, func(x, y likeness) int { return cmp.Compare(y.score, x.score) })
	return pairs
}

// overlap is how many bytes two extents share.
func overlap(a, b []annotate.Span) int {
	n := 0
	for i, j := 0, 0; i < len(a) && j < len(b); {
		n += max(0, min(a[i].End, b[j].End)-max(a[i].Start, b[j].Start))
		if a[i].End < b[j].End {
			i++
		} else {
			j++
		}
	}
	return n
}

func disjoint(a, b []annotate.ID) bool {
	return !slices.ContainsFunc(a, func(id annotate.ID) bool { return slices.Contains(b, id) })
}
