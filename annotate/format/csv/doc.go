// Package csv reads and writes a table with one row for each marked stretch of
// text: what an analyst opens in a spreadsheet or a notebook.
//
// The first row of an article holds the article too: its whole text in
// article_text, and what is said of it; an article without marks has a row
// without a label. A mark in several pieces has a row for each, with the same
// mark and the numbers of the pieces. Answers are one column, in JSON, and so
// are links: {"type":"direct"} and [{"role":"speaker","to":"…"}].
//
// Tables of others are read when they are told which column is which:
// [foreign.ReadOptions.Columns] has the names of the columns here as keys, and
// besides "meta.NAME" for a field of the article and "attribute.NAME" for an
// answer that has a column of its own. At least label, start, end and
// article_text (or text_sha256) must be there. Columns that nobody asked for are
// kept, and written in the column other.
package csv

import (
	"bufio"
	"bytes"
	"io/fs"
	"path"
	"slices"
	"strings"

	"bluepencil/annotate/format"
	"bluepencil/annotate/format/foreign"
	"bluepencil/annotate/text"
)

// columns are those that are written, in their order.
var columns = []string{"article", "name", "title", "person", "mark", "label", "piece", "start", "end", "unit", "text", "attributes", "links", "entity", "note",
	"question", "origin", "created", "modified", "layer", "article_text", "text_sha256", "head", "entities", "other"}

// Codec is the format.
func Codec() foreign.Codec {
	return foreign.Codec{
		Name:        "csv",
		Description: "a table with one row for each marked stretch of text",
		Unit:        text.CodePoint,
		Units:       []text.Unit{text.UTF16, text.Byte, text.Grapheme},
		Extension:   ".csv",
		Layout:      foreign.LayoutRecords,
		Carries: foreign.Carries{Layers: true, Overlap: true, Discontinuous: true, MarkIDs: true, Attributes: true, Lists: true, Typed: true,
			Links: true, LinkIDs: true, LinkAttribute: true, EntityLinks: true, Entities: true, Notes: true, Questions: true, Origins: true,
			Times: true, Status: true, Persons: true, Head: true, Meta: true, NoText: true},
		Columns:   append(slices.Clone(columns), "meta.NAME", "attribute.NAME"),
		Recognise: recognise,
		Open:      open,
		NewWriter: func(s foreign.Setting) (foreign.Writer, error) { return &writer{s}, nil },
	}
}

// recognise tells a table whose heading has our columns.
func recognise(name string, head []byte) bool {
	if ext := strings.ToLower(path.Ext(name)); ext != ".csv" && ext != ".tsv" && ext != ".tab" && ext != ".txt" {
		return false
	}
	head = bytes.TrimPrefix(head, []byte("\ufeff"))
	r := rows{in: bufio.NewReader(bytes.NewReader(head)), comma: commaOf(head)}
	heading, _, err := r.next()
	if err != nil {
		return false
	}
	for _, want := range []string{"mark", "label", "start", "end", "article_text"} {
		if !slices.Contains(heading, want) {
			return false
		}
	}
	return true
}

func open(folder fs.FS, name string, o foreign.ReadOptions) (foreign.Reader, error) {
	file, err := folder.Open(name)
	if err != nil {
		return nil, err
	}
	r, err := newReader(file, name, o)
	if err != nil {
		file.Close() // nothing was read but the heading
		return nil, err
	}
	return r, nil
}

type writer struct{ setting foreign.Setting }

// Frame begins a file with the heading.
func (w *writer) Frame() foreign.Frame { return foreign.Frame{Begin: string(appendRow(nil, columns))} }

// Companions are none: the table tells everything itself.
func (w *writer) Companions() ([]format.Companion, error) { return nil, nil }
