package labelstudio

import (
	"bytes"
	"errors"
	"io/fs"
	"strings"

	"bluepencil/annotate/format/foreign"
	"bluepencil/annotate/format/jsonio"
	"bluepencil/annotate/format/jsonrecord"
	"bluepencil/annotate/text"
)

// version is what the tasks written here say in meta.
const version = "label-studio/1"

// ours is the key of what Label Studio has no name for.
const ours = "bluepencil"

// errNUL: the database behind Label Studio keeps JSON without it.
var errNUL = errors.New("the text has a NUL character in it, which Label Studio cannot store")

// Codec is the format.
func Codec() foreign.Codec {
	return foreign.Codec{
		Name:        "label-studio",
		Description: "Label Studio tasks (JSON), with the labelling configuration beside them",
		Unit:        text.CodePoint,
		Extension:   ".json",
		Layout:      foreign.LayoutArray,
		Carries: foreign.Carries{Layers: true, Overlap: true, Discontinuous: true, MarkIDs: true, Attributes: true, Lists: true, Typed: true,
			Links: true, LinkIDs: true, LinkAttribute: true, EntityLinks: true, Entities: true, Notes: true, Questions: true, Origins: true,
			Times: true, Status: true, Persons: true, Head: true, Meta: true,
			Text: func(s string) error {
				if strings.Contains(s, "\x00") {
					return errNUL
				}
				return nil
			}},
		Recognise: recognise,
		Open:      open,
		NewWriter: newWriter,
	}
}

// recognise tells by the first task: one written here says so in meta, others
// have data beside annotations or predictions, and JSON_MIN says who and which.
func recognise(_ string, head []byte) bool {
	head = bytes.TrimLeft(bytes.TrimPrefix(head, []byte("\ufeff")), " \t\r\n")
	head = bytes.TrimLeft(bytes.TrimPrefix(head, []byte("[")), " \t\r\n")
	data, results, said, annotator, annotation := false, false, false, false, false
	d := jsonio.NewDecoder(head)
	// The task may be cut off, or be no JSON at all; what came before tells.
	_ = d.Object(func(key string) error {
		rest := head[d.Offset():]
		switch key {
		case "data":
			data = d.Kind() == '{'
		case "annotations", "completions", "predictions":
			results = results || d.Kind() == '[' && (bytes.Contains(rest, []byte(`"result"`)) || bytes.Contains(rest, []byte(`"completed_by"`)))
		case "annotator":
			annotator = true
		case "annotation_id":
			annotation = true
		case "meta":
			raw, err := d.Raw()
			said = bytes.Contains(raw, []byte(`"`+ours+`":"label-studio/`))
			return err
		}
		return d.Skip()
	})
	return said || data && results || annotator && annotation
}

// open reads a file of tasks, or of records of JSON_MIN.
func open(folder fs.FS, name string, o foreign.ReadOptions) (foreign.Reader, error) {
	file, err := folder.Open(name)
	if err != nil {
		return nil, err
	}
	return &reader{file: file, in: jsonrecord.NewStream(file), options: o}, nil
}
