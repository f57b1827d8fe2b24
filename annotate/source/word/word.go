// Package word reads the documents of word processors: Office Open XML (.docx,
// .docm) and OpenDocument texts (.odt). What a reader sees on the page becomes
// the article: deleted text, comments, headers and footers are left out, notes
// stand at the end, and titles, headings and captions become parts.
package word

import (
	"archive/zip"
	"errors"
	"fmt"

	"bluepencil/annotate"
	"bluepencil/annotate/source/compose"
)

// ErrNoDocument says that an archive is no document of a word processor.
var ErrNoDocument = errors.New("there is no text document in it")

// Format is a kind of document.
type Format string

// The formats there are; the values are names of formats that people see.
const (
	DOCX Format = "docx"
	ODT  Format = "odt"
)

// Of tells what document an archive is, or "".
func Of(z *zip.Reader) Format {
	switch {
	case docxBody(z) != nil:
		return DOCX
	case isODT(z):
		return ODT
	}
	return ""
}

// The largest XML files that are read, in bytes: the text, and what describes it.
const (
	largestText = 64 << 20
	largestMeta = 4 << 20
)

// Read reads a document. The errors are ErrNoDocument and those of package
// archive. The article's text may be empty.
func Read(z *zip.Reader) (compose.Article, error) {
	var s story
	var err error
	switch Of(z) {
	case DOCX:
		err = readDOCX(z, &s)
	case ODT:
		err = readODT(z, &s)
	default:
		err = ErrNoDocument
	}
	return s.Article(), err
}

// describe reads what the document says about itself: both formats have a file
// of Dublin Core and terms of their own. What cannot be read says nothing.
func describe(f *zip.File, s *story) {
	values := map[string]string{}
	err := texts(f, func(name, text string) {
		if values[name] == "" {
			values[name] = text
		}
	})
	if err != nil {
		return // the text is what counts
	}
	s.SetTitle(values["title"])
	author := values["creator"]
	if initial := values["initial-creator"]; initial != "" { // OpenDocument's creator is who saved it last
		author = initial
	}
	if author != "python-docx" && author != "Unknown Author" { // nobody has these names
		s.Set(annotate.MetaByline, author)
	}
	for _, row := range [][2]string{
		{annotate.MetaPublished, "created"}, {annotate.MetaPublished, "creation-date"}, {annotate.MetaUpdated, "modified"},
		{annotate.MetaUpdated, "date"}, {annotate.MetaLanguage, "language"}, {annotate.MetaSection, "category"},
	} {
		s.Set(row[0], values[row[1]])
	}
}

// within gives an error the name of the format.
func within(f Format, err error) error {
	if err != nil {
		return fmt.Errorf("the %s document: %w", f, err)
	}
	return nil
}
