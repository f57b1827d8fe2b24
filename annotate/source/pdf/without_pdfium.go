//go:build !pdfium

package pdf

import (
	"context"
	"io"
)

const hasPDFium = false

func askPDFium(context.Context, io.Reader) (document, error) { return document{}, ErrNoEngine }
