package search

import (
	"fmt"
	"strconv"
	"strings"

	"bluepencil/annotate"
	"bluepencil/annotate/text"
	"bluepencil/storage"

	"github.com/blevesearch/bleve/v2/document"
	index "github.com/blevesearch/bleve_index_api"
)

// The fields of an article's record in the index.
const (
	fieldText  = "t" // words of the text
	fieldMeta  = "d" // words of the document fields
	fieldPairs = "b" // two words side by side in either, as a number
	fieldMarks = "m" // annotations: everything of the nth stands at position n
	fieldKeys  = "k" // where people stand with the article, outlet, date
)

// The first byte of a term of fieldMarks says what it is.
const (
	markWord      = 'w' // a marked word
	markNote      = 'n' // a word of the note
	markValue     = 'v' // a word of an attribute's value
	markLabel     = 'l' // the label's id
	markAttribute = 'a' // attribute's id = value
	markPerson    = 'p' // whose layer it lies in
	markQuestion  = '?' // flagged
	markEntity    = 'e' // the register's entry it is linked to
	markLinked    = 'r' // an entry of the register that a link of it leads to
)

// The first byte of a term of fieldKeys.
const (
	keyStatus = 's' // status of somebody
	keyPerson = 'p' // somebody who has a layer
	keyOutlet = 'o'
	keyDate   = 'y'
)

// longestValue is how much of an attribute's value is a term.
const longestValue = longestTerm

// record is an article as the index takes it: words and positions, no text.
type record struct {
	id     string
	fields []*field
	size   int
	name   *document.TextField
}

var _ index.Document = (*record)(nil)

// recordOf makes the record of an article with everything that lies in it.
func recordOf(w *storage.Whole) *record {
	r := &record{id: string(w.Article.ID[:]), size: len(w.Text)}
	pairs := newField(fieldPairs, false)
	r.fields = []*field{textField(w.Text, pairs), metaField(&w.Article, pairs), pairs, marksField(w), keysField(w)}
	return r
}

func textField(s string, pairs *field) *field {
	f := newField(fieldText, false)
	f.addText(s, pairs)
	return f
}

func metaField(a *annotate.Article, pairs *field) *field {
	f := newField(fieldMeta, false)
	for _, value := range a.Meta {
		f.addText(value, pairs)
	}
	f.addText(a.Content.SourceName, pairs)
	return f
}

// addText adds the words of a text, and its pairs of words.
func (f *field) addText(s string, pairs *field) {
	var last uint32
	first := true
	eachWord(s, func(folded []byte, _ text.Range) bool {
		f.add(folded)
		hash := hashOf(folded)
		if !first {
			pair := pairOf(last, hash)
			pairs.add(pair[:])
		}
		last, first = hash, false
		return true
	})
}

// Phrases are found by their pairs of words. Positions would make the index
// more than twice as large as the texts. A pair is a number of a few bits, so
// that some articles are proposed that have the words but not the phrase; the
// text itself decides.
const pairBits = 17

func hashOf(word []byte) uint32 {
	h := uint32(2166136261) // FNV-1a
	for _, c := range word {
		h = (h ^ uint32(c)) * 16777619
	}
	return h
}

// pairOf is the term of two words side by side, given their hashes.
func pairOf(first, second uint32) [3]byte {
	h := (first*31 + second) * 0x9E3779B1
	h >>= 32 - pairBits
	return [3]byte{byte(h >> 16), byte(h >> 8), byte(h)}
}

// marksField takes the article's own note as a mark without label or person.
func marksField(w *storage.Whole) *field {
	f := newField(fieldMarks, true)
	f.placeWords(markNote, w.Article.Note, 1)
	for i := range w.Annotations {
		f.placeMark(&w.Annotations[i], i+2)
	}
	return f
}

