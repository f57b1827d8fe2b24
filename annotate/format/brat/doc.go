// Package brat reads and writes brat's standoff files: the text as a .txt, and
// beside it an .ann with one fact a line.
//
// brat knows marks in several pieces, marks upon marks, attributes of one value,
// relations of two ends, events, references and notes. What it has no line for
// is written as a comment of the type Bluepencil, in JSON, which brat shows like
// any other comment and keeps: the ids of marks, edges that lie in white space or
// pieces that go over line ends (brat writes one piece a line), values that are
// no single word, entries of the register, what is said about links. A comment
// that somebody's work in brat has overtaken is not believed.
//
// An event and its trigger are one mark. An event's arguments are its links; so
// are relations, and an equivalence is links from its first member to the others.
//
// The envelope is the .ann without the words of the text. A line whose fact is
// still the same is written again as it was; so are lines that nobody knows.
package brat

import (
	"fmt"
	"io/fs"
	"path"
	"regexp"
	"strings"

	"bluepencil/annotate/format"
	"bluepencil/annotate/format/foreign"
	"bluepencil/annotate/text"
)

// Codec is the format.
func Codec() foreign.Codec {
	return foreign.Codec{
		Name:        "brat",
		Description: "brat standoff: a .txt and an .ann for each article, and annotation.conf",
		Unit:        text.CodePoint,
		Units:       []text.Unit{text.UTF16, text.Byte, text.Grapheme},
		Extension:   ".ann",
		Layout:      foreign.LayoutFiles,
		Carries:     Carries(Name),
		Recognise:   Recognise,
		Open: func(folder fs.FS, name string, o foreign.ReadOptions) (foreign.Reader, error) {
			return foreign.One(name, func() (*foreign.Document, error) { return Read(folder, name, o) }), nil
		},
		NewWriter: func(s foreign.Setting) (foreign.Writer, error) { return &writer{s}, nil },
	}
}

// Carries is what standoff files hold, with names spelt as the function says.
func Carries(name func(string) string) foreign.Carries {
	return foreign.Carries{Overlap: true, Discontinuous: true, MarkIDs: true, Attributes: true, Lists: true, Typed: true,
		Links: true, LinkAttribute: true, EntityLinks: true, Entities: true, Notes: true, Questions: true, Name: name}
}

var firstLine = regexp.MustCompile(`^(?:[TREAMN]\d+|#\d+|\*)\t`)

// Recognise tells an .ann that begins with a line of standoff, or is empty.
func Recognise(name string, head []byte) bool {
	return strings.EqualFold(path.Ext(name), ".ann") && (len(head) == 0 || firstLine.Match(head))
}

type writer struct{ setting foreign.Setting }

// Encode gives the text and the standoff.
func (w *writer) Encode(d *foreign.Document) ([]foreign.Piece, error) {
	return Write(d, w.setting.Unit, func(*foreign.Mark) bool { return false })
}

// Companions is the configuration that brat wants in the folder.
func (w *writer) Companions() ([]format.Companion, error) {
	if w.setting.Common == nil || w.setting.Common.Codebook == nil {
		return nil, nil
	}
	return []format.Companion{{Name: "annotation.conf", Content: Configuration(w.setting.Common.Codebook, Name, "")}}, nil
}

// textOf reads the text that belongs to an .ann: the file beside it, or one in
// the folder "text" next to the .ann's folder. There the last "_" and what
// follows it may be left off: it tells annotators apart, and is given as person.
func textOf(folder fs.FS, name string) (whole, stem, person string, err error) {
	stem = strings.TrimSuffix(path.Base(name), path.Ext(name))
	apart := path.Join(path.Dir(path.Dir(name)), "text")
	for _, place := range []string{path.Join(path.Dir(name), stem+".txt"), path.Join(apart, stem+".txt")} {
		if data, err := fs.ReadFile(folder, place); err == nil {
			return string(data), stem, "", nil
		}
	}
	if at := strings.LastIndexByte(stem, '_'); at > 0 {
		if data, err := fs.ReadFile(folder, path.Join(apart, stem[:at]+".txt")); err == nil {
			return string(data), stem[:at], stem[at+1:], nil
		}
	}
	return "", "", "", fmt.Errorf("there is no text beside it; put %s.txt into the same folder", stem)
}
