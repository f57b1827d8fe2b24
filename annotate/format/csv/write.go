package csv

import (
	"fmt"
	"strconv"

	"bluepencil/annotate"
	"bluepencil/annotate/format/foreign"
	"bluepencil/annotate/format/marking"
	"bluepencil/annotate/text"
)

// encoder writes the rows of one article.
type encoder struct {
	setting *foreign.Setting
	doc     *foreign.Document
	offsets *text.Converter
	out     []byte
	begun   bool // the article's own columns are written
}

// Encode gives the rows of a document.
func (w *writer) Encode(d *foreign.Document) ([]foreign.Piece, error) {
	e := &encoder{setting: &w.setting, doc: d, offsets: text.NewConverter(d.Text)}
	for i := range d.Layers {
		if err := e.layer(&d.Layers[i]); err != nil {
			return nil, err
		}
	}
	if !e.begun {
		if err := e.put(map[string]string{}); err != nil {
			return nil, err
		}
	}
	return []foreign.Piece{{Data: e.out}}, nil
}

func (e *encoder) layer(l *foreign.Layer) error {
	kept, err := openEnvelope(l.Envelope)
	if err != nil {
		return err
	}
	standing, err := marking.Marshal(marking.StandingOf(l))
	if err != nil {
		return err
	}
	first := map[string]string{"person": l.Person, "layer": string(standing)}
	if other := kept.Article; len(l.Marks) == 0 {
		if err := setJSON(first, "other", other, len(other) == 0); err != nil {
			return err
		}
		return e.put(first)
	}
	for i := range l.Marks {
		row := map[string]string{"person": l.Person}
		other := kept.Rows[l.Marks[i].ID]
		if i == 0 {
			row["layer"] = first["layer"]
			if len(kept.Article) > 0 {
				other = merged(kept.Article, other)
			}
		}
		if err := setJSON(row, "other", other, len(other) == 0); err != nil {
			return err
		}
		if err := e.mark(&l.Marks[i], row); err != nil {
			return fmt.Errorf("mark %s: %w", l.Marks[i].ID, err)
		}
	}
	return nil
}

func merged(a, b map[string]string) map[string]string {
	out := map[string]string{}
	for k, v := range a {
		out[k] = v
	}
	for k, v := range b {
		out[k] = v
	}
	return out
}

// setJSON puts a value into a column as JSON, unless it is empty.
func setJSON(row map[string]string, column string, value any, empty bool) error {
	if empty {
		return nil
	}
	data, err := marking.Marshal(value)
	row[column] = string(data)
	return err
}

func (e *encoder) mark(m *foreign.Mark, row map[string]string) error {
	row["note"], row["entity"], row["created"], row["modified"] = m.Note, m.Entity, marking.Time(m.Created), marking.Time(m.Modified)
	if m.Question {
		row["question"] = "true"
	}
	o := marking.Origin(m.Origin)
	for _, err := range []error{
		setJSON(row, "attributes", marking.Attributes(m.Attributes), len(m.Attributes) == 0),
		setJSON(row, "links", marking.Links(m.Links), len(m.Links) == 0),
		setJSON(row, "origin", o, o.By == "" && o.Source == "" && o.Score == nil && len(o.From) == 0 && !o.Edited),
	} {
		if err != nil {
			return err
		}
	}
	for i, span := range m.Spans {
		if i > 0 {
			row = map[string]string{"person": row["person"]}
		}
		if err := e.span(m, i, span, row); err != nil {
			return err
		}
	}
	return nil
}

func (e *encoder) span(m *foreign.Mark, i int, span foreign.Span, row map[string]string) error {
	start, err := e.offsets.ToUnit(e.setting.Unit, span.Start)
	if err != nil {
		return err
	}
	end, err := e.offsets.ToUnit(e.setting.Unit, span.End)
	if err != nil {
		return err
	}
	row["mark"], row["label"], row["unit"] = m.ID, m.Label, e.setting.Unit.String()
	row["start"], row["end"], row["text"] = strconv.Itoa(start), strconv.Itoa(end), e.doc.Text[span.Start:span.End]
	if len(m.Spans) > 1 {
		row["piece"] = strconv.Itoa(i + 1)
	}
	if e.setting.NoText {
		row["text"] = beginning(row["text"])
	}
	return e.put(row)
}

// quoted is how many characters of a mark's words are written without texts.
const quoted = 20

func beginning(s string) string {
	n := 0
	for at := range s {
		if n == quoted {
			return s[:at]
		}
		n++
	}
	return s
}

// put writes a row; the first of an article holds the article.
func (e *encoder) put(row map[string]string) error {
	row["article"], row["name"], row["title"] = e.doc.Head.ID, e.doc.Name, e.doc.Head.Meta["title"]
	if !e.begun {
		e.begun = true
		row["text_sha256"] = annotate.TextDigest(e.doc.Text).String()
		if !e.setting.NoText {
			row["article_text"] = e.doc.Text
		}
		head, err := e.head()
		if err != nil {
			return err
		}
		if err := setJSON(row, "head", head, false); err != nil {
			return err
		}
		if err := setJSON(row, "entities", e.doc.Entities, len(e.doc.Entities) == 0); err != nil {
			return err
		}
	}
	fields := make([]string, len(columns))
	for i, column := range columns {
		fields[i] = row[column]
	}
	e.out = appendRow(e.out, fields)
	return nil
}

// head is what is said of the article, its zones in the unit.
func (e *encoder) head() (foreign.Head, error) {
	head := e.doc.Head
	head.Zones = nil
	for _, z := range e.doc.Head.Zones {
		var err error
		if z.Start, err = e.offsets.ToUnit(e.setting.Unit, z.Start); err != nil {
			return head, err
		}
		if z.End, err = e.offsets.ToUnit(e.setting.Unit, z.End); err != nil {
			return head, err
		}
		head.Zones = append(head.Zones, z)
	}
	return head, nil
}
