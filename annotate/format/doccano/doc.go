// Package doccano reads and writes the JSON Lines of doccano: texts with labels
// on stretches, and with relations between them.
//
// There are two kinds. One has the stretches in a column, "label" unless the
// project says otherwise; the other has "entities" and "relations", and goes
// into projects that use relations. Both are read. Written is the second where
// the codebook has roles, as doccano reads that by both its importers: the plain
// one takes "entities" as the column. What doccano has no place for lies in
// "meta", which it keeps.
//
// doccano's screen counts UTF-16 units, or grapheme clusters if the project says
// so; scripts that read its files in Python count code points.
package doccano

import (
	"bytes"
	"errors"
	"io/fs"

	"bluepencil/annotate/format"
	"bluepencil/annotate/format/foreign"
	"bluepencil/annotate/format/jsonrecord"
	"bluepencil/annotate/text"
)

// ErrEmpty: doccano takes no article without text.
var ErrEmpty = errors.New("the text is empty, and doccano takes no empty text")

// Codec is the format.
func Codec() foreign.Codec {
	return foreign.Codec{
		Name: "doccano", Description: "doccano, JSON Lines with labels or with entities and relations",
		Unit: text.UTF16, Units: []text.Unit{text.CodePoint, text.Grapheme, text.Byte}, Extension: ".jsonl", Layout: foreign.LayoutRecords,
		Carries: foreign.Carries{Overlap: true, Discontinuous: true, MarkIDs: true, Attributes: true, Lists: true, Typed: true,
			Links: true, LinkIDs: true, LinkAttribute: true, EntityLinks: true, Entities: true, Notes: true, Questions: true,
			Origins: true, Times: true, Status: true, Persons: true, Head: true, Meta: true, Text: check},
		Recognise: recognise,
		Open: func(folder fs.FS, name string, o foreign.ReadOptions) (foreign.Reader, error) {
			return jsonrecord.NewReader(folder, name, func(r *jsonrecord.Object, raw []byte) (*foreign.Document, error) { return read(*r, raw, o) })
		},
		NewWriter: func(s foreign.Setting) (foreign.Writer, error) {
			return &writer{unit: s.Unit, related: relates(s.Common)}, nil
		},
	}
}

func check(whole string) error {
	if whole == "" {
		return ErrEmpty
	}
	return nil
}

// relates tells whether a project can have links at all.
func relates(c *format.Common) bool {
	return c == nil || c.Codebook == nil || len(c.Codebook.Roles) > 0
}

// recognise takes a file for doccano's where a text goes with labels or entities
// as only doccano has them.
func recognise(_ string, head []byte) bool {
	o := jsonrecord.First(head)
	if !o.Has("text") && !o.Has("id") || o.Has("tokens") || o.Has("spans") {
		return false
	}
	if raw := o.Raw("entities"); raw != nil {
		first := jsonrecord.FirstOf(raw)
		return bytes.Contains(first, []byte(`"start_offset"`)) || first == nil && o.Has("relations")
	}
	for _, key := range columns[1:] {
		raw := o.Raw(key)
		if first := jsonrecord.FirstOf(raw); first != nil {
			_, _, err := item(first)
			return err == nil
		}
		if string(raw) == "[]" {
			return o.Has("Comments") || o.Has("meta") || len(o) > 1 && o[0].Key == "id" && o[1].Key == key
		}
	}
	return false
}