func (f *field) placeMark(a *annotate.Annotation, position int) {
	for _, span := range a.Spans {
		f.placeWords(markWord, span.Text, position)
	}
	f.placeWords(markNote, a.Note, position)
	f.place(markLabel, []byte(a.Label), position)
	f.place(markPerson, a.Layer[:], position)
	if a.Question {
		f.place(markQuestion, nil, position)
	}
	if !a.Entity.IsZero() {
		f.place(markEntity, a.Entity[:], position)
	}
	for i := range a.Links {
		if l := &a.Links[i]; l.ToEntity {
			f.place(markLinked, l.To[:], position)
		}
	}
	for id, value := range a.Attributes {
		for _, v := range valuesOf(value) {
			f.place(markAttribute, []byte(attributeTerm(id, foldWhole(v))), position)
			f.placeWords(markValue, v, position)
		}
	}
}

// attributeTerm is the term of an attribute's folded value.
func attributeTerm(id annotate.AttributeID, folded string) string {
	if len(folded) > longestValue {
		folded = string(shorten([]byte(folded), 0))
	}
	return string(id) + "=" + folded
}

// valuesOf writes an attribute's value as texts: one, or one for each flag.
func valuesOf(value annotate.AttributeValue) []string {
	switch v := value.(type) {
	case nil:
		return nil
	case string:
		return []string{v}
	case []string:
		return v
	case float64:
		return []string{strconv.FormatFloat(v, 'f', -1, 64)}
	}
	return []string{fmt.Sprint(value)}
}

// addKey adds a term of fieldKeys.
func (f *field) addKey(kind byte, rest string) { f.add(append([]byte{kind}, rest...)) }

func keysField(w *storage.Whole) *field {
	f := newField(fieldKeys, false)
	people := map[annotate.ID]annotate.Status{}
	for i := range w.Annotations {
		people[w.Annotations[i].Layer] = annotate.StatusNew
	}
	for _, l := range w.Layers {
		people[l.Person] = l.Status
	}
	for person, status := range people {
		f.addKey(keyPerson, string(person[:]))
		f.addKey(keyStatus, string(status))
	}
	if outlet := foldWhole(w.Article.Meta[annotate.MetaOutlet]); outlet != "" {
		f.addKey(keyOutlet, string(shorten([]byte(outlet), 0)))
	}
	if date := dateOf(&w.Article); date != "" {
		f.addKey(keyDate, date)
	}
	return f
}

// dateOf is the day an article was published, as far as it begins like one.
func dateOf(a *annotate.Article) string {
	date := strings.TrimSpace(a.Meta[annotate.MetaPublished])
	for _, length := range []int{10, 7, 4} {
		if len(date) >= length && dateForm.MatchString(date[:length]) {
			return date[:length]
		}
	}
	return ""
}

// ID is the article's id, its sixteen bytes.
func (r *record) ID() string { return r.id }

// Size is about how many bytes of memory the record takes.
func (r *record) Size() int {
	size := len(r.id)
	for _, f := range r.fields {
		size += f.size()
	}
	return size
}

// VisitFields gives the fields.
func (r *record) VisitFields(visit index.FieldVisitor) {
	for _, f := range r.fields {
		visit(f)
	}
	if r.name != nil {
		visit(r.name)
	}
}

// VisitComposite has nothing to give.
func (r *record) VisitComposite(index.CompositeFieldVisitor) {}

// HasComposite is false: no field is made of others.
func (r *record) HasComposite() bool { return false }

// NumPlainTextBytes is the length of the text.
func (r *record) NumPlainTextBytes() uint64 { return uint64(r.size) }

// AddIDField adds the field by which the index finds the record again.
func (r *record) AddIDField() {
	r.name = document.NewTextFieldCustom("_id", nil, []byte(r.id), index.IndexField|index.StoreField, nil)
}

// StoredFieldsBytes is 0: nothing is stored but the id.
func (r *record) StoredFieldsBytes() uint64 { return 0 }

// Indexed tells that the record can be searched.
func (r *record) Indexed() bool { return true }
