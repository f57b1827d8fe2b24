package panel

import (
	"slices"

	"bluepencil/annotate"
	"bluepencil/annotate/review"
	"bluepencil/app/adjudicator"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"
)

// adjudicateFilters narrow what is listed: by kind, label, pair of people, and
// by where a unit stands.
type adjudicateFilters struct {
	a                        *adjudicator.Adjudicator
	kind, label, pair, shown *widget.Select
	labels                   []labelFilter
	pairs                    [][2]annotate.ID
	silent                   bool
	body                     fyne.CanvasObject
}

// labelFilter is a label or a group of labels to narrow to.
type labelFilter struct {
	group annotate.Group
	label annotate.LabelID
}

// What the choices say where they narrow nothing.
const (
	allKinds  = "All kinds"
	allLabels = "All labels"
	allPairs  = "All people"
)

var showings = []string{"Decided or not", "Undecided only", "Changed since only"}

func newAdjudicateFilters(a *adjudicator.Adjudicator) *adjudicateFilters {
	f := &adjudicateFilters{a: a}
	kinds := []string{allKinds}
	for _, k := range review.Kinds {
		kinds = append(kinds, string(k))
	}
	choice := func(options []string) *widget.Select { return widget.NewSelect(options, func(string) { f.narrow() }) }
	f.kind, f.label, f.pair, f.shown = choice(kinds), choice([]string{allLabels}), choice([]string{allPairs}), choice(showings)
	f.body = container.NewGridWithColumns(2, f.kind, f.label, f.pair, f.shown)
	return f
}

// narrow passes on what the list is to be narrowed to.
func (f *adjudicateFilters) narrow() {
	if f.silent {
		return
	}
	var to adjudicator.Filter
	if at := f.kind.SelectedIndex(); at > 0 {
		to.Kind = review.Kinds[at-1]
	}
	if at := f.label.SelectedIndex(); at > 0 {
		to.Group, to.Label = f.labels[at-1].group, f.labels[at-1].label
	}
	if at := f.pair.SelectedIndex(); at > 0 {
		to.Pair = f.pairs[at-1]
	}
	to.Showing = adjudicator.Showing(max(f.shown.SelectedIndex(), 0))
	f.a.SetFilter(to)
}

// show offers what the article has, and shows what is chosen.
func (f *adjudicateFilters) show() {
	f.silent = true
	defer func() { f.silent = false }()
	of := f.a.Filter()
	f.kind.SetSelectedIndex(slices.Index(review.Kinds, of.Kind) + 1)
	f.shown.SetSelectedIndex(int(of.Showing))
	f.offerLabels()
	f.label.SetSelectedIndex(slices.Index(f.labels, labelFilter{of.Group, of.Label}) + 1)
	f.offerPairs()
	f.pair.SetSelectedIndex(slices.Index(f.pairs, of.Pair) + 1)
}

// offerLabels offers the groups and labels that were given in the article.
func (f *adjudicateFilters) offerLabels() {
	words := []string{allLabels}
	f.labels = nil
	if s := f.a.Sheet(); s != nil {
		groups, labels := map[annotate.Group]bool{}, map[annotate.LabelID]bool{}
		for i := range s.Units {
			groups[s.Units[i].Group] = true
			for _, l := range s.Units[i].Labels() {
				labels[l] = true
			}
		}
		seen := map[annotate.Group]bool{}
		for _, l := range s.Scheme.Codebook.Labels {
			if groups[l.Group] && !seen[l.Group] {
				seen[l.Group] = true
				f.labels, words = append(f.labels, labelFilter{group: l.Group}), append(words, "Group: "+string(l.Group))
			}
			if labels[l.ID] {
				f.labels, words = append(f.labels, labelFilter{label: l.ID}), append(words, l.Name)
			}
		}
	}
	setOptions(f.label, words)
}

// offerPairs offers every two of those who are compared.
func (f *adjudicateFilters) offerPairs() {
	words := []string{allPairs}
	f.pairs = nil
	people := f.a.Voters()
	for i := range people {
		for _, other := range people[i+1:] {
			f.pairs = append(f.pairs, [2]annotate.ID{people[i].ID, other.ID})
			words = append(words, people[i].Name+" and "+other.Name)
		}
	}
	chosen := f.a.Filter().Pair
	if !chosen[0].IsZero() && !slices.Contains(f.pairs, chosen) {
		for at, pair := range f.pairs { // in the other order
			if pair == [2]annotate.ID{chosen[1], chosen[0]} {
				f.pairs[at] = chosen
			}
		}
	}
	setOptions(f.pair, words)
}

func setOptions(s *widget.Select, options []string) {
	if !slices.Equal(s.Options, options) {
		s.SetOptions(options)
	}
}
