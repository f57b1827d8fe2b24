// Package spacyjson reads and writes the JSON that spacy convert takes: an array
// of documents, of paragraphs, of sentences, of tokens with their tags.
//
// Nothing but the tags of the tokens is looked at there, in the scheme BILUO: so
// marks are flat and have no more than a label. Tokens follow spaCy's own rule
// for white space, so that its text is the article's, and words are cut where a
// mark begins or ends. White space at the edge of a mark is left out of the tags
// and said beside them, under a key that spaCy passes over.
//
// A document of several paragraphs is read as one article, with an empty line
// between them.
package spacyjson

import (
	"io/fs"

	"bluepencil/annotate/format/foreign"
	"bluepencil/annotate/format/jsonrecord"
	"bluepencil/annotate/text"
)

// Codec is the format.
func Codec() foreign.Codec {
	return foreign.Codec{
		Name: "spacy-json", Description: "spaCy's JSON for training, as spacy convert reads it",
		Unit: text.CodePoint, Extension: ".json", Layout: foreign.LayoutArray,
		Recognise: recognise,
		Open: func(folder fs.FS, name string, o foreign.ReadOptions) (foreign.Reader, error) {
			return jsonrecord.NewReader(folder, name, func(r *jsonrecord.Object, raw []byte) (*foreign.Document, error) { return read(*r, raw, o) })
		},
		NewWriter: func(s foreign.Setting) (foreign.Writer, error) { return writer{unit: s.Unit}, nil },
	}
}

// recognise takes a file for spaCy's where documents have paragraphs.
func recognise(_ string, head []byte) bool {
	paragraphs := jsonrecord.First(head).Raw("paragraphs")
	first, _ := jsonrecord.Parse(jsonrecord.FirstOf(paragraphs))
	return len(paragraphs) > 0 && paragraphs[0] == '[' && !first.Has("qas") && !first.Has("context")
}
