// Package jsonl reads and writes JSON Lines of whatever shape: where things lie
// in a record is told by [foreign.ReadOptions.Columns] and
// [foreign.Setting.Columns], whose values are paths such as "meta.title".
//
//	id text text_sha256 meta meta.NAME     of the record
//	spans                                  the list of marks
//	span.id span.label span.start span.end span.text span.attribute.NAME
//	relations                              the list of links
//	relation.type relation.from relation.to    ids of marks
//	relation.from.start relation.from.end relation.to.start relation.to.end
//	spans_file spans_article               another file beside it with the marks,
//	relations_file relations_article       or links, and where it names the record
//
// What is not told lies where this package writes it. Further keys of a mark are
// attributes, pieces (where it has several), entity, entity_links, note and
// question; entities are in the record.
//
// Everything else in a record is kept and written back, with the marks and links
// that are still the same. Marks that had no id get their place in the list as
// id, which is not written.
package jsonl

import (
	"fmt"
	"io/fs"
	"maps"
	"path"
	"regexp"
	"slices"
	"strings"

	"bluepencil/annotate/format"
	"bluepencil/annotate/format/foreign"
	"bluepencil/annotate/text"
)

// defaults is where things lie in the records that are written here.
var defaults = map[string]string{"id": "id", "text": "text", "text_sha256": "text_sha256", "meta": "meta",
	"spans": "spans", "span.id": "id", "span.label": "label", "span.start": "start", "span.end": "end", "span.text": "text",
	"relations": "relations", "relation.type": "type", "relation.from": "from", "relation.to": "to"}

var optional = []string{"relation.from.start", "relation.from.end", "relation.to.start", "relation.to.end",
	"spans_file", "spans_article", "relations_file", "relations_article"}

// known are what the columns may be called.
func known() []string {
	list := append(slices.Collect(maps.Keys(defaults)), optional...)
	list = append(list, "meta.NAME", "span.attribute.NAME")
	slices.Sort(list)
	return list
}

// columns says where things lie.
type columns map[string]string

func columnsOf(given map[string]string) (columns, error) {
	c := columns{}
	for k, v := range defaults {
		c[k] = v
	}
	codec := foreign.Codec{Columns: known()}
	for k, v := range given {
		if !codec.Takes(k) {
			return nil, fmt.Errorf("%q is nothing that a record can have; there are %s", k, strings.Join(codec.Columns, ", "))
		}
		c[k] = v
	}
	return c, nil
}

// answers gives the attributes that have a place of their own, by that place.
func (c columns) under(prefix string) map[string]string {
	out := map[string]string{}
	for k, path := range c {
		if name, is := strings.CutPrefix(k, prefix); is {
			out[name] = path
		}
	}
	return out
}

// Codec is the format.
func Codec() foreign.Codec {
	return foreign.Codec{
		Name:        "jsonl",
		Description: "JSON Lines of any shape, by a mapping",
		Unit:        text.CodePoint,
		Units:       []text.Unit{text.UTF16, text.Byte, text.Grapheme},
		Extension:   ".jsonl",
		Layout:      foreign.LayoutRecords,
		Carries: foreign.Carries{Overlap: true, Discontinuous: true, MarkIDs: true, Attributes: true, Lists: true, Typed: true,
			Links: true, LinkAttribute: true, EntityLinks: true, Entities: true, Notes: true, Questions: true, Meta: true, NoText: true},
		Columns:   known(),
		Recognise: recognise,
		Open: func(folder fs.FS, name string, o foreign.ReadOptions) (foreign.Reader, error) {
			return newReader(folder, name, o)
		},
		NewWriter: newWriter,
	}
}

var beginning = regexp.MustCompile(`^\{"id":"(?:[^"\\]|\\.)*","text_sha256":"[0-9a-f]{64}"`)

// recognise tells records of the shape that is written here. Others are read
// only when they are named.
func recognise(name string, head []byte) bool {
	ext := strings.ToLower(path.Ext(name))
	return (ext == ".jsonl" || ext == ".json" || ext == ".ndjson") && beginning.Match(head)
}

type writer struct {
	setting foreign.Setting
	columns columns
}

func newWriter(s foreign.Setting) (foreign.Writer, error) {
	c, err := columnsOf(s.Columns)
	if err != nil {
		return nil, err
	}
	if s.NoText && c["text_sha256"] == "" {
		return nil, fmt.Errorf("without texts the records need a place for text_sha256")
	}
	return &writer{setting: s, columns: c}, nil
}

// Companions are none.
func (w *writer) Companions() ([]format.Companion, error) { return nil, nil }
