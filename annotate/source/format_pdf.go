package source

import (
	"bytes"
	"context"
	"errors"

	"bluepencil/annotate/source/pdf"
)

// isPDF tells by the mark, which some programs write after a few other bytes.
func isPDF(name string, head []byte) bool {
	const mark, within = "%PDF-", 1024
	return bytes.HasPrefix(head, []byte(mark)) || extensionOf(name) == ".pdf" && bytes.Contains(head[:min(len(head), within)], []byte(mark))
}

// readPDF reads the article of a PDF.
func readPDF(ctx context.Context, in Input, _ Options, visit func(Part) error) error {
	a, err := pdf.Read(ctx, in, in.Size)
	if err != nil {
		return explainPDF(err)
	}
	d, err := documentOf(a, nil)
	return visitOnly(ctx, in, formatPDF, d, err, visit)
}

// readSmallPDF reads a PDF that is in memory.
func readSmallPDF(raw []byte, _ Options) (Document, error) {
	a, err := pdf.Read(context.Background(), bytes.NewReader(raw), int64(len(raw)))
	if err != nil {
		return Document{}, explainPDF(err)
	}
	return documentOf(a, nil)
}

// explainPDF gives errors of the reader the sentinels of this package.
func explainPDF(err error) error {
	for _, row := range []struct{ of, is error }{
		{pdf.ErrNoEngine, ErrUnsupported}, {pdf.ErrProtected, ErrProtected}, {pdf.ErrScan, ErrEmpty},
		{pdf.ErrDamaged, ErrDamaged}, {pdf.ErrTooLarge, ErrTooLarge}, {pdf.ErrSlow, ErrTooLarge},
	} {
		if errors.Is(err, row.of) {
			return &kindError{err.Error(), []error{err, row.is}}
		}
	}
	return err
}
