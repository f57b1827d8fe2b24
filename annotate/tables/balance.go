package tables

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"

	"bluepencil/annotate"
)

// Slice is a part of the balance of sources: how many quotes, and how many
// words in them, have a value.
type Slice struct {
	Value  string
	Quotes int
	Words  int
}

// Share is one breakdown of the quotes. Its slices add up to the whole.
type Share struct {
	By     string // what it is broken down by, as a person reads it
	Slices []Slice
	Quotes int
	Words  int
}

// What stands for what is missing.
const (
	NotFilledIn = "not filled in"
	NoSpeaker   = "no speaker"
	OtherOnes   = "all others"
)

// topSpeakers is how many speakers have a slice of their own.
const topSpeakers = 15

// SourceBalance breaks quotes down by whether their source is named, by its
// affiliation, by its kind, and by speaker, the most words first.
//
// Every quote counts once in each, and so do all its words by UAX #29, retold
// ones too; a filter by type leaves them out. A quote without a speaker counts
// as “no speaker”; where there is one and nobody answered what is asked, as
// “not filled in”. Several speakers who differ are a slice of their own, such as
// “named; unnamed”. “named” is what the link to the speaker says; where that
// says nothing, what the kind of the source says; and where that is not filled
// in either, a speaker that is marked as a name is a named one. Each person's
// markings count: where several have marked the same article, filter by person.
func SourceBalance(quotes []*Row) []Share {
	shares := []Share{
		shareOf("named", quotes, 2), shareOf("affiliation", quotes, 3), shareOf("kind of source", quotes, 4), shareOf("speaker", quotes, 1),
	}
	last := &shares[len(shares)-1]
	last.Slices = top(last.Slices)
	return shares
}

// Cells of a row of quotes.
const (
	speakerCell   = 1
	wordCountCell = 6
)

func shareOf(by string, quotes []*Row, cell int) Share {
	s := Share{By: by}
	at := map[string]int{}
	for _, r := range quotes {
		value := r.Cells[cell]
		switch {
		case r.Cells[speakerCell] == "":
			value = NoSpeaker
		case value == "":
			value = NotFilledIn
		}
		n, ok := at[value]
		if !ok {
			n = len(s.Slices)
			at[value] = n
			s.Slices = append(s.Slices, Slice{Value: value})
		}
		count, _ := strconv.Atoi(r.Cells[wordCountCell]) // it was written by words
		s.Slices[n].Quotes++
		s.Slices[n].Words += count
		s.Quotes++
		s.Words += count
	}
	slices.SortStableFunc(s.Slices, func(a, b Slice) int {
		return cmp.Or(cmp.Compare(missing(a.Value), missing(b.Value)), cmp.Compare(b.Words, a.Words), cmp.Compare(b.Quotes, a.Quotes), cmp.Compare(a.Value, b.Value))
	})
	return s
}

// missing puts what stands for nothing at the end.
func missing(value string) int {
	switch value {
	case NotFilledIn:
		return 1
	case NoSpeaker:
		return 2
	}
	return 0
}

// top takes the slices together that come after the first ones; what is
// missing keeps its own.
func top(list []Slice) []Slice {
	named := slices.IndexFunc(list, func(s Slice) bool { return missing(s.Value) > 0 })
	if named < 0 {
		named = len(list)
	}
	if named <= topSpeakers {
		return list
	}
	other := Slice{Value: OtherOnes}
	for _, s := range list[topSpeakers:named] {
		other.Quotes += s.Quotes
		other.Words += s.Words
	}
	return slices.Concat(list[:topSpeakers], []Slice{other}, list[named:])
}

// Percent is a part of a whole in per cent, with one decimal.
func Percent(part, whole int) string {
	if whole == 0 {
		return "0.0"
	}
	return fmt.Sprintf("%.1f", 100*float64(part)/float64(whole))
}

// balance is a balance as rows.
func balance(shares []Share) []*Row {
	var rows []*Row
	for _, share := range shares {
		for _, s := range share.Slices {
			rows = append(rows, &Row{Words: s.Value, Cells: []string{share.By, s.Value, fmt.Sprint(s.Quotes), Percent(s.Quotes, share.Quotes),
				fmt.Sprint(s.Words), Percent(s.Words, share.Words)}})
		}
	}
	return rows
}

// People counts whose markings the rows of a table of quotes or claims are.
func People(rows []*Row) int {
	people := map[annotate.ID]bool{}
	for _, r := range rows {
		people[r.Layer.Person] = true
	}
	return len(people)
}
