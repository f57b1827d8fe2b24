//go:build pdfium

package pdf

import (
	"context"
	"errors"
	"fmt"
	"io"
	"math"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"github.com/klippa-app/go-pdfium"
	pdfiumerrors "github.com/klippa-app/go-pdfium/errors"
	"github.com/klippa-app/go-pdfium/references"
	"github.com/klippa-app/go-pdfium/requests"
	"github.com/klippa-app/go-pdfium/responses"
	"github.com/klippa-app/go-pdfium/webassembly"
	"github.com/tetratelabs/wazero"
	"github.com/tetratelabs/wazero/api"
	"github.com/tetratelabs/wazero/experimental"
)

const hasPDFium = true

// largestFile is the largest PDF that PDFium, which has it in memory, is given,
// in bytes; mostMemory is what it may use, in pages of 64 KB.
const (
	largestFile = 128 << 20
	mostMemory  = 16 << 10
)

// engines are those of the process: the engine is compiled on its first use,
// which takes seconds, and kept. It sees no file and no network.
var engines = sync.OnceValues(func() (pdfium.Pool, error) {
	return webassembly.Init(webassembly.Config{MinIdle: 0, MaxIdle: 1, MaxTotal: 2, FSConfig: wazero.NewFSConfig(), Stdout: io.Discard, Stderr: io.Discard,
		RuntimeConfig: wazero.NewRuntimeConfig().WithCloseOnContextDone(true).WithMemoryLimitPages(mostMemory).
			WithCoreFeatures(api.CoreFeaturesV2 | experimental.CoreFeaturesExceptionHandling)})
})

// inFile is a PDF that is open in an engine.
type inFile struct {
	engine pdfium.Pdfium
	ref    references.FPDF_DOCUMENT
}

// askPDFium asks PDFium for the letters and their places.
func askPDFium(ctx context.Context, r io.Reader) (document, error) {
	raw, err := io.ReadAll(io.LimitReader(r, largestFile+1))
	switch {
	case err != nil:
		return document{}, err
	case len(raw) > largestFile:
		return document{}, ErrTooLarge
	}
	pool, err := engines()
	if err != nil {
		return document{}, fmt.Errorf("start PDFium: %w", err)
	}
	limited, cancel := context.WithTimeout(ctx, longestRun)
	defer cancel()
	engine, err := pool.GetInstanceWithContext(limited)
	if err != nil {
		return document{}, fmt.Errorf("start PDFium: %w", err)
	}
	stop := context.AfterFunc(limited, func() { _ = engine.Kill() }) // the page under way is given up
	d, err := readWith(limited, engine, raw)
	if stop() {
		_ = engine.Close() // it was only read from
	}
	switch {
	case ctx.Err() != nil:
		return document{}, ctx.Err()
	case limited.Err() != nil:
		return document{}, ErrSlow
	}
	return d, err
}

func readWith(ctx context.Context, engine pdfium.Pdfium, raw []byte) (document, error) {
	opened, err := engine.OpenDocument(&requests.OpenDocument{File: &raw})
	switch {
	case errors.Is(err, pdfiumerrors.ErrPassword):
		return document{}, ErrProtected
	case err != nil:
		return document{}, fmt.Errorf("%w: PDFium says %q", ErrDamaged, err)
	}
	f := inFile{engine, opened.Document}
	count, err := engine.FPDF_GetPageCount(&requests.FPDF_GetPageCount{Document: f.ref})
	if err != nil {
		return document{}, fmt.Errorf("%w: PDFium says %q", ErrDamaged, err)
	}
	d := document{}
	f.describe(&d)
	size := 0
	for n := range count.PageCount {
		if ctx.Err() != nil {
			return d, ctx.Err()
		}
		p, err := f.page(n)
		if err != nil {
			return d, fmt.Errorf("%w: page %d: PDFium says %q", ErrDamaged, n+1, err)
		}
		for _, l := range p.lines {
			size += len(l.text)
		}
		if size > largestText {
			return d, ErrTooLarge
		}
		d.pages = append(d.pages, p)
	}
	return d, nil
}

