package csv

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"bluepencil/annotate"
	"bluepencil/annotate/format/foreign"
	"bluepencil/annotate/format/marking"
)

// builder makes a document of rows.
type builder struct {
	*reader
	doc    *foreign.Document
	layers map[string]*building
	order  []*building
	whole  *row // the first one, which has what is said of the article
	count  int
}

// building is a layer under way.
type building struct {
	foreign.Layer
	kept envelope
	at   map[string]int // the mark of an id
}

func (b *builder) problem(w *row, format string, args ...any) {
	b.doc.Problems = append(b.doc.Problems, fmt.Sprintf("line %d left out: ", w.line)+fmt.Sprintf(format, args...))
}

// add takes a row.
func (b *builder) add(w *row) {
	b.count++
	if !slices.ContainsFunc(w.fields, func(s string) bool { return !utf8.ValidString(s) }) {
		b.addValid(w)
		return
	}
	if w == b.whole {
		return // the article cannot be read at all, which finish says
	}
	b.problem(w, "it is %v", annotate.ErrText)
}

func (b *builder) addValid(w *row) {
	label, start, end := b.get(w, "label"), b.get(w, "start"), b.get(w, "end")
	standing, person := b.get(w, "layer"), b.get(w, "person")
	marked := label != "" || start != "" || end != ""
	if !marked && standing == "" && person == "" {
		if w == b.whole && b.unknown(w) != nil {
			b.layer("").kept.Article = b.unknown(w)
		}
		return
	}
	l := b.layer(person)
	if standing != "" {
		var s marking.Standing
		err := marking.Unmarshal([]byte(standing), &s)
		if err == nil {
			err = s.Set(&l.Layer)
		}
		if err != nil {
			b.problem(w, "where the layer stands: %v", err)
		}
	}
	if !marked {
		l.kept.Article = b.unknown(w)
		return
	}
	from, err := strconv.Atoi(strings.TrimSpace(start))
	to, err2 := strconv.Atoi(strings.TrimSpace(end))
	if err != nil || err2 != nil {
		b.problem(w, "%q to %q is no place", start, end)
		return
	}
	span := foreign.Span{Start: from, End: to}
	if b.get(b.whole, "article_text") != "" {
		span.Text = b.get(w, "text")
	}
	b.addSpan(l, w, label, span)
}

func (b *builder) layer(person string) *building {
	if person == "" {
		person = b.options.Person
	}
	l := b.layers[person]
	if l == nil {
		l = &building{Layer: foreign.Layer{Person: person}, at: map[string]int{}}
		b.layers[person], b.order = l, append(b.order, l)
	}
	return l
}

// addSpan makes a mark of a row, or adds to one that has this id already.
func (b *builder) addSpan(l *building, w *row, label string, span foreign.Span) {
	id := b.get(w, "mark")
	if at, known := l.at[id]; known && id != "" {
		if m := &l.Marks[at]; m.Label == label {
			m.Spans = append(m.Spans, span)
			return
		}
		b.problem(w, "the mark %s has two labels, %s and %s", id, l.Marks[at].Label, label)
		return
	}
	m := foreign.Mark{ID: id, Label: label, Spans: []foreign.Span{span}}
	if id == "" {
		m.ID = strconv.Itoa(b.count)
	}
	if err := b.details(w, &m); err != nil {
		b.problem(w, "%v", err)
		return
	}
	if other := b.unknown(w); other != nil {
		if l.kept.Rows == nil {
			l.kept.Rows = map[string]map[string]string{}
		}
		l.kept.Rows[m.ID] = other
	}
	l.at[m.ID] = len(l.Marks)
	l.Marks = append(l.Marks, m)
}

// details reads what else a row says about its mark.
func (b *builder) details(w *row, m *foreign.Mark) (err error) {
	var answers marking.Attributes
	var links []marking.Link
	var origin marking.Origin
	for column, into := range map[string]any{"attributes": &answers, "links": &links, "origin": &origin} {
		if data := b.get(w, column); data != "" {
			if err := marking.Unmarshal([]byte(data), into); err != nil {
				return fmt.Errorf("%s: %w", column, err)
			}
		}
	}
	m.Attributes, m.Links, m.Origin = answers, marking.Foreign(links), foreign.Origin(origin)
	for i, name := range b.heading {
		if answer, is := strings.CutPrefix(b.own[name], "attribute."); is && i < len(w.fields) && w.fields[i] != "" {
			m.Attributes = append(m.Attributes, foreign.Attribute{Name: answer, Value: w.fields[i]})
		}
	}
	m.Note, m.Entity, m.Question = b.get(w, "note"), b.get(w, "entity"), b.get(w, "question") == "true"
	if m.Created, err = marking.ParseTime(b.get(w, "created")); err != nil {
		return err
	}
	m.Modified, err = marking.ParseTime(b.get(w, "modified"))
	return err
}

// unknown is what a row has in columns that are not ours, and what such a row
// had in an earlier table.
func (b *builder) unknown(w *row) map[string]string {
	out := map[string]string{}
	if data := b.get(w, "other"); data != "" && marking.Unmarshal([]byte(data), &out) != nil {
		out = map[string]string{"other": data}
	}
	ours := map[int]bool{}
	for _, i := range b.at {
		ours[i] = true
	}
	for i, value := range w.fields {
		if i < len(b.heading) && !ours[i] && b.own[b.heading[i]] == "" && value != "" {
			out[b.heading[i]] = value
		}
	}
	if len(out) == 0 {
		return nil
	}
	return out
}

// finish gives the document.
func (b *builder) finish() (*foreign.Document, error) {
	d, first := b.doc, b.whole
	var err error
	if d.Text, err = b.textOf(first); err != nil {
		return nil, err
	}
	for _, s := range first.fields {
		if !utf8.ValidString(s) {
			return nil, fmt.Errorf("the row is %w; save the table as UTF-8", annotate.ErrText)
		}
	}
	if err := b.head(first); err != nil {
		return nil, err
	}
	for _, l := range b.order {
		if l.kept.Article != nil || l.kept.Rows != nil {
			if l.Envelope, err = marking.Marshal(l.kept); err != nil {
				return nil, err
			}
		}
		d.Layers = append(d.Layers, l.Layer)
	}
	return d, nil
}

func (b *builder) head(first *row) error {
	d := b.doc
	if data := b.get(first, "head"); data != "" {
		if err := marking.Unmarshal([]byte(data), &d.Head); err != nil {
			return fmt.Errorf("what is said of the article: %w", err)
		}
	} else {
		d.Head.ID = b.get(first, "article")
		d.Head.Meta = map[string]string{}
		if title := b.get(first, "title"); title != "" {
			d.Head.Meta[annotate.MetaTitle] = title
		}
	}
	for i, name := range b.heading {
		if field, is := strings.CutPrefix(b.own[name], "meta."); is && i < len(first.fields) && first.fields[i] != "" {
			if d.Head.Meta == nil {
				d.Head.Meta = map[string]string{}
			}
			d.Head.Meta[field] = first.fields[i]
		}
	}
	if data := b.get(first, "entities"); data != "" {
		if err := marking.Unmarshal([]byte(data), &d.Entities); err != nil {
			return fmt.Errorf("the entries of the register: %w", err)
		}
	}
	return nil
}
