package main

import (
	"errors"
	"fmt"
	"io"

	"bluepencil/annotate"
	"bluepencil/annotate/text"
	"bluepencil/storage/search"

	"github.com/spf13/cobra"
)

type spanRow struct {
	Start int    `json:"start"`
	End   int    `json:"end"`
	Text  string `json:"text"`
}

type hitRow struct {
	Article    annotate.ID `json:"article"`
	Title      string      `json:"title"`
	Field      string      `json:"field"`          // text, meta, notes or annotations
	Name       string      `json:"name,omitempty"` // of the document field; the annotation's label
	Start      int         `json:"start"`          // in the field: for text and annotations, in the article's text
	End        int         `json:"end"`
	Text       string      `json:"text"`
	Snippet    string      `json:"snippet"`
	Annotation annotate.ID `json:"annotation"`
	Person     string      `json:"person,omitempty"` // handle
	Spans      []spanRow   `json:"spans,omitempty"`  // of the annotation
}

// hitPrinter prints hits as they come, up to a limit.
type hitPrinter struct {
	out, diagnostics io.Writer
	json             *jsonList
	left             int // -1 = no limit
	more             bool
	none             bool
	before, after    string // the hit is printed between them
	unit             text.Unit
	handles          map[annotate.ID]string
	problems         int
	written          error

	within  string // what offsets count in
	offsets *text.Offsets
}

func newHitPrinter(cmd *cobra.Command, f searchFlags, unit text.Unit, handles map[annotate.ID]string) *hitPrinter {
	p := &hitPrinter{out: cmd.OutOrStdout(), diagnostics: cmd.ErrOrStderr(), left: f.limit, none: true, before: "«", after: "»", unit: unit, handles: handles}
	if f.limit == 0 {
		p.left = -1
	}
	if f.json {
		p.json = &jsonList{out: p.out}
	}
	if isTerminal(p.out) {
		p.before, p.after = "\x1b[1m", "\x1b[0m"
	}
	return p
}

// match prints the hits of an article and tells whether there may be more. An
// article that matches without a word in it, for its filters, is one line.
func (p *hitPrinter) match(m search.Match) bool {
	hits := m.Hits
	if len(hits) == 0 {
		hits = []search.Hit{{}}
	}
	for i := range hits {
		if p.left == 0 {
			p.more = true
			return false
		}
		p.left--
		p.none = false
		if err := p.hit(&m, &hits[i]); err != nil {
			p.problems++
			fmt.Fprintf(p.diagnostics, "%s: %v\n", m.Title, err)
		}
	}
	return p.written == nil && (p.json == nil || p.json.err == nil)
}

func (p *hitPrinter) hit(m *search.Match, h *search.Hit) error {
	row := hitRow{Article: m.Article, Title: m.Title, Name: h.Name, Snippet: h.Snippet, Annotation: h.Annotation, Person: p.handles[h.Person]}
	var err error
	if h.In != 0 {
		row.Field, row.Text = h.In.String(), h.Words()
		row.Start, row.End, err = p.convert(h.Within(), h.Range)
	}
	for _, s := range h.Spans {
		if h.In != search.InAnnotations {
			break // offsets are those of the note
		}
		span := spanRow{Text: s.Text}
		var failed error
		span.Start, span.End, failed = p.convert(h.Within(), text.Range{Start: s.Start, End: s.End})
		err = errors.Join(err, failed)
		row.Spans = append(row.Spans, span)
	}
	if err != nil {
		return err
	}
	if p.json != nil {
		p.json.add(row)
		return nil
	}
	p.line(&row, h)
	return nil
}

// convert gives a range in the unit that was asked for.
func (p *hitPrinter) convert(within string, r text.Range) (start, end int, err error) {
	if p.offsets == nil || p.within != within {
		p.within, p.offsets = within, text.NewOffsets(within, p.unit)
	}
	start, err = p.offsets.FromByte(r.Start)
	if err == nil {
		end, err = p.offsets.FromByte(r.End)
	}
	return start, end, err
}

func (p *hitPrinter) line(row *hitRow, h *search.Hit) {
	place := ""
	switch {
	case h.In == search.InText:
		place = fmt.Sprint(row.Start)
	case h.In == search.InAnnotations:
		place = fmt.Sprintf("%d %s %s", row.Start, row.Name, row.Person)
	case h.In == search.InNotes && row.Person != "":
		place = fmt.Sprintf("note %s %s", row.Name, row.Person)
	case h.In == search.InNotes:
		place = "note"
	case h.In == search.InMeta:
		place = row.Name
	}
	s, at := h.Snippet, h.Marked
	marked := ""
	if h.In != 0 {
		marked = printable(s[:at.Start]) + p.before + printable(s[at.Start:at.End]) + p.after + printable(s[at.End:])
	}
	_, err := fmt.Fprintf(p.out, "%s  %s  %s  %s\n", printable(row.Title), row.Article, place, marked)
	p.written = errors.Join(p.written, err)
}

// end says what is left to say.
func (p *hitPrinter) end() error {
	if p.more {
		fmt.Fprintln(p.diagnostics, "there are more; --limit 0 lists them all")
	}
	if p.none {
		fmt.Fprintln(p.diagnostics, "nothing found")
	}
	err := p.written
	if p.json != nil {
		err = p.json.end()
	}
	if err == nil && p.problems > 0 {
		err = errPartly
	}
	return err
}
