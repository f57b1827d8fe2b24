package bluepencil

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"unicode/utf8"

	"bluepencil/annotate"
	"bluepencil/annotate/text"
)

// Parse reads one line. Unknown keys are refused: a newer version writes
// another format name.
func Parse(raw []byte) (*Line, error) {
	decoder := json.NewDecoder(bytes.NewReader(raw))
	decoder.DisallowUnknownFields()
	var line Line
	if err := decoder.Decode(&line); err != nil {
		return nil, fmt.Errorf("not a line of %s: %w", Version, err)
	}
	if _, err := decoder.Token(); err != io.EOF {
		return nil, fmt.Errorf("not a line of %s: something follows the article", Version)
	}
	if line.Format != Version {
		return nil, fmt.Errorf("the line's format is %q, this version reads %s", line.Format, Version)
	}
	return &line, nil
}

// Mismatch is a span whose text is not the one it names.
type Mismatch struct {
	Annotation annotate.ID
	Span       Span
	Found      string // what stands there, or "" outside of the text
}

// spans converts the spans of an annotation into bytes of the article's text
// and checks each against its words.
func (a *Annotation) spans(whole string, offsets *text.Offsets) ([]annotate.Span, []Mismatch) {
	var good []annotate.Span
	var bad []Mismatch
	for _, s := range a.Spans {
		found := ""
		start, err1 := offsets.ToByte(s.Start)
		end, err2 := offsets.ToByte(s.End)
		if err1 == nil && err2 == nil && start < end {
			found = whole[start:end]
		}
		wanted := found
		if s.Cut {
			wanted = shorten(found)
		}
		if found == "" || wanted != s.Text {
			bad = append(bad, Mismatch{a.ID, s, found})
			continue
		}
		good = append(good, annotate.Span{Start: start, End: end, Text: found})
	}
	return good, bad
}

// annotations gives the line's annotations with offsets in bytes of the text,
// keyed by the handle of their layer. Spans that do not match come back as
// mismatches, and their annotations are left out; nothing is shifted. The
// text is the line's own, or that of the article with the line's hash.
func (l *Line) annotations(whole string) (byLayer map[string][]annotate.Annotation, bad []Mismatch, err error) {
	unit, err := text.ParseUnit(l.OffsetUnit)
	if err != nil {
		return nil, nil, err
	}
	if annotate.TextDigest(whole).String() != l.TextSHA256 {
		return nil, nil, fmt.Errorf("%w: the text does not have the hash of the line", annotate.ErrSpan)
	}
	offsets := text.NewOffsets(whole, unit)
	byLayer = map[string][]annotate.Annotation{}
	for i := range l.Annotations {
		in := &l.Annotations[i]
		spans, mismatches := in.spans(whole, offsets)
		bad = append(bad, mismatches...)
		if len(mismatches) > 0 || len(spans) == 0 {
			continue
		}
		byLayer[in.Layer] = append(byLayer[in.Layer], in.domain(l.ID, spans))
	}
	return byLayer, bad, nil
}

func (a *Annotation) domain(article annotate.ID, spans []annotate.Span) annotate.Annotation {
	out := annotate.Annotation{
		ID: a.ID, Article: article, Label: a.Label, Spans: spans, Attributes: domainValues(a.Attributes),
		Entity: a.Entity, Note: a.Note, Question: a.Question, Edited: a.Origin.Edited, Created: a.Created, Modified: a.Modified,
		Origin: annotate.Origin{By: a.Origin.By, Source: a.Origin.Source, Score: a.Origin.Score, From: a.Origin.From},
	}
	for _, l := range a.Links {
		out.Links = append(out.Links, annotate.Link{ID: l.ID, Role: l.Role, To: l.To, ToEntity: l.ToKind == "entity", Attributes: domainValues(l.Attributes)})
	}
	return out
}

func domainValues(values map[string]any) map[annotate.AttributeID]annotate.AttributeValue {
	out := make(map[annotate.AttributeID]annotate.AttributeValue, len(values))
	for id, v := range values {
		if list, ok := v.([]any); ok {
			words := make([]string, 0, len(list))
			for _, e := range list {
				if s, ok := e.(string); ok {
					words = append(words, s)
				}
			}
			v = words
		}
		out[annotate.AttributeID(id)] = v
	}
	return out
}

// Read gives the annotations of a line that carries its text, by the handle
// of their layer; see Mismatch for those left out.
func (l *Line) Read() (byLayer map[string][]annotate.Annotation, bad []Mismatch, err error) {
	if l.Text == nil {
		return nil, nil, fmt.Errorf("article %s came without its text", l.ID)
	}
	if !utf8.ValidString(*l.Text) {
		return nil, nil, fmt.Errorf("%w: the text of article %s is not valid UTF-8", annotate.ErrSpan, l.ID)
	}
	return l.annotations(*l.Text)
}
