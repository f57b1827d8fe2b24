// Package epub reads books and magazines (.epub): every chapter that has text
// is an article.
package epub

import (
	"archive/zip"
	"bytes"
	"context"
	"errors"
	"fmt"
	"unicode/utf8"

	"bluepencil/annotate"
	"bluepencil/annotate/source/archive"
	"bluepencil/annotate/source/compose"
)

// ErrNoBook says that an archive is no book.
var ErrNoBook = errors.New("there is no book in it")

// largestChapter is the largest page that is read, in bytes.
const largestChapter = 16 << 20

// Chapter is one article of a book, or why there is none.
type Chapter struct {
	Where   string // its title in the table of contents, else its path
	Path    string // of its page in the archive
	Raw     []byte // the page; the caller may keep it
	Article compose.Article
	Err     error // one of package archive
}

// Is tells whether an archive is a book.
func Is(z *zip.Reader) bool { return archive.File(z, container) != nil }

// Read visits the chapters in the order of the book. Pages without text, such
// as covers, and the table of contents are passed over. It fails with ErrNoBook,
// an error of package archive, that of visit, or the context's.
func Read(ctx context.Context, z *zip.Reader, visit func(Chapter) error) error {
	b, err := open(z)
	if err != nil {
		return err
	}
	seen, files := map[string]bool{}, archive.Index(z)
	for _, path := range b.spine {
		if err := ctx.Err(); err != nil {
			return err
		}
		f := files[path]
		if seen[path] || path == b.nav || f == nil {
			continue
		}
		seen[path] = true
		c := Chapter{Where: path, Path: path}
		if label := b.labels[path]; label != "" {
			c.Where = label
		}
		b.chapter(&c, f)
		if c.Err == nil && c.Article.Text == "" {
			continue
		}
		if err := visit(c); err != nil {
			return err
		}
	}
	return nil
}

// chapter reads a page.
func (b *book) chapter(c *Chapter, f *zip.File) {
	if b.locked[c.Path] {
		c.Err = fmt.Errorf("%w against copying", archive.ErrProtected)
		return
	}
	if c.Raw, c.Err = archive.ReadAll(f, largestChapter); c.Err != nil {
		return
	}
	page, err := decode(c.Raw)
	if err != nil {
		c.Err = err
		return
	}
	p := convert(page)
	p.SetTitle(b.labels[c.Path])
	for field, value := range b.meta {
		p.Set(field, value)
	}
	if b.id != "" {
		p.Set(annotate.MetaIdentity, b.id+"#"+c.Path)
	}
	c.Article = p.Article()
}

// decode gives a page as UTF-8, which it is, or UTF-16 with a mark.
func decode(raw []byte) ([]byte, error) {
	if bytes.HasPrefix(raw, []byte("\xff\xfe")) || bytes.HasPrefix(raw, []byte("\xfe\xff")) {
		var err error
		if raw, err = wide.NewDecoder().Bytes(raw); err != nil {
			return nil, fmt.Errorf("%w: %w", archive.ErrDamaged, err)
		}
	}
	if !utf8.Valid(raw) {
		return nil, fmt.Errorf("%w: the page is no UTF-8", archive.ErrDamaged)
	}
	return raw, nil
}
