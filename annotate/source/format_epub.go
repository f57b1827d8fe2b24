package source

import (
	"archive/zip"
	"bytes"
	"context"
	"crypto/sha256"
	"fmt"

	"bluepencil/annotate/source/archive"
	"bluepencil/annotate/source/epub"
)

// isEPUB tells books by their first entry, which says so, or by their name.
func isEPUB(name string, head []byte) bool {
	const first = "mimetypeapplication/epub+zip"
	return isZip(name, head) && (extensionOf(name) == ".epub" || bytes.Contains(head[:min(len(head), 200)], []byte(first)))
}

func readEPUB(ctx context.Context, in Input, _ Options, visit func(Part) error) error {
	z, err := archive.Open(in, in.Size)
	if err != nil {
		return explainPackage(err)
	}
	return readBook(ctx, z, in, visit)
}

// readBook reads the chapters of a book. A chapter's source is its page.
func readBook(ctx context.Context, z *zip.Reader, in Input, visit func(Part) error) error {
	found := false
	err := epub.Read(ctx, z, func(c epub.Chapter) error {
		found = true
		part := Part{Where: c.Where}
		part.Document, part.Err = documentOf(c.Article, c.Err)
		part.Document.Name, part.Document.Format = fmt.Sprintf("%s, %s", in.Name, c.Path), formatEPUB
		part.Document.SourceSize, part.Document.SourceSHA256 = int64(len(c.Raw)), sha256.Sum256(c.Raw)
		if part.Err == nil {
			part.Document, part.Err = part.Document.settle(false)
		}
		return visit(part)
	})
	switch {
	case err != nil:
		return explainPackage(err)
	case !found:
		return &kindError{"there is no chapter with text in this book", []error{ErrEmpty}}
	}
	return nil
}
