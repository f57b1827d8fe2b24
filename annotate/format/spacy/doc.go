// Package spacy reads and writes the JSON of spaCy's Doc, one a line: tokens,
// groups of spans that may overlap, and entities that may not.
//
// Every mark is a span of the group "sc", where spaCy's span categoriser looks;
// those that touch no other are entities as well, the longest first. spaCy
// builds the text again out of the tokens and refuses spans that are not made of
// whole ones, so tokens follow its own rule for white space, and words are cut
// where a mark begins or ends. A mark is shown there without the white space at
// its edges. Whatever the Doc has no place for is an extension attribute.
//
// A script beside the data makes a .spacy file of it.
package spacy

import (
	"io/fs"

	"bluepencil/annotate/format/foreign"
	"bluepencil/annotate/format/jsonrecord"
	"bluepencil/annotate/text"
)

// Codec is the format.
func Codec() foreign.Codec {
	return foreign.Codec{
		Name: "spacy", Description: "spaCy, JSON Lines of Docs with span groups and entities",
		Unit: text.CodePoint, Extension: ".jsonl", Layout: foreign.LayoutRecords,
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

// recognise takes a file for spaCy's where spans are in groups, or where there
// are entities and tokens that do not say their words.
func recognise(_ string, head []byte) bool {
	o := jsonrecord.First(head)
	if groups := o.Raw("spans"); len(groups) > 0 && groups[0] == '{' {
		return !o.Has("data")
	}
	if !o.Has("text") || !o.Has("tokens") || !o.Has("ents") {
		return false
	}
	first, err := jsonrecord.Parse(jsonrecord.FirstOf(o.Raw("tokens")))
	return err != nil || !first.Has("text")
}
