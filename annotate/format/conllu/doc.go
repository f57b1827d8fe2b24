// Package conllu reads and writes CoNLL-U: ten columns a token, comments before
// each sentence. Marks are brackets in MISC as CorefUD has them,
// Entity=(e1-person … e1), which nest, cross and come in pieces, e1[1/2]. What
// the parts of a bracket are is said by "# global.Entity"; here they are
// eid-etype-other: the id of the mark, its label, and its answers as name:value,
// with %2D for a hyphen and so on.
//
// Of other tools' files the brackets of GUM and CorefUD are read, whatever their
// parts, and names tagged in MISC as name=B-PER or NER=B-PER. A mention that
// shares its id with others is a mark with that id and a number, 12.2: what
// refers to the same thing is not told. Such ids depend on the mentions before, so
// ids are not among the things that are sure to come back.
//
// White space is told by SpaceAfter=No, SpacesAfter= and SpacesBefore=. Where
// nothing is said there is a space after a token, two line feeds before
// "# newpar" and nothing at the end. So the texts that are written here come
// back exactly; those of other tools are made by this rule and are articles of
// their own. TokenRange counts code points.
//
// No sentence ends within a mark. Only tokens are written, no analysis.
//
// The envelope is all lines without the text. Lines whose brackets are still the
// same are written again as they were.
package conllu

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"regexp"
	"strings"
	"unicode"

	"bluepencil/annotate/format"
	"bluepencil/annotate/format/foreign"
	"bluepencil/annotate/text"
)

// Codec is the format.
func Codec() foreign.Codec {
	return foreign.Codec{
		Name:        "conllu",
		Description: "CoNLL-U with the brackets of CorefUD in MISC",
		Unit:        text.CodePoint,
		Extension:   ".conllu",
		Layout:      foreign.LayoutRecords,
		Carries: foreign.Carries{Tokens: true, Overlap: true, Discontinuous: true, Attributes: true, Meta: true,
			Text: check},
		Recognise: recognise,
		Open: func(folder fs.FS, name string, o foreign.ReadOptions) (foreign.Reader, error) {
			file, err := folder.Open(name)
			if err != nil {
				return nil, err
			}
			return newReader(file, name, o), nil
		},
		NewWriter: func(foreign.Setting) (foreign.Writer, error) { return writer{}, nil },
	}
}

// check refuses texts whose tokens could not stand in a column.
func check(whole string) error {
	if strings.ContainsAny(whole, "\x00\x1c\x1d\x1e\x1f") {
		return errors.New("it has control characters at which readers of columns break lines")
	}
	if strings.TrimFunc(whole, unicode.IsSpace) == "" {
		return errors.New("it has no word, and the format has only words")
	}
	return nil
}

var word = regexp.MustCompile(`^\d+(?:[-.]\d+)?(?:\t[^\t]+){9}$`)

// recognise tells a file whose first token has ten columns.
func recognise(name string, head []byte) bool {
	cut := len(head) >= 4096
	for l := range strings.Lines(string(bytes.TrimPrefix(head, []byte("\ufeff")))) {
		l = strings.TrimRight(l, "\r\n")
		if l == "" || strings.HasPrefix(l, "#") {
			continue
		}
		return word.MatchString(l)
	}
	return cut && strings.EqualFold(path.Ext(name), ".conllu") && bytes.HasPrefix(head, []byte("# "))
}

type writer struct{}

// Companions are none.
func (writer) Companions() ([]format.Companion, error) { return nil, nil }

// Encode gives the lines of a document.
func (writer) Encode(d *foreign.Document) ([]foreign.Piece, error) {
	if len(d.Layers) != 1 {
		return nil, fmt.Errorf("a file of tokens holds the marks of one person, not of %d", len(d.Layers))
	}
	data, ok := again(d)
	if !ok {
		var err error
		if data, err = fresh(d); err != nil {
			return nil, err
		}
	}
	return []foreign.Piece{{Data: data}}, nil
}
