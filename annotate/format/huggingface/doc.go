// Package huggingface reads and writes JSON Lines for token classification as
// the programs around Hugging Face's data sets load them: tokens, and for each
// a tag, and beside them the text with its spans, exactly.
//
// Every line has the same columns with the same types, never null, so that the
// loader finds one schema: tags as strings in the scheme IOB2, spans in code
// points, and everything else as JSON in one string. Tags are flat and of whole
// tokens; where marks overlap, the longest is in them. The spans have all, and
// are what is read again.
//
// A file with tokens and tags alone is read too; its text is the tokens with
// spaces between. Numbers for tags are looked up in README.md or labels.txt.
package huggingface

import (
	"io/fs"

	"bluepencil/annotate/format/foreign"
	"bluepencil/annotate/format/jsonrecord"
	"bluepencil/annotate/text"
)

// Codec is the format.
func Codec() foreign.Codec {
	return foreign.Codec{
		Name: "huggingface", Description: "Hugging Face, JSON Lines with tokens, tags and spans",
		Unit: text.CodePoint, Extension: ".jsonl", Layout: foreign.LayoutRecords,
		Carries: foreign.Carries{Overlap: true, Discontinuous: true, MarkIDs: true, Attributes: true, Lists: true, Typed: true,
			Links: true, LinkIDs: true, LinkAttribute: true, EntityLinks: true, Entities: true, Notes: true, Questions: true,
			Origins: true, Times: true, Status: true, Persons: true, Head: true, Meta: true},
		Recognise: recognise,
		Beside:    func(string) []string { return []string{cardName, labelsName} },
		Open: func(folder fs.FS, name string, o foreign.ReadOptions) (foreign.Reader, error) {
			names := classNames(folder, name)
			return jsonrecord.NewReader(folder, name, func(r *jsonrecord.Object, raw []byte) (*foreign.Document, error) { return read(*r, raw, names, o) })
		},
		NewWriter: func(s foreign.Setting) (foreign.Writer, error) { return &writer{unit: s.Unit, common: s.Common}, nil },
	}
}

// recognise takes a file for one of token classification where tokens are words.
func recognise(_ string, head []byte) bool {
	o := jsonrecord.First(head)
	first := jsonrecord.FirstOf(o.Raw("tokens"))
	return len(first) > 0 && first[0] == '"' && (o.Has("ner_tags") || o.Has("tags") || o.Has("spans") || !o.Has("text"))
}