// describe reads what the file says about itself, if it does.
func (f inFile) describe(d *document) {
	meta, err := f.engine.GetMetaData(&requests.GetMetaData{Document: f.ref})
	if err != nil {
		return
	}
	for _, tag := range meta.Tags {
		switch value := plain(tag.Value); tag.Tag {
		case "Title":
			d.title = value
		case "Author":
			d.author = value
		case "CreationDate":
			d.created = date(value)
		case "ModDate":
			d.modified = date(value)
		}
	}
}

func (f inFile) page(n int) (page, error) {
	which := requests.Page{ByIndex: &requests.PageByIndex{Document: f.ref, Index: n}}
	size, err := f.engine.GetPageSize(&requests.GetPageSize{Page: which})
	if err != nil {
		return page{}, err
	}
	found, err := f.engine.GetPageTextStructured(&requests.GetPageTextStructured{Page: which, Mode: requests.GetPageTextStructuredModeChars, CollectFontInformation: true})
	if err != nil {
		return page{}, err
	}
	l := letters{height: size.Height}
	for _, c := range found.Chars {
		l.letter(c)
	}
	l.endLine()
	return page{height: size.Height, lines: l.lines}, nil
}

// letters puts letters together to words and lines. Blanks that the engine
// reports are its guess; the space between two letters tells better.
type letters struct {
	height float64 // of the page
	lines  []line
	words  []word // of the line under way
	size   float64
	block  int
}

func (l *letters) letter(c *responses.GetPageTextStructuredChar) {
	text := plain(c.Text)
	switch {
	case c.Text == "\x02" && len(l.words) > 0: // a hyphen, with which the line ends
		l.words[len(l.words)-1].text += "-"
		l.endLine()
		return
	case strings.ContainsAny(c.Text, "\r\n"):
		l.endLine()
		return
	case text == "" || c.FontInformation == nil:
		return
	}
	w := word{left: c.PointPosition.Left, right: c.PointPosition.Right, bottom: l.height - c.PointPosition.Bottom, text: text}
	size := c.FontInformation.RenderedSize
	if size <= 0 {
		size = c.FontInformation.Size
	}
	w.top = w.bottom - size
	if n := len(l.words); n > 0 {
		before := &l.words[n-1]
		const apart = 0.15
		if gap := max(w.left-before.right, before.left-w.right); gap <= apart*size {
			before.text += text
			before.left, before.right = min(before.left, w.left), max(before.right, w.right)
			return
		}
	}
	l.size = max(l.size, size)
	l.words = append(l.words, w)
}

// endLine ends a line, and a block where the next line is not below it. All
// lines of a size are equally high, whatever letters are in them.
func (l *letters) endLine() {
	if len(l.words) == 0 {
		return
	}
	next := lineOf(l.words, l.block)
	next.bottom = next.top + l.size
	if n := len(l.lines); n > 0 {
		before := l.lines[n-1]
		beside := next.left > before.right || next.right < before.left
		if next.top < before.top || beside || next.top-before.bottom > l.size || math.Abs(before.height()-l.size) > 0.15*l.size {
			l.block++
			next.block = l.block
		}
	}
	if !isItem(next.text) || utf8.RuneCountInString(next.text) > 1 {
		l.lines = append(l.lines, next)
	}
	l.words, l.size = l.words[:0], 0
}

// date is a date of PDF, D:20260302081500+01'00', as others write it.
func date(value string) string {
	digits := strings.TrimPrefix(value, "D:")
	if end := strings.IndexFunc(digits, func(r rune) bool { return !unicode.IsDigit(r) }); end >= 0 {
		digits = digits[:end]
	}
	if len(digits) < 8 {
		return ""
	}
	day := digits[:4] + "-" + digits[4:6] + "-" + digits[6:8]
	if len(digits) < 14 {
		return day
	}
	zone := strings.ReplaceAll(strings.TrimPrefix(value, "D:")[14:], "'", ":")
	if zone = strings.TrimSuffix(zone, ":"); zone == "" || zone == "Z" || strings.HasPrefix(zone, "Z") {
		zone = "Z"
	}
	return day + "T" + digits[8:10] + ":" + digits[10:12] + ":" + digits[12:14] + zone
}
