package source

import (
	"archive/zip"
	"bytes"
	"errors"

	"bluepencil/annotate/source/archive"
	"bluepencil/annotate/source/compose"
	"bluepencil/annotate/source/epub"
	"bluepencil/annotate/source/word"
)

// Documents with pictures are larger than their text. They are read from the
// file, not from memory, and only their text counts against MaxSize.

// documentOf is the document of what a reader made of a file that has its own
// encoding inside.
func documentOf(a compose.Article, err error) (Document, error) {
	if err != nil {
		return Document{}, explainPackage(err)
	}
	return Document{Encoding: "utf-8", EncodingSource: ByValidity}.with(a).titled(), nil
}

// explainPackage gives errors of the readers the sentinels of this package.
func explainPackage(err error) error {
	for _, row := range []struct{ of, is error }{
		{archive.ErrTooLarge, ErrTooLarge}, {archive.ErrProtected, ErrProtected}, {archive.ErrDamaged, ErrDamaged}, {archive.ErrPacked, ErrUnsupported}, {epub.ErrNoBook, ErrUnsupported},
	} {
		if errors.Is(err, row.of) {
			return &kindError{err.Error(), []error{err, row.is}}
		}
	}
	return err
}

// packaged is a kind of document that is an archive with text in it.
func packaged(kind word.Format, extensions ...string) format {
	return format{name: string(kind), extensions: extensions,
		recognise: func(raw []byte) bool {
			z := openZip(raw)
			return z != nil && word.Of(z) == kind
		},
		read: func(raw []byte, _ Options) (Document, error) {
			z, err := archive.Open(bytes.NewReader(raw), int64(len(raw)))
			if err != nil {
				return documentOf(compose.Article{}, err)
			}
			return documentOf(word.Read(z))
		}}
}

// openZip opens bytes that begin as archives do, or gives nil.
func openZip(raw []byte) *zip.Reader {
	if !bytes.HasPrefix(raw, []byte(zipMark)) {
		return nil
	}
	z, err := archive.Open(bytes.NewReader(raw), int64(len(raw)))
	if err != nil {
		return nil
	}
	return z
}
