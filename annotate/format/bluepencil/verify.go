package bluepencil

import (
	"errors"
	"fmt"
	"reflect"
	"slices"

	"bluepencil/annotate"
	"bluepencil/annotate/format"
)

// Record writes the article's line, reads it back, and compares what it says
// with the article. It fails where the two differ in anything.
func (w *Writer) Record(b *format.Bundle) (record []byte, losses []format.Loss, err error) {
	line, err := w.line(b)
	if err != nil {
		return nil, nil, err
	}
	record, err = appendLine(make([]byte, 0, estimate(b)), line)
	if err != nil {
		return nil, nil, err
	}
	if err := w.verify(record, b); err != nil {
		return nil, nil, fmt.Errorf("read back after writing: %w", err)
	}
	return append(record, '\n'), w.losses(b), nil
}

// estimate is how long a line will be, roughly and rather too much.
func estimate(b *format.Bundle) int {
	const ofAnnotation, ofLine = 640, 1024
	return len(b.Text) + len(b.Text)/8 + ofAnnotation*len(b.Annotations) + ofLine
}

// losses tells of mentions of register entries that the export does not have.
func (w *Writer) losses(b *format.Bundle) []format.Loss {
	var list []format.Loss
	for _, id := range mentioned(b.Annotations) {
		if _, ok := w.entities[id]; !ok {
			list = append(list, format.Loss{What: "entries of the register that lie in the bin", Count: 1,
				Examples: []string{b.Article.Title() + ": " + id.String()}})
		}
	}
	return list
}

// verify reads a record and compares it with the article it was made of.
func (w *Writer) verify(record []byte, b *format.Bundle) error {
	back, err := Parse(record)
	if err != nil {
		return err
	}
	if w.options.NoText != (back.Text == nil) || back.Text != nil && *back.Text != b.Text {
		return errors.New("the text differs")
	}
	if err := w.sameArticle(back, b); err != nil {
		return err
	}
	if !sameZones(back, b.Text, b.Article.Zones) {
		return errors.New("the parts of the article differ")
	}
	byLayer, bad, err := back.ReadWith(b.Text)
	if err != nil {
		return err
	}
	if len(bad) > 0 {
		return fmt.Errorf("%w: %s", annotate.ErrSpan, bad[0])
	}
	if err := w.sameReview(back, b); err != nil {
		return err
	}
	return w.sameAnnotations(b, byLayer)
}

func (w *Writer) sameArticle(back *Line, b *format.Bundle) error {
	a := &b.Article
	same := back.ID == a.ID && back.TextSHA256 == a.Content.TextSHA256.String() && back.SourceSHA256 == a.Content.SourceSHA256.String() &&
		back.Note == a.Note && back.Replaces == a.Replaces &&
		back.Source.Name == a.Content.SourceName && back.Source.Encoding == a.Content.Encoding
	for name, value := range a.Meta {
		same = same && back.Meta[name] == value
	}
	if !same {
		return errors.New("the article's card differs")
	}
	if !slices.EqualFunc(back.Layers, b.Layers, func(x Layer, y annotate.Layer) bool { return reflect.DeepEqual(x, w.layer(y)) }) {
		return errors.New("the layers differ")
	}
	if !w.sameComments(back.Review.Comments, b.Comments) {
		return errors.New("the comments differ")
	}
	return nil
}

func (w *Writer) sameAnnotations(b *format.Bundle, byLayer map[string][]annotate.Annotation) error {
	next := map[annotate.ID]int{}
	for i := range b.Annotations {
		want := &b.Annotations[i]
		found := byLayer[w.handle(want.Layer)]
		at := next[want.Layer]
		next[want.Layer]++
		if at >= len(found) {
			return fmt.Errorf("annotation %s is missing", want.ID)
		}
		if what := difference(want, &found[at]); what != "" {
			return fmt.Errorf("the %s of annotation %s differs", what, want.ID)
		}
	}
	return nil
}

// difference names what is not the same of two annotations, layers, batches
// and articles aside, or "" where all is.
func difference(want, got *annotate.Annotation) string {
	switch {
	case want.ID != got.ID:
		return "id"
	case want.Label != got.Label:
		return "label"
	case !slices.Equal(want.Spans, got.Spans):
		return "extent"
	case !sameValues(want.Attributes, got.Attributes):
		return "attributes"
	case !slices.EqualFunc(want.Links, got.Links, sameLink):
		return "links"
	case want.Entity != got.Entity:
		return "entity"
	case want.Note != got.Note, want.Question != got.Question:
		return "note"
	case !sameOrigin(want, got):
		return "origin"
	case !milliseconds(want.Created).Equal(got.Created), !milliseconds(want.Modified).Equal(got.Modified):
		return "time"
	}
	return ""
}

func sameLink(a, b annotate.Link) bool {
	return a.ID == b.ID && a.Role == b.Role && a.To == b.To && a.ToEntity == b.ToEntity && sameValues(a.Attributes, b.Attributes)
}

func sameOrigin(want, got *annotate.Annotation) bool {
	a, b := want.Origin, got.Origin
	sameScore := (a.Score == nil) == (b.Score == nil) && (a.Score == nil || *a.Score == *b.Score)
	return sameScore && originBy(a.By) == b.By && a.Source == b.Source && slices.Equal(a.From, b.From) && want.Edited == got.Edited
}

func sameValues(a, b map[annotate.AttributeID]annotate.AttributeValue) bool {
	if len(a) != len(b) {
		return false
	}
	for id, x := range a {
		y, ok := b[id]
		if !ok || !sameValue(x, y) {
			return false
		}
	}
	return true
}

func sameValue(x, y annotate.AttributeValue) bool {
	if list, ok := x.([]string); ok {
		other, ok := y.([]string)
		return ok && slices.Equal(list, other)
	}
	_, isList := y.([]string)
	return !isList && x == y
}
