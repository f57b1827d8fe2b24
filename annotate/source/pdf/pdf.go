// Package pdf reads the text of PDF files. A PDF says where which letters
// stand, and nothing of lines, words or paragraphs; those are put together
// here from what an engine found on the pages: pdftotext of the Poppler
// project where it is installed, or, in programs built with the tag "pdfium",
// the engine PDFium that comes along.
package pdf

import (
	"bytes"
	"context"
	"errors"
	"io"
	"unicode"
	"unicode/utf8"

	"bluepencil/annotate"
	"bluepencil/annotate/source/compose"
)

// The reasons why a PDF is not read.
var (
	ErrNoEngine  = errors.New("reading PDF needs the program pdftotext; install the package poppler-utils (on macOS and Windows: poppler)")
	ErrProtected = errors.New("the PDF is protected by a password, or its author does not let text be copied; ask for an open one")
	ErrScan      = errors.New("the PDF has no text, only pictures of it; have its letters recognised (OCR) first")
	ErrDamaged   = errors.New("the PDF is damaged")
	ErrTooLarge  = errors.New("the PDF has too much text; split it")
	ErrSlow      = errors.New("the PDF takes too long to read; print it to a new PDF and import that")
)

// Read reads a PDF of so many bytes. It ends early, with the context's error,
// when the context does, and fails with one of this package. It may be called
// on several goroutines.
func Read(ctx context.Context, r io.ReaderAt, size int64) (compose.Article, error) {
	d, err := extract(ctx, io.NewSectionReader(r, 0, size))
	if err != nil {
		if ctx.Err() != nil {
			err = ctx.Err()
		}
		return compose.Article{}, err
	}
	a := d.article()
	if a.Text == "" {
		return a, ErrScan
	}
	return a, nil
}

// Available tells whether there is an engine.
func Available() bool { return popplerPath() != "" || hasPDFium }

// extract asks the engine that there is.
func extract(ctx context.Context, r io.Reader) (document, error) {
	if path := popplerPath(); path != "" {
		return poppler(ctx, path, r)
	}
	return askPDFium(ctx, r)
}

// document is what an engine found.
type document struct {
	pages                            []page
	title, author, created, modified string
}

// page is one page with its lines in the order they are read.
type page struct {
	height float64 // in points
	lines  []line
}

// line is one line of text. Places are in points from the upper left corner.
type line struct {
	left, top, right, bottom float64
	first                    float64 // the width of its first word
	block                    int     // lines that stand close together have the same
	text                     string
}

func (l line) height() float64 { return l.bottom - l.top }

// longestHeadline in code points.
const longestHeadline = 250

// article puts the pages together.
func (d document) article() compose.Article {
	d.dropFurniture()
	body := d.bodyHeight()
	ps := d.paragraphs()
	headline := headlineOf(ps, body)
	var b compose.Builder
	for i, p := range ps {
		part := ""
		if i == headline {
			part = annotate.PartHeadline
		}
		b.Add(part, string(p.text))
	}
	b.SetTitle(d.title)
	b.Set(annotate.MetaByline, d.author)
	b.Set(annotate.MetaPublished, d.created)
	b.Set(annotate.MetaUpdated, d.modified)
	return b.Article()
}

// headlineOf finds the paragraph in much larger letters near the beginning, or
// -1.
func headlineOf(ps []paragraph, body float64) int {
	const near, larger = 5, 1.15
	best := -1
	for i, p := range ps[:min(near, len(ps))] {
		if p.page == 0 && p.height > body*larger && (best < 0 || p.height > ps[best].height) &&
			utf8.RuneCount(p.text) <= longestHeadline && bytes.ContainsFunc(p.text, unicode.IsLetter) {
			best = i
		}
	}
	return best
}
