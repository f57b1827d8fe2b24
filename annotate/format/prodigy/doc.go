// Package prodigy reads and writes the JSON Lines of Prodigy: one task a line,
// a text with its tokens, the spans that somebody marked, the relations between
// them, and what the person answered to the task as a whole.
//
// Offsets are code points. token_end names the last token of a span, not the
// one behind it, and so do head and child of a relation. What Prodigy has no
// place for lies under a key of our own, which it keeps.
//
// Hashes are never made up: Prodigy makes those that are missing when a file is
// put into its database. Those that a task had stay, but for the hash of the
// task where its spans have changed.
package prodigy

import (
	"io/fs"

	"bluepencil/annotate/format/foreign"
	"bluepencil/annotate/format/jsonrecord"
	"bluepencil/annotate/text"
)

// Codec is the format.
func Codec() foreign.Codec {
	return foreign.Codec{
		Name: "prodigy", Description: "Prodigy, JSON Lines of tasks with tokens, spans and relations",
		Unit: text.CodePoint, Extension: ".jsonl", Layout: foreign.LayoutRecords,
		Carries: foreign.Carries{Overlap: true, Discontinuous: true, MarkIDs: true, Attributes: true, Lists: true, Typed: true,
			Links: true, LinkIDs: true, LinkAttribute: true, EntityLinks: true, Entities: true, Notes: true, Questions: true,
			Origins: true, Times: true, Status: true, Persons: true, Head: true, Meta: true},
		Recognise: recognise,
		Open: func(folder fs.FS, name string, o foreign.ReadOptions) (foreign.Reader, error) {
			return jsonrecord.NewReader(folder, name, func(r *jsonrecord.Object, raw []byte) (*foreign.Document, error) { return read(*r, raw, o) })
		},
		NewWriter: func(s foreign.Setting) (foreign.Writer, error) { return writer{unit: s.Unit}, nil },
	}
}

// recognise takes a file for Prodigy's where a text comes with its hashes, or
// with spans and tokens that name each other.
func recognise(_ string, head []byte) bool {
	o := jsonrecord.First(head)
	if o.Has("_input_hash") || o.Has("_task_hash") || o.Has("_view_id") {
		return true
	}
	if !o.Has("text") || o.Has("ents") || o.Has("ner_tags") {
		return false
	}
	span, err := jsonrecord.Parse(jsonrecord.FirstOf(o.Raw("spans")))
	return err == nil && (span.Has("token_start") || o.Has("answer"))
}
