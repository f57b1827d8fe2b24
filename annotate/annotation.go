package annotate

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"
)

// Span is a half-open range of an article's text in UTF-8 bytes, with the
// text it covers as it was when the span was made.
type Span struct {
	_     struct{} `cbor:",toarray"`
	Start int
	End   int
	Text  string
}

// SpanOf cuts the span out of the text. It fails with ErrSpan where the range
// is empty or outside of the text.
func SpanOf(text string, start, end int) (Span, error) {
	if start < 0 || end > len(text) || start >= end {
		return Span{}, fmt.Errorf("%w: bytes %d to %d of a text of %d", ErrSpan, start, end, len(text))
	}
	return Span{Start: start, End: end, Text: text[start:end]}, nil
}

// Matches tells whether the span lies in the text and covers what it says.
func (s Span) Matches(text string) bool {
	return s.Start >= 0 && s.Start < s.End && s.End <= len(text) && text[s.Start:s.End] == s.Text
}

// NormaliseSpans sorts spans and joins those that touch or overlap, cutting
// the joined text anew, so that the result is non-empty, sorted and disjoint.
func NormaliseSpans(text string, spans []Span) ([]Span, error) {
	sorted := slices.Clone(spans)
	slices.SortFunc(sorted, func(a, b Span) int { return cmp.Or(cmp.Compare(a.Start, b.Start), cmp.Compare(a.End, b.End)) })
	var out []Span
	for _, s := range sorted {
		if n := len(out); n > 0 && s.Start <= out[n-1].End {
			out[n-1].End = max(out[n-1].End, s.End)
			continue
		}
		out = append(out, s)
	}
	for i, s := range out {
		cut, err := SpanOf(text, s.Start, s.End)
		if err != nil {
			return nil, err
		}
		out[i] = cut
	}
	return out, nil
}

// AttributeValue is the content of an attribute: a string (text, date, the id
// of an enum's value), a float64 (number, scale), a bool, or a []string.
type AttributeValue = any

// Link is a role from an annotation to an annotation of the same layer and
// article, or to an entry of the register.
type Link struct {
	ID         ID
	Role       RoleID
	To         ID
	ToEntity   bool // To names a register entry
	Attributes map[AttributeID]AttributeValue
}

// OriginBy says how an annotation came about.
type OriginBy string

// The ways an annotation comes about.
const (
	ByHand         OriginBy = "hand"
	BySuggestion   OriginBy = "suggestion"
	ByImport       OriginBy = "import"
	ByAdjudication OriginBy = "adjudication"
)

// Origin is where an annotation came from; it never changes. Whether a
// suggestion was edited afterwards is read from its history.
type Origin struct {
	By     OriginBy
	Source string   // the rule, format or people
	Score  *float64 // the machine's, where it gave one
	From   []ID     // the annotations it was made of
}

// Annotation is a label on one or more spans of one article, in one person's layer.
type Annotation struct {
	ID         ID
	Article    ID
	Layer      ID // the person whose layer it lies in
	Label      LabelID
	Spans      []Span // sorted, disjoint, non-empty
	Attributes map[AttributeID]AttributeValue
	Links      []Link // ordered by id
	// Waiting are the links to annotations that lie in the bin, where whoever
	// read the annotation set them apart. They come back with their targets.
	Waiting  []Link `cbor:"-"`
	Entity   ID
	Note     string
	Question bool
	Origin   Origin
	Edited   bool // its spans or label were changed after it was made
	Batch    ID
	Created  time.Time
	Modified time.Time
	Deleted  bool
}

// Ref is the annotation's key.
func (a *Annotation) Ref() Ref { return AnnotationRef(a.Article, a.Layer, a.ID) }

// Start is the first byte the annotation covers.
func (a *Annotation) Start() int {
	if len(a.Spans) == 0 {
		return 0
	}
	return a.Spans[0].Start
}

// End is one past the last byte the annotation covers.
func (a *Annotation) End() int {
	if len(a.Spans) == 0 {
		return 0
	}
	return a.Spans[len(a.Spans)-1].End
}

// Text is the covered text, pieces joined by " … ".
func (a *Annotation) Text() string {
	parts := make([]string, len(a.Spans))
	for i, s := range a.Spans {
		parts[i] = s.Text
	}
	return strings.Join(parts, " … ")
}

// SortAnnotations orders by start; of those that start together the longer
// one comes first.
func SortAnnotations(list []Annotation) {
	slices.SortStableFunc(list, func(a, b Annotation) int {
		return cmp.Or(cmp.Compare(a.Start(), b.Start()), cmp.Compare(b.End(), a.End()), a.ID.Compare(b.ID))
	})
}

// AnnotationRef names an annotation.
func AnnotationRef(article, layer, id ID) Ref {
	return Ref{Kind: KindAnnotation, Article: article, Owner: layer, ID: id}
}

func (a *Annotation) addLink(key string, v Value) {
	id, err := ParseID(key)
	if err != nil {
		return // not a link of this version; bp check reports it
	}
	link := As[Link](v)
	link.ID = id
	for k, attribute := range link.Attributes {
		link.Attributes[k] = plain(attribute)
	}
	a.Links = append(a.Links, link)
}

// plain gives a decoded attribute the types AttributeValue promises.
func plain(v any) AttributeValue {
	switch x := v.(type) {
	case int64:
		return float64(x)
	case uint64:
		return float64(x)
	case float32:
		return float64(x)
	case []any:
		list := make([]string, 0, len(x))
		for _, e := range x {
			if s, ok := e.(string); ok {
				list = append(list, s)
			}
		}
		return list
	default:
		return v
	}
}
