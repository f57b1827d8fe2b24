package source

import (
	"bytes"
	"errors"
	"fmt"

	"bluepencil/annotate/source/compose"
	"bluepencil/annotate/source/fragment"
	"bluepencil/annotate/source/webpage"
)

// readPage reads a web page: what it states of its encoding counts, and its
// article is its main part.
func readPage(raw []byte, o Options) (Document, error) {
	d, err := decodeStated(raw, o.Encoding, webpage.Charset(raw))
	if err != nil {
		return Document{}, err
	}
	if len(d.Text) > MaxSize {
		return Document{}, fmt.Errorf("as UTF-8 it is %w", ErrTooLarge)
	}
	a, err := webpage.Read(d.Text)
	if err != nil {
		return Document{}, markupError(err)
	}
	return d.composed(a), nil
}

// composed gives a document the article that was made of its file's text.
func (d Document) composed(a compose.Article) Document {
	d.Text, d.Title, d.Meta, d.Zones = a.Text, a.Title, a.Meta, a.Zones
	return d
}

// markupError is an error of the readers of markup as one of this package.
func markupError(err error) error {
	switch {
	case errors.Is(err, webpage.ErrNoArticle):
		return &kindError{err.Error(), []error{ErrEmpty}}
	case errors.Is(err, fragment.ErrMarkup):
		return &kindError{err.Error() + "; copy the article's text into a .txt file", []error{ErrUnsupported}}
	}
	return err
}

// isPage tells a web page by its beginning, in UTF-16 too.
func isPage(raw []byte) bool {
	if m := markOf(raw); m != nil {
		raw = raw[len(m.bytes):]
	}
	return looksLikeHTML(raw) || looksLikeHTML(bytes.ReplaceAll(raw[:min(len(raw), 1024)], []byte{0}, nil))
}
