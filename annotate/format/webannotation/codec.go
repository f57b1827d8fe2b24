package webannotation

import (
	"bytes"
	"errors"
	"io/fs"
	"unicode/utf8"

	"bluepencil/annotate/format/foreign"
	"bluepencil/annotate/format/jsonio"
	"bluepencil/annotate/format/jsonrecord"
	"bluepencil/annotate/text"
)

var errText = errors.New("the text is not valid UTF-8")

// Codec is the format.
func Codec() foreign.Codec {
	return foreign.Codec{
		Name:        "web-annotation",
		Description: "W3C Web Annotation pages (JSON-LD)",
		Unit:        text.CodePoint,
		Extension:   ".jsonld",
		Layout:      foreign.LayoutArray,
		Carries: foreign.Carries{Layers: true, Overlap: true, Discontinuous: true, MarkIDs: true, Attributes: true, Lists: true, Typed: true,
			Links: true, LinkIDs: true, LinkAttribute: true, EntityLinks: true, Entities: true, Notes: true, Questions: true, Origins: true,
			Times: true, Status: true, Persons: true, Head: true, Meta: true, NoText: true,
			Text: func(s string) error {
				if !utf8.ValidString(s) {
					return errText
				}
				return nil
			}},
		Recognise: recognise,
		Open: func(folder fs.FS, name string, o foreign.ReadOptions) (foreign.Reader, error) {
			file, err := folder.Open(name)
			if err != nil {
				return nil, err
			}
			return &reader{folder: folder, name: name, file: file, in: jsonrecord.NewStream(file), options: o}, nil
		},
		NewWriter: func(s foreign.Setting) (foreign.Writer, error) { return &writer{noText: s.NoText}, nil },
	}
}

// recognise tells by the context that all files of the model name, or by the
// keys of Hypothesis.
func recognise(_ string, head []byte) bool {
	head = bytes.TrimLeft(bytes.TrimPrefix(head, []byte("\ufeff")), " \t\r\n")
	head = bytes.TrimLeft(bytes.TrimPrefix(head, []byte("[")), " \t\r\n")
	if d := jsonio.NewDecoder(head); d.Kind() != '{' {
		return false
	}
	return hasContext(head) || isHypothesis(head)
}

func hasContext(head []byte) (ours bool) {
	d := jsonio.NewDecoder(head)
	// It may be cut off, or be no JSON at all; what came before tells.
	_ = d.Object(func(key string) error {
		rest := head[d.Offset():]
		if key == "@context" {
			rest = rest[:min(len(rest), 200)]
			ours = bytes.Contains(rest, []byte("www.w3.org/ns/anno.jsonld"))
		}
		return d.Skip()
	})
	return ours
}

// isHypothesis tells of the rows of an export, alone or under "rows".
func isHypothesis(head []byte) bool {
	if at := bytes.Index(head, []byte(`"rows"`)); at >= 0 && at < 100 {
		_, head, _ = bytes.Cut(head[at:], []byte("["))
	}
	uri, user, group := false, false, false
	d := jsonio.NewDecoder(head)
	_ = d.Object(func(key string) error {
		uri, user, group = uri || key == "uri", user || key == "user", group || key == "group"
		return d.Skip()
	})
	return uri && user && group
}
