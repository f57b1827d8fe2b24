// Package argilla reads and writes the records of Argilla: a JSON array of texts
// with suggestions and with responses to a question about spans.
//
// A response names an existing user of the server by a UUID, and a file with any
// other is refused as a whole. So what an analyst marked is written as the
// suggestion for the question, whose agent is the analyst; what came as a user's
// response is written as that. Offsets are code points, as the server counts;
// its screen counts UTF-16 and is off behind an emoji.
//
// The dictionaries of values allow no other keys. What Argilla has no place for
// is a string of metadata, which a script beside the data makes room for.
package argilla

import (
	"io/fs"

	"bluepencil/annotate/format/foreign"
	"bluepencil/annotate/format/jsonrecord"
	"bluepencil/annotate/text"
)

// Codec is the format.
func Codec() foreign.Codec {
	return foreign.Codec{
		Name: "argilla", Description: "Argilla, a JSON array of records with spans as suggestions or responses",
		Unit: text.CodePoint, Units: []text.Unit{text.UTF16}, Extension: ".json", Layout: foreign.LayoutArray,
		Carries: foreign.Carries{Overlap: true, Discontinuous: true, MarkIDs: true, Attributes: true, Lists: true, Typed: true,
			Links: true, LinkIDs: true, LinkAttribute: true, EntityLinks: true, Entities: true, Notes: true, Questions: true,
			Origins: true, Times: true, Status: true, Persons: true, Head: true, Meta: true},
		Recognise: recognise,
		Beside:    func(string) []string { return []string{scriptName} },
		Open: func(folder fs.FS, name string, o foreign.ReadOptions) (foreign.Reader, error) {
			return jsonrecord.NewReader(folder, name, func(r *jsonrecord.Object, raw []byte) (*foreign.Document, error) { return read(*r, raw, o) })
		},
		NewWriter: func(s foreign.Setting) (foreign.Writer, error) { return writer{unit: s.Unit}, nil },
	}
}

// recognise takes a file for Argilla's where records have fields and answers.
func recognise(_ string, head []byte) bool {
	o := jsonrecord.First(head)
	fields := o.Raw("fields")
	return len(fields) > 0 && fields[0] == '{' && !o.Has("data") && (o.Has("suggestions") || o.Has("responses") || o.Has("metadata") || o.Has("id"))
}
