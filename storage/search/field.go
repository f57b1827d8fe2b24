package search

import (
	"bluepencil/annotate/text"

	index "github.com/blevesearch/bleve_index_api"
)

// field is one field of a record: terms, and for annotations the positions
// they stand at.
type field struct {
	name    string
	options index.FieldIndexingOptions
	terms   index.TokenFrequencies
	present index.TokenFreq // shared by all terms without positions
	length  int
	term    []byte // reused
}

var _ index.Field = (*field)(nil)

func newField(name string, positions bool) *field {
	f := &field{name: name, options: index.IndexField | index.SkipFreqNorm, terms: index.TokenFrequencies{}}
	if positions {
		f.options = index.IndexField | index.IncludeTermVectors
	}
	return f
}

// add notes that a term is there.
func (f *field) add(term []byte) {
	if _, ok := f.terms[string(term)]; !ok {
		f.terms[string(term)] = &f.present
		f.length++
	}
}

// place notes a term at a position. The same term twice at one position is
// one. Where in the text a word stands is left out: it is found there again.
func (f *field) place(kind byte, term []byte, position int) {
	f.term = append(append(f.term[:0], kind), term...)
	t, ok := f.terms[string(f.term)]
	if !ok {
		t = &index.TokenFreq{}
		f.terms[string(f.term)] = t
	}
	if n := len(t.Locations); n == 0 || t.Locations[n-1].Position != position {
		t.Locations = append(t.Locations, &index.TokenLocation{Position: position})
		t.SetFrequency(n + 1)
		f.length++
	}
}

func (f *field) placeWords(kind byte, words string, position int) {
	eachWord(words, func(folded []byte, _ text.Range) bool {
		f.place(kind, folded, position)
		return true
	})
}

func (f *field) size() int { return f.length * 100 }

// Name is the field's name.
func (f *field) Name() string { return f.name }

// Value is nothing: no field is stored.
func (f *field) Value() []byte { return nil }

// ArrayPositions is nothing.
func (f *field) ArrayPositions() []uint64 { return nil }

// EncodedFieldType is that of text.
func (f *field) EncodedFieldType() byte { return 't' }

// Analyze has nothing left to do.
func (f *field) Analyze() {}

// Options say how the field is indexed.
func (f *field) Options() index.FieldIndexingOptions { return f.options }

// AnalyzedLength counts terms and positions.
func (f *field) AnalyzedLength() int { return f.length }

// NumPlainTextBytes is 0: the record counts its text.
func (f *field) NumPlainTextBytes() uint64 { return 0 }

// AnalyzedTokenFrequencies gives the terms.
func (f *field) AnalyzedTokenFrequencies() index.TokenFrequencies { return f.terms }
