// Package coding measures how far people agree who give values to the same
// items: percent, Cohen's, Fleiss' and Scott's coefficients, Gwet's AC1 and
// Krippendorff's alpha with its kinds of difference and missing values.
package coding

import (
	"cmp"
	"slices"
	"strings"
)

// Missing is the value of an item that somebody has not judged.
const Missing = -1

// Table is what people said of items: for every person a value for every
// item, as a place in Values, or Missing.
type Table struct {
	Values []Category
	Coders [][]int // by person, then item
}

// Category is one value that can be given. Which of its fields count depends
// on the kind of difference.
type Category struct {
	Name   string
	Number float64
	Set    []string // sorted, each once
}

// Builder makes a table of values as they come.
type Builder struct {
	table Table
	known map[string]int
}

// Value gives the place of a category, which is known by its name.
func (b *Builder) Value(c Category) int {
	if b.known == nil {
		b.known = map[string]int{}
	}
	at, ok := b.known[c.Name]
	if !ok {
		at = len(b.table.Values)
		b.known[c.Name] = at
		b.table.Values = append(b.table.Values, c)
	}
	return at
}

// Coder adds a person with their values.
func (b *Builder) Coder(values []int) { b.table.Coders = append(b.table.Coders, values) }

// Table is what was built.
func (b *Builder) Table() *Table { return &b.table }

// SetOf is the category of a set of labels. The empty set is a value of its own.
func SetOf(labels []string) Category {
	set := slices.Compact(slices.Sorted(slices.Values(labels)))
	if len(set) == 0 {
		set = []string{"∅"}
	}
	return Category{Name: strings.Join(set, "\x00"), Set: set}
}

// items is for how many items there is a value at most.
func (t *Table) items() int {
	n := 0
	for _, values := range t.Coders {
		n = max(n, len(values))
	}
	return n
}

// at is a person's value of an item.
func (t *Table) at(coder, item int) int {
	if item >= len(t.Coders[coder]) {
		return Missing
	}
	return t.Coders[coder][item]
}

// counts are how often each value was given to an item.
func (t *Table) counts(item int) map[int]int {
	counts := map[int]int{}
	for coder := range t.Coders {
		if v := t.at(coder, item); v != Missing {
			counts[v]++
		}
	}
	return counts
}

// Counts are the values given to items whoever gave them: for every item how
// often each value was.
func (t *Table) Counts() []map[int]int {
	counts := make([]map[int]int, t.items())
	for item := range counts {
		counts[item] = t.counts(item)
	}
	return counts
}

// Contingency is that of two people of the table; items one of them has not
// judged are left out.
func (t *Table) Contingency(a, b int) Contingency {
	c := Contingency{}
	for item := range t.items() {
		if x, y := t.at(a, item), t.at(b, item); x != Missing && y != Missing {
			c[[2]int{x, y}]++
		}
	}
	return c
}

// inOrder gives the keys of a map of counts in order, so that sums of
// fractions are the same every time.
func inOrder[V any](counts map[int]V) []int {
	keys := make([]int, 0, len(counts))
	for k := range counts {
		keys = append(keys, k)
	}
	slices.SortFunc(keys, cmp.Compare[int])
	return keys
}
