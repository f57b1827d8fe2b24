//go:build !pdfium

package pdf

import (
	"context"
	"io"
)

const hasPDFium = false

func pdfium(context.Context, io.ReadSeeker) (document, error) { return document{}, ErrNoEngine }
