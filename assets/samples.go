package assets

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"

	"bluepencil/annotate"
)

// Sample is an article of the sample project with what is marked in it.
type Sample struct {
	File  string            `json:"file"`
	Meta  map[string]string `json:"meta"`
	Marks []SampleMark      `json:"marks"`
	Text  string            `json:"-"`
}

// SampleMark is a marking by its words: the text of each piece, which must
// stand in the article, and which of several occurrences is meant.
type SampleMark struct {
	Key        string            `json:"key,omitempty"` // what links name it by
	Label      annotate.LabelID  `json:"label"`
	Pieces     []string          `json:"pieces"`
	Occurrence int               `json:"occurrence,omitempty"` // of the first piece, from 0
	Attributes map[string]any    `json:"attributes,omitempty"`
	Links      map[string]string `json:"links,omitempty"` // role -> key
	Note       string            `json:"note,omitempty"`
	Question   bool              `json:"question,omitempty"`
}

// Samples reads the sample articles, in the order they are shown.
func Samples() ([]Sample, error) {
	raw, err := files.ReadFile("samples/samples.json")
	if err != nil {
		return nil, err
	}
	var list []Sample
	decoder := json.NewDecoder(bytes.NewReader(raw))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(&list); err != nil {
		return nil, fmt.Errorf("samples: %w", err)
	}
	for i := range list {
		text, err := files.ReadFile("samples/" + list[i].File)
		if err != nil {
			return nil, err
		}
		list[i].Text = string(text)
	}
	return list, nil
}

// Annotations makes the sample's annotations, with fresh ids that hold between
// them. It fails where a piece does not stand in the text.
func (s *Sample) Annotations() ([]annotate.Annotation, error) {
	ids := map[string]annotate.ID{}
	for _, m := range s.Marks {
		if m.Key != "" {
			ids[m.Key] = annotate.NewID()
		}
	}
	var list []annotate.Annotation
	for _, m := range s.Marks {
		a, err := s.annotation(m, ids)
		if err != nil {
			return nil, err
		}
		list = append(list, a)
	}
	return list, nil
}

func (s *Sample) annotation(m SampleMark, ids map[string]annotate.ID) (annotate.Annotation, error) {
	a := annotate.Annotation{ID: annotate.NewID(), Label: m.Label, Note: m.Note, Question: m.Question,
		Origin: annotate.Origin{By: annotate.ByHand}, Attributes: map[annotate.AttributeID]annotate.AttributeValue{}}
	if m.Key != "" {
		a.ID = ids[m.Key]
	}
	for id, value := range m.Attributes {
		a.Attributes[annotate.AttributeID(id)] = words(value)
	}
	for _, role := range slices.Sorted(maps.Keys(m.Links)) {
		to, ok := ids[m.Links[role]]
		if !ok {
			return a, fmt.Errorf("%w: %s has no marking with the key %q", annotate.ErrInvalid, s.File, m.Links[role])
		}
		a.Links = append(a.Links, annotate.Link{ID: annotate.NewID(), Role: annotate.RoleID(role), To: to})
	}
	var err error
	a.Spans, err = s.find(m)
	return a, err
}

// words gives a list of JSON the type that flags have.
func words(value any) annotate.AttributeValue {
	list, ok := value.([]any)
	if !ok {
		return value
	}
	out := make([]string, 0, len(list))
	for _, e := range list {
		out = append(out, fmt.Sprint(e))
	}
	return out
}

func (s *Sample) find(m SampleMark) ([]annotate.Span, error) {
	var spans []annotate.Span
	from := 0
	for i, piece := range m.Pieces {
		skip := 0
		if i == 0 {
			skip = m.Occurrence
		}
		at := strings.Index(s.Text[from:], piece)
		for ; skip > 0 && at >= 0; skip-- {
			from += at + len(piece)
			at = strings.Index(s.Text[from:], piece)
		}
		if at < 0 {
			return nil, fmt.Errorf("%w: %s has no %q", annotate.ErrSpan, s.File, piece)
		}
		span, err := annotate.SpanOf(s.Text, from+at, from+at+len(piece))
		if err != nil {
			return nil, err
		}
		spans = append(spans, span)
		from = span.End
	}
	return spans, nil
}
